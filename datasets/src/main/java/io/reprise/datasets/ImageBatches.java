package io.reprise.datasets;

import io.reprise.nn.Batch;
import io.reprise.nn.Batches;
import io.reprise.tensor.Seed;
import io.reprise.tensor.Shape;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Normalised batches {@code [N, C, H, W]} of an {@link ImageSet}, each made when it is asked for.
 * The last one holds what is left over.
 */
public final class ImageBatches implements Batches {
  private final ImageSet images;
  private final int batchSize;
  private final int examples;
  private final float[][] normalised;
  private final List<Augmentation> augmentations;
  private final Optional<Seed> seed;

  private ImageBatches(
      ImageClassification data,
      ImageSet images,
      int batchSize,
      int examples,
      List<Augmentation> augmentations,
      Optional<Seed> seed) {
    this.images = images;
    this.batchSize = batchSize;
    this.examples = examples;
    this.normalised = normalised(data);
    this.augmentations = List.copyOf(augmentations);
    this.seed = seed;
  }

  /**
   * The training images in a new order each epoch, augmented anew.
   *
   * <p>The order of epoch {@code e} comes from {@code seed.named("order").named("epoch e")}, the
   * augmentation's randomness from {@code seed.named("augmentation").named("epoch e")}. An image
   * that would be alone in the last batch is left out of that epoch, since batch normalisation
   * cannot train on a single value.
   *
   * @param augmentations applied to each image in this order
   * @throws IllegalArgumentException if {@code batchSize} is below 1, or no batch would be left
   */
  public static ImageBatches training(
      ImageClassification data, int batchSize, List<Augmentation> augmentations, Seed seed) {
    requirePositive(batchSize);
    int size = data.train().size();
    int examples = batchSize > 1 && size % batchSize == 1 ? size - 1 : size;
    if (examples == 0) {
      throw new IllegalArgumentException(
          "training batches of " + batchSize + " from 1 image: expected at least 2 images");
    }
    return new ImageBatches(
        data, data.train(), batchSize, examples, augmentations, Optional.of(seed));
  }

  /**
   * Every image of a set, in its order and as it is.
   *
   * @param data whose normalisation to use
   * @param set usually its test part
   * @throws IllegalArgumentException if {@code batchSize} is below 1, or the images of {@code set}
   *     have another shape than those of {@code data}
   */
  public static ImageBatches evaluation(ImageClassification data, ImageSet set, int batchSize) {
    requirePositive(batchSize);
    if (!set.image().equals(data.train().image())) {
      throw new IllegalArgumentException(
          "evaluation batches: images "
              + set.image()
              + ": expected "
              + data.train().image()
              + " as in "
              + data.name());
    }
    return new ImageBatches(data, set, batchSize, set.size(), List.of(), Optional.empty());
  }

  private static void requirePositive(int batchSize) {
    if (batchSize < 1) {
      throw new IllegalArgumentException("batch size " + batchSize + ": expected at least 1");
    }
  }

  /** What each of the 256 pixel values of each channel becomes. */
  private static float[][] normalised(ImageClassification data) {
    float[][] table = new float[data.mean().size()][256];
    for (int c = 0; c < table.length; c++) {
      for (int p = 0; p < 256; p++) {
        table[c][p] = (float) ((p / 255.0 - data.mean().get(c)) / data.standardDeviation().get(c));
      }
    }
    return table;
  }

  @Override
  public int size() {
    return (examples + batchSize - 1) / batchSize;
  }

  @Override
  public int examples() {
    return examples;
  }

  @Override
  public Iterable<Batch> epoch(int epoch) {
    return () -> new Epoch(epoch);
  }

  private final class Epoch implements Iterator<Batch> {
    private final Optional<int[]> order;
    private final Optional<UniformRandomProvider> random;
    private final byte[] image = new byte[Math.toIntExact(images.image().elements())];
    private int done;

    Epoch(int epoch) {
      String name = "epoch " + epoch;
      order = seed.map(s -> s.named("order").named(name).permutation(images.size()));
      random = seed.map(s -> s.named("augmentation").named(name).generator());
    }

    @Override
    public boolean hasNext() {
      return done < examples;
    }

    @Override
    public Batch next() {
      if (!hasNext()) {
        throw new NoSuchElementException("all " + size() + " batches of the epoch are taken");
      }
      int n = Math.min(batchSize, examples - done);
      float[] inputs = new float[Math.multiplyExact(n, image.length)];
      long[] labels = new long[n];
      for (int k = 0; k < n; k++, done++) {
        int i = order.isPresent() ? order.get()[done] : done;
        images.copyImage(i, image);
        random.ifPresent(this::augment);
        normalise(inputs, k * image.length);
        labels[k] = images.label(i);
      }
      Shape one = images.image();
      return new Batch(inputs, Shape.of(n, one.dim(0), one.dim(1), one.dim(2)), labels);
    }

    private void augment(UniformRandomProvider generator) {
      for (Augmentation a : augmentations) {
        a.apply(image, images.image(), generator);
      }
    }

    private void normalise(float[] inputs, int to) {
      int plane = image.length / normalised.length;
      for (int c = 0; c < normalised.length; c++) {
        float[] table = normalised[c];
        for (int i = c * plane; i < (c + 1) * plane; i++) {
          inputs[to + i] = table[image[i] & 0xff];
        }
      }
    }
  }
}
