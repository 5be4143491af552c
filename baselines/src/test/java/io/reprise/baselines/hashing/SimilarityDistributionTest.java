package io.reprise.baselines.hashing;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.baselines.hashing.SimilarityDistributionHash.Descent;
import io.reprise.baselines.hashing.SimilarityDistributionHash.Settings;
import io.reprise.baselines.hashing.SimilarityDistributionHash.Stop;
import io.reprise.baselines.hashing.SimilarityDistributionHash.Target;
import io.reprise.datasets.retrieval.BinaryCodes;
import io.reprise.datasets.retrieval.FeatureMatrix;
import io.reprise.datasets.retrieval.LabelledFeatures;
import io.reprise.tensor.Device;
import io.reprise.tensor.Engine;
import io.reprise.tensor.Engines;
import io.reprise.tensor.Seed;
import io.reprise.tensor.Shape;
import io.reprise.tensor.Tensor;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SimilarityDistributionTest {
  private static Engine engine;

  @BeforeAll
  static void open() {
    engine = Engines.open(Device.CPU, 1);
  }

  @AfterAll
  static void close() {
    engine.close();
  }

  private static Settings settings(Target target, double sigma, double pos, double neg) {
    return new Settings(target, sigma, pos, neg, 1, 1e-4, 50, true);
  }

  private static LabelledFeatures batch(int n, int d, int classes, int seed) {
    int[] labels = new int[n];
    for (int i = 0; i < n; i++) {
      labels[i] = i % classes;
    }
    return LabelledFeatures.of(
        new FeatureMatrix(n, d, new Seed(seed).normal(n * d)), labels, classes);
  }

  private static LabelledFeatures labelled(int... labels) {
    return LabelledFeatures.of(
        new FeatureMatrix(labels.length, 1, new float[labels.length]), labels, 3);
  }

  @Test
  void aDissimilarPairWeighsAsMuchOfASimilarOneAsTheGaussianSays() {
    // Of the ordered pairs two are similar and four are not.
    SimilarityDistribution pairs =
        SimilarityDistribution.of(engine, labelled(0, 0, 1), settings(Target.GAUSSIAN, 0.5, 1, 1));
    double g = Math.exp(-2);
    double similar = 1 / (2 + 4 * g);
    assertArrayEquals(
        new double[] {
          0, similar, g * similar, similar, 0, g * similar, g * similar, g * similar, 0
        },
        pairs.target().toDoubles(),
        1e-15);
    SimilarityDistribution raw =
        SimilarityDistribution.of(engine, labelled(0, 0, 1), settings(Target.RAW, 0.5, 1, 1));
    assertArrayEquals(
        new double[] {0, 0.5, 0, 0.5, 0, 0, 0, 0, 0}, raw.target().toDoubles(), 1e-15);
  }

  @Test
  void severalLabelsCountByTheCosineOfTheirRows() {
    List<BitSet> labels = new ArrayList<>();
    for (long bits : new long[] {0b001, 0b011, 0b110}) {
      labels.add(BitSet.valueOf(new long[] {bits}));
    }
    SimilarityDistribution pairs =
        SimilarityDistribution.of(
            engine,
            LabelledFeatures.of(new FeatureMatrix(3, 1, new float[3]), labels, 3),
            settings(Target.RAW, 0.5, 1, 1));
    double one = 1 / Math.sqrt(2);
    double sum = 2 * (one + 0.5);
    assertArrayEquals(
        new double[] {0, one / sum, 0, one / sum, 0, 0.5 / sum, 0, 0.5 / sum, 0},
        pairs.target().toDoubles(),
        1e-12);
  }

  @Test
  void distancesOfSignsAreHammingDistancesAndScalesDivideThem() {
    List<float[]> rows =
        List.of(new float[] {1, 1, 1}, new float[] {1, -1, -1}, new float[] {-1, 1, 1});
    BinaryCodes codes = BinaryCodes.ofSigns(rows);
    Tensor signs = engine.tensor(new double[] {1, 1, 1, 1, -1, -1, -1, 1, 1}, Shape.of(3, 3));
    SimilarityDistribution pairs =
        SimilarityDistribution.of(
            engine, labelled(0, 0, 1), settings(Target.GAUSSIAN, 0.5, 8, 0.5));
    double[] distances = pairs.distances(signs).toDoubles();
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < 3; j++) {
        assertEquals(codes.distance(i, codes, j), distances[3 * i + j], 1e-12);
      }
    }
    // 0 and 1 are similar at distance 2; 2 is of another class, at distances 1 and 3.
    double[] kernel = pairs.model(signs).kernel().toDoubles();
    assertEquals(1 / (1 + 2.0 / 8), kernel[1], 1e-12);
    assertEquals(1 / (1 + 1 / 0.5), kernel[2], 1e-12);
    assertEquals(1 / (1 + 3 / 0.5), kernel[5], 1e-12);
    assertEquals(0, kernel[4]);
  }

  @Test
  void bothDistributionsSumToOneAndTheDivergenceIsZeroOfEqualOnesOnly() {
    SimilarityDistribution pairs =
        SimilarityDistribution.of(engine, batch(30, 5, 4, 1), settings(Target.GAUSSIAN, 0.5, 8, 2));
    Tensor codes = SimilarityDistributionHash.features(engine, batch(30, 6, 4, 2)).tanh();
    Tensor q = pairs.model(codes).distribution();
    assertEquals(1, pairs.target().sum().item(), 1e-12);
    assertEquals(1, q.sum().item(), 1e-12);
    assertEquals(0, pairs.divergence(pairs.target()), 1e-12);
    assertTrue(pairs.divergence(q) > 0.01);
  }

  @ParameterizedTest
  @CsvSource({"GAUSSIAN,0.5,1,1", "GAUSSIAN,0.3,8,2", "RAW,1,1,1", "GAUSSIAN,1,60,10"})
  void theGradientIsThatOfTheDivergence(Target target, double sigma, double pos, double neg) {
    int n = 9;
    int d = 4;
    int b = 3;
    LabelledFeatures batch = batch(n, d, 3, 5);
    SimilarityDistribution pairs =
        SimilarityDistribution.of(engine, batch, settings(target, sigma, pos, neg));
    Tensor x = SimilarityDistributionHash.features(engine, batch);
    double[] w = LinearHash.random(d, b, new Seed(3)).weights();
    Tensor codes = x.matmul(engine.tensor(w, Shape.of(d, b))).tanh();
    double[] exact =
        x.permute(1, 0)
            .matmul(pairs.gradient(codes, pairs.model(codes)).mul(codes.square().neg().add(1)))
            .toDoubles();
    for (int i = 0; i < w.length; i++) {
      double h = 1e-5;
      double[] up = w.clone();
      double[] down = w.clone();
      up[i] += h;
      down[i] -= h;
      double slope = (divergence(pairs, x, up, b) - divergence(pairs, x, down, b)) / (2 * h);
      assertEquals(slope, exact[i], 1e-9, "weight " + i);
    }
  }

  private static double divergence(SimilarityDistribution pairs, Tensor x, double[] w, int b) {
    Tensor codes = x.matmul(engine.tensor(w, Shape.of(w.length / b, b))).tanh();
    return pairs.divergence(pairs.model(codes).distribution());
  }

  @Test
  void theReleasedGradientIsTheExactOneOnlyWithoutScales() {
    LabelledFeatures batch = batch(12, 4, 3, 6);
    for (double pos : new double[] {1, 8}) {
      Settings exact = settings(Target.GAUSSIAN, 0.5, pos, 1);
      Settings released = new Settings(Target.GAUSSIAN, 0.5, pos, 1, 1, 1e-4, 50, false);
      Tensor codes = SimilarityDistributionHash.features(engine, batch).tanh();
      List<double[]> gradients = new ArrayList<>();
      for (Settings s : List.of(exact, released)) {
        SimilarityDistribution pairs = SimilarityDistribution.of(engine, batch, s);
        gradients.add(pairs.gradient(codes, pairs.model(codes)).toDoubles());
      }
      double difference = 0;
      for (int i = 0; i < gradients.get(0).length; i++) {
        difference += Math.abs(gradients.get(0)[i] - gradients.get(1)[i]);
      }
      assertEquals(pos == 1, difference == 0, "scale " + pos + ": " + difference);
    }
  }

  private static List<Descent> descents(Settings settings, LabelledFeatures batch, Seed seed) {
    List<Descent> found = new ArrayList<>();
    OnlineHash.Learner learner =
        new SimilarityDistributionHash(engine, settings, found::add)
            .start(LinearHash.random(batch.dimension(), 8, seed), seed);
    double[] before = learner.hash().weights();
    learner.update(batch);
    assertNotEquals(before[0], learner.hash().weights()[0]);
    return found;
  }

  @Test
  void aDescentEndsWhenAStepGainsTooLittleOrTheDivergenceRises() {
    LabelledFeatures batch = batch(40, 8, 4, 7);
    Settings all = settings(Target.GAUSSIAN, 0.5, 1, 1);
    Descent plain = descents(all, batch, new Seed(1)).get(0);
    assertTrue(plain.least() < plain.before());
    // The first step is always taken; a second one is needed to see what it gained.
    Descent small = descents(all.descending(1e-9, 50), batch, new Seed(1)).get(0);
    assertEquals(2, small.steps());
    assertEquals(Stop.SMALL_GAIN, small.stop());
    Descent wild = descents(all.descending(500, 50), batch, new Seed(1)).get(0);
    assertEquals(Stop.ROSE, wild.stop());
    Descent cut = descents(all.descending(1, 3), batch, new Seed(1)).get(0);
    assertEquals(3, cut.steps());
    assertEquals(Stop.STEPS, cut.stop());
  }

  @Test
  void badInputIsRefusedByValue() {
    assertTrue(refusal(() -> settings(Target.RAW, 0, 1, 1)).startsWith("SDOH sigma 0.0"));
    assertTrue(refusal(() -> settings(Target.RAW, 1, -1, 1)).contains("similar pairs -1.0"));
    assertTrue(refusal(() -> Settings.RELEASED.descending(0, 5)).startsWith("SDOH rate 0.0"));
    Settings s = settings(Target.RAW, 0.5, 1, 1);
    assertTrue(
        refusal(() -> SimilarityDistribution.of(engine, labelled(1), s))
            .startsWith("SDOH batch of 1 samples: expected from 2"));
    assertTrue(
        refusal(() -> SimilarityDistribution.of(engine, labelled(0, 1, 2), s))
            .contains("no two share a label"));
    float[] pixels = new float[20 * 10];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = i % 7 * 40;
    }
    LabelledFeatures raw = LabelledFeatures.of(new FeatureMatrix(20, 10, pixels), new int[20], 1);
    assertTrue(refusal(() -> descents(s, raw, new Seed(1))).contains("median of |x W|"));
    assertTrue(
        refusal(
                () ->
                    new SimilarityDistributionHash(engine, s, d -> {})
                        .start(LinearHash.random(3, 4, new Seed(1)), new Seed(1))
                        .update(batch(4, 5, 2, 1)))
            .startsWith("batch of 5 features: expected 3"));
  }

  private static String refusal(org.junit.jupiter.api.function.Executable what) {
    return assertThrows(IllegalArgumentException.class, what).getMessage();
  }
}
