package io.reprise.tensor;

import static io.reprise.tensor.ShapeRules.doubles;
import static io.reprise.tensor.ShapeRules.f;
import static io.reprise.tensor.ShapeRules.gives;
import static io.reprise.tensor.ShapeRules.longs;
import static io.reprise.tensor.ShapeRules.mask;
import static io.reprise.tensor.ShapeRules.refuses;

import io.reprise.tensor.Op.Pool2d;
import io.reprise.tensor.Op.Pooling;
import io.reprise.tensor.Op.Reduce;
import io.reprise.tensor.Op.Reduction;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The shape rules of the operations in {@link Op} and of the element-wise ones. */
class OpTest {
  @Test
  void unaryFunctionsKeepTheTypeAndTakeOneFloatingInput() {
    for (Unary u : Unary.values()) {
      gives(f(2, 3), u, f(2, 3));
      gives(doubles(), u, doubles());
      refuses(u, List.of(longs(4)), "INT64[4]", "floating");
      refuses(u, List.of(mask(4)), "BOOL[4]");
      refuses(u, List.of(f(1), f(2)), "2 inputs", "[[1], [2]]", "expected 1");
      refuses(u, List.of(), "0 inputs");
    }
  }

  @Test
  void binaryFunctionsBroadcastTwoInputsOfOneType() {
    for (Binary b : Binary.values()) {
      gives(f(4, 2, 3), b, f(4, 1, 3), f(2, 1));
      refuses(b, List.of(f(2, 3), f(2)), "[2, 3]", "[2]");
      refuses(b, List.of(f(2), longs(2)), "FLOAT32[2]", "INT64[2]", "one type");
      refuses(b, List.of(f(2), doubles(2)), "FLOAT32[2]", "FLOAT64[2]");
      refuses(b, List.of(f(2)), "1 inputs");
      refuses(b, List.of(mask(2), mask(3, 2)), "BOOL[2]", "BOOL[3, 2]");
    }
    gives(longs(3), Binary.ADD, longs(3), longs());
    gives(longs(3), Binary.MAXIMUM, longs(1), longs(3));
  }

  @Test
  void quotientsAndPowersTakeFloatingTypesOnly() {
    refuses(Binary.DIV, List.of(longs(3), longs(3)), "INT64[3]", "floating");
    refuses(Binary.POW, List.of(longs(3), longs(3)), "INT64[3]", "floating");
    gives(doubles(3), Binary.DIV, doubles(3), doubles(3));
  }

  @Test
  void functionsWithAConstantKeepAFloatingType() {
    gives(f(2), Binary.ADD.with(1), f(2));
    refuses(Binary.ADD.with(1), List.of(longs(2)), "INT64[2]");
    refuses(Binary.MUL.with(1), List.of(f(2), f(2)), "2 inputs");
  }

  @Test
  void comparisonsGiveMasks() {
    for (Comparison c : Comparison.values()) {
      gives(mask(2, 3), c, f(2, 3), f(3));
      gives(mask(3), c, longs(3), longs());
      refuses(c, List.of(f(2), f(3)), "[2]", "[3]");
      refuses(c, List.of(f(2), longs(2)), "FLOAT32[2]", "INT64[2]");
    }
  }

  @Test
  void logicTakesMasksOnly() {
    for (Logical f : Logical.values()) {
      gives(mask(2, 3), f, mask(2, 1), mask(3));
      refuses(f, List.of(mask(2), f(2)), "[2]", "BOOL");
      refuses(f, List.of(longs(2), longs(2)), "INT64[2]", "BOOL");
      refuses(f, List.of(mask(2), mask(3)), "[2]", "[3]");
      refuses(f, List.of(mask(2)), "1 inputs");
    }
    gives(mask(2, 3), new Op.Not(), mask(2, 3));
    refuses(new Op.Not(), List.of(f(2)), "[2]", "BOOL");
  }

  @Test
  void clampNeedsOrderedLimits() {
    gives(f(2), new Op.Clamp(-1, 1), f(2));
    gives(f(2), new Op.Clamp(1, 1), f(2));
    refuses(new Op.Clamp(0, 1), List.of(longs(2)), "INT64[2]");
    refuses("clamp:", () -> new Op.Clamp(2, 1), "2.0", "1.0");
    refuses("clamp:", () -> new Op.Clamp(Double.NaN, 1), "NaN");
  }

