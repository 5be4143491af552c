package io.reprise.datasets.openset;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.datasets.Dataset;
import io.reprise.datasets.EndlessShuffle;
import io.reprise.datasets.ImageBatches;
import io.reprise.datasets.ImageSet;
import io.reprise.nn.Batch;
import io.reprise.tensor.Seed;
import io.reprise.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SamplersTest {
  /** Seven classes of five examples, and one of two. */
  private static List<Integer> labels() {
    List<Integer> labels = new ArrayList<>();
    for (int i = 0; i < 35; i++) {
      labels.add(i % 7);
    }
    labels.add(9);
    labels.add(9);
    return labels;
  }

  @Test
  void everyBatchHasKExamplesOfEachOfPClasses() {
    List<Integer> labels = labels();
    int[] order = new PkSampler(labels, 3, 4, 20, new Seed(1)).ofEpoch(2);
    assertEquals(20 * 12, order.length);
    Map<Integer, Integer> turns = new HashMap<>();
    for (int b = 0; b < 20; b++) {
      Map<Integer, List<Integer>> byClass = new HashMap<>();
      for (int i = 12 * b; i < 12 * (b + 1); i++) {
        byClass.computeIfAbsent(labels.get(order[i]), c -> new ArrayList<>()).add(order[i]);
      }
      assertEquals(3, byClass.size());
      byClass.forEach(
          (label, examples) -> {
            turns.merge(label, 1, Integer::sum);
            assertEquals(4, examples.size());
            // A class of two shows each of them before any comes again.
            assertEquals(label == 9 ? 2 : 4, new HashSet<>(examples).size());
          });
    }
    // 60 turns of 8 classes.
    assertTrue(turns.values().stream().allMatch(n -> n == 7 || n == 8), turns.toString());
  }

  @Test
  void theSameSeedAndEpochGiveTheSameOrder() {
    PkSampler sampler = new PkSampler(labels(), 4, 2, 5, new Seed(1));
    PkSampler again = new PkSampler(labels(), 4, 2, 5, new Seed(1));
    assertArrayEquals(sampler.ofEpoch(3), again.ofEpoch(3));
    assertFalse(Arrays.equals(sampler.ofEpoch(3), sampler.ofEpoch(4)));
    PkSampler other = new PkSampler(labels(), 4, 2, 5, new Seed(2));
    assertFalse(Arrays.equals(sampler.ofEpoch(3), other.ofEpoch(3)));
  }

  @Test
  void samplersRefuseWhatTheyCannotGive() {
    assertRefused("P 9 of 8 classes", () -> new PkSampler(labels(), 9, 2, 1, new Seed(1)));
    assertRefused("K 1", () -> new PkSampler(labels(), 2, 1, 1, new Seed(1)));
    assertRefused("P 1", () -> new PkSampler(labels(), 1, 2, 1, new Seed(1)));
    assertRefused("batches 0", () -> new PkSampler(labels(), 2, 2, 0, new Seed(1)));
    assertRefused("from 0 pictures", () -> new EndlessShuffle(0, 2, 2, new Seed(1)));
  }

  private static void assertRefused(String words, Runnable code) {
    String message = assertThrows(IllegalArgumentException.class, code::run).getMessage();
    assertTrue(message.contains(words), message);
  }

  @Test
  void endlessShufflesGoOnOverEpochs() {
    EndlessShuffle shuffle = new EndlessShuffle(10, 4, 2, new Seed(1));
    List<Integer> all = new ArrayList<>();
    for (int epoch = 0; epoch < 5; epoch++) {
      Arrays.stream(shuffle.ofEpoch(epoch)).forEach(all::add);
    }
    assertEquals(40, all.size());
    for (int s = 0; s < 4; s++) {
      assertEquals(10, Set.copyOf(all.subList(10 * s, 10 * (s + 1))).size(), "shuffle " + s);
    }
    assertFalse(all.subList(0, 10).equals(all.subList(10, 20)));
  }

  private static OpenSet set() {
    byte[] pixels = new byte[8];
    for (int i = 0; i < 8; i++) {
      pixels[i] = (byte) (30 * i);
    }
    Shape one = Shape.of(1, 1, 1);
    ImageSet train = new ImageSet(one, 4, pixels, new int[] {0, 1, 2, 3, 0, 1, 2, 3});
    ImageSet test = new ImageSet(one, 2, new byte[] {1, 2, 3}, new int[] {0, 0, 1});
    return OpenSet.of("Points", Dataset.Origin.PROCEDURAL, train, test);
  }

  @Test
  void batchesComeInTheGivenOrder() {
    OpenSet set = set();
    ImageBatches batches =
        set.trainBatches(2, epoch -> new int[] {3, 3, epoch, 7}, List.of(), new Seed(1));
    assertEquals(2, batches.size());
    assertEquals(4, batches.examples());
    List<Long> labels = new ArrayList<>();
    for (Batch batch : batches.epoch(1)) {
      Arrays.stream(batch.labels()).forEach(labels::add);
    }
    assertEquals(List.of(3L, 3L, 1L, 3L), labels);
    assertRefused(
        "an order of 3 pictures in batches of 2",
        () -> set.trainBatches(2, epoch -> new int[] {0, 1, 2}, List.of(), new Seed(1)));
  }

  @Test
  void anOpenSetKeepsItsTestLabelsApart() {
    OpenSet set = set();
    assertEquals(4, set.classes());
    assertEquals(List.of(0, 0, 1), set.testLabels());
    assertEquals(8, set.trainLabels().size());
    int tested = 0;
    for (Batch batch : set.testBatches(2).epoch(0)) {
      tested += batch.labels().length;
    }
    assertEquals(3, tested);
    ImageSet wide = new ImageSet(Shape.of(1, 1, 2), 1, new byte[2], new int[] {0});
    assertRefused(
        "expected the same shape",
        () -> OpenSet.of("Points", Dataset.Origin.PROCEDURAL, (ImageSet) set.train(), wide));
    ImageSet single = new ImageSet(Shape.of(1, 1, 1), 1, new byte[] {1, 9}, new int[2]);
    assertRefused(
        "1 classes to learn from",
        () -> OpenSet.of("Points", Dataset.Origin.PROCEDURAL, single, single));
  }
}
