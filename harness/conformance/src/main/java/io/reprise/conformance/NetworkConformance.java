package io.reprise.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.tensor.Op;
import io.reprise.tensor.Op.Pool2d;
import io.reprise.tensor.Op.Pooling;
import io.reprise.tensor.Shape;
import io.reprise.tensor.Tensor;
import org.junit.jupiter.api.Test;

/** Products, convolution, pooling, softmax and cross entropy. */
public abstract class NetworkConformance extends EngineConformance {
  @Test
  void matmulMultipliesMatricesAndBroadcastsTheAxesBefore() {
    conforms(new Op.MatMul(), normal("a", 2, 3), normal("b", 3, 4));
    conforms(new Op.MatMul(), normal("a", 5, 2, 3), normal("b", 5, 3, 2));
    conforms(new Op.MatMul(), normal("a", 2, 1, 2, 3), normal("b", 4, 3, 2));
    conforms(new Op.MatMul(), normal("a", 2, 2, 3), normal("b", 3, 1));
    conforms(new Op.MatMul(), normal("a", 1, 1), normal("b", 1, 1));
    agrees(new Op.MatMul(), normal("a", 0, 3), normal("b", 3, 2));
    agrees(new Op.MatMul(), normal("a", 2, 0), normal("b", 0, 2));
  }

  @Test
  void linearMultipliesByTheTransposedWeight() {
    conforms(new Op.Linear(), normal("x", 4, 3), normal("w", 2, 3), normal("b", 2));
    conforms(new Op.Linear(), normal("x", 1, 3), normal("w", 2, 3));
    conforms(new Op.Linear(), normal("x", 2, 4, 3), normal("w", 2, 3), normal("b", 2));
    conforms(new Op.Linear(), normal("x", 2, 1, 4, 3), normal("w", 5, 3), normal("b", 5));
    conforms(new Op.Linear(), normal("x", 2, 3, 2, 3), normal("w", 1, 3));
    agrees(new Op.Linear(), normal("x", 2, 0, 3), normal("w", 2, 3), normal("b", 2));
    agrees(new Op.Linear(), normal("x", 0, 3), normal("w", 2, 3), normal("b", 2));
  }

  @Test
  void convolutionAgreesForEveryGeometry() {
    NdArray x = normal("x", 2, 4, 6, 5);
    conforms(Op.Conv2d.PLAIN, x, normal("w", 3, 4, 3, 2));
    conforms(Op.Conv2d.PLAIN, x, normal("w", 3, 4, 1, 1), normal("b", 3));
    conforms(Op.Conv2d.of(2, 1), x, normal("w", 2, 4, 3, 3), normal("b", 2));
    conforms(new Op.Conv2d(2, 1, 0, 2, 1, 1, 1), x, normal("w", 2, 4, 3, 2), normal("b", 2));
    conforms(new Op.Conv2d(1, 2, 2, 0, 2, 1, 1), x, normal("w", 2, 4, 3, 2));
    conforms(new Op.Conv2d(3, 2, 1, 3, 1, 3, 1), x, normal("w", 2, 4, 2, 3), normal("b", 2));
    conforms(Op.Conv2d.of(1, 2).withDilation(2), x, normal("w", 2, 4, 3, 3));
  }

  @Test
  void convolutionAgreesWithGroups() {
    NdArray x = normal("x", 2, 4, 5, 4);
    conforms(Op.Conv2d.of(1, 1).withGroups(2), x, normal("w", 6, 2, 3, 3), normal("b", 6));
    conforms(Op.Conv2d.of(2, 1).withGroups(4), x, normal("w", 4, 1, 3, 3));
    conforms(new Op.Conv2d(1, 2, 1, 0, 2, 1, 4), x, normal("w", 8, 1, 2, 3), normal("b", 8));
  }

  @Test
  void convolutionAgreesForSingleChannelsAndPixels() {
    conforms(Op.Conv2d.of(1, 1), normal("x", 1, 1, 1, 1), normal("w", 1, 1, 3, 3));
    conforms(Op.Conv2d.PLAIN, normal("x", 1, 1, 4, 4), normal("w", 2, 1, 4, 4));
    conforms(Op.Conv2d.of(2, 0), normal("x", 3, 1, 1, 7), normal("w", 2, 1, 1, 2));
  }

