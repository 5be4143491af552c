package io.reprise.tensor;

import java.util.List;

/**
 * What an engine implements: one method a family of primitives, on its native handles. Inputs have
 * been checked by the operation's shape rule. Each result is a new handle that the caller owns.
 *
 * @param <H> the engine's native tensor
 */
public interface Kernels<H> {
  H unary(Unary function, H x);

  H binary(Binary function, H a, H b);

  H withConstant(Binary function, H x, double constant);

  H comparison(Comparison comparison, H a, H b);

  H logical(Logical function, H a, H b);

  H not(H mask);

  H clamp(H x, double min, double max);

  H where(H mask, H a, H b);

  H cast(H x, DType to);

  H stopGradient(H x);

  H reduce(H x, Op.Reduce options);

  H argMax(H x, int axis);

  H argSort(H x, int axis, boolean descending);

  H cumSum(H x, int axis);

  H reshape(H x, Shape to);

  H broadcast(H x, Shape to);

  H permute(H x, List<Integer> axes);

  H slice(H x, Op.Slice options);

  H concat(List<H> parts, int axis);

  H pad(H x, Op.Pad options);

  H indexSelect(H x, int axis, H index);

  H indexAdd(H x, int axis, H index, H source);

  H gather(H x, int axis, H index);

  H scatterAdd(H x, int axis, H index, H source);

  H matmul(H a, H b);

  /** {@code bias} may be null. */
  H linear(H x, H weight, H bias);

  H softmax(H x, int axis);

  H logSoftmax(H x, int axis);

  H crossEntropy(H logits, H labels, double labelSmoothing);

  H batchNorm(H x, H scale, H shift, H runningMean, H runningVariance, Op.BatchNorm options);

  /** {@code bias} may be null. */
  H conv2d(H x, H weight, H bias, Op.Conv2d options);

  H pool2d(H x, Op.Pool2d options);

  /** {@code bias} may be null. */
  H convTranspose2d(H x, H weight, H bias, SpatialOp.ConvTranspose2d options);

  H unfold2d(H x, SpatialOp.Unfold2d options);

  H fold2d(H x, SpatialOp.Fold2d options);

  H adaptiveAveragePool2d(H x, SpatialOp.AdaptiveAveragePool2d options);

  H interpolate(H x, SpatialOp.Interpolate options);

  H gridSample(H x, H grid, SpatialOp.GridSample options);

  /** {@code scale} and {@code shift} are both null or both given. */
  H groupNorm(H x, H scale, H shift, NormOp.GroupNorm options);

  /** {@code scale} and {@code shift} are both null or both given. */
  H layerNorm(H x, H scale, H shift, NormOp.LayerNorm options);
}
