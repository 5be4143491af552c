package io.reprise.tensor.meta;

import io.reprise.tensor.DType;
import io.reprise.tensor.Device;
import io.reprise.tensor.Engine;
import io.reprise.tensor.Op;
import io.reprise.tensor.OpListener;
import io.reprise.tensor.Scope;
import io.reprise.tensor.Shape;
import io.reprise.tensor.Tensor;
import io.reprise.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Runs forward code on shapes alone and notes every operation, so that parameters, multiply-adds
 * and activation memory of a network follow from its own code. No values exist: reading one throws
 * {@link IllegalStateException}.
 */
public final class MetaEngine implements Engine {
  private final List<Executed> trace = new ArrayList<>();

  /**
   * One operation that ran.
   *
   * @param inputs in the operation's order; parameters among them are the module's own tensors
   */
  public record Executed(Op op, List<Tensor> inputs, Tensor output, long macs) {}

  /** The operations so far, in order. */
  public List<Executed> trace() {
    return List.copyOf(trace);
  }

  /** A tensor of a shape that has no values. */
  public Tensor input(Shape shape) {
    return new MetaTensor(new TensorType(shape, DType.FLOAT32), false);
  }

  @Override
  public String name() {
    return "meta";
  }

  @Override
  public Device device() {
    return Device.CPU;
  }

  @Override
  public boolean hasValues() {
    return false;
  }

  @Override
  public Tensor apply(Op op, Tensor... inputs) {
    List<TensorType> types = new ArrayList<>(inputs.length);
    boolean gradient = false;
    for (Tensor t : inputs) {
      types.add(mine(t).type);
      gradient |= t.requiresGradient();
    }
    TensorType out = op.infer(types);
    boolean flows = gradient && out.dtype().isFloating() && !(op instanceof Op.StopGradient);
    Tensor result = new MetaTensor(out, flows);
    trace.add(new Executed(op, List.of(inputs), result, op.macs(types, out)));
    return result;
  }

  private MetaTensor mine(Tensor t) {
    if (t instanceof MetaTensor m && m.engine() == this) {
      return m;
    }
    throw new IllegalArgumentException(
        "a tensor of engine " + t.engine().name() + " was given to another engine meta");
  }

  @Override
  public Tensor tensor(float[] values, Shape shape) {
    return input(shape);
  }

  @Override
  public Tensor tensor(double[] values, Shape shape) {
    return new MetaTensor(new TensorType(shape, DType.FLOAT64), false);
  }

  @Override
  public Tensor tensor(long[] values, Shape shape) {
    return new MetaTensor(new TensorType(shape, DType.INT64), false);
  }

  @Override
  public Tensor full(double value, Shape shape) {
    return input(shape);
  }

  @Override
  public Tensor parameter(Shape shape, Supplier<float[]> values) {
    return new MetaTensor(new TensorType(shape, DType.FLOAT32), true);
  }

  @Override
  public Scope scope() {
    return new Scope() {
      @Override
      public Tensor keep(Tensor tensor) {
        return tensor;
      }

      @Override
      public void close() {
        // Shapes own no native memory.
      }
    };
  }

  @Override
  public Scope inference() {
    return scope();
  }

  @Override
  public List<Tensor> gradients(Tensor loss, List<Tensor> parameters) {
    if (loss.shape().elements() != 1) {
      throw new IllegalArgumentException(
          "gradients: loss has shape " + loss.shape() + ": expected one element");
    }
    return parameters.stream().map(p -> input(p.shape())).toList();
  }

  @Override
  public Map<String, String> describe() {
    return Map.of("engine", "meta");
  }

  @Override
  public void synchronize() {
    // Nothing runs elsewhere.
  }

  @Override
  public void listen(OpListener listener) {
    throw new UnsupportedOperationException("engine meta takes no time: it keeps a trace");
  }

  @Override
  public void close() {
    trace.clear();
  }

  private final class MetaTensor implements Tensor {
    private final TensorType type;
    private final boolean gradient;

    MetaTensor(TensorType type, boolean gradient) {
      this.type = type;
      this.gradient = gradient;
    }

    @Override
    public Engine engine() {
      return MetaEngine.this;
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
      return gradient;
    }

    private IllegalStateException noValues() {
      return new IllegalStateException("the meta engine has no values, tensor is " + type);
    }

    @Override
    public float[] toFloats() {
      throw noValues();
    }

    @Override
    public double[] toDoubles() {
      throw noValues();
    }

    @Override
    public long[] toLongs() {
      throw noValues();
    }

    @Override
    public double item() {
      throw noValues();
    }

    @Override
    public void assign(Tensor source) {
      same("assign", source);
    }

    @Override
    public void axpy(double factor, Tensor x) {
      same("axpy", x);
    }

    private void same(String operation, Tensor other) {
      if (!mine(other).type.equals(type)) {
        throw new IllegalArgumentException(
            operation
                + ": "
                + mine(other).type
                + " into "
                + type
                + ": expected equal shapes and types");
      }
    }

    @Override
    public void scale(double factor) {
      // Shapes do not scale.
    }

    @Override
    public String toString() {
      return "meta " + type;
    }
  }
}
