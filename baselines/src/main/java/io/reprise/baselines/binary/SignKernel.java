package io.reprise.baselines.binary;

import io.reprise.tensor.Engine;
import io.reprise.tensor.Op;
import io.reprise.tensor.Shape;
import io.reprise.tensor.Tensor;
import java.util.function.UnaryOperator;

/**
 * How an inference convolves the signs of its input with signs that do not change. Both ways give
 * the same whole numbers, to the bit.
 */
public enum SignKernel {
  /** As float32 numbers 1 and -1, by the engine's convolution. */
  FLOAT {
    @Override
    UnaryOperator<Tensor> prepare(Tensor weightSigns, Op.Conv2d options) {
      Engine engine = weightSigns.engine();
      Tensor one = engine.full(1, Shape.SCALAR);
      Tensor minusOne = engine.full(-1, Shape.SCALAR);
      return x -> x.ge(0).where(one, minusOne).conv2d(weightSigns, options);
    }
  },

  /** As bits, see {@link PackedConv2d}. */
  PACKED {
    @Override
    UnaryOperator<Tensor> prepare(Tensor weightSigns, Op.Conv2d options) {
      return PackedConv2d.of(weightSigns, options)::apply;
    }
  };

  /**
   * Takes the weights.
   *
   * @param weightSigns {@code [out, in / groups, kH, kW]}, each 1 or -1; they stay as they are
   * @return from numbers {@code [N, in, H, W]} to the convolution of their signs
   */
  abstract UnaryOperator<Tensor> prepare(Tensor weightSigns, Op.Conv2d options);
}
