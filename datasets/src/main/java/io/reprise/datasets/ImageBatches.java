package io.reprise.datasets;

import io.reprise.nn.Batch;
import io.reprise.nn.Batches;
import io.reprise.nn.DeviceBatch;
import io.reprise.nn.Training;
import io.reprise.tensor.Seed;
import io.reprise.tensor.Shape;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Normalised batches {@code [N, C, H, W]} of pictures. The last one holds what is left over.
 *
 * <p>They are made on background threads (see {@link Loading}), a few batches ahead of the one that
 * is asked for. An iterator may be given up at any time: it owns no thread, and the threads end
 * when they have had nothing to do for a second. What goes wrong while a batch is made is thrown to
 * the caller who asks for that batch, with the name of the picture.
 */
public final class ImageBatches implements Batches {
  private final PictureSource pictures;
  private final Preparation preparation;
  private final int batchSize;
  private final int examples;
  private final Optional<PictureOrder> order;
  private final Optional<Seed> seed;
  private final BackgroundLoader loader;

  private ImageBatches(
      PictureSource pictures,
      Preparation preparation,
      int batchSize,
      int examples,
      Optional<PictureOrder> order,
      Optional<Seed> seed,
      Loading loading) {
    this.pictures = pictures;
    this.preparation = preparation;
    this.batchSize = batchSize;
    this.examples = examples;
    this.order = order;
    this.seed = seed;
    this.loader = new BackgroundLoader(loading);
  }

  /**
   * The training pictures in a new order each epoch, augmented anew; see {@link
   * #training(PictureSource, Preparation, int, Seed)}.
   *
   * @param augmentations applied to each picture in this order; then it has the shape of an input
   * @throws IllegalArgumentException if {@code batchSize} is below 1, or no batch would be left
   */
  public static ImageBatches training(
      LabelledPictures data, int batchSize, List<Augmentation> augmentations, Seed seed) {
    return training(
        data.train(),
        new Preparation(data.image(), augmentations, data.normalisation()),
        batchSize,
        seed);
  }

  /**
   * Pictures in a new order each epoch, augmented anew.
   *
   * <p>The order of epoch {@code e} comes from {@code seed.named("order").named("epoch e")}, what
   * happens to the picture at position {@code p} of that order, counted from 0, from {@code
   * seed.named("augmentation").named("epoch e").named("position p")}. A picture that would be alone
   * in the last batch is left out of that epoch, since batch normalisation cannot train on a single
   * value.
   *
   * @throws IllegalArgumentException if {@code batchSize} is below 1, or no batch would be left
   */
  public static ImageBatches training(
      PictureSource pictures, Preparation preparation, int batchSize, Seed seed) {
    requirePositive(batchSize);
    int size = pictures.size();
    int examples = batchSize > 1 && size % batchSize == 1 ? size - 1 : size;
    if (examples == 0) {
      throw new IllegalArgumentException(
          "training batches of " + batchSize + " from 1 image: expected at least 2 images");
    }
    Seed orders = seed.named("order");
    return new ImageBatches(
        pictures,
        preparation,
        batchSize,
        examples,
        Optional.of(epoch -> orders.named("epoch " + epoch).permutation(size)),
        Optional.of(seed),
        Loading.DEFAULT);
  }

  /**
   * Pictures in an order of one's own, such as so many of so many people in each batch; augmented
   * anew each epoch.
   *
   * @param order of whole batches: its length is a multiple of {@code batchSize}, the same in every
   *     epoch
   * @param seed for augmentation, as in {@link #training(PictureSource, Preparation, int, Seed)}
   * @throws IllegalArgumentException if {@code batchSize} is below 1 or does not divide the order
   */
  public static ImageBatches ordered(
      PictureSource pictures,
      Preparation preparation,
      int batchSize,
      PictureOrder order,
      Seed seed) {
    requirePositive(batchSize);
    int examples = order.ofEpoch(0).length;
    if (examples == 0 || examples % batchSize != 0) {
      throw new IllegalArgumentException(
          "an order of "
              + examples
              + " pictures in batches of "
              + batchSize
              + ": expected whole batches, at least one");
    }
    return new ImageBatches(
        pictures,
        preparation,
        batchSize,
        examples,
        Optional.of(order),
        Optional.of(seed),
        Loading.DEFAULT);
  }

