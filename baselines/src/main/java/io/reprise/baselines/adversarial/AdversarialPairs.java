package io.reprise.baselines.adversarial;

import io.reprise.nn.Batch;
import io.reprise.nn.Batches;
import io.reprise.tensor.Seed;
import io.reprise.tensor.Shape;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * What denoisers learn from: in each epoch every image once, in one of its adversarial versions
 * that is drawn anew, before the clean image along the channels: {@code [N, 2 C, H, W]} in [0, 1].
 */
public final class AdversarialPairs implements Batches {
  private final PixelBatch clean;
  private final List<PixelBatch> versions;
  private final int batchSize;
  private final Seed seed;

  /**
   * Of images that are all in memory.
   *
   * @param versions of all images, the clean ones if they are to be among them; at least one
   * @param seed of the order and the choice of versions
   * @throws IllegalArgumentException if there is no version or one has another shape, or batches
   *     would be of fewer than 2 images
   */
  public AdversarialPairs(PixelBatch clean, List<PixelBatch> versions, int batchSize, Seed seed) {
    if (versions.isEmpty()) {
      throw new IllegalArgumentException("pairs of 0 versions: expected at least 1");
    }
    for (PixelBatch version : versions) {
      if (!version.shape().equals(clean.shape())) {
        throw new IllegalArgumentException(
            "adversarial " + version + ": expected the shape of the clean ones, " + clean);
      }
    }
    if (batchSize < 2 || clean.size() < batchSize) {
      throw new IllegalArgumentException(
          "pairs in batches of "
              + batchSize
              + ": expected from 2 to "
              + clean.size()
              + ", the number of images");
    }
    this.clean = clean;
    this.versions = List.copyOf(versions);
    this.batchSize = batchSize;
    this.seed = seed;
  }

  /** Images that do not fill a batch are left out, others in each epoch. */
  @Override
  public int size() {
    return clean.size() / batchSize;
  }

  @Override
  public int examples() {
    return size() * batchSize;
  }

  @Override
  public Iterable<Batch> epoch(int epoch) {
    Seed own = seed.named("epoch " + epoch);
    return () -> iterator(own);
  }

  private Iterator<Batch> iterator(Seed epoch) {
    int[] order = epoch.named("order").permutation(clean.size());
    UniformRandomProvider random = epoch.named("versions").generator();
    int[] version =
        IntStream.range(0, clean.size()).map(i -> random.nextInt(versions.size())).toArray();
    return IntStream.range(0, size())
        .mapToObj(b -> batch(order, version, b * batchSize))
        .iterator();
  }

  private Batch batch(int[] order, int[] version, int from) {
    Shape shape = clean.shape();
    int each = Math.toIntExact(shape.elements() / shape.dim(0));
    float[] inputs = new float[2 * each * batchSize];
    for (int k = 0; k < batchSize; k++) {
      int image = order[from + k];
      PixelBatch adversarial = versions.get(version[image]);
      for (int i = 0; i < each; i++) {
        inputs[2 * k * each + i] = share(adversarial.at(image * each + i));
        inputs[(2 * k + 1) * each + i] = share(clean.at(image * each + i));
      }
    }
    Shape pairs = shape.with(0, batchSize).with(1, 2 * shape.dim(1));
    return new Batch(inputs, pairs, new long[batchSize]);
  }

  private static float share(int level) {
    return (float) level / PixelBatch.WHITE;
  }
}
