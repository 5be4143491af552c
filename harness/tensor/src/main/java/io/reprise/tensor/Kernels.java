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

  H clamp(H x, double min, double max);

  H where(H mask, H a, H b);

  H cast(H x, DType to);

  H stopGradient(H x);

  H reduce(H x, Op.Reduce options);

  H argMax(H x, int axis);

  H reshape(H x, Shape to);

  H permute(H x, List<Integer> axes);

  H slice(H x, Op.Slice options);

  H concat(List<H> parts, int axis);

  H pad(H x, Op.Pad options);

  H indexSelect(H x, int axis, H index);

  H indexAdd(H x, int axis, H index, H source);

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
}
