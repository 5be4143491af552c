package io.reprise.baselines.metric;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.tensor.DType;
import io.reprise.tensor.Device;
import io.reprise.tensor.Engine;
import io.reprise.tensor.Engines;
import io.reprise.tensor.Seed;
import io.reprise.tensor.Shape;
import io.reprise.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LossesTest {
  private final Engine engine = Engines.open(Device.CPU, 1);

  @AfterEach
  void close() {
    engine.close();
  }

  private Tensor labels(long... labels) {
    return engine.tensor(labels, Shape.of(labels.length));
  }

  private Tensor matrix(double[][] rows) {
    double[] all = new double[rows.length * rows[0].length];
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(rows[i], 0, all, i * rows[0].length, rows[0].length);
    }
    return engine.tensor(all, Shape.of(rows.length, rows[0].length));
  }

  private double[] gradient(double[] at, Shape shape, UnaryOperator<Tensor> loss) {
    Tensor zero = engine.parameter(shape, () -> new float[at.length]).cast(DType.FLOAT64);
    Tensor x = zero.add(engine.tensor(at, shape));
    return engine.gradients(loss.apply(x), List.of(x)).get(0).toDoubles();
  }

  private static double softplus(double x) {
    return Math.log1p(Math.exp(x));
  }

  /** One positive of 0.6 and one negative of 0.3: log(1 + exp(gamma (0.3 - 0.6 + m))). */
  @Test
  void unifiedLossOfOnePairOfEachKindIsASoftplusOfTheirDifference() {
    double expected = softplus(8 * (0.3 - 0.6 + 0.35));
    Tensor scores = matrix(new double[][] {{0.6, 0.3}});
    assertEquals(
        expected, UnifiedLoss.amSoftmax(8, 0.35).ofClasses(scores, labels(0)).item(), 1e-12);
    assertEquals(
        softplus(8 * (0.3 - 0.6)),
        UnifiedLoss.normFace(8).ofClasses(scores, labels(0)).item(),
        1e-12);
    Tensor pairs = matrix(new double[][] {{1, 0.6, 0.3}, {0.6, 1, 0.3}, {0.3, 0.3, 1}});
    // The third has no positive and does not count.
    assertEquals(expected, new UnifiedLoss(8, 0.35).ofPairs(pairs, labels(5, 5, 7)).item(), 1e-12);
  }

  /** alpha_p = 1.25 - 0.6, alpha_n = 0.3 + 0.25; exponents -8 alpha_p (0.6 - 0.75), ... */
  @Test
  void circleLossWeighsEachSimilarityByItsDistanceFromTheOptimum() {
    double p = -8 * 0.65 * (0.6 - 0.75);
    double n = 8 * 0.55 * (0.3 - 0.25);
    Tensor scores = matrix(new double[][] {{0.3, 0.6}});
    CircleLoss circle = CircleLoss.of(8, 0.25);
    assertEquals(softplus(p + n), circle.ofClasses(scores, labels(1)).item(), 1e-12);
    // Beyond its optimum a similarity has no weight: the exponent is 0.
    Tensor easy = matrix(new double[][] {{-0.5, 0.6}});
    assertEquals(softplus(p), circle.ofClasses(easy, labels(1)).item(), 1e-12);
  }

  @Test
  void pairLossesSumOverAllPositivesAndNegativesOfAnAnchor() {
    double[][] s = {{1, 0.7, 0.2, 0.1}, {0.7, 1, 0.4, 0.3}, {0.2, 0.4, 1, 0.5}, {0.1, 0.3, 0.5, 1}};
    double expected = 0;
    for (int i = 0; i < 4; i++) {
      double negatives = 0;
      for (int j = 0; j < 4; j++) {
        negatives += i / 2 != j / 2 ? Math.exp(4 * (s[i][j] + 0.1)) : 0;
      }
      expected += Math.log1p(negatives * Math.exp(-4 * s[i][i ^ 1])) / 4;
    }
    assertEquals(
        expected, new UnifiedLoss(4, 0.1).ofPairs(matrix(s), labels(0, 0, 1, 1)).item(), 1e-12);
  }

  /** Hardest: 0.4 - 0.7, 0.4 - 0.7, 0.4 - 0.5, 0.3 - 0.5, each plus 0.2, none below 0. */
  @Test
  void tripletLossTakesTheHardestPairsOfEachAnchor() {
    double[][] s = {{1, 0.7, 0.2, 0.1}, {0.7, 1, 0.4, 0.3}, {0.2, 0.4, 1, 0.5}, {0.1, 0.3, 0.5, 1}};
    double expected = (0 + 0 + 0.1 + 0) / 4;
    assertEquals(
        expected, new HardTriplet(0.2).ofPairs(matrix(s), labels(0, 0, 1, 1)).item(), 1e-12);
  }

  /**
   * Positives 0.7 and 0.5, twice each; of eight negatives those above 0.15: 0.2, 0.4, 0.3, twice.
   */
  @Test
  void contrastiveLossPullsPositivesToOneAndNegativesBelowTheMargin() {
    double[][] s = {{1, 0.7, 0.2, 0.1}, {0.7, 1, 0.4, 0.3}, {0.2, 0.4, 1, 0.5}, {0.1, 0.3, 0.5, 1}};
    double expected = (0.3 + 0.5) / 2 + 2 * (0.05 + 0.25 + 0.15) / 8;
    assertEquals(
        expected, new ContrastiveLoss(0.15).ofPairs(matrix(s), labels(0, 0, 1, 1)).item(), 1e-12);
  }

  @Test
  void arcFaceWidensTheAngleOfTheOwnClass() {
    double own = Math.cos(Math.acos(0.6) + 0.5);
    double expected = softplus(16 * (0.3 - own));
    Tensor scores = matrix(new double[][] {{0.3, 0.6}});
    ArcFace loss = new ArcFace(16, 0.5);
    assertEquals(expected, loss.ofClasses(scores, labels(1)).item(), 1e-12);
    // Beyond pi the cosine would rise again.
    Tensor opposite = matrix(new double[][] {{0.3, -0.95}});
    assertEquals(
        softplus(16 * (0.3 - (-0.95 - 0.5 * Math.sin(0.5)))),
        loss.ofClasses(opposite, labels(1)).item(),
        1e-12);
    double[] slope =
        gradient(new double[] {0.3, 1}, Shape.of(1, 2), s -> loss.ofClasses(s, labels(1)));
    assertTrue(Double.isFinite(slope[1]) && slope[1] < 0, "slope " + slope[1]);
  }

  @Test
  void softmaxTakesScoresAsTheyAre() {
    Tensor scores = matrix(new double[][] {{2, 5}});
    assertEquals(softplus(-3), new SoftmaxLoss().ofClasses(scores, labels(1)).item(), 1e-12);
    assertTrue(!new SoftmaxLoss().onCosines() && new ArcFace(64, 0.5).onCosines());
  }

  @Test
  void gradientsAreThoseOfCentralDifferences() {
    double[] at = new double[36];
    float[] drawn = new Seed(4).uniform(36);
    Arrays.setAll(at, i -> -0.2 + drawn[i]);
    long[] of = {0, 1, 2, 0, 1, 2};
    Shape shape = Shape.of(6, 6);
    for (UnifiedForm loss :
        List.of(
            new UnifiedLoss(8, 0.2),
            CircleLoss.of(8, 0.25).with(CircleLoss.Weights.DIFFERENTIATED))) {
      agrees(at, shape, s -> loss.ofPairs(s, labels(of)));
      agrees(at, shape, s -> loss.ofClasses(s, labels(of)));
    }
    agrees(at, shape, s -> new HardTriplet(0.5).ofPairs(s, labels(of)));
    agrees(at, shape, s -> new ContrastiveLoss(0.1).ofPairs(s, labels(of)));
    agrees(at, shape, s -> new ArcFace(8, 0.5).ofClasses(s, labels(of)));
  }

  private void agrees(double[] at, Shape shape, UnaryOperator<Tensor> loss) {
    double[] found = gradient(at, shape, loss);
    double[] expected = new double[at.length];
    for (int i = 0; i < at.length; i++) {
      double[] up = at.clone();
      double[] down = at.clone();
      up[i] += 1e-6;
      down[i] -= 1e-6;
      expected[i] =
          (loss.apply(engine.tensor(up, shape)).item()
                  - loss.apply(engine.tensor(down, shape)).item())
              / 2e-6;
    }
    assertArrayEquals(expected, found, 1e-7);
  }

  /** At s_n = 0 the published slope is Z gamma m, and 0 if weights were differentiated. */
  @Test
  void weightsAreConstantsToTheGradient() {
    CircleLoss circle = CircleLoss.of(4, 0.25);
    double[] at = {0.5, 0};
    double z = 1 / (1 + Math.exp(-4 * (0.25 - 2 * 0.0625)));
    double[] slopes = gradient(at, Shape.of(1, 2), s -> circle.ofClasses(s, labels(0)));
    assertArrayEquals(new double[] {z * 4 * (0.5 - 1.25), z * 4 * 0.25}, slopes, 1e-12);
    CircleLoss through = circle.with(CircleLoss.Weights.DIFFERENTIATED);
    double[] other = gradient(at, Shape.of(1, 2), s -> through.ofClasses(s, labels(0)));
    assertArrayEquals(new double[] {z * 4 * 2 * -0.5, 0}, other, 1e-12);
  }

  @Test
  void largeExponentsDoNotOverflow() {
    float[] s = {1, -1, 1, -1, 1, 1, 1, 1, 1};
    Tensor similarities = engine.tensor(s, Shape.of(3, 3));
    double loss = CircleLoss.of(256, 0.25).ofPairs(similarities, labels(0, 0, 1)).item();
    // gamma (4 - m^2) for s_p = -1 and gamma (1 - m^2) for s_n = 1, over the two that count.
    assertEquals(256 * (4 - 0.0625 + 1 - 0.0625), loss, 0.01);
    Tensor scores = engine.tensor(new float[] {-1, 1}, Shape.of(1, 2));
    assertEquals(
        256 * (4 - 0.0625 + 1 - 0.0625),
        CircleLoss.of(256, 0.25).ofClasses(scores, labels(0)).item(),
        0.01);
  }

  @Test
  void anchorsWithoutPositivesAreLeftOutAndHaveNoGradient() {
    double[] at = {1, 0.6, 0.3, 0.6, 1, 0.2, 0.3, 0.2, 1};
    double[] gradient =
        gradient(at, Shape.of(3, 3), s -> CircleLoss.of(8, 0.25).ofPairs(s, labels(1, 1, 2)));
    for (int i : List.of(0, 4, 6, 7, 8)) {
      assertEquals(0, gradient[i], "element " + i);
    }
    assertTrue(gradient[1] < 0 && gradient[2] > 0);
  }

  @Test
  void badInputIsRefusedByValue() {
    Tensor s = matrix(new double[][] {{1, 0.5}, {0.5, 1}});
    assertRefused("scale gamma '0.0'", () -> CircleLoss.of(0, 0.25));
    assertRefused("scale gamma 'NaN'", () -> new UnifiedLoss(Double.NaN, 0.25));
    assertRefused("margin m '1.0'", () -> CircleLoss.of(64, 1));
    assertRefused("margin m '-1.0'", () -> UnifiedLoss.amSoftmax(64, -1));
    assertRefused("margin m '0.0'", () -> new HardTriplet(0));
    assertRefused("margin m '1.5'", () -> new ContrastiveLoss(1.5));
    assertRefused("margin '1.6'", () -> new ArcFace(64, 1.6));
    assertRefused(
        "label 2 of example 1: expected from 0 to 1",
        () -> UnifiedLoss.normFace(8).ofClasses(s, labels(0, 2)));
    assertRefused("label -1 of example 0", () -> new ArcFace(8, 0.5).ofClasses(s, labels(-1, 0)));
    assertRefused("1 labels for scores", () -> new SoftmaxLoss().ofClasses(s, labels(0)));
    assertRefused("PK sampler needed", () -> CircleLoss.of(8, 0.25).ofPairs(s, labels(0, 1)));
    assertRefused("PK sampler needed", () -> new HardTriplet(0.2).ofPairs(s, labels(3, 3)));
    assertRefused(
        "for 3 labels: expected [3, 3]",
        () -> new ContrastiveLoss(0.2).ofPairs(s, labels(0, 1, 0)));
    assertRefused(
        "zero-norm embedding at row 1",
        () -> Cosines.unit(matrix(new double[][] {{3, 4}, {0, 0}})));
  }

  private static void assertRefused(String words, Runnable code) {
    String message = assertThrows(IllegalArgumentException.class, code::run).getMessage();
    assertTrue(message.contains(words), message);
  }

  @Test
  void cosinesAreOfDirectionsAlone() {
    Tensor rows = matrix(new double[][] {{3, 4}, {-6, 8}});
    Tensor others = matrix(new double[][] {{10, 0}, {0, 0.1}, {-3, -4}});
    assertArrayEquals(
        new double[] {0.6, 0.8, -1, -0.6, 0.8, -0.28},
        Cosines.between(rows, others).toDoubles(),
        1e-12);
  }
}
