package io.reprise.tensor;

import java.util.List;

/** Sorting, running sums, and element-wise gather and scatter along an axis. */
public sealed interface IndexOp extends Op {
  /** The sum of all elements up to and including each one along an axis. */
  record CumSum(int axis) implements IndexOp {
    @Override
    public String label() {
      return "cumSum";
    }

    @Override
    public TensorType infer(List<TensorType> in) {
      TensorType x = Rules.number(label(), Rules.only(label(), in));
      Rules.axis(label(), x, axis);
      return x;
    }

    @Override
    public <H> H run(Kernels<H> kernels, List<H> in) {
      return kernels.cumSum(in.get(0), axis);
    }
  }

  /**
   * The int64 positions along an axis that sort it, of the input's shape. Equal elements keep their
   * order; NaN counts as larger than all numbers.
   */
  record ArgSort(int axis, boolean descending) implements IndexOp {
    @Override
    public String label() {
      return "argSort";
    }

    @Override
    public TensorType infer(List<TensorType> in) {
      TensorType x = Rules.number(label(), Rules.only(label(), in));
      Rules.axis(label(), x, axis);
      return x.with(DType.INT64);
    }

    @Override
    public <H> H run(Kernels<H> kernels, List<H> in) {
      return kernels.argSort(in.get(0), axis, descending);
    }
  }

  /**
   * Element {@code i} of the result is element {@code i} of x but for its coordinate along {@code
   * axis}, which is {@code index[i]}. The int64 index has x's rank and, beside the axis, extents of
   * at most x's; the result has the index's shape.
   */
  record Gather(int axis) implements IndexOp {
    @Override
    public String label() {
      return "gather";
    }

    @Override
    public TensorType infer(List<TensorType> in) {
      Rules.count(label(), in, 2, 2);
      Rules.indexWithin(label(), in.get(0), axis, in.get(1));
      return in.get(0).with(in.get(1).shape());
    }

    @Override
    public <H> H run(Kernels<H> kernels, List<H> in) {
      return kernels.gather(in.get(0), axis, in.get(1));
    }
  }

  /**
   * The adjoint of {@link Gather}: a copy of x to which each element {@code i} of a source is added
   * at {@code i}, but for its coordinate along {@code axis}, which is {@code index[i]}. Index and
   * source have one shape; positions may repeat.
   */
  record ScatterAdd(int axis) implements IndexOp {
    @Override
    public String label() {
      return "scatterAdd";
    }

    @Override
    public TensorType infer(List<TensorType> in) {
      Rules.count(label(), in, 3, 3);
      TensorType x = Rules.floating(label(), in.get(0));
      Rules.indexWithin(label(), x, axis, in.get(1));
      if (!in.get(2).equals(x.with(in.get(1).shape()))) {
        throw new IllegalArgumentException(
            "scatterAdd: source is "
                + in.get(2)
                + ", expected "
                + x.with(in.get(1).shape())
                + ", one element for each of the index");
      }
      return x;
    }

    @Override
    public <H> H run(Kernels<H> kernels, List<H> in) {
      return kernels.scatterAdd(in.get(0), axis, in.get(1), in.get(2));
    }
  }
}
