package io.reprise.tensor;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;

/**
 * What engines with values share: checking by the shape rules, running kernels, and scopes that own
 * native handles. A subclass adds its kernels, host transfers and gradients.
 *
 * @param <H> the native tensor
 */
public abstract class KernelEngine<H> implements Engine {
  private final String name;
  private final Device device;
  private final Kernels<H> kernels;
  private final Deque<Frame> scopes = new ArrayDeque<>();
  private OpListener listener;
  private boolean closed;

  protected KernelEngine(String name, Device device, Kernels<H> kernels) {
    this.name = name;
    this.device = device;
    this.kernels = kernels;
    scopes.push(new Frame(true));
  }

  /** Frees a handle. */
  protected abstract void release(H handle);

  protected abstract H fromFloats(float[] values, Shape shape);

  protected abstract H fromDoubles(double[] values, Shape shape);

  protected abstract H fromLongs(long[] values, Shape shape);

  protected abstract H filled(double value, Shape shape);

  /** A handle with the same elements that gradients are taken for; may be {@code handle} itself. */
  protected abstract H track(H handle);

  protected abstract boolean tracked(H handle);

  protected abstract float[] toFloats(H handle, int elements);

  /** Reads float64 elements. */
  protected abstract double[] toDoubles(H handle, int elements);

  /** Reads int64 or boolean elements. */
  protected abstract long[] toLongs(H handle, int elements, DType dtype);

  protected abstract void assign(H target, H source);

  protected abstract void axpy(H target, double factor, H x);

  protected abstract void scale(H target, double factor);

  /** One new handle a parameter, none of which shares memory with another tensor. */
  protected abstract List<H> gradientHandles(H loss, List<H> parameters);

  /**
   * Switches the recording of gradients until the next call. Comes before every operation, since
   * another engine on this thread may have switched it.
   */
  protected abstract void recordGradients(boolean record);

  @Override
  public final String name() {
    return name;
  }

  @Override
  public final Device device() {
    return device;
  }

  @Override
  public final Tensor apply(Op op, Tensor... inputs) {
    List<TensorType> types = new ArrayList<>(inputs.length);
    List<H> handles = new ArrayList<>(inputs.length);
    for (Tensor t : inputs) {
      Handle h = mine(t);
      types.add(h.type);
      handles.add(h.handle());
    }
    TensorType out = op.infer(types);
    requireOpen();
    recordGradients(scopes.element().record);
    return listener == null
        ? own(executed(op, types, handles), out)
        : timed(op, inputs, () -> own(executed(op, types, handles), out));
  }

  private Tensor timed(Op op, Tensor[] inputs, Supplier<Tensor> work) {
    synchronize();
    long start = System.nanoTime();
    Tensor output = work.get();
    synchronize();
    listener.executed(op, List.of(inputs), output, System.nanoTime() - start);
    return output;
  }

  @Override
  public final void listen(OpListener to) {
    listener = to;
  }

  /**
   * What a kernel refuses, for example an index outside its axis, is told as bad shapes are: with
   * the operation and its inputs.
   */
  private H executed(Op op, List<TensorType> types, List<H> in) {
    try {
      return execute(op, in);
    } catch (RuntimeException e) {
      throw new IllegalArgumentException(op.label() + ": inputs " + types + ": " + firstLine(e), e);
    }
  }

  /** The first line of a native library's message; a stack of native frames follows it. */
  protected static String firstLine(Throwable e) {
    String message = e.getMessage();
    return message == null ? e.toString() : message.lines().findFirst().orElse("");
  }

  /** Runs the kernel of an operation whose inputs fit. An engine with a tape records it here. */
  protected H execute(Op op, List<H> in) {
    return op.run(kernels, in);
  }

  @Override
  public final Tensor tensor(float[] values, Shape shape) {
    return own(fromFloats(checked(values.length, values, shape), shape), float32(shape));
  }

  @Override
  public final Tensor tensor(double[] values, Shape shape) {
    return own(
        fromDoubles(checked(values.length, values, shape), shape),
        new TensorType(shape, DType.FLOAT64));
  }

  @Override
  public final Tensor tensor(long[] values, Shape shape) {
    return own(
        fromLongs(checked(values.length, values, shape), shape),
        new TensorType(shape, DType.INT64));
  }

  @Override
  public final Tensor full(double value, Shape shape) {
    requireOpen();
    return own(filled(value, shape), float32(shape));
  }

  @Override
  public final Tensor parameter(Shape shape, java.util.function.Supplier<float[]> values) {
    float[] v = values.get();
    return own(track(fromFloats(checked(v.length, v, shape), shape)), float32(shape));
  }

  @Override
  public final List<Tensor> gradients(Tensor loss, List<Tensor> parameters) {
    if (loss.shape().elements() != 1) {
      throw new IllegalArgumentException(
          "gradients: loss has shape " + loss.shape() + ": expected one element");
    }
    List<H> handles = new ArrayList<>(parameters.size());
    for (Tensor p : parameters) {
      Handle h = mine(p);
      if (!tracked(h.handle())) {
        throw new IllegalArgumentException(
            "gradients: the tensor of shape " + p.shape() + " is no parameter and depends on none");
      }
      handles.add(h.handle());
    }
    if (!tracked(mine(loss).handle())) {
      throw new IllegalArgumentException(
          "gradients: the loss depends on no parameter, or was computed in an inference scope");
    }
    List<H> gradients = gradientHandles(mine(loss).handle(), handles);
    List<Tensor> out = new ArrayList<>(gradients.size());
    for (int i = 0; i < gradients.size(); i++) {
      out.add(own(gradients.get(i), mine(parameters.get(i)).type));
    }
    return out;
  }