  @Test
  void whereBroadcastsAMaskAndTwoValues() {
    gives(f(2, 3), new Op.Where(), mask(3), f(2, 1), f());
    gives(longs(4), new Op.Where(), mask(4), longs(), longs(1));
    refuses(new Op.Where(), List.of(f(2), f(2), f(2)), "mask is [2]", "BOOL");
    refuses(new Op.Where(), List.of(mask(2), f(2), longs(2)), "FLOAT32[2]", "INT64[2]");
    refuses(new Op.Where(), List.of(mask(2), f(2), f(3)), "[2]", "[3]");
    refuses(new Op.Where(), List.of(mask(4), f(2), f(2)), "[4]", "[2]");
    refuses(new Op.Where(), List.of(mask(4), f(4)), "2 inputs");
  }

  @Test
  void castAndStopGradientKeepTheShape() {
    gives(mask(2, 3), new Op.Cast(DType.BOOL), f(2, 3));
    gives(f(2, 3), new Op.Cast(DType.FLOAT32), mask(2, 3));
    gives(longs(2), new Op.StopGradient(), longs(2));
    refuses(new Op.StopGradient(), List.of(), "0 inputs");
  }

  @Test
  void reductionsDropOrKeepAxes() {
    for (Reduction r : Reduction.values()) {
      gives(f(), new Reduce(r, List.of(), false), f(2, 3, 4));
      gives(f(1, 1, 1), new Reduce(r, List.of(), true), f(2, 3, 4));
      gives(f(3), new Reduce(r, List.of(-1, 0), false), f(2, 3, 4));
      gives(f(1, 3, 1), new Reduce(r, List.of(-1, 0), true), f(2, 3, 4));
      gives(f(), new Reduce(r, List.of(), false), f());
      refuses(new Reduce(r, List.of(3), false), List.of(f(2, 3, 4)), "axis 3", "[2, 3, 4]");
      refuses(new Reduce(r, List.of(0), false), List.of(f()), "axis 0", "[]");
      refuses(new Reduce(r, List.of(1, -2), false), List.of(f(2, 3, 4)), "[1, -2]", "[2, 3, 4]");
      refuses(new Reduce(r, List.of(), false), List.of(mask(2)), "BOOL[2]", "numbers");
    }
  }

  @Test
  void sumsAndExtremesOfInt64StayInt64() {
    for (Reduction r : List.of(Reduction.SUM, Reduction.MAX, Reduction.MIN)) {
      gives(longs(2), new Reduce(r, List.of(1), false), longs(2, 3));
    }
    for (Reduction r : List.of(Reduction.MEAN, Reduction.PROD)) {
      refuses(new Reduce(r, List.of(), false), List.of(longs(2)), "INT64[2]", "floating");
    }
  }

  @Test
  void extremesOfNothingAreRefusedAndSumsAreNot() {
    gives(f(2), new Reduce(Reduction.SUM, List.of(1), false), f(2, 0));
    gives(f(2), new Reduce(Reduction.MEAN, List.of(1), false), f(2, 0));
    gives(f(0), new Reduce(Reduction.MAX, List.of(1), false), f(0, 2));
    refuses(new Reduce(Reduction.MAX, List.of(1), false), List.of(f(2, 0)), "axis 1", "[2, 0]");
    refuses(new Reduce(Reduction.MIN, List.of(), false), List.of(f(2, 0)), "axis 1", "[2, 0]");
  }

  @Test
  void argMaxDropsItsAxis() {
    gives(longs(2, 4), new Op.ArgMax(1), f(2, 3, 4));
    gives(longs(2), new Op.ArgMax(-1), longs(2, 3));
    gives(longs(0), new Op.ArgMax(1), f(0, 3));
    refuses(new Op.ArgMax(2), List.of(f(2, 3)), "axis 2", "[2, 3]");
    refuses(new Op.ArgMax(1), List.of(f(2, 0)), "axis 1", "[2, 0]");
    refuses(new Op.ArgMax(0), List.of(mask(2)), "BOOL[2]");
  }

