package io.reprise.torch;

import io.reprise.tensor.Arithmetic;
import io.reprise.tensor.DType;
import io.reprise.tensor.Device;
import io.reprise.tensor.KernelEngine;
import io.reprise.tensor.Precision;
import io.reprise.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.bytedeco.javacpp.BoolPointer;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.openblas.global.openblas_nolapack;
import org.bytedeco.pytorch.AutoGradMode;
import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.Context;
import org.bytedeco.pytorch.GradMode;
import org.bytedeco.pytorch.MemoryFormatOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Storage;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * Tensors of libtorch. Native memory is owned by scopes alone: JavaCPP's own clean-up through the
 * garbage collector is switched off for the whole JVM, since it only costs time here.
 */
final class TorchEngine extends KernelEngine<Tensor> {
  static final String NAME = "torch";

  private static final int IMAGE_RANK = 4;

  private final Arithmetic arithmetic;
  private final org.bytedeco.pytorch.Device nativeDevice;

  static {
    System.setProperty("org.bytedeco.javacpp.nopointergc", "true");
    System.setProperty("org.bytedeco.javacpp.maxbytes", "0");
    System.setProperty("org.bytedeco.javacpp.maxphysicalbytes", "0");
  }

  TorchEngine(Device device, int threads, Arithmetic arithmetic) {
    super(
        NAME,
        device,
        arithmetic.precision() == Precision.BF16 ? new Bfloat16Kernels() : new TorchKernels());
    this.arithmetic = arithmetic;
    choose(arithmetic);
    torch.set_num_threads(threads);
    // libtorch leaves the threads of its BLAS as they are: one for each core, which wait actively.
    openblas_nolapack.blas_set_num_threads(threads);
    nativeDevice = new org.bytedeco.pytorch.Device(device.toString());
  }

  /**
   * Tells libtorch how to compute. It has one state for the whole process, so that the engine that
   * was opened last decides; each choice is made explicitly, since libtorch's own default lets
   * cuDNN round the inputs of float32 convolutions to TF32, and cuBLAS add up bfloat16 in bfloat16.
   */
  private static void choose(Arithmetic arithmetic) {
    Context context = torch.globalContext();
    boolean tf32 = arithmetic.precision() == Precision.TF32;
    context.setAllowTF32CuBLAS(tf32);
    context.setAllowTF32CuDNN(tf32);
    context.setAllowBF16ReductionCuBLAS(false);
    context.setBenchmarkCuDNN(false);
    context.setDeterministicCuDNN(arithmetic.deterministic());
    context.setDeterministicMkldnn(arithmetic.deterministic());
    context.setDeterministicAlgorithms(arithmetic.deterministic(), false);
  }

  /** Loads the native libraries, with this class's settings in force. */
  static void load() {
    org.bytedeco.javacpp.Loader.load(torch.class);
  }

  @Override
  protected void release(Tensor handle) {
    handle.close();
  }

  @Override
  protected Tensor fromFloats(float[] values, Shape shape) {
    Tensor t = torch.empty(TorchKernels.dims(shape));
    if (values.length > 0) {
      try (FloatPointer data = t.data_ptr_float()) {
        data.put(values);
      }
    }
    return toDevice(shape.rank() == IMAGE_RANK ? channelsLast(t) : t);
  }

  @Override
  protected Tensor fromDoubles(double[] values, Shape shape) {
    try (TensorOptions float64 = new TensorOptions(torch.ScalarType.Double);
        MemoryFormatOptional contiguous = new MemoryFormatOptional()) {
      Tensor t = torch.empty(TorchKernels.dims(shape), float64, contiguous);
      if (values.length > 0) {
        try (DoublePointer data = t.data_ptr_double()) {
          data.put(values);
        }
      }
      return toDevice(shape.rank() == IMAGE_RANK ? channelsLast(t) : t);
    }
  }

  /** Images and their filters lie channels-last in memory, which oneDNN and cuDNN run faster. */
  private static Tensor channelsLast(Tensor t) {
    try (t) {
      return t.contiguous(torch.MemoryFormat.ChannelsLast);
    }
  }

  @Override
  protected Tensor fromLongs(long[] values, Shape shape) {
    try (Tensor flat = torch.tensor(values)) {
      return toDevice(flat.reshape(TorchKernels.dims(shape)));
    }
  }

  @Override
  protected Tensor filled(double value, Shape shape) {
    // On the device from the start, since a copy would wait for it.
    try (Scalar v = new Scalar(value);
        TensorOptions here = new TensorOptions(nativeDevice);
        MemoryFormatOptional format =
            shape.rank() == IMAGE_RANK
                ? new MemoryFormatOptional(torch.MemoryFormat.ChannelsLast)
                : new MemoryFormatOptional()) {
      Tensor t = torch.empty(TorchKernels.dims(shape), here, format);
      t.fill_(v);
      return t;
    }
  }

  private Tensor toDevice(Tensor t) {
    if (device().kind() == Device.Kind.CPU) {
      return t;
    }
    // From pageable memory a copy waits until the device has done all its work; from pinned memory
    // it takes its place in the queue, and the allocator keeps that memory until it is done.
    try (t;
        Tensor pinned = t.pin_memory();
        MemoryFormatOptional same = new MemoryFormatOptional()) {
      return pinned.to(nativeDevice, t.scalar_type(), true, false, same);
    }
  }