  /**
   * Every test picture in its order.
   *
   * @throws IllegalArgumentException if {@code batchSize} is below 1
   */
  public static ImageBatches evaluation(LabelledPictures data, int batchSize) {
    return evaluation(
        data.test(),
        new Preparation(data.image(), data.testing(), data.normalisation()),
        batchSize);
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
    Shape image = data.train().image();
    if (!set.image().equals(image)) {
      throw new IllegalArgumentException(
          "evaluation batches: images "
              + set.image()
              + ": expected "
              + image
              + " as in "
              + data.name());
    }
    return evaluation(set, new Preparation(image, List.of(), data.normalisation()), batchSize);
  }

  /**
   * Every picture in its order, the same in every epoch.
   *
   * @param preparation with augmentations that draw no random numbers; another is refused when the
   *     first batch is asked for
   * @throws IllegalArgumentException if {@code batchSize} is below 1
   */
  public static ImageBatches evaluation(
      PictureSource pictures, Preparation preparation, int batchSize) {
    requirePositive(batchSize);
    return new ImageBatches(
        pictures,
        preparation,
        batchSize,
        pictures.size(),
        Optional.empty(),
        Optional.empty(),
        Loading.DEFAULT);
  }

  private static void requirePositive(int batchSize) {
    if (batchSize < 1) {
      throw new IllegalArgumentException("batch size " + batchSize + ": expected at least 1");
    }
  }

  /** The same batches, made in another way. */
  public ImageBatches loading(Loading how) {
    return new ImageBatches(pictures, preparation, batchSize, examples, order, seed, how);
  }

  /**
   * The same batches, put together on the device from images that are uploaded once a training; to
   * the bit, and without a thread that loads.
   *
   * @param mostBytes of the device's memory that may be taken for it
   * @return empty where pictures are not in memory, are changed by more than mirroring and one crop
   *     out of a black margin, are not shuffled, or take more memory
   */
  public Optional<Training.Source<DeviceBatch>> resident(long mostBytes) {
    return order.isEmpty() || seed.isEmpty()
        ? Optional.empty()
        : ResidentBatches.of(
            pictures, preparation, batchSize, examples, order.get(), seed.get(), mostBytes);
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
    return () -> iterator(epoch);
  }

  private Iterator<Batch> iterator(int epoch) {
    String name = "epoch " + epoch;
    Optional<int[]> numbers = order.map(o -> o.ofEpoch(epoch));
    IntFunction<UniformRandomProvider> random =
        seed.map(s -> s.named("augmentation").named(name))
            .<IntFunction<UniformRandomProvider>>map(
                s -> position -> s.named("position " + position).generator())
            .orElse(position -> ImageBatches::refuseRandomness);
    return loader.load(
        size(),
        b -> {
          int n = Math.min(batchSize, examples - b * batchSize);
          return new Unfinished(n, b * batchSize, numbers, random);
        });
  }

  private static long refuseRandomness() {
    throw new IllegalArgumentException(
        "an augmentation of evaluation batches draws random numbers: expected none that does");
  }

  /** A batch whose pictures are put into place one by one. */
  private final class Unfinished implements BackgroundLoader.Unfinished {
    private final int from;
    private final Optional<int[]> order;
    private final IntFunction<UniformRandomProvider> random;
    private final float[] inputs;
    private final long[] labels;
    private final int stride = Math.toIntExact(preparation.image().elements());

    Unfinished(int n, int from, Optional<int[]> order, IntFunction<UniformRandomProvider> random) {
      this.from = from;
      this.order = order;
      this.random = random;
      this.inputs = new float[Math.multiplyExact(n, stride)];
      this.labels = new long[n];
    }

    @Override
    public int size() {
      return labels.length;
    }

    @Override
    public void make(int k) {
      int position = from + k;
      int i = order.isPresent() ? order.get()[position] : position;
      try {
        Picture picture = preparation.augment(pictures.picture(i), random.apply(position));
        preparation.normalisation().write(picture, inputs, k * stride);
      } catch (IOException e) {
        throw new UncheckedIOException(e.getMessage(), e);
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(pictures.nameOf(i) + ": " + e.getMessage(), e);
      }
      labels[k] = pictures.label(i);
    }

    @Override
    public Batch finished() {
      Shape one = preparation.image();
      return new Batch(inputs, Shape.of(labels.length, one.dim(0), one.dim(1), one.dim(2)), labels);
    }
  }
}
