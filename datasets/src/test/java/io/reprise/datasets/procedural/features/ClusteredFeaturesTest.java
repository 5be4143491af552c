package io.reprise.datasets.procedural.features;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.datasets.procedural.Examples;
import io.reprise.datasets.procedural.Learner;
import io.reprise.datasets.procedural.features.FeatureForm.Kind;
import io.reprise.datasets.procedural.features.FeatureSet.Order;
import io.reprise.tensor.Seed;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ClusteredFeaturesTest {
  private static final FeatureForm SMALL = new FeatureForm(Kind.RECTIFIED, 64, 5, 1);

  /** A change of these values changes every result that rests on the data. */
  @Test
  void drawsTheSameBytesOnEveryPlatform() {
    assertEquals(
        "3461e6bfb40427c622b6c2434804c55efca76e0c228979347f0c2bdc39df5acb",
        ClusteredFeatures.generate(FeatureForm.GIST, 50, 20, new Seed(7)).checksum());
    assertEquals(
        "df217e6cbafbde74791a6a70832a649c5d16f7fc40c5d7ab200730a6b13ab419",
        ClusteredFeatures.generate(FeatureForm.CNN.withLabels(20, 3), 50, 20, new Seed(7))
            .checksum());
  }

  @Test
  void startsALongerSetWithTheVectorsOfAShorterOneAndDiffersBySeedAndPart() {
    ClusteredFeatures small = ClusteredFeatures.generate(SMALL, 10, 5, new Seed(1));
    ClusteredFeatures large = ClusteredFeatures.generate(SMALL, 30, 5, new Seed(1));
    assertArrayEquals(small.train().vector(9), large.train().vector(9));
    assertEquals(small.test().checksum(), large.test().checksum());
    assertNotEquals(
        Arrays.toString(small.train().vector(0)), Arrays.toString(small.test().vector(0)));
    assertNotEquals(
        small.checksum(), ClusteredFeatures.generate(SMALL, 10, 5, new Seed(2)).checksum());
  }

  @Test
  void looksLikeItsKind() {
    FeatureSet gist = ClusteredFeatures.generate(FeatureForm.GIST, 20, 1, new Seed(1)).train();
    FeatureSet cnn = ClusteredFeatures.generate(FeatureForm.CNN, 20, 1, new Seed(1)).train();
    int zeros = 0;
    for (int i = 0; i < 20; i++) {
      for (float x : gist.vector(i)) {
        assertTrue(x > 0 && x < 1, "bounded: " + x);
      }
      for (float x : cnn.vector(i)) {
        assertTrue(x >= 0, "rectified: " + x);
        zeros += x == 0 ? 1 : 0;
      }
    }
    assertEquals(0.7, zeros / (20 * 4_096.0), 0.1, "share of zeros");
  }

  @Test
  void givesUpToTheMostLabels() {
    FeatureForm form = SMALL.withLabels(8, 3);
    FeatureSet set = ClusteredFeatures.generate(form, 300, 1, new Seed(1)).train();
    int[] counts = new int[4];
    for (int i = 0; i < set.size(); i++) {
      counts[set.labels(i).length]++;
      assertTrue(set.hasLabel(i, set.label(i)));
    }
    assertEquals(0, counts[0]);
    for (int k = 1; k <= 3; k++) {
      assertEquals(100, counts[k], 30, k + " labels");
    }
    assertTrue(set.similar(0, 8), "both of class 0");
  }

  @Test
  void aStreamHoldsEveryVectorOnce() {
    FeatureSet set = ClusteredFeatures.generate(SMALL, 200, 1, new Seed(1)).train();
    for (Order order : Order.values()) {
      int[] stream = set.stream(order, new Seed(2));
      assertArrayEquals(
          IntStream.range(0, 200).toArray(), Arrays.stream(stream).sorted().toArray());
    }
  }

  @Test
  void classesArriveOneAfterTheOther() {
    FeatureSet set = ClusteredFeatures.generate(SMALL, 1_000, 1, new Seed(1)).train();
    int[] stream = set.stream(Order.CLASSES_ARRIVE, new Seed(2));
    int[] first = new int[5];
    Arrays.fill(first, -1);
    for (int t = 0; t < stream.length; t++) {
      int label = set.label(stream[t]);
      first[label] = first[label] < 0 ? t : first[label];
    }
    Arrays.sort(first);
    assertEquals(0, first[0]);
    for (int k = 1; k < 5; k++) {
      assertTrue(first[k] > first[k - 1] + 30, "arrivals " + Arrays.toString(first));
    }
  }

  @Test
  void aNetworkDoesBetterThanALinearModelAndNotPerfectly() {
    ClusteredFeatures data =
        ClusteredFeatures.generate(FeatureForm.GIST, 3_000, 1_000, new Seed(1));
    Examples train = examples(data.train()).training(512);
    Examples test = examples(data.test()).evaluation(512);
    try (Learner learner = new Learner()) {
      double linear = learner.accuracy(learner.linear(512, 10), train, test, 6, 3e-3);
      double network = learner.accuracy(learner.perceptron(512, 128, 10), train, test, 6, 2e-3);
      String found = "features: linear " + linear + ", network " + network;
      assertTrue(linear > 0.3 && linear < 0.55, found);
      assertTrue(network > linear + 0.2 && network < 0.9, found);
    }
  }

  /** What hashing rests on: the nearest vectors mostly are of the same class. */
  @Test
  void theNearestVectorMostlyIsOfTheSameClass() {
    ClusteredFeatures data = ClusteredFeatures.generate(FeatureForm.GIST, 2_000, 100, new Seed(1));
    int right = 0;
    for (int i = 0; i < 100; i++) {
      right += nearest(data.test().vector(i), data.train()) == data.test().label(i) ? 1 : 0;
    }
    assertTrue(right > 60 && right < 95, right + " of 100");
  }

  private static int nearest(float[] query, FeatureSet set) {
    double least = Double.POSITIVE_INFINITY;
    int label = -1;
    for (int j = 0; j < set.size(); j++) {
      float[] x = set.vector(j);
      double distance = 0;
      for (int d = 0; d < query.length; d++) {
        distance += (x[d] - query[d]) * (x[d] - query[d]);
      }
      if (distance < least) {
        least = distance;
        label = set.label(j);
      }
    }
    return label;
  }

  private static Examples.Collector examples(FeatureSet set) {
    Examples.Collector all = new Examples.Collector();
    for (int i = 0; i < set.size(); i++) {
      float[] x = set.vector(i);
      for (int d = 0; d < x.length; d++) {
        x[d] = (x[d] - 0.5f) / 0.15f;
      }
      all.add(x, set.label(i));
    }
    return all;
  }

  @Test
  void refusesWhatCannotBe() {
    assertEquals(
        "feature dimension 8: expected at least 16",
        assertThrows(IllegalArgumentException.class, () -> new FeatureForm(Kind.BOUNDED, 8, 10, 1))
            .getMessage());
    assertEquals(
        "features of 10 classes, up to 11 labels each: expected at least 2 classes, and from 1"
            + " label to one a class",
        assertThrows(IllegalArgumentException.class, () -> FeatureForm.GIST.withLabels(10, 11))
            .getMessage());
    assertEquals(
        "features: 0 vectors: expected at least 1",
        assertThrows(
                IllegalArgumentException.class,
                () -> ClusteredFeatures.generate(SMALL, 0, 1, new Seed(1)))
            .getMessage());
  }
}