  @Test
  void reshapeKeepsTheNumberOfElements() {
    gives(f(6, 4), new Op.Reshape(Shape.of(6, 4)), f(2, 3, 4));
    gives(longs(), new Op.Reshape(Shape.SCALAR), longs(1, 1));
    gives(f(0, 9), new Op.Reshape(Shape.of(0, 9)), f(3, 0));
    refuses(new Op.Reshape(Shape.of(5)), List.of(f(2, 3)), "[2, 3]", "6", "[5]", "5");
  }

  @Test
  void broadcastStretchesToTheShapeGiven() {
    gives(f(4, 2, 3), new Op.Broadcast(Shape.of(4, 2, 3)), f(2, 1));
    gives(mask(2), new Op.Broadcast(Shape.of(2)), mask());
    gives(longs(0), new Op.Broadcast(Shape.of(0)), longs(1));
    refuses(new Op.Broadcast(Shape.of(2, 3)), List.of(f(2)), "[2]", "[2, 3]");
    refuses(new Op.Broadcast(Shape.of(1)), List.of(f(2)), "[2]", "to [1]");
    refuses(new Op.Broadcast(Shape.of(3)), List.of(f(1, 3)), "[1, 3]", "to [3]");
  }

  @Test
  void permuteNeedsEveryAxisOnce() {
    gives(f(4, 2, 3), new Op.Permute(List.of(2, 0, 1)), f(2, 3, 4));
    gives(f(4, 2, 3), new Op.Permute(List.of(-1, 0, -2)), f(2, 3, 4));
    gives(f(), new Op.Permute(List.of()), f());
    refuses(new Op.Permute(List.of(0)), List.of(f(2, 3)), "[0]", "[2, 3]");
    refuses(new Op.Permute(List.of(0, -2)), List.of(f(2, 3)), "[0, -2]", "[2, 3]");
    refuses(new Op.Permute(List.of(0, 2)), List.of(f(2, 3)), "axis 2", "[2, 3]");
  }

  @Test
  void sliceStaysInsideItsAxis() {
    gives(f(2, 2), new Op.Slice(1, 0, 3, 2), f(2, 3));
    gives(f(2, 1), new Op.Slice(-1, 2, 3, 5), f(2, 3));
    gives(f(0, 3), new Op.Slice(0, 2, 2, 1), f(2, 3));
    gives(f(0, 3), new Op.Slice(0, 1, 1, 3), f(2, 3));
    gives(f(1, 3), new Op.Slice(0, 0, 2, Integer.MAX_VALUE), f(2, 3));
    refuses(new Op.Slice(1, 0, 4, 1), List.of(f(2, 3)), "[0, 4)", "axis 1", "[2, 3]", "<= 3");
    refuses(new Op.Slice(1, -1, 2, 1), List.of(f(2, 3)), "[-1, 2)");
    refuses(new Op.Slice(1, 2, 1, 1), List.of(f(2, 3)), "[2, 1)");
    refuses(new Op.Slice(1, 0, 2, 0), List.of(f(2, 3)), "step 0");
    refuses(new Op.Slice(2, 0, 1, 1), List.of(f(2, 3)), "axis 2", "[2, 3]");
  }

  @Test
  void concatJoinsWhatAgreesBesideTheAxis() {
    gives(f(6, 2), new Op.Concat(0), f(1, 2), f(2, 2), f(3, 2));
    gives(f(2, 5), new Op.Concat(-1), f(2, 2), f(2, 3));
    gives(f(2), new Op.Concat(0), f(2));
    refuses(new Op.Concat(0), List.of(f(1, 2), f(1, 3)), "[1, 2]", "[1, 3]", "axis 0");
    refuses(new Op.Concat(0), List.of(f(1, 2), f(2)), "[1, 2]", "[2]");
    refuses(new Op.Concat(0), List.of(f(2), longs(2)), "[2]", "INT64[2]");
    refuses(new Op.Concat(2), List.of(f(1, 2), f(1, 2)), "axis 2", "[1, 2]");
    refuses(new Op.Concat(0), List.of(f(), f()), "axis 0", "[]");
    refuses(new Op.Concat(0), List.of(), "0 inputs");
  }

