package io.reprise.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.nn.ConditionalCosts.Active;
import io.reprise.tensor.Op;
import io.reprise.tensor.Shape;
import io.reprise.tensor.SpatialOp;
import io.reprise.tensor.Tensor;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CostsTest {
  private static final long CONV = 8 * 6 * 4 * 2 * 9;

  private final Costs tiny = Costs.of(at -> new TinyNet(at, 4, 3), Shape.of(2, 8, 6));

  @Test
  void theConventionsAreConvolutionsThenAllThenTwiceAll() {
    assertEquals(CONV, tiny.count(Costs.Convention.CONV_MACS));
    assertEquals(CONV + 12, tiny.count(Costs.Convention.MACS));
    assertEquals(2 * (CONV + 12), tiny.count(Costs.Convention.OPERATIONS));
    assertEquals("multiply-adds of convolutions and linear layers", Costs.Convention.MACS.label());
  }

  @Test
  void numbersAreTrainedOnesAndBuffersAndBits() {
    assertEquals(new Costs.Numbers(95, 8, 95 * 32), tiny.numbers());
    assertEquals(103, tiny.numbers().total());
  }

  /** A real convolution and one of signs. */
  private static Module mixed(LayerContext at) {
    return new Sequential.Builder(at)
        .add(c -> ConvLayer.PLAIN.build(c, 3, 4, 3, Op.Conv2d.of(1, 1)))
        .add(c -> new BinaryConv2d(c, 4, 8, 3, Op.Conv2d.of(1, 1)))
        .build();
  }

  @Test
  void signsAreCountedSixtyFourAtATime() {
    Costs costs = Costs.of(CostsTest::mixed, Shape.of(3, 4, 4));
    assertEquals(16 * 4 * 27, costs.floatMacs());
    assertEquals(16 * 8 * 36, costs.binaryMacs());
    assertEquals(16 * 4 * 27 + 16 * 8 * 36 / 64.0, costs.bitwiseMacs());
    assertEquals(4 * 27 * 32 + 8 * 36, costs.numbers().bits());
    assertEquals(List.of("0", "1"), costs.layers().stream().map(Costs.Layer::name).toList());
    assertFalse(costs.layers().get(0).binary());
    assertTrue(costs.layers().get(1).binary());
  }

  @Test
  void whatIsComputedFromWeightsAloneIsNoActivationButBelongsToThem() {
    Costs costs =
        Costs.of(
            at -> new Sequential.Builder(at).add(Negated::new).then(Tensor::relu).build(),
            Shape.of(2, 3, 3));
    assertEquals(2 * 3 * 3 * 3, costs.activations());
    assertEquals("0", costs.layers().get(0).name());
  }

  /** A 1x1 convolution by its weight times -1. */
  private static final class Negated extends Module {
    private final Tensor weight;

    Negated(LayerContext at) {
      weight = parameter("weight", at.parameter("weight", Shape.of(3, 2, 1, 1), null));
    }

    @Override
    public Tensor forward(Tensor x, Mode mode) {
      return x.conv2d(weight.neg(), Op.Conv2d.PLAIN);
    }
  }

  @Test
  void aTransposedConvolutionIsAConvolution() {
    Costs costs = Costs.of(Transposed::new, Shape.of(2, 3, 3));
    assertEquals(2 * 3 * 4 * 9, costs.convMacs());
    assertEquals(0, costs.linearMacs());
    assertTrue(costs.layers().get(0).isConvolution());
  }

  private static final class Transposed extends Module {
    private final Tensor weight;

    Transposed(LayerContext at) {
      weight = parameter("weight", at.parameter("weight", Shape.of(2, 3, 2, 2), null));
    }

    @Override
    public Tensor forward(Tensor x, Mode mode) {
      return x.convTranspose2d(weight, new SpatialOp.ConvTranspose2d(2, 2, 0, 0, 0, 0, 1, 1, 1));
    }
  }

  // ---- what is left out by example

  @Test
  void conditionalCostsAreTheMeanOfWhatEachExampleNeeded() {
    Active half = new Active(0.5, 1, 1);
    ConditionalCosts costs =
        ConditionalCosts.of(
            tiny, List.of(Map.of("stem.conv", half), Map.of("stem.conv", Active.SKIPPED)));
    assertEquals(CONV + 12, costs.dense());
    assertEquals(CONV / 4.0 + 12, costs.measured());
    assertEquals(CONV / 2.0 + 12, costs.most());
    assertEquals(12, costs.least());
  }

  @Test
  void theExpectationMissesSharesThatVaryTogether() {
    Active all = Active.of(new boolean[] {true, true}, new boolean[] {true, true});
    Active none = Active.of(new boolean[] {false, false}, new boolean[] {false, false});
    ConditionalCosts costs =
        ConditionalCosts.of(tiny, List.of(Map.of("stem.conv", all), Map.of("stem.conv", none)));
    assertEquals(CONV / 2.0 + 12, costs.measured());
    assertEquals(CONV / 4.0 + 12, costs.expected());
  }

  @Test
  void anExampleThatLeavesNothingOutCostsTheDenseNetwork() {
    ConditionalCosts costs = ConditionalCosts.of(tiny, List.of(Map.of()));
    assertEquals(
        new ConditionalCosts(CONV + 12, CONV + 12, CONV + 12, CONV + 12, CONV + 12), costs);
  }

  @Test
  void sharesLayersAndExamplesThatDoNotExistAreRefused() {
    assertEquals(
        "active share 1.5 of filters, inputs or positions: expected a number in [0, 1]",
        assertThrows(IllegalArgumentException.class, () -> new Active(1, 1.5, 1)).getMessage());
    assertThrows(IllegalArgumentException.class, () -> new Active(Double.NaN, 1, 1));
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () -> ConditionalCosts.of(tiny, List.of(Map.of("stem", Active.WHOLE))))
            .getMessage();
    assertTrue(message.startsWith("conditional costs: layers [stem]: expected some of"), message);
    assertThrows(IllegalArgumentException.class, () -> ConditionalCosts.of(tiny, List.of()));
  }
}
