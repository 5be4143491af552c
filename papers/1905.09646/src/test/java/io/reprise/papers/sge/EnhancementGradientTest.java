package io.reprise.papers.sge;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class EnhancementGradientTest {
  private static double sigmoid(double a) {
    return 1 / (1 + Math.exp(-a));
  }

  /**
   * One channel, x = (1, 3): mu = 2, c = (2, 6), mean 4, sd = sqrt(8), n = (-1, 1) / sqrt(2). Of
   * two pixels n is the same whatever they hold, so that nothing flows through it.
   */
  @Test
  void ofTwoPixelsIsWhatIsWorkedOutByHand() {
    double n = 1 / Math.sqrt(2);
    double s = sigmoid(-0.5 * n + 0.2);
    EnhancementGradient.Result found =
        new EnhancementGradient(1, new double[] {1, 3}, new double[] {1, 0}, 0.5, 0.2).result();
    assertEquals(s * (1 - s), found.shift, 1e-5);
    assertEquals(-n * s * (1 - s), found.scale, 1e-5);
    assertArrayEquals(new double[] {s, 0}, found.input, 1e-5);
  }

  /**
   * One channel, x = (0, 1, 2), upstream (0, 0, 1), gamma 1, beta 0. mu = 1, c = x, centred (-1, 0,
   * 1), sd 1, n = (-1, 0, 1). da = (0, 0, 2 s (1 - s)) = (0, 0, t) with s = sigmoid(1); dc = dn -
   * mean(dn) - centred * t / 2 = (t / 6, -t / 3, t / 6). The mean's part is sum dc x / 3 = 0.
   */
  @Test
  void throughTheStandardisationIsWhatIsWorkedOutByHand() {
    double s = sigmoid(1);
    double t = 2 * s * (1 - s);
    EnhancementGradient.Result found =
        new EnhancementGradient(1, new double[] {0, 1, 2}, new double[] {0, 0, 1}, 1, 0).result();
    assertEquals(t, found.shift, 1e-4);
    assertEquals(t, found.scale, 1e-4);
    assertArrayEquals(new double[] {t / 6, -t / 3, s + t / 6}, found.input, 1e-4);
  }

  @Test
  void atTheStartIsAFactorAndTheFirstStepMovesGamma() {
    double s = sigmoid(1);
    double[] upstream = {1, -2, 0.5};
    EnhancementGradient.Result found =
        new EnhancementGradient(1, new double[] {0, 1, 2}, upstream, 0, 1).result();
    assertArrayEquals(new double[] {s, -2 * s, 0.5 * s}, found.input, 1e-12);
    // da = s (1 - s) (0, -2, 1), n = (-1, 0, 1).
    assertEquals(s * (1 - s), found.scale, 1e-4);
    assertEquals(-s * (1 - s), found.shift, 1e-12);
  }

  @Test
  void ofAConstantMapIsFinite() {
    EnhancementGradient.Result found =
        new EnhancementGradient(1, new double[] {2, 2, 2}, new double[] {1, 1, 1}, 1, 0).result();
    assertArrayEquals(new double[] {0.5, 0.5, 0.5}, found.input, 1e-12);
    assertEquals(0, found.scale, 1e-12);
  }
}