  @Test
  void convolutionOfNoImagesGivesNone() {
    agrees(Op.Conv2d.of(1, 1), normal("x", 0, 2, 4, 4), normal("w", 3, 2, 3, 3));
  }

  @Test
  void poolingAgreesForEveryGeometry() {
    NdArray x = normal("x", 2, 3, 7, 6);
    for (Pooling pooling : Pooling.values()) {
      for (boolean ceil : new boolean[] {false, true}) {
        for (boolean count : new boolean[] {false, true}) {
          conforms(new Pool2d(pooling, 2, 2, 2, 2, 0, 0, ceil, count), x);
          conforms(new Pool2d(pooling, 3, 3, 2, 2, 1, 1, ceil, count), x);
          conforms(new Pool2d(pooling, 3, 2, 2, 3, 1, 0, ceil, count), x);
          conforms(new Pool2d(pooling, 2, 4, 1, 3, 0, 2, ceil, count), x);
          conforms(new Pool2d(pooling, 2, 2, 3, 5, 1, 1, ceil, count), x);
          conforms(new Pool2d(pooling, 7, 6, 1, 1, 0, 0, ceil, count), x);
        }
      }
    }
  }

  @Test
  void poolingPassesNaNOn() {
    Tensor x = tensor(NdArray.of(Shape.of(1, 1, 2, 4), 1, 2, 3, 4, Double.NaN, 5, 6, 7));
    assertValues(x.pool2d(Pool2d.max(2, 2, 0)), Double.NaN, 7);
    assertValues(x.pool2d(Pool2d.average(2, 2, 0)), Double.NaN, 5);
  }

  @Test
  void softmaxAndItsLogarithmAgreeOnEveryAxis() {
    for (int axis : new int[] {0, 1, 2, -1}) {
      conforms(new Op.Softmax(axis), normal("x", 2, 3, 4));
      conforms(new Op.LogSoftmax(axis), normal("x", 2, 3, 4));
    }
    conforms(new Op.Softmax(1), normal("x", 2, 3, 2, 2));
    conforms(new Op.LogSoftmax(1), normal("x", 2, 3, 2, 2));
    agrees(new Op.Softmax(1), normal("x", 0, 3));
  }

  @Test
  void softmaxStaysFiniteForLargeLogits() {
    NdArray x = NdArray.of(Shape.of(1, 3), 1e4, -1e4, 1e4);
    agrees(new Op.Softmax(1), x);
    agrees(new Op.LogSoftmax(1), x);
    agrees(new Op.CrossEntropy(0), x, longs(1));
  }

  @Test
  void crossEntropyAgreesWithAndWithoutLabelSmoothing() {
    for (double smoothing : new double[] {0, 0.1, 1}) {
      conforms(new Op.CrossEntropy(smoothing), normal("x", 4, 5), longs(0, 4, 2, 2));
      conforms(new Op.CrossEntropy(smoothing), normal("x", 1, 2), longs(1));
      conforms(new Op.CrossEntropy(smoothing), normal("x", 2, 1), longs(0, 0));
    }
  }

  @Test
  void crossEntropyRefusesClassesThatDoNotExist() {
    Tensor logits = tensor(normal("x", 2, 5));
    for (int label : new int[] {5, -1, -100}) {
      Tensor labels = tensor(longs(0, label));
      assertThrows(
          IllegalArgumentException.class, () -> logits.crossEntropy(labels, 0), "" + label);
    }
  }

  @Test
  void crossEntropyPassesNaNOn() {
    Tensor logits = tensor(NdArray.of(Shape.of(2, 2), 1, 2, Double.NaN, 0));
    assertTrue(Double.isNaN(logits.crossEntropy(tensor(longs(0, 1)), 0).item()));
  }

  @Test
  void aConvolutionThatDoesNotFitIsRefusedBeforeItRuns() {
    Tensor x = tensor(normal("x", 1, 16, 4, 4));
    Tensor w = tensor(normal("w", 32, 8, 3, 3));
    assertEquals(
        "conv2d: input has 16 channels, weight [32, 8, 3, 3] expects 8 x groups(1), and 32 filters"
            + " to divide by groups",
        assertThrows(IllegalArgumentException.class, () -> x.conv2d(w, Op.Conv2d.PLAIN))
            .getMessage());
  }
}
