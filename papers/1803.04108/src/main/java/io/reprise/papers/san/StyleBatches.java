package io.reprise.papers.san;

import io.reprise.datasets.Border;
import io.reprise.datasets.Normalisation;
import io.reprise.datasets.Picture;
import io.reprise.datasets.Warp;
import io.reprise.datasets.augmentation.RandomResizedCrop;
import io.reprise.datasets.landmarks.FaceSource;
import io.reprise.nn.Batch;
import io.reprise.nn.Batches;
import io.reprise.tensor.Seed;
import io.reprise.tensor.Shape;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;

/** Faces of several styles as examples of classes, the style being the class. */
final class StyleBatches implements Batches {
  /** The published code's margin of pictures that are judged: 256 pixels for 224. */
  private static final double MARGIN = 256.0 / 224;

  private final List<FaceSource> styles;
  private final int side;
  private final int batch;
  private final Seed seed;
  private final boolean training;

  private StyleBatches(List<FaceSource> styles, int side, int batch, Seed seed, boolean training) {
    this.styles = List.copyOf(styles);
    this.side = side;
    this.batch = batch;
    this.seed = seed;
    this.training = training;
  }

  /** In a new order each epoch, random windows of the pictures, half of them mirrored. */
  static StyleBatches training(List<FaceSource> styles, int side, int batch, Seed seed) {
    return new StyleBatches(styles, side, batch, seed, true);
  }

  /** In order, the middle of the pictures. */
  static StyleBatches judging(List<FaceSource> styles, int side, int batch) {
    return new StyleBatches(styles, side, batch, new Seed(0), false);
  }

  @Override
  public int examples() {
    return styles.stream().mapToInt(FaceSource::size).sum();
  }

  @Override
  public int size() {
    return (examples() + batch - 1) / batch;
  }

  @Override
  public Iterable<Batch> epoch(int epoch) {
    Seed own = seed.named("epoch " + epoch);
    int n = examples();
    int[] order = training ? own.named("order").permutation(n) : IntStream.range(0, n).toArray();
    IntFunction<Batch> made = step -> batch(own, order, step);
    return () -> IntStream.range(0, size()).mapToObj(made).iterator();
  }

  private Batch batch(Seed epoch, int[] order, int step) {
    int from = step * batch;
    int count = Math.min(batch, order.length - from);
    int each = 3 * side * side;
    float[] inputs = new float[count * each];
    long[] labels = new long[count];
    for (int i = 0; i < count; i++) {
      int number = order[from + i];
      int style = 0;
      while (number >= styles.get(style).size()) {
        number -= styles.get(style++).size();
      }
      Picture face = FaceBatches.read(styles.get(style), number).picture();
      UniformRandomProvider random = epoch.named("position " + (from + i)).generator();
      Normalisation.IMAGENET.write(shown(face, random), inputs, i * each);
      labels[i] = style;
    }
    return new Batch(inputs, Shape.of(count, 3, side, side), labels);
  }

  private Picture shown(Picture face, UniformRandomProvider random) {
    if (training) {
      Picture window = new RandomResizedCrop(side).apply(face, random);
      return random.nextBoolean() ? Warp.mirror(window.shape()).apply(window) : window;
    }
    int large = (int) Math.round(side * MARGIN);
    int margin = (large - side) / 2;
    return face.resized(large, large).crop(margin, margin, side, side, Border.BLACK);
  }
}
