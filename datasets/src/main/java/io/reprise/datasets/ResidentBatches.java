package io.reprise.datasets;

import io.reprise.datasets.augmentation.HorizontalFlip;
import io.reprise.datasets.augmentation.RandomCrop;
import io.reprise.nn.DeviceBatch;
import io.reprise.nn.Training;
import io.reprise.tensor.Engine;
import io.reprise.tensor.Scope;
import io.reprise.tensor.Seed;
import io.reprise.tensor.Shape;
import io.reprise.tensor.Tensor;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * The batches of {@link ImageBatches} from images that lie in the device's memory: they are
 * uploaded once a training, normalised and with their padding, and each batch is put together there
 * by its images' numbers, rows and columns. Values and random numbers are the same to the bit, and
 * the tensors lie in memory as those of uploaded batches do, so that a training is too.
 */
final class ResidentBatches implements Training.Source<DeviceBatch> {
  private static final int IMAGES_A_PART = 1000;

  private final ImageSet images;
  private final Preparation preparation;
  private final int batchSize;
  private final int examples;
  private final PictureOrder order;
  private final Seed augmentation;
  private final int padding;
  private final int height;
  private final int width;
  private Tensor stored;

  private ResidentBatches(
      ImageSet images,
      Preparation preparation,
      int padding,
      int batchSize,
      int examples,
      PictureOrder order,
      Seed seed) {
    this.images = images;
    this.preparation = preparation;
    this.padding = padding;
    this.batchSize = batchSize;
    this.examples = examples;
    this.order = order;
    this.augmentation = seed.named("augmentation");
    this.height = images.image().dim(1);
    this.width = images.image().dim(2);
  }

  /**
   * Those batches, if they can be made like this: of images in memory that are cut out of a black
   * margin once at most, and mirrored.
   *
   * @param mostBytes that the images may take on the device
   */
  static Optional<Training.Source<DeviceBatch>> of(
      PictureSource pictures,
      Preparation preparation,
      int batchSize,
      int examples,
      PictureOrder order,
      Seed seed,
      long mostBytes) {
    if (!(pictures instanceof ImageSet images)
        || !images.image().equals(preparation.image())
        || !movesWholePixels(preparation.augmentations())) {
      return Optional.empty();
    }
    ResidentBatches batches =
        new ResidentBatches(
            images,
            preparation,
            padding(preparation.augmentations()),
            batchSize,
            examples,
            order,
            seed);
    return batches.bytes() <= mostBytes ? Optional.of(batches) : Optional.empty();
  }

  /** A second crop would see the margin that the first one has drawn. */
  private static boolean movesWholePixels(List<Augmentation> augmentations) {
    return augmentations.stream()
            .allMatch(
                a ->
                    a instanceof HorizontalFlip
                        || (a instanceof RandomCrop crop && crop.border() == Border.BLACK))
        && augmentations.stream().filter(RandomCrop.class::isInstance).count() <= 1;
  }

  private static int padding(List<Augmentation> augmentations) {
    return augmentations.stream()
        .filter(RandomCrop.class::isInstance)
        .mapToInt(a -> ((RandomCrop) a).padding())
        .sum();
  }

  /** While parts are put together, all images are there twice. */
  private long bytes() {
    return 2L * Float.BYTES * images.size() * stride();
  }

  /** Values of an image with its margin. */
  private int stride() {
    return Math.multiplyExact(
        images.image().dim(0), Math.multiplyExact(height + 2 * padding, width + 2 * padding));
  }

  @Override
  public int size() {
    return (examples + batchSize - 1) / batchSize;
  }

  /** Uploads the images; what was uploaded for another training is not used again. */
  @Override
  public void begin(Engine engine) {
    try (Scope upload = engine.scope()) {
      List<Tensor> parts = new ArrayList<>();
      for (int from = 0; from < images.size(); from += IMAGES_A_PART) {
        int n = Math.min(IMAGES_A_PART, images.size() - from);
        parts.add(engine.tensor(padded(from, n), Shape.of(n, stride())));
      }
      Tensor[] others = parts.subList(1, parts.size()).toArray(new Tensor[0]);
      stored = upload.keep(parts.get(0).concat(0, others));
    }
  }

