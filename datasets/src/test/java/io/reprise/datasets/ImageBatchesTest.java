package io.reprise.datasets;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.reprise.datasets.Dataset.Origin;
import io.reprise.datasets.augmentation.HorizontalFlip;
import io.reprise.datasets.augmentation.RandomCrop;
import io.reprise.nn.Batch;
import io.reprise.nn.Batches;
import io.reprise.tensor.Seed;
import io.reprise.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ImageBatchesTest {
  private static final List<Augmentation> AUGMENTATIONS =
      List.of(new RandomCrop(1), new HorizontalFlip());

  /** {@code n} images whose label is their index and whose every pixel is distinct. */
  private static ImageClassification data(int n) {
    Shape image = Shape.of(2, 2, 2);
    byte[] pixels = new byte[8 * n];
    int[] labels = new int[n];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) (255 - i);
      labels[i / 8] = i / 8;
    }
    ImageSet set = new ImageSet(image, 256, pixels, labels);
    return new ImageClassification(
        "Numbers", Origin.PROCEDURAL, set, set, List.of(0.5, 0.2), List.of(0.25, 0.1));
  }

  private static List<Long> labels(Batches batches, int epoch) {
    List<Long> labels = new ArrayList<>();
    batches.epoch(epoch).forEach(b -> Arrays.stream(b.labels()).forEach(labels::add));
    return labels;
  }

  private static List<Integer> sizes(Batches batches) {
    List<Integer> sizes = new ArrayList<>();
    batches.epoch(0).forEach(b -> sizes.add(b.labels().length));
    return sizes;
  }

  private static float[] inputs(Batches batches, int epoch) {
    return batches.epoch(epoch).iterator().next().inputs();
  }

  @Test
  void normalisesEachChannel() {
    ImageClassification data = data(2);
    Batch batch = ImageBatches.evaluation(data, data.test(), 2).epoch(0).iterator().next();
    assertEquals(Shape.of(2, 2, 2, 2), batch.shape());
    assertArrayEquals(new long[] {0, 1}, batch.labels());
    for (int i = 0; i < 16; i++) {
      double x = (255 - i) / 255.0;
      double expected = i / 4 % 2 == 0 ? (x - 0.5) / 0.25 : (x - 0.2) / 0.1;
      assertEquals(expected, batch.inputs()[i], 1e-6, "input " + i);
    }
    assertEquals(2f, batch.inputs()[0], "white in the first channel: (1 - 0.5) / 0.25");
  }

  @Test
  void evaluatesEveryImageInOrderInEveryEpoch() {
    ImageClassification data = data(9);
    Batches batches = ImageBatches.evaluation(data, data.test(), 4);
    assertEquals(List.of(4, 4, 1), sizes(batches));
    assertEquals(3, batches.size());
    assertEquals(9, batches.examples());
    List<Long> order = IntStream.range(0, 9).mapToObj(i -> (long) i).toList();
    assertEquals(order, labels(batches, 0));
    assertEquals(order, labels(batches, 5));
  }

  @Test
  void keepsAPartialTrainingBatchUnlessItIsASingleImage() {
    Batches ten = ImageBatches.training(data(10), 4, List.of(), new Seed(1));
    assertEquals(List.of(4, 4, 2), sizes(ten));
    assertEquals(3, ten.size());
    assertEquals(10, ten.examples());
    Batches nine = ImageBatches.training(data(9), 4, List.of(), new Seed(1));
    assertEquals(List.of(4, 4), sizes(nine));
    assertEquals(2, nine.size());
    assertEquals(8, nine.examples());
    assertEquals(
        List.of(1, 1, 1), sizes(ImageBatches.training(data(3), 1, List.of(), new Seed(1))));
    assertThrows(
        IllegalArgumentException.class,
        () -> ImageBatches.training(data(1), 4, List.of(), new Seed(1)));
  }

  @Test
  void trainsOnEveryImageOnceInTheOrderOfTheEpochsStream() {
    Seed seed = new Seed(3);
    Batches batches = ImageBatches.training(data(12), 4, AUGMENTATIONS, seed);
    int[] expected = seed.named("order").named("epoch 2").permutation(12);
    assertEquals(Arrays.stream(expected).mapToObj(i -> (long) i).toList(), labels(batches, 2));
    assertEquals(12, labels(batches, 0).stream().distinct().count());
    assertFalse(labels(batches, 0).equals(labels(batches, 1)), "another order each epoch");
  }

  @Test
  void augmentsEachPositionByItsOwnStreamBeforeItNormalises() {
    Seed seed = new Seed(3);
    Augmentation first =
        (picture, random) -> {
          byte[] pixels = picture.pixels();
          pixels[0] = (byte) random.nextInt(256);
          return new Picture(picture.shape(), pixels);
        };
    ImageClassification data = data(4);
    Seed epoch = seed.named("augmentation").named("epoch 2");
    float[] inputs = inputs(ImageBatches.training(data, 4, List.of(first), seed), 2);
    for (int position = 0; position < 4; position++) {
      int drawn = epoch.named("position " + position).generator().nextInt(256);
      assertEquals((drawn / 255.0 - 0.5) / 0.25, inputs[8 * position], 1e-6);
    }
    assertEquals(255, data.train().pixel(0, 0), "the data set itself stays as it is");
  }

  @Test
  void givesTheSameBatchesForTheSameEpochOnly() {
    Batches batches = ImageBatches.training(data(8), 8, AUGMENTATIONS, new Seed(1));
    Batches again = ImageBatches.training(data(8), 8, AUGMENTATIONS, new Seed(1));
    Batches other = ImageBatches.training(data(8), 8, AUGMENTATIONS, new Seed(2));
    float[] epoch = inputs(batches, 1);
    assertArrayEquals(epoch, inputs(batches, 1));
    assertArrayEquals(epoch, inputs(again, 1));
    assertFalse(Arrays.equals(epoch, inputs(batches, 0)));
    assertFalse(Arrays.equals(epoch, inputs(other, 1)));
  }

  @Test
  void makesBatchesThatDoNotShareMemory() {
    ImageClassification data = data(4);
    Iterator<Batch> batches = ImageBatches.evaluation(data, data.test(), 2).epoch(0).iterator();
    float[] first = batches.next().inputs();
    float[] copy = first.clone();
    batches.next();
    assertArrayEquals(copy, first);
    assertThrows(NoSuchElementException.class, batches::next);
  }

  @Test
  void refusesABatchSizeBelowOneAndImagesOfAnotherShape() {
    assertEquals(
        "batch size 0: expected at least 1",
        assertThrows(
                IllegalArgumentException.class,
                () -> ImageBatches.training(data(4), 0, List.of(), new Seed(1)))
            .getMessage());
    ImageSet dots = new ImageSet(Shape.of(1, 1, 1), 2, new byte[2], new int[2]);
    assertEquals(
        "evaluation batches: images [1, 1, 1]: expected [2, 2, 2] as in Numbers",
        assertThrows(
                IllegalArgumentException.class, () -> ImageBatches.evaluation(data(4), dots, 2))
            .getMessage());
  }
}
