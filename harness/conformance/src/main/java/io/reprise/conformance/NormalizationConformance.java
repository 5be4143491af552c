package io.reprise.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.reprise.tensor.NormOp.GroupNorm;
import io.reprise.tensor.NormOp.LayerNorm;
import io.reprise.tensor.Op;
import io.reprise.tensor.Tensor;
import org.junit.jupiter.api.Test;

/** Normalisation by batch, group and layer. */
public abstract class NormalizationConformance extends EngineConformance {
  @Test
  void batchNormTrainsOnBatchStatisticsAndMovesTheRunningOnes() {
    Op op = new Op.BatchNorm(true, 0.1, 1e-5);
    conforms(op, state(3, normal("x", 4, 3, 2, 5)));
    conforms(op, state(3, normal("x", 6, 3)));
    conforms(op, state(2, normal("x", 2, 2, 5)));
    conforms(op, state(1, normal("x", 2, 1, 1, 1)));
    conforms(new Op.BatchNorm(true, 1, 1e-3), state(3, normal("x", 4, 3, 2, 5)));
    conforms(new Op.BatchNorm(true, 0, 1e-3), state(3, normal("x", 4, 3, 2, 5)));
  }

  @Test
  void batchNormEvaluatesWithTheRunningStatisticsAndLeavesThem() {
    Op op = new Op.BatchNorm(false, 0.1, 1e-5);
    conforms(op, state(3, normal("x", 4, 3, 2, 5)));
    conforms(op, state(3, normal("x", 1, 3)));
    conforms(op, state(2, normal("x", 1, 2, 1, 1)));
    agrees(op, state(2, normal("x", 0, 2, 3, 3)));
  }

  private static NdArray[] state(int channels, NdArray x) {
    return new NdArray[] {
      x,
      normal("scale", channels),
      normal("shift", channels),
      normal("mean", channels),
      positive("variance", channels)
    };
  }

  @Test
  void groupNormNormalisesEveryGroupOfEveryExample() {
    NdArray scale = normal("scale", 6);
    NdArray shift = normal("shift", 6);
    for (int groups : new int[] {1, 2, 3, 6}) {
      conforms(new GroupNorm(groups, 1e-5), normal("x", 2, 6, 3, 2), scale, shift);
      conforms(new GroupNorm(groups, 1e-2), normal("x", 2, 6, 3, 2));
    }
    conforms(new GroupNorm(2, 1e-5), normal("x", 3, 6), scale, shift);
    conforms(new GroupNorm(3, 1e-5), normal("x", 2, 6, 4), scale, shift);
    agrees(new GroupNorm(3, 1e-5), normal("x", 0, 6, 4), scale, shift);
  }

  @Test
  void layerNormNormalisesTheLastAxes() {
    NdArray x = normal("x", 2, 3, 2, 4);
    conforms(new LayerNorm(1, 1e-5), x, normal("scale", 4), normal("shift", 4));
    conforms(new LayerNorm(1, 1e-2), x);
    conforms(new LayerNorm(3, 1e-5), x, normal("scale", 3, 2, 4), normal("shift", 3, 2, 4));
    conforms(new LayerNorm(2, 1e-5), normal("x", 3, 2, 4));
    conforms(new LayerNorm(1, 1e-5), normal("x", 5), normal("scale", 5), normal("shift", 5));
    agrees(new LayerNorm(1, 1e-5), normal("x", 0, 4), normal("scale", 4), normal("shift", 4));
  }

  @Test
  void equalValuesNormaliseToZero() {
    NdArray equal = NdArray.build(normal("x", 2, 4).type(), i -> 3);
    assertValues(tensor(equal).layerNorm(1, 1e-5, null, null), new double[8]);
    assertValues(
        tensor(equal).layerNorm(1, 1e-5, vector(1, 2, 3, 4), vector(5, 6, 7, 8)),
        5,
        6,
        7,
        8,
        5,
        6,
        7,
        8);
    assertValues(tensor(equal).reshape(2, 4, 1).groupNorm(2, 1e-5, null, null), new double[8]);
  }

  @Test
  void aScaleWithoutAShiftIsRefused() {
    Tensor x = tensor(normal("x", 2, 4));
    assertEquals(
        "layerNorm: scale is null, shift is " + x + ": expected both or none",
        assertThrows(IllegalArgumentException.class, () -> x.layerNorm(1, 1e-5, null, x))
            .getMessage());
  }
}
