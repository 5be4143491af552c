package io.reprise.papers.circleloss;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.baselines.metric.CircleLoss;
import io.reprise.experiment.Measurements;
import io.reprise.experiment.Metric;
import io.reprise.experiment.figures.Figure;
import io.reprise.tensor.Device;
import io.reprise.tensor.Engine;
import io.reprise.tensor.Engines;
import io.reprise.tensor.Seed;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LossChecksTest {
  private final Engine engine = Engines.open(Device.CPU, 1);

  @AfterEach
  void close() {
    engine.close();
  }

  @Test
  void everyIdentityHoldsOnOtherNumbersToo() {
    for (long seed = 1; seed <= 3; seed++) {
      Measurements measured = new Measurements();
      new LossChecks(engine, new Seed(seed)).measure(measured);
      Map<String, Double> numbers = measured.numbers();
      assertEquals(
          LossChecks.METRICS.stream().map(Metric::name).collect(Collectors.toSet()),
          numbers.keySet());
      for (Metric zero :
          List.of(
              LossChecks.GRADIENT,
              LossChecks.UNFROZEN,
              LossChecks.UNIFIED_SLOPES,
              LossChecks.CIRCLE_SLOPES,
              LossChecks.CLASS_LEVEL,
              LossChecks.TRIPLET_LIMIT,
              BoundaryChecks.ON_CIRCLE,
              BoundaryChecks.WRONG_SIDES,
              BoundaryChecks.WRONG_TARGETS)) {
        assertEquals(0, numbers.get(zero.name()), 1e-9, zero.name());
      }
      assertTrue(numbers.get(LossChecks.FREEZING.name()) > 0.1);
      // (1 + m - 0.98) / (0.8 + m)
      assertEquals(0.27 / 1.05, numbers.get(LossChecks.EASY_SLOPE.name()), 1e-9);
    }
  }

  /** One pair of each kind: Z is 1 / (1 + exp(-gamma (s_n^2 + (s_p - 1)^2 - 2 m^2))). */
  @Test
  void theFormulaIsThatOfThePaperForOnePair() {
    GradientFormula one = new GradientFormula(4, 0.25, new double[] {0.5}, new double[] {0.4});
    double z = 1 / (1 + Math.exp(-4 * (0.16 + 0.25 - 0.125)));
    assertArrayEquals(new double[] {z * 4 * 0.65}, one.ofNegatives(), 1e-12);
    assertArrayEquals(new double[] {z * 4 * -0.75}, one.ofPositives(), 1e-12);
    assertArrayEquals(new double[] {z * 4 * 0.8}, one.ofNegativesThroughWeights(), 1e-12);
    assertArrayEquals(new double[] {z * 4 * -1}, one.ofPositivesThroughWeights(), 1e-12);
  }

  /** Two negatives of 0.4 and 0.1 share the slope as exp(4 * 0.16) to exp(4 * 0.01). */
  @Test
  void severalNegativesShareTheSlopeBySoftmax() {
    GradientFormula two = new GradientFormula(4, 0.25, new double[] {0.5}, new double[] {0.4, 0.1});
    double[] slopes = two.ofNegatives();
    assertEquals(Math.exp(4 * (0.16 - 0.01)) * 0.65 / 0.35, slopes[0] / slopes[1], 1e-12);
  }

  @Test
  void theMapOfSlopesIsDarkWhereBothScoresAreGood() throws IOException {
    Figure figure = new SlopeFigure(engine).of(CircleLoss.of(8, 0.25));
    BufferedImage map = ImageIO.read(new ByteArrayInputStream(figure.bytes()));
    // s_n is small at the left, s_p large at the top; 41 places of 5 pixels.
    assertTrue(green(map, 12, 12) < 20, "slope at s_n = 0, s_p = 1: " + green(map, 12, 12));
    assertTrue(green(map, 200, 195) > 200, "slope at s_n = 1: " + green(map, 200, 195));
    assertTrue(green(map, 200, 195) > green(map, 12, 195), "more at a larger s_n");
  }

  private static int green(BufferedImage image, int x, int y) {
    return image.getRGB(x, y) >> 8 & 0xff;
  }

  @Test
  void hyperparametersAreReadAsTheyAreWritten() {
    List<Hyperparameters> study = Hyperparameters.parse("16/0.25 256/0.4");
    assertEquals(List.of(new Hyperparameters(16, 0.25), new Hyperparameters(256, 0.4)), study);
    assertEquals("16/0.25", study.get(0).words());
    assertEquals(List.of(), Hyperparameters.parse(""));
    for (String bad : List.of("16", "16/", "a/0.25", "16/0.25/1")) {
      assertThrows(IllegalArgumentException.class, () -> Hyperparameters.parse(bad), bad);
    }
  }
}
