package io.reprise.baselines.recognition;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.reprise.baselines.InvertedResidual;
import io.reprise.baselines.RealEngineCheck;
import io.reprise.nn.Costs;
import io.reprise.tensor.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;

class MobileFaceNetTest {
  /**
   * The paper prints 0.99 M parameters and 221 M multiply-adds; the former fits a network whose
   * normalisations are folded into the convolutions, which then have a bias each.
   */
  @Test
  void costsWhatThePaperPrints() {
    Costs costs =
        Costs.of(
            at -> new MobileFaceNet(at, MobileFaceNet.Design.published()), Shape.of(3, 112, 112));
    assertEquals(1_003_136, costs.parameters());
    long scales = costs.numbers().buffers() / 2;
    assertEquals(99, Math.round((costs.parameters() - scales) / 1e4));
    assertEquals(221, Math.round(costs.count(Costs.Convention.MACS) / 1e6));
  }

  @Test
  void embedsFacesAndLearns() {
    MobileFaceNet.Design small =
        new MobileFaceNet.Design(
            List.of(
                InvertedResidual.Design.of(128, 8, 3, 2, true),
                InvertedResidual.Design.of(16, 8, 3, 2, true),
                InvertedResidual.Design.of(16, 8, 3, 2, true)),
            12,
            32,
            5);
    RealEngineCheck.run(at -> new MobileFaceNet(at, small), Shape.of(3, 3, 32, 32), Shape.of(3, 5));
  }

  @Test
  void refusesASideThatDoesNotHalveFourTimes() {
    List<InvertedResidual.Design> blocks = MobileFaceNet.Design.published().blocks();
    assertThrows(
        IllegalArgumentException.class, () -> new MobileFaceNet.Design(blocks, 512, 100, 128));
  }
}
