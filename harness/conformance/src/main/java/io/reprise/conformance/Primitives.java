package io.reprise.conformance;

import static io.reprise.conformance.EngineConformance.longs;
import static io.reprise.conformance.EngineConformance.mask;
import static io.reprise.conformance.EngineConformance.normal;
import static io.reprise.conformance.EngineConformance.positive;

import io.reprise.tensor.Binary;
import io.reprise.tensor.Comparison;
import io.reprise.tensor.DType;
import io.reprise.tensor.IndexOp;
import io.reprise.tensor.Logical;
import io.reprise.tensor.NormOp;
import io.reprise.tensor.Op;
import io.reprise.tensor.Shape;
import io.reprise.tensor.SpatialOp;
import io.reprise.tensor.TensorType;
import io.reprise.tensor.Unary;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** An example of every primitive. */
final class Primitives {
  private Primitives() {}

  /** A primitive and inputs that it takes. */
  record Example(Op op, List<NdArray> inputs) {
    NdArray[] arrays() {
      return copies().toArray(new NdArray[0]);
    }

    List<NdArray> copies() {
      return inputs.stream().map(NdArray::copy).toList();
    }

    /** Whether a gradient flows through. */
    boolean isDifferentiable() {
      List<TensorType> types = inputs.stream().map(NdArray::type).toList();
      return op.infer(types).dtype().isFloating()
          && types.get(0).dtype() != DType.INT64
          && !(op instanceof Op.StopGradient);
    }
  }

  static List<Example> all() {
    List<Example> all = new ArrayList<>();
    elementwise(all);
    shape(all);
    index(all);
    network(all);
    spatial(all);
    return all;
  }

  private static void add(List<Example> to, Op op, NdArray... inputs) {
    to.add(new Example(op, Arrays.asList(inputs)));
  }

  private static void elementwise(List<Example> all) {
    NdArray x = normal("x", 2, 3);
    for (Unary f : Unary.values()) {
      add(all, f, ElementwiseConformance.within(f, x));
    }
    for (Binary f : Binary.values()) {
      add(all, f, positive("a", 2, 3), positive("b", 3));
      add(all, f.with(1.5), positive("a", 2, 3));
    }
    for (Comparison c : Comparison.values()) {
      add(all, c, x, normal("b", 3));
    }
    for (Logical f : Logical.values()) {
      add(all, f, mask(0, 0, 1, 1), mask(0, 1, 0, 1));
    }
    add(all, new Op.Not(), mask(0, 1));
    add(all, new Op.Clamp(-0.5, 0.7), x);
    add(all, new Op.Where(), mask(0, 1, 1), x, normal("b", 3));
    for (DType to : DType.values()) {
      add(all, new Op.Cast(to), longs(0, 1, -2));
    }
    add(all, new Op.Cast(DType.FLOAT64), x);
    add(all, new Op.StopGradient(), x);
  }

  private static void shape(List<Example> all) {
    NdArray x = normal("x", 2, 3);
    for (Op.Reduction r : Op.Reduction.values()) {
      add(all, new Op.Reduce(r, List.of(1), false), x);
    }
    add(all, new Op.ArgMax(1), x);
    add(all, new Op.Reshape(Shape.of(3, 2)), x);
    add(all, new Op.Broadcast(Shape.of(4, 2, 3)), x);
    add(all, new Op.Permute(List.of(1, 0)), x);
    add(all, new Op.Slice(1, 0, 3, 2), x);
    add(all, new Op.Concat(1), x, normal("b", 2, 2));
    add(all, new Op.Pad(0, 1, 2, 0.5), x);
  }

  private static void index(List<Example> all) {
    NdArray x = normal("x", 4, 3);
    NdArray places = NdArray.longs(Shape.of(2, 3), 0, 3, 1, 1, 1, 2);
    add(all, new IndexOp.CumSum(0), x);
    add(all, new IndexOp.ArgSort(0, true), x);
    add(all, new Op.IndexSelect(0), x, longs(3, 3, 0));
    add(all, new Op.IndexAdd(0), x, longs(3, 3), normal("s", 2, 3));
    add(all, new IndexOp.Gather(0), x, places);
    add(all, new IndexOp.ScatterAdd(0), x, places, normal("s", 2, 3));
  }

  private static void network(List<Example> all) {
    NdArray x = normal("x", 4, 3);
    add(all, new Op.MatMul(), normal("a", 2, 4), x);
    add(all, new Op.Linear(), x, normal("w", 2, 3), normal("b", 2));
    add(all, new Op.Softmax(1), x);
    add(all, new Op.LogSoftmax(1), x);
    add(all, new Op.CrossEntropy(0.1), x, longs(0, 2, 1, 1));
    NdArray scale = normal("scale", 4);
    NdArray shift = normal("shift", 4);
    NdArray images = normal("images", 2, 4, 3, 2);
    for (boolean training : new boolean[] {false, true}) {
      add(
          all,
          new Op.BatchNorm(training, 0.1, 1e-5),
          images,
          scale,
          shift,
          normal("mean", 4),
          positive("variance", 4));
    }
    add(all, new NormOp.GroupNorm(2, 1e-5), images, scale, shift);
    add(all, new NormOp.LayerNorm(1, 1e-5), normal("x", 3, 4), scale, shift);
  }

  private static void spatial(List<Example> all) {
    NdArray x = normal("x", 2, 4, 4, 5);
    add(all, new Op.Conv2d(2, 1, 1, 0, 1, 2, 2), x, normal("w", 6, 2, 3, 2), normal("b", 6));
    add(
        all,
        new SpatialOp.ConvTranspose2d(2, 1, 1, 0, 1, 0, 1, 2, 2),
        x,
        normal("w", 4, 3, 3, 2),
        normal("b", 6));
    add(all, Op.Pool2d.max(2, 2, 0), x);
    add(all, Op.Pool2d.average(3, 2, 1), x);
    SpatialOp.Window window = SpatialOp.Window.of(2, 2, 1);
    add(all, new SpatialOp.Unfold2d(window), x);
    add(all, new SpatialOp.Fold2d(4, 5, window), normal("columns", 2, 8, 9));
    add(all, new SpatialOp.AdaptiveAveragePool2d(3, 2), x);
    for (SpatialOp.Interpolation mode : SpatialOp.Interpolation.values()) {
      add(all, new SpatialOp.Interpolate(6, 3, mode, false), x);
      for (SpatialOp.Outside outside : SpatialOp.Outside.values()) {
        add(all, new SpatialOp.GridSample(mode, outside, false), x, normal("grid", 2, 3, 2, 2));
      }
    }
  }
}