  @Test
  void padGrowsOneAxis() {
    gives(f(2, 6), new Op.Pad(1, 1, 2, 0), f(2, 3));
    gives(f(3, 3), new Op.Pad(-2, 0, 1, 0), f(2, 3));
    refuses(new Op.Pad(1, -1, 2, 0), List.of(f(2, 3)), "-1", "2", "axis 1", "[2, 3]");
    refuses(new Op.Pad(1, 0, -2, 0), List.of(f(2, 3)), "-2");
    refuses(new Op.Pad(2, 0, 0, 0), List.of(f(2, 3)), "axis 2", "[2, 3]");
    refuses(new Op.Pad(0, 0, 0, 0), List.of(longs(2)), "INT64[2]");
  }

  @Test
  void indexSelectTakesAVectorOfInt64() {
    gives(f(2, 5), new Op.IndexSelect(1), f(2, 3), longs(5));
    gives(longs(0), new Op.IndexSelect(-1), longs(3), longs(0));
    refuses(new Op.IndexSelect(1), List.of(f(2, 3), f(5)), "index [5]", "INT64[n]");
    refuses(new Op.IndexSelect(1), List.of(f(2, 3), longs(5, 1)), "INT64[5, 1]");
    refuses(new Op.IndexSelect(2), List.of(f(2, 3), longs(5)), "axis 2", "[2, 3]");
    refuses(new Op.IndexSelect(0), List.of(f(2, 3)), "1 inputs");
  }

  @Test
  void indexAddNeedsASliceForEveryIndex() {
    gives(f(2, 3), new Op.IndexAdd(1), f(2, 3), longs(5), f(2, 5));
    refuses(new Op.IndexAdd(1), List.of(f(2, 3), longs(5), f(2, 4)), "[2, 4]", "[2, 5]", "[2, 3]");
    refuses(new Op.IndexAdd(1), List.of(f(2, 3), longs(5), longs(2, 5)), "INT64[2, 5]");
    refuses(new Op.IndexAdd(1), List.of(f(2, 3), f(5), f(2, 5)), "index [5]");
    refuses(new Op.IndexAdd(-3), List.of(f(2, 3), longs(5), f(2, 5)), "axis -3", "[2, 3]");
    refuses(new Op.IndexAdd(0), List.of(longs(2), longs(2), longs(2)), "INT64[2]");
  }

  @Test
  void matmulMultipliesTheLastTwoAxes() {
    gives(f(2, 4), new Op.MatMul(), f(2, 3), f(3, 4));
    gives(f(7, 5, 2, 4), new Op.MatMul(), f(5, 2, 3), f(7, 1, 3, 4));
    refuses(new Op.MatMul(), List.of(f(2, 3), f(4, 3)), "[2, 3]", "[4, 3]");
    refuses(new Op.MatMul(), List.of(f(3), f(3, 2)), "[3]", "[3, 2]");
    refuses(new Op.MatMul(), List.of(f(2, 3), f(3)), "[2, 3]", "[3]");
    refuses(new Op.MatMul(), List.of(f(2, 2, 3), f(4, 3, 2)), "[2, 2, 3]", "[4, 3, 2]");
    refuses(new Op.MatMul(), List.of(f(2, 3), doubles(3, 4)), "FLOAT64[3, 4]");
    refuses(new Op.MatMul(), List.of(longs(2, 3), longs(3, 4)), "INT64[2, 3]");
  }

  @Test
  void linearTakesRowsAWeightAndPerhapsABias() {
    gives(f(5, 2), new Op.Linear(), f(5, 3), f(2, 3));
    gives(f(5, 2), new Op.Linear(), f(5, 3), f(2, 3), f(2));
    gives(f(4, 5, 2), new Op.Linear(), f(4, 5, 3), f(2, 3), f(2));
    refuses(new Op.Linear(), List.of(f(5, 3), f(3, 2)), "[5, 3]", "[3, 2]");
    refuses(new Op.Linear(), List.of(f(5, 3, 1), f(2, 3)), "[5, 3, 1]", "[2, 3]");
    refuses(new Op.Linear(), List.of(f(3), f(2, 3)), "input [3]", "[.., in]");
    refuses(new Op.Linear(), List.of(f(5, 3), f(2, 3), f(3)), "bias [3]", "[2]", "[2, 3]");
    refuses(new Op.Linear(), List.of(f(5, 3), doubles(2, 3)), "[5, 3]", "FLOAT64[2, 3]");
    refuses(new Op.Linear(), List.of(f(5, 3), f(2, 3), longs(2)), "INT64[2]");
  }

