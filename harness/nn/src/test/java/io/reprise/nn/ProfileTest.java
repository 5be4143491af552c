package io.reprise.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.tensor.Device;
import io.reprise.tensor.Engine;
import io.reprise.tensor.Engines;
import io.reprise.tensor.Op;
import io.reprise.tensor.Shape;
import io.reprise.tensor.Tensor;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class ProfileTest {
  private static final Shape IMAGE = Shape.of(3, 8, 8);

  /** A convolution, a normalisation, a rectifier, and a classifier on all pixels. */
  private static final class Small extends Module {
    private final ConvNorm stem;
    private final Linear classifier;

    Small(LayerContext at) {
      stem = child("stem", new ConvNorm(at.at("stem"), 3, 4, 3, Op.Conv2d.of(1, 1)));
      classifier = child("classifier", new Linear(at.at("classifier"), 4 * 64, 10));
    }

    @Override
    public Tensor forward(Tensor x, Mode mode) {
      return classifier.forward(stem.forward(x, mode).relu().flatten(), mode);
    }
  }

  private static Profile profile(
      Function<LayerContext, ? extends Module> network, int batch, int passes) {
    try (Engine engine = Engines.open(Device.CPU, 1)) {
      Profile profile = Profile.of(engine, network, IMAGE, batch, 1, passes);
      // The listener is gone, and so are all tensors.
      engine.full(1, Shape.of(2)).relu();
      return profile;
    }
  }

  @Test
  void namesEveryOperationWithItsLayerAndItsMultiplyAdds() {
    List<Profile.Row> rows = profile(Small::new, 2, 3).rows();
    Profile.Row convolution = rows.get(0);
    assertEquals("conv2d", convolution.op());
    assertEquals("stem.conv", convolution.layer());
    assertEquals("[2, 4, 8, 8]", convolution.output());
    assertEquals(2L * 4 * 64 * 27, convolution.macs());
    assertTrue(rows.stream().anyMatch(r -> r.op().equals("relu") && r.layer().isEmpty()));
    assertEquals(
        2L * 256 * 10,
        rows.stream()
            .filter(r -> r.layer().equals("classifier"))
            .mapToLong(Profile.Row::macs)
            .sum());
  }

  @Test
  void multiplyAddsAreThoseOfTheCosts() {
    Costs costs = Costs.of(Small::new, IMAGE);
    assertEquals(
        costs.convMacs() + costs.linearMacs(),
        profile(Small::new, 1, 1).rows().stream().mapToLong(Profile.Row::macs).sum());
  }

  @Test
  void sharesAddUpToTheWhole() {
    Profile profile = profile(Small::new, 1, 4);
    assertEquals(1, profile.rows().stream().mapToDouble(profile::share).sum(), 1e-12);
    assertTrue(profile.rows().stream().allMatch(r -> r.milliseconds() > 0));
    Profile.Row row = new Profile.Row("", "conv2d", "[1]", 3_000_000, 2);
    assertEquals(3, row.gigaflopsPerSecond(), 1e-12);
  }

  @Test
  void aNetworkThatDoesOtherThingsEachTimeIsRefused() {
    int[] pass = {0};
    Function<LayerContext, Module> fickle =
        at ->
            new Module() {
              @Override
              public Tensor forward(Tensor x, Mode mode) {
                return pass[0]++ % 2 == 0 ? x.relu() : x.relu().relu();
              }
            };
    assertTrue(
        assertThrows(IllegalStateException.class, () -> profile(fickle, 1, 2))
            .getMessage()
            .contains("2 and 1 operations"));
    assertThrows(IllegalArgumentException.class, () -> profile(Small::new, 0, 1));
    assertThrows(IllegalArgumentException.class, () -> profile(Small::new, 1, 0));
  }
}
