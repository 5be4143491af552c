package io.reprise.tensor;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Executes operations on tensors. An engine, its tensors and its scopes belong to the thread that
 * uses them; two engines do not mix.
 */
public interface Engine extends AutoCloseable {
  /** {@code torch}, {@code nd4j} or {@code meta}. */
  String name();

  Device device();

  /** Whether its tensors have values that can be read; those of engine meta have shapes alone. */
  default boolean hasValues() {
    return true;
  }

  /**
   * Executes one operation.
   *
   * @throws IllegalArgumentException if the shapes or types do not fit or the engine refuses the
   *     values (an index outside its axis), naming the operation and all shapes
   */
  Tensor apply(Op op, Tensor... inputs);

  /** A float32 tensor with a copy of {@code values} in row-major order. */
  Tensor tensor(float[] values, Shape shape);

  /** A float64 tensor with a copy of {@code values} in row-major order. */
  Tensor tensor(double[] values, Shape shape);

  /** An int64 tensor with a copy of {@code values} in row-major order. */
  Tensor tensor(long[] values, Shape shape);

  /** A float32 tensor whose elements all are {@code value}. */
  Tensor full(double value, Shape shape);

  /**
   * A float32 tensor that gradients are taken for.
   *
   * @param values asked for the initial values in row-major order, unless the engine computes
   *     shapes only
   */
  Tensor parameter(Shape shape, Supplier<float[]> values);

  /** Opens a scope in which gradients are recorded if the enclosing scope records them. */
  Scope scope();

  /** Opens a scope in which no gradients are recorded: for inference and for updates. */
  Scope inference();

  /**
   * The gradients of a scalar with respect to {@code parameters}, in their order; zeros for those
   * that the scalar does not depend on. To be asked for once a loss, since an engine may free what
   * it recorded.
   *
   * @throws IllegalArgumentException if {@code loss} has more than one element or no recorded
   *     gradient at all, or if one of {@code parameters} neither is a parameter nor depends on one
   * @throws IllegalStateException if a tensor that the gradients are computed from was updated in
   *     place after the loss had used it, or if what was recorded is gone
   */
  List<Tensor> gradients(Tensor loss, List<Tensor> parameters);

  /** Names and versions of what computes, thread count and the like, for provenance. */
  Map<String, String> describe();

  /** Waits until all work given to the device is done. */
  void synchronize();

  /**
   * Tells a listener of every operation from now on. Operations then wait for each other, so the
   * whole takes longer than without.
   *
   * @param listener null for none
   */
  void listen(OpListener listener);

  /** Frees every tensor of this engine. */
  @Override
  void close();
}