  @Test
  void softmaxNeedsAnAxisItHas() {
    gives(f(5, 2), new Op.Softmax(-1), f(5, 2));
    gives(f(5, 2), new Op.LogSoftmax(0), f(5, 2));
    refuses(new Op.Softmax(2), List.of(f(5, 2)), "axis 2", "[5, 2]");
    refuses(new Op.LogSoftmax(-3), List.of(f(5, 2)), "axis -3", "[5, 2]");
    refuses(new Op.Softmax(0), List.of(longs(5)), "INT64[5]");
  }

  @Test
  void crossEntropyNeedsALabelForEveryRow() {
    gives(f(), new Op.CrossEntropy(0.1), f(5, 2), longs(5));
    refuses(new Op.CrossEntropy(0), List.of(f(5, 2), longs(4)), "[5, 2]", "INT64[4]");
    refuses(new Op.CrossEntropy(0), List.of(f(5, 2), f(5)), "[5, 2]", "labels [5]");
    refuses(new Op.CrossEntropy(0), List.of(f(5), longs(5)), "logits [5]");
    refuses(new Op.CrossEntropy(0), List.of(f(5, 2), longs(5, 1)), "INT64[5, 1]");
    refuses("crossEntropy:", () -> new Op.CrossEntropy(-0.1), "-0.1", "[0, 1]");
    refuses("crossEntropy:", () -> new Op.CrossEntropy(Double.NaN), "NaN");
  }

  @Test
  void batchNormNeedsOneOfEverythingAChannel() {
    Op evaluate = new Op.BatchNorm(false, 0.1, 1e-5);
    Op train = new Op.BatchNorm(true, 0.1, 1e-5);
    gives(f(4, 3, 2, 2), train, f(4, 3, 2, 2), f(3), f(3), f(3), f(3));
    gives(f(1, 3), evaluate, f(1, 3), f(3), f(3), f(3), f(3));
    refuses(evaluate, List.of(f(3), f(3), f(3), f(3), f(3)), "input [3]", "[N, C, ..]");
    refuses(evaluate, List.of(f(1, 3), f(3), f(3), f(3), f(2)), "[1, 3]", "[2]");
    refuses(evaluate, List.of(f(1, 3), f(3), f(3), f(3)), "4 inputs");
    refuses(evaluate, List.of(f(1, 3), f(3), f(3), f(3), doubles(3)), "FLOAT64[3]");
    refuses(train, List.of(f(1, 3), f(3), f(3), f(3), f(3)), "more than one value", "[1, 3]");
    refuses(train, List.of(f(0, 3, 2, 2), f(3), f(3), f(3), f(3)), "[0, 3, 2, 2]");
  }

  @Test
  void convolutionComputesItsExtentsByAxis() {
    Op.Conv2d op = new Op.Conv2d(2, 3, 1, 0, 2, 1, 1);
    gives(f(4, 8, 4, 3), op, f(4, 6, 10, 9), f(8, 6, 3, 2), f(8));
    gives(f(4, 8, 32, 32), Op.Conv2d.of(1, 1), f(4, 6, 32, 32), f(8, 6, 3, 3));
    gives(f(4, 8, 28, 28), Op.Conv2d.PLAIN.withDilation(2), f(4, 6, 32, 32), f(8, 6, 3, 3));
    gives(f(4, 8, 1, 1), Op.Conv2d.PLAIN.withGroups(2), f(4, 6, 3, 3), f(8, 3, 3, 3));
    gives(f(0, 8, 1, 1), Op.Conv2d.PLAIN, f(0, 6, 3, 3), f(8, 6, 3, 3));
  }