  /**
   * Normalised images with their margins, each pixel's channels together: seen as {@code [N, C, H,
   * W]} this is the order in which engines keep images.
   */
  private float[] padded(int from, int n) {
    int channels = images.image().dim(0);
    int plane = height * width;
    int across = width + 2 * padding;
    float[] values = new float[Math.multiplyExact(n, stride())];
    float[] one = new float[channels * plane];
    float[] margin = new float[channels];
    preparation
        .normalisation()
        .write(new Picture(Shape.of(channels, 1, 1), new byte[channels]), margin, 0);
    for (int i = 0; i < values.length; i++) {
      values[i] = margin[i % channels];
    }
    for (int k = 0; k < n; k++) {
      preparation.normalisation().write(images.picture(from + k), one, 0);
      for (int p = 0; p < plane; p++) {
        int place = (p / width + padding) * across + p % width + padding;
        for (int c = 0; c < channels; c++) {
          values[k * stride() + place * channels + c] = one[c * plane + p];
        }
      }
    }
    return values;
  }

  @Override
  public Iterable<DeviceBatch> epoch(int epoch) {
    return () -> {
      int[] numbers = order.ofEpoch(epoch);
      Seed seed = augmentation.named("epoch " + epoch);
      IntFunction<DeviceBatch> batch = b -> new Chosen(numbers, b * batchSize, seed);
      Iterator<DeviceBatch> batches = IntStream.range(0, size()).mapToObj(batch).iterator();
      return batches;
    };
  }

  private final class Chosen implements DeviceBatch {
    private final long[] numbers;
    private final long[] rows;
    private final long[] columns;
    private final long[] labels;

    Chosen(int[] order, int from, Seed seed) {
      int n = Math.min(batchSize, examples - from);
      numbers = new long[n];
      labels = new long[n];
      rows = new long[n * height];
      columns = new long[n * width];
      for (int k = 0; k < n; k++) {
        numbers[k] = order[from + k];
        labels[k] = images.label(order[from + k]);
        place(k, drawn(seed.named("position " + (from + k)).generator()));
      }
    }

    private Affine drawn(UniformRandomProvider random) {
      Affine map = Affine.IDENTITY;
      for (Augmentation a : preparation.augmentations()) {
        map = map.then(((GeometricAugmentation) a).draw(images.image(), random).map());
      }
      return map;
    }

    /** Where the rows and columns of an image come from, counted from the margin's edge. */
    private void place(int k, Affine map) {
      for (int y = 0; y < height; y++) {
        rows[k * height + y] = Math.round((y - map.dy()) * map.yy()) + padding;
      }
      for (int x = 0; x < width; x++) {
        columns[k * width + x] = Math.round((x - map.dx()) * map.xx()) + padding;
      }
    }

    @Override
    public Tensor inputs() {
      Engine engine = stored.engine();
      int n = numbers.length;
      int channels = images.image().dim(0);
      int across = width + 2 * padding;
      Tensor chosen =
          stored
              .indexSelect(0, engine.tensor(numbers, Shape.of(n)))
              .reshape(n, height + 2 * padding, across, channels);
      Tensor fromRows =
          engine.tensor(rows, Shape.of(n, height, 1, 1)).broadcastTo(n, height, across, channels);
      Tensor fromColumns =
          engine.tensor(columns, Shape.of(n, 1, width, 1)).broadcastTo(n, height, width, channels);
      return chosen.gather(1, fromRows).gather(2, fromColumns).permute(0, 3, 1, 2);
    }

    @Override
    public Tensor labels() {
      return stored.engine().tensor(labels, Shape.of(labels.length));
    }
  }
}
