package io.reprise.baselines.hashing;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.baselines.hashing.BalancedSimilarityHash.Form;
import io.reprise.baselines.hashing.SimilarityDistributionHash.Settings;
import io.reprise.datasets.procedural.features.SphereClasses;
import io.reprise.datasets.retrieval.BinaryCodes;
import io.reprise.datasets.retrieval.FeatureMatrix;
import io.reprise.datasets.retrieval.LabelledFeatures;
import io.reprise.datasets.retrieval.RetrievalTask;
import io.reprise.tensor.Device;
import io.reprise.tensor.Engine;
import io.reprise.tensor.Engines;
import io.reprise.tensor.Seed;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OnlineHashTest {
  private static final SphereClasses DATA = SphereClasses.generate(64, 10, 800, 100, new Seed(4));
  private static final LabelledFeatures STREAM =
      DATA.train().labelled().only(new Seed(1).permutation(800));
  private static final RetrievalTask TASK = new RetrievalTask(DATA.test().labelled(), STREAM);

  private static double score(OnlineHash method) {
    return score(method, STREAM, TASK);
  }

  private static double score(OnlineHash method, LabelledFeatures stream, RetrievalTask task) {
    OnlineHash.Learner learner = method.start(LinearHash.random(64, 16, new Seed(2)), new Seed(3));
    new OnlineProtocol(stream, 200).run(learner, (batches, samples, hash) -> {});
    return task.meanAveragePrecision(learner::codes);
  }

  @Test
  void everyMethodThatLearnsFromLabelsBeatsRandomHyperplanes() {
    double random = score(new RandomHash());
    try (Engine engine = Engines.open(Device.CPU, 1)) {
      List<OnlineHash> methods =
          List.of(
              new CentredUnitLength(new HadamardCodebookHash(0.2)),
              new CentredUnitLength(new OutputCodeHash(0.1, false)),
              new CentredUnitLength(new OutputCodeHash(0.1, true)),
              new CentredUnitLength(new AdaptiveHash(0.3, 0.01, 0.1)),
              new CentredUnitLength(new BalancedSimilarityHash(0.6, 0.5, 1.2, 0.2, Form.OBJECTIVE)),
              new CentredUnitLength(new BalancedSimilarityHash(0.6, 0.5, 1.2, 0.2, Form.RELEASED)),
              new CentredUnitLength(new MutualInformationHash(16, 10, 1, 100)),
              new SimilarityDistributionHash(
                  engine, Settings.RELEASED.descending(10, 20), d -> {}));
      for (OnlineHash method : methods) {
        double map = score(method);
        assertTrue(map > random + 0.02, () -> method + ": " + map + " against " + random);
        assertEquals(map, score(method), method + " again");
      }
    }
  }

  @Test
  void aSketchFindsTheDirectionsInWhichTheStreamSpreads() {
    // Three axes of 12 carry nearly all of the variance, about a mean that is far away.
    float[] values = new Seed(8).normal(400 * 12);
    for (int i = 0; i < values.length; i++) {
      values[i] = (i % 12 < 3 ? 10 * values[i] : 0.01f * values[i]) + 50;
    }
    LabelledFeatures stream =
        LabelledFeatures.of(new FeatureMatrix(400, 12, values), new int[400], 1);
    OnlineHash.Learner learner =
        new SketchHash(8).start(LinearHash.random(12, 3, new Seed(1)), new Seed(1));
    new OnlineProtocol(stream, 100).run(learner, (batches, samples, hash) -> {});
    double[] w = learner.hash().weights();
    double outside = 0;
    double inside = 0;
    for (int i = 0; i < w.length; i++) {
      if (i / 3 < 3) {
        inside += w[i] * w[i];
      } else {
        outside += w[i] * w[i];
      }
    }
    assertEquals(3, inside, 1e-3);
    assertTrue(outside < 1e-3, "outside " + outside);
    // Centred: about half of the samples are on either side of each hyperplane.
    BinaryCodes codes = learner.codes(stream.features());
    BinaryCodes zeros = BinaryCodes.ofSigns(List.of(new float[3]));
    int ones = 0;
    for (int i = 0; i < 400; i++) {
      ones += zeros.distance(0, codes, i);
    }
    assertEquals(600, ones, 120);
    assertThrows(
        IllegalArgumentException.class,
        () -> new SketchHash(8).start(LinearHash.random(6, 3, new Seed(1)), new Seed(1)));
  }

  @Test
  void aStreamThatSpreadsInFewerDirectionsThanItsSketchHasRowsIsLearned() {
    float[] values = new Seed(8).normal(400 * 12);
    for (int i = 0; i < values.length; i++) {
      values[i] = i % 12 < 2 ? values[i] : 0;
    }
    LabelledFeatures stream =
        LabelledFeatures.of(new FeatureMatrix(400, 12, values), new int[400], 1);
    OnlineHash.Learner learner =
        new SketchHash(8).start(LinearHash.random(12, 3, new Seed(1)), new Seed(1));
    new OnlineProtocol(stream, 100).run(learner, (batches, samples, hash) -> {});
    double[] w = learner.hash().weights();
    double inside = 0;
    for (int i = 0; i < w.length; i++) {
      if (i < 2 * 3) {
        inside += w[i] * w[i];
      } else {
        assertEquals(0, w[i], 1e-12);
      }
    }
    assertEquals(2, inside, 1e-9);
  }

  @Test
  void aSketchCountsHowTheMeansOfBatchesDiffer() {
    // Within a batch the first two axes spread; the third one moves between batches alone.
    float[] values = new Seed(9).normal(200 * 8);
    for (int i = 0; i < values.length; i++) {
      int axis = i % 8;
      float moved = axis == 2 ? (i / 8 / 50 % 2 == 0 ? 30 : -30) : 0;
      values[i] = (axis < 2 ? 5 * values[i] : 0.01f * values[i]) + moved;
    }
    LabelledFeatures stream =
        LabelledFeatures.of(new FeatureMatrix(200, 8, values), new int[200], 1);
    OnlineHash.Learner learner =
        new SketchHash(6).start(LinearHash.random(8, 1, new Seed(1)), new Seed(1));
    new OnlineProtocol(stream, 50).run(learner, (batches, samples, hash) -> {});
    double[] w = learner.hash().weights();
    assertEquals(1, Math.abs(w[2]), 1e-2);
  }

  @Test
  void rowsOfAHadamardMatrixAreCodesThatDifferInHalfOfTheirBits() {
    double[][] codes = HadamardCodebookHash.codebook(10, 16, new Seed(1));
    for (int a = 0; a < 10; a++) {
      for (int b = 0; b < a; b++) {
        double product = 0;
        for (int j = 0; j < 16; j++) {
          product += codes[a][j] * codes[b][j];
        }
        assertEquals(0, product);
      }
    }
    // More classes than bits, and bits that are no power of 2: shortened to signs.
    double[][] shorter = HadamardCodebookHash.codebook(20, 12, new Seed(1));
    assertEquals(20, shorter.length);
    for (double[] code : shorter) {
      assertEquals(12, code.length);
      for (double bit : code) {
        assertEquals(1, Math.abs(bit));
      }
    }
  }

  @Test
  void aHadamardStepIsTheGradientStepOfOneSample() {
    LinearHash first = LinearHash.of(2, 1, new double[] {0.5, -1});
    OnlineHash.Learner learner = new HadamardCodebookHash(0.2).start(first, new Seed(1));
    double code = HadamardCodebookHash.codebook(1, 1, new Seed(1))[0][0];
    learner.update(LabelledFeatures.of(new FeatureMatrix(1, 2, new float[] {1, 2}), new int[1], 1));
    double f = Math.tanh(-1.5);
    double step = 0.2 * (f - code) * (1 - f * f);
    assertArrayEquals(new double[] {0.5 - step, -1 - 2 * step}, learner.hash().weights(), 1e-12);
  }

  @Test
  void outputCodesMoveOnlyBitsThatMissTheMargin() {
    LinearHash first = LinearHash.of(1, 2, new double[] {3, -3});
    OnlineHash.Learner learner = new OutputCodeHash(0.1, false).start(first, new Seed(1));
    learner.update(LabelledFeatures.of(new FeatureMatrix(1, 1, new float[] {1}), new int[1], 1));
    double[] w = learner.hash().weights();
    for (int j = 0; j < 2; j++) {
      double start = j == 0 ? 3 : -3;
      boolean moved = w[j] != start;
      assertTrue(!moved || Math.abs(w[j]) < 3, "bit " + j + " moves to its code: " + w[j]);
      assertEquals(moved ? 0.1 : 0, Math.abs(w[j] - start), 1e-12);
    }
  }

  @Test
  void adaptiveHyperplanesChangeOnlyWhereAPairIsWrong() {
    LinearHash first = LinearHash.random(6, 8, new Seed(5));
    float[] x = new Seed(6).normal(6);
    float[] values = new float[12];
    System.arraycopy(x, 0, values, 0, 6);
    System.arraycopy(x, 0, values, 6, 6);
    FeatureMatrix twice = new FeatureMatrix(2, 6, values);
    OnlineHash.Learner same = new AdaptiveHash(0.3, 0.01, 0.1).start(first, new Seed(1));
    same.update(LabelledFeatures.of(twice, new int[] {0, 0}, 2));
    assertArrayEquals(first.weights(), same.hash().weights());
    OnlineHash.Learner other = new AdaptiveHash(0.3, 0.01, 0.1).start(first, new Seed(1));
    other.update(LabelledFeatures.of(twice, new int[] {0, 1}, 2));
    assertNotEquals(first.weights()[0], other.hash().weights()[0]);
    double[] w = other.hash().weights();
    double squares = 0;
    for (int k = 0; k < 6; k++) {
      squares += w[k * 8] * w[k * 8];
    }
    assertEquals(1, squares, 1e-12);
  }

  @Test
  void balancedCodesAreThoseOfTheObjectiveAndTheirFitIsARidgeRegression() {
    // What came before: 2 of class 0 with the code (1, 1), -1 of class 1 with (-1, -1).
    OnlineHash.Learner learner =
        new BalancedSimilarityHash(0.5, 2, 1, 0.25, Form.OBJECTIVE)
            .start(LinearHash.of(1, 2, new double[] {1, 1}), new Seed(0));
    learner.update(onOneAxis(new int[] {0, 1}, 2, -1));
    assertArrayEquals(new double[] {1, 1}, learner.hash().weights(), "nothing came before it");
    // b S E + sigma x w is -2.5 + 0.25 for 0.125 of class 1, which starts from (-1, -1), and
    // 2.5 - 6 for -3 of class 0, from (1, 1); of which a bit takes 2 for the other if that is 1.
    learner.update(onOneAxis(new int[] {1, 0}, 0.125f, -3));
    double w = -2 * (0.125 - 3) / (2 * (0.125 * 0.125 + 9) + 0.5);
    assertArrayEquals(new double[] {w, w}, learner.hash().weights(), 1e-12);
  }

  private static LabelledFeatures onOneAxis(int[] labels, float... values) {
    return LabelledFeatures.of(new FeatureMatrix(values.length, 1, values), labels, 2);
  }

  @Test
  void aBalancedHashOfManyClassesNeedsDissimilarPairsWithoutWeight() {
    SphereClasses many = SphereClasses.generate(64, 50, 3000, 250, new Seed(4));
    LabelledFeatures stream = many.train().labelled().only(new Seed(1).permutation(3000));
    RetrievalTask task = new RetrievalTask(many.test().labelled(), stream);
    double random = score(new RandomHash(), stream, task);
    for (Form form : Form.values()) {
      double withoutPull =
          score(
              new CentredUnitLength(new BalancedSimilarityHash(0.9, 0.8, 1, 0, form)),
              stream,
              task);
      double forTenClasses =
          score(
              new CentredUnitLength(new BalancedSimilarityHash(0.6, 0.5, 1.2, 0.2, form)),
              stream,
              task);
      assertTrue(forTenClasses < random, form + ": " + forTenClasses + " against " + random);
      assertTrue(random < withoutPull, form + ": " + random + " against " + withoutPull);
    }
  }

  @Test
  void centringMovesTheHyperplanesNotTheFeatures() {
    FeatureMatrix far = new FeatureMatrix(4, 2, new float[] {100, 1, 102, 1, 101, 0, 101, 2});
    OnlineHash.Learner learner =
        new CentredUnitLength(new RandomHash())
            .start(LinearHash.of(2, 1, new double[] {1, 0}), new Seed(1));
    learner.update(LabelledFeatures.of(far, new int[4], 1));
    float[] one = learner.hash().project(new float[] {100, 1});
    assertEquals(-1, one[0], 1e-4);
    assertEquals(1, learner.hash().project(new float[] {102, 1})[0], 1e-4);
  }

  @Test
  void aStreamEndsInWhatIsLeftOverUnlessThatIsOneSample() {
    List<Integer> samples = new ArrayList<>();
    for (int size : new int[] {8, 9, 10}) {
      OnlineProtocol protocol = new OnlineProtocol(STREAM.part(0, size), 4);
      protocol.run(
          new RandomHash().start(LinearHash.random(64, 4, new Seed(1)), new Seed(1)),
          (batches, seen, hash) -> samples.add(seen));
    }
    assertEquals(List.of(0, 4, 8, 0, 4, 8, 0, 4, 8, 10), samples);
  }

  @Test
  void hashesAndSettingsThatMakeNoSenseAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> LinearHash.random(4, 0, new Seed(1)));
    assertThrows(
        IllegalArgumentException.class, () -> LinearHash.of(1, 1, new double[] {Double.NaN}));
    assertThrows(
        IllegalArgumentException.class,
        () -> LinearHash.random(4, 2, new Seed(1)).project(new float[3]));
    assertThrows(IllegalArgumentException.class, () -> new HadamardCodebookHash(0));
    assertThrows(IllegalArgumentException.class, () -> new AdaptiveHash(1, 1, 1));
    assertThrows(IllegalArgumentException.class, () -> new SketchHash(5));
    assertThrows(IllegalArgumentException.class, () -> new OnlineProtocol(STREAM, 1));
    assertThrows(IllegalArgumentException.class, () -> new MutualInformationHash(0, 1, 1, 100));
    assertThrows(
        IllegalArgumentException.class,
        () -> new BalancedSimilarityHash(1, 1, 1, -1, Form.OBJECTIVE));
  }
}