  private static Tensor toHost(Tensor t) {
    try (org.bytedeco.pytorch.Device cpu = new org.bytedeco.pytorch.Device("cpu");
        Tensor detached = t.detach();
        Tensor host = detached.to(cpu, detached.scalar_type())) {
      return host.contiguous();
    }
  }

  @Override
  protected Tensor track(Tensor handle) {
    handle.set_requires_grad(true);
    return handle;
  }

  @Override
  protected boolean tracked(Tensor handle) {
    return handle.requires_grad();
  }

  @Override
  protected float[] toFloats(Tensor handle, int elements) {
    float[] out = new float[elements];
    if (elements == 0) {
      return out;
    }
    try (Tensor host = toHost(handle);
        FloatPointer data = host.data_ptr_float()) {
      data.get(out);
    }
    return out;
  }

  @Override
  protected double[] toDoubles(Tensor handle, int elements) {
    double[] out = new double[elements];
    if (elements == 0) {
      return out;
    }
    try (Tensor host = toHost(handle);
        DoublePointer data = host.data_ptr_double()) {
      data.get(out);
    }
    return out;
  }

  @Override
  protected long[] toLongs(Tensor handle, int elements, DType dtype) {
    long[] out = new long[elements];
    if (elements == 0) {
      return out;
    }
    try (Tensor host = toHost(handle)) {
      if (dtype == DType.BOOL) {
        try (BoolPointer data = host.data_ptr_bool()) {
          Arrays.setAll(out, i -> data.get(i) ? 1 : 0);
        }
      } else {
        try (LongPointer data = host.data_ptr_long()) {
          data.get(out);
        }
      }
    }
    return out;
  }

  @Override
  protected void assign(Tensor target, Tensor source) {
    updating(() -> target.copy_(source));
  }

  @Override
  protected void axpy(Tensor target, double factor, Tensor x) {
    try (Scalar f = new Scalar(factor)) {
      updating(() -> target.add_(x, f));
    }
  }

  @Override
  protected void scale(Tensor target, double factor) {
    try (Scalar f = new Scalar(factor)) {
      updating(() -> target.mul_(f));
    }
  }

  /** Runs an in-place update, which libtorch refuses on parameters while gradients are recorded. */
  private static void updating(Runnable update) {
    try (AutoGradMode off = new AutoGradMode(false)) {
      update.run();
    }
  }

  @Override
  protected List<Tensor> gradientHandles(Tensor loss, List<Tensor> parameters) {
    try (TensorVector outputs = new TensorVector(loss);
        TensorVector inputs = new TensorVector(parameters.toArray(new Tensor[0]));
        TensorVector seed = new TensorVector();
        BoolOptional keepGraph = new BoolOptional();
        TensorVector gradients = backward(outputs, inputs, seed, keepGraph)) {
      List<Tensor> out = new ArrayList<>(parameters.size());
      Set<Long> storages = new HashSet<>();
      for (int i = 0; i < parameters.size(); i++) {
        try (Tensor g = gradients.get(i)) {
          out.add(g.defined() ? unshared(g, storages) : torch.zeros_like(parameters.get(i)));
        }
      }
      return out;
    }
  }

  private static TensorVector backward(
      TensorVector outputs, TensorVector inputs, TensorVector seed, BoolOptional keepGraph) {
    try {
      return torch.grad(outputs, inputs, seed, keepGraph, false, true);
    } catch (RuntimeException e) {
      String reason = firstLine(e);
      if (reason.contains("modified by an inplace operation")) {
        throw new IllegalStateException(
            "gradients: a tensor that they are computed from was updated in place after the loss"
                + " had used it; expected the update after the gradients",
            e);
      }
      if (reason.contains("backward through the graph a second time")) {
        throw new IllegalStateException(
            "gradients: they were taken of this loss before, which freed what was recorded;"
                + " expected one call for all parameters",
            e);
      }
      throw new IllegalStateException("gradients: " + reason, e);
    }
  }

  /**
   * A gradient that may be written to. Libtorch hands out the same memory for several gradients (of
   * both operands of a sum), and one element for a whole tensor (of a sum's operand).
   */
  private static Tensor unshared(Tensor gradient, Set<Long> storages) {
    boolean own = gradient.is_non_overlapping_and_dense();
    try (Storage storage = gradient.storage();
        Pointer data = storage.data()) {
      own &= data == null || storages.add(data.address());
    }
    return own ? new Tensor(gradient) : gradient.clone();
  }

  @Override
  protected void recordGradients(boolean record) {
    GradMode.set_enabled(record);
  }

  @Override
  public Map<String, String> describe() {
    Map<String, String> d = new TreeMap<>();
    d.put("engine", NAME);
    d.put("libtorch", presetsVersion());
    d.put("threads", Integer.toString(torch.get_num_threads()));
    d.putAll(arithmetic.describe());
    d.put("onednn", Boolean.toString(torch.hasMKLDNN()));
    return d;
  }

  private static String presetsVersion() {
    try {
      return org.bytedeco.javacpp.Loader.getVersion("org.bytedeco", "pytorch");
    } catch (java.io.IOException e) {
      return "unknown";
    }
  }

  @Override
  public void synchronize() {
    if (device().kind() == Device.Kind.CUDA) {
      torch.cuda_synchronize(device().index());
    }
  }

  @Override
  public void close() {
    super.close();
    GradMode.set_enabled(true);
    if (device().kind() == Device.Kind.CUDA) {
      // Or the memory of this trial would count as the next one's in the same JVM.
      torch.emptyCache();
    }
    nativeDevice.close();
  }
}