  @Test
  void convolutionRefusesChannelsKernelsAndBiasesThatDoNotFit() {
    Op.Conv2d plain = Op.Conv2d.PLAIN;
    refuses(plain, List.of(f(1, 16, 4, 4), f(32, 8, 3, 3)), "16 channels", "[32, 8, 3, 3]");
    refuses(plain.withGroups(2), List.of(f(1, 16, 4, 4), f(3, 8, 3, 3)), "3 filters");
    refuses(plain, List.of(f(16, 4, 4), f(32, 16, 3, 3)), "[16, 4, 4]", "[32, 16, 3, 3]");
    refuses(plain, List.of(f(1, 2, 2, 9), f(4, 2, 3, 3)), "kernel 3", "axis 2", "[1, 2, 2, 9]");
    refuses(plain, List.of(f(1, 2, 9, 2), f(4, 2, 3, 3)), "kernel 3", "axis 3");
    refuses(plain.withDilation(Integer.MAX_VALUE), List.of(f(1, 2, 9, 9), f(4, 2, 3, 3)), "axis 2");
    refuses(plain, List.of(f(1, 2, 9, 9), f(4, 2, 0, 3)), "kernel 0");
    refuses(plain, List.of(f(1, 2, 9, 9), f(4, 2, 3, 3), f(2)), "bias [2]", "[4]");
    refuses(plain, List.of(f(1, 2, 9, 9), doubles(4, 2, 3, 3)), "FLOAT64[4, 2, 3, 3]");
    refuses(plain, List.of(longs(1, 2, 9, 9), longs(4, 2, 3, 3)), "INT64[1, 2, 9, 9]");
  }

  @Test
  void convolutionOptionsMustMakeSense() {
    refuses("conv2d: stride", () -> Op.Conv2d.of(0, 1), "[0, 0, 1, 1, 1]", "at least 1");
    refuses("conv2d: stride", () -> Op.Conv2d.PLAIN.withDilation(0), "at least 1");
    refuses("conv2d: stride", () -> Op.Conv2d.PLAIN.withGroups(-1), "-1");
    refuses("conv2d: padding", () -> new Op.Conv2d(1, 1, 0, -1, 1, 1, 1), "[0, -1]");
  }

  @Test
  void poolingRoundsDownOrUp() {
    gives(f(1, 2, 3, 3), Pool2d.max(2, 2, 0), f(1, 2, 7, 6));
    gives(f(1, 2, 4, 3), ceiling(2, 2, 0), f(1, 2, 7, 6));
    gives(f(1, 2, 56, 56), Pool2d.max(3, 2, 1), f(1, 2, 112, 112));
    gives(f(1, 2, 57, 57), ceiling(3, 2, 1), f(1, 2, 112, 112));
    gives(f(1, 2, 1, 1), Pool2d.average(7, 1, 0), f(1, 2, 7, 7));
  }

  @Test
  void aWindowThatWouldStartBehindTheInputDoesNotCount() {
    gives(f(1, 1, 2, 2), ceiling(2, 3, 1), f(1, 1, 3, 3));
    gives(f(1, 1, 1, 1), ceiling(1, 2, 0), f(1, 1, 1, 1));
    gives(f(1, 1, 1, 1), ceiling(1, 2, 0), f(1, 1, 2, 2));
  }

  private static Pool2d ceiling(int kernel, int stride, int padding) {
    return new Pool2d(Pooling.MAX, kernel, kernel, stride, stride, padding, padding, true, false);
  }

  @Test
  void poolingRefusesWhatDoesNotFit() {
    refuses(Pool2d.max(3, 1, 0), List.of(f(1, 2, 2, 9)), "kernel 3", "axis 2", "[1, 2, 2, 9]");
    refuses(Pool2d.average(3, 1, 0), List.of(f(1, 2, 9, 2)), "axis 3");
    refuses(Pool2d.max(2, 2, 0), List.of(f(2, 9, 9)), "[2, 9, 9]", "[N, C, H, W]");
    refuses(Pool2d.max(2, 2, 0), List.of(longs(1, 1, 4, 4)), "INT64");
    refuses("pool2d: kernel", () -> Pool2d.max(0, 1, 0), "[0, 0, 1, 1]");
    refuses("pool2d: padding", () -> Pool2d.max(2, 1, 2), "[2, 2]", "kernel / 2");
    refuses("pool2d: padding", () -> Pool2d.max(2, 1, -1), "[-1, -1]");
  }
}
