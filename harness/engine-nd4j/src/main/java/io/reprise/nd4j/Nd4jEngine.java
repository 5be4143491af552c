package io.reprise.nd4j;

import io.reprise.tensor.Arithmetic;
import io.reprise.tensor.DType;
import io.reprise.tensor.Device;
import io.reprise.tensor.KernelEngine;
import io.reprise.tensor.Op;
import io.reprise.tensor.Shape;
import io.reprise.tensor.TensorType;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.bytedeco.javacpp.Loader;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOps;
import org.nd4j.nativeblas.NativeOpsHolder;

/**
 * Tensors of ND4J. Native memory is owned by scopes and pooled; ND4J's own clean-up through the
 * garbage collector is switched off for the whole JVM, since it would only find what is still used.
 */
final class Nd4jEngine extends KernelEngine<Value> {
  static final String NAME = "nd4j";

  /** Elements from which on an operation is worth several threads. */
  private static final int PARALLEL_FROM = 16384;

  private final Memory memory;
  private final Algebra algebra;
  private final Tape tape;

  Nd4jEngine(Device device, int threads) {
    this(device, threads, new Memory());
  }

  private Nd4jEngine(Device device, int threads, Memory memory) {
    this(device, threads, memory, new Algebra(memory));
  }

  private Nd4jEngine(Device device, int threads, Memory memory, Algebra algebra) {
    this(device, threads, memory, algebra, new Tape(memory, algebra));
  }

  private Nd4jEngine(Device device, int threads, Memory memory, Algebra algebra, Tape tape) {
    super(NAME, device, new Nd4jKernels(algebra, tape));
    this.memory = memory;
    this.algebra = algebra;
    this.tape = tape;
    natives().setOmpNumThreads(threads);
  }

  /** Loads the native libraries, with this class's settings in force. */
  static void load() {
    Loading.done();
  }

  /** Happens once in a JVM. */
  private static final class Loading {
    private static final String EXTENSION = "org.bytedeco.javacpp.platform.extension";

    static {
      // JavaCPP would ask the system for the size of the process at every allocation.
      System.setProperty("org.bytedeco.javacpp.maxbytes", "0");
      System.setProperty("org.bytedeco.javacpp.maxphysicalbytes", "0");
      String before = System.getProperty(EXTENSION);
      System.setProperty(EXTENSION, "-onednn-avx2");
      Nd4j.getMemoryManager().togglePeriodicGc(false);
      natives().setElementThreshold(PARALLEL_FROM);
      if (before == null) {
        System.clearProperty(EXTENSION);
      } else {
        System.setProperty(EXTENSION, before);
      }
    }

    static void done() {}
  }

  private static NativeOps natives() {
    return NativeOpsHolder.getInstance().getDeviceNativeOps();
  }

  // ---- operations

  @Override
  protected Value execute(Op op, List<Value> in) {
    TensorType out = op.infer(in.stream().map(Value::type).toList());
    if (out.shape().elements() == 0) {
      return memory.make(out, Layout.ROW_MAJOR);
    }
    Value[] result = new Value[1];
    memory.enter();
    try {
      result[0] = super.execute(op, in);
    } finally {
      memory.leave(Arrays.asList(result));
    }
    return result[0];
  }

  @Override
  protected List<Value> gradientHandles(Value loss, List<Value> parameters) {
    return tape.gradients(loss, parameters);
  }

  @Override
  protected void recordGradients(boolean record) {
    tape.recording(record);
  }

  @Override
  protected Value track(Value handle) {
    return handle.track();
  }

  @Override
  protected boolean tracked(Value handle) {
    return handle.tracked();
  }

  // ---- memory

  @Override
  protected void release(Value handle) {
    handle.release();
  }

  @Override
  protected Value fromFloats(float[] values, Shape shape) {
    Value v = memory.make(new TensorType(shape, DType.FLOAT32), Layout.ROW_MAJOR);
    Host.write(v, values);
    return usual(v);
  }

  @Override
  protected Value fromDoubles(double[] values, Shape shape) {
    Value v = memory.make(new TensorType(shape, DType.FLOAT64), Layout.ROW_MAJOR);
    Host.write(v, values);
    return usual(v);
  }

  @Override
  protected Value fromLongs(long[] values, Shape shape) {
    Value v = memory.make(new TensorType(shape, DType.INT64), Layout.ROW_MAJOR);
    Host.write(v, values);
    return v;
  }

  private Value usual(Value v) {
    Value ordered = algebra.ordered(v, Layout.usual(v.rank()));
    if (ordered != v) {
      v.release();
    }
    return ordered;
  }

  @Override
  protected Value filled(double value, Shape shape) {
    return algebra.full(new TensorType(shape, DType.FLOAT32), Layout.usual(shape.rank()), value);
  }

  @Override
  protected float[] toFloats(Value handle, int elements) {
    return inRowMajorOrder(handle, Host::floats);
  }

  @Override
  protected double[] toDoubles(Value handle, int elements) {
    return inRowMajorOrder(handle, Host::doubles);
  }

  @Override
  protected long[] toLongs(Value handle, int elements, DType dtype) {
    return inRowMajorOrder(handle, Host::longs);
  }

  private <T> T inRowMajorOrder(Value handle, Function<Value, T> read) {
    Value row = algebra.rowMajor(handle);
    try {
      return read.apply(row);
    } finally {
      if (row != handle) {
        row.release();
      }
    }
  }

  // ---- updates

  @Override
  protected void assign(Value target, Value source) {
    update(target, () -> algebra.assignInto(target, source));
  }

  @Override
  protected void axpy(Value target, double factor, Value x) {
    update(target, () -> algebra.axpyInto(target, factor, x));
  }

  @Override
  protected void scale(Value target, double factor) {
    update(target, () -> algebra.timesInto(target, factor));
  }

  private void update(Value target, Runnable update) {
    if (target.isEmpty()) {
      return;
    }
    memory.enter();
    try {
      update.run();
    } finally {
      memory.leave(List.of());
    }
    target.buffer().updated();
  }

  // ---- what it is

  @Override
  public Map<String, String> describe() {
    Map<String, String> d = new TreeMap<>();
    d.put("engine", NAME);
    d.put("nd4j", version());
    d.putAll(Arithmetic.FLOAT32.describe());
    d.put("backend", Nd4j.getBackend().getClass().getSimpleName());
    d.put("threads", Integer.toString(natives().ompGetMaxThreads()));
    return d;
  }

  private static String version() {
    try {
      return Loader.getVersion("org.nd4j", "nd4j-api");
    } catch (IOException e) {
      return "unknown";
    }
  }

  @Override
  public void synchronize() {
    Nd4j.getExecutioner().commit();
  }

  @Override
  public void close() {
    super.close();
    memory.close();
  }
}
