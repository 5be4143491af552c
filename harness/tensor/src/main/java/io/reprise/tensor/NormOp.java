package io.reprise.tensor;

import java.util.Arrays;
import java.util.List;

/**
 * Normalisation by the statistics of each example alone: {@code (x - mean) / sqrt(variance +
 * epsilon)} with the biased variance, then times a scale and plus a shift if both are given as
 * second and third input.
 */
public sealed interface NormOp extends Op {
  /**
   * Normalises {@code [N, C, ..]} over all of an example's values in a group of channels. Scale and
   * shift are {@code [C]}. Source: arXiv 1803.08494.
   *
   * @param groups how many groups of equally many consecutive channels
   */
  record GroupNorm(int groups, double epsilon) implements NormOp {
    /** Checks the options. */
    public GroupNorm {
      Rules.positive("groupNorm: groups", groups);
      Rules.epsilon("groupNorm", epsilon);
    }

    @Override
    public String label() {
      return "groupNorm";
    }

    @Override
    public TensorType infer(List<TensorType> in) {
      TensorType x = Rules.floating(label(), Rules.first(label(), in));
      if (x.shape().rank() < 2 || x.shape().dim(1) % groups != 0) {
        throw new IllegalArgumentException(
            "groupNorm: input "
                + x
                + ": expected [N, C, ..] with C divisible into "
                + groups
                + " groups");
      }
      Rules.scaleAndShift(label(), in, x.with(Shape.of(x.shape().dim(1))));
      return x;
    }

    @Override
    public <H> H run(Kernels<H> kernels, List<H> in) {
      boolean affine = in.size() > 1;
      return kernels.groupNorm(
          in.get(0), affine ? in.get(1) : null, affine ? in.get(2) : null, this);
    }
  }

  /**
   * Normalises over the last axes. Scale and shift have the extents of these axes. Source: arXiv
   * 1607.06450.
   *
   * @param axes how many of the last axes
   */
  record LayerNorm(int axes, double epsilon) implements NormOp {
    /** Checks the options. */
    public LayerNorm {
      Rules.positive("layerNorm: axes", axes);
      Rules.epsilon("layerNorm", epsilon);
    }

    @Override
    public String label() {
      return "layerNorm";
    }

    /** The extents that are normalised over. */
    public Shape normalized(Shape x) {
      int[] d = x.toArray();
      return Shape.of(Arrays.copyOfRange(d, d.length - axes, d.length));
    }

    @Override
    public TensorType infer(List<TensorType> in) {
      TensorType x = Rules.floating(label(), Rules.first(label(), in));
      if (x.shape().rank() < axes) {
        throw new IllegalArgumentException(
            "layerNorm: input " + x + " has no " + axes + " axes to normalise over");
      }
      Rules.scaleAndShift(label(), in, x.with(normalized(x.shape())));
      return x;
    }

    @Override
    public <H> H run(Kernels<H> kernels, List<H> in) {
      boolean affine = in.size() > 1;
      return kernels.layerNorm(
          in.get(0), affine ? in.get(1) : null, affine ? in.get(2) : null, this);
    }
  }
}