  @Override
  public final Scope scope() {
    requireOpen();
    return open(scopes.element().record);
  }

  @Override
  public final Scope inference() {
    return open(false);
  }

  private Scope open(boolean record) {
    requireOpen();
    Frame frame = new Frame(record);
    scopes.push(frame);
    recordGradients(record);
    return frame;
  }

  @Override
  public void close() {
    if (!closed) {
      while (!scopes.isEmpty()) {
        scopes.pop().free();
      }
      closed = true;
    }
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("engine " + name + " is closed");
    }
  }

  private Tensor own(H handle, TensorType type) {
    requireOpen();
    Handle h = new Handle(handle, type, scopes.element());
    scopes.element().owned.add(h);
    return h;
  }

  private static TensorType float32(Shape shape) {
    return new TensorType(shape, DType.FLOAT32);
  }

  private static double[] widened(float[] values) {
    double[] out = new double[values.length];
    Arrays.setAll(out, i -> values[i]);
    return out;
  }

  private static <T> T checked(int length, T values, Shape shape) {
    if (length != shape.elements()) {
      throw new IllegalArgumentException(
          "tensor: " + length + " values for shape " + shape + ", expected " + shape.elements());
    }
    return values;
  }

  private Handle mine(Tensor t) {
    if (t instanceof KernelEngine<?>.Handle h && h.engine() == this) {
      @SuppressWarnings("unchecked")
      Handle own = (Handle) h;
      return own;
    }
    throw new IllegalArgumentException(
        "a tensor of engine " + t.engine().name() + " was given to another engine " + name);
  }

  private final class Frame implements Scope {
    private final boolean record;
    private final List<Handle> owned = new ArrayList<>();
    private boolean done;

    Frame(boolean record) {
      this.record = record;
    }

    @Override
    public Tensor keep(Tensor tensor) {
      Handle h = mine(tensor);
      if (h.owner != this || h.handle == null) {
        throw new IllegalArgumentException(
            "keep: the tensor of shape " + tensor.shape() + " was not made in this scope");
      }
      Frame parent = null;
      for (var all = scopes.iterator(); all.hasNext() && parent == null; ) {
        if (all.next() == this) {
          parent = all.next();
        }
      }
      h.owner = parent;
      parent.owned.add(h);
      return tensor;
    }

    @Override
    public void close() {
      if (done) {
        return;
      }
      if (scopes.peek() != this) {
        throw new IllegalStateException("a scope was closed before one that was opened later");
      }
      scopes.pop();
      free();
      recordGradients(scopes.element().record);
    }

    void free() {
      done = true;
      for (int i = owned.size() - 1; i >= 0; i--) {
        Handle h = owned.get(i);
        if (h.owner == this) {
          release(h.handle);
          h.handle = null;
        }
      }
      owned.clear();
    }
  }

  private final class Handle implements Tensor {
    private H handle;
    private final TensorType type;
    private Frame owner;

    Handle(H handle, TensorType type, Frame owner) {
      this.handle = handle;
      this.type = type;
      this.owner = owner;
    }

    H handle() {
      if (handle == null) {
        throw new IllegalStateException(
            "the tensor of shape " + type.shape() + " was used after its scope had closed");
      }
      return handle;
    }

    @Override
    public Engine engine() {
      return KernelEngine.this;
    }

    @Override
    public Shape shape() {
      return type.shape();
    }

    @Override
    public DType dtype() {
      return type.dtype();
    }

    @Override
    public boolean requiresGradient() {
      return tracked(handle());
    }

    @Override
    public float[] toFloats() {
      if (type.dtype() != DType.FLOAT32) {
        throw new IllegalArgumentException("toFloats: tensor " + type + ": expected FLOAT32");
      }
      return KernelEngine.this.toFloats(handle(), Math.toIntExact(shape().elements()));
    }

    @Override
    public double[] toDoubles() {
      int elements = Math.toIntExact(shape().elements());
      return switch (type.dtype()) {
        case FLOAT32 -> widened(KernelEngine.this.toFloats(handle(), elements));
        case FLOAT64 -> KernelEngine.this.toDoubles(handle(), elements);
        case INT64, BOOL ->
            throw new IllegalArgumentException(
                "toDoubles: tensor " + type + ": expected a floating type");
      };
    }

    @Override
    public long[] toLongs() {
      if (type.dtype().isFloating()) {
        throw new IllegalArgumentException("toLongs: tensor " + type + ": expected INT64 or BOOL");
      }
      return KernelEngine.this.toLongs(handle(), Math.toIntExact(shape().elements()), dtype());
    }

    @Override
    public double item() {
      if (shape().elements() != 1) {
        throw new IllegalArgumentException("item: tensor " + type + ": expected one element");
      }
      return type.dtype().isFloating() ? toDoubles()[0] : toLongs()[0];
    }

    @Override
    public void assign(Tensor source) {
      KernelEngine.this.assign(handle(), same("assign", source).handle());
    }

    @Override
    public void axpy(double factor, Tensor x) {
      KernelEngine.this.axpy(handle(), factor, same("axpy", x).handle());
    }

    @Override
    public void scale(double factor) {
      KernelEngine.this.scale(handle(), factor);
    }

    private Handle same(String operation, Tensor other) {
      Handle h = mine(other);
      if (!h.type.equals(type)) {
        throw new IllegalArgumentException(
            operation + ": " + h.type + " into " + type + ": expected equal shapes and types");
      }
      return h;
    }

    @Override
    public String toString() {
      return name + " " + type;
    }
  }
}
