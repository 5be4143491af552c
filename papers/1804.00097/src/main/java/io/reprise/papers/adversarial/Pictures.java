package io.reprise.papers.adversarial;

import io.reprise.baselines.adversarial.PixelBatch;
import io.reprise.datasets.ImageBatches;
import io.reprise.datasets.LabelledPictures;
import io.reprise.datasets.Normalisation;
import io.reprise.datasets.PictureSource;
import io.reprise.datasets.Preparation;
import io.reprise.tensor.Engine;
import io.reprise.tensor.Scope;
import io.reprise.tensor.Seed;
import java.util.ArrayList;
import java.util.List;

/** Pictures of a data set as 8-bit images of the size that networks take. */
record Pictures(Engine engine, LabelledPictures data, Normalisation shares) {
  private static final int READ_AT_ONCE = 100;

  /** Images with their classes. */
  static final class Batch {
    private final PixelBatch images;
    private final long[] labels;

    Batch(PixelBatch images, long[] labels) {
      this.images = images;
      this.labels = labels.clone();
    }

    PixelBatch images() {
      return images;
    }

    long[] labels() {
      return labels.clone();
    }
  }

  /**
   * So many test pictures, drawn at random.
   *
   * @throws IllegalArgumentException if there are not so many
   */
  Batch test(int n, Seed seed) {
    return drawn(data.test(), n, seed);
  }

  /**
   * So many pictures of a source, drawn at random; they are cut as test pictures are.
   *
   * @throws IllegalArgumentException if there are not so many
   */
  Batch drawn(PictureSource source, int n, Seed seed) {
    if (n < 1 || n > source.size()) {
      throw new IllegalArgumentException(
          n + " pictures of " + data.name() + ": expected from 1 to " + source.size());
    }
    PictureSource some = source.chosen(seed.permutation(source.size()), 0, n);
    List<PixelBatch> parts = new ArrayList<>();
    long[] labels = new long[n];
    for (io.reprise.nn.Batch batch :
        ImageBatches.evaluation(
                some, new Preparation(data.image(), data.testing(), shares), READ_AT_ONCE)
            .epoch(0)) {
      System.arraycopy(
          batch.labels(), 0, labels, parts.size() * READ_AT_ONCE, batch.labels().length);
      try (Scope scope = engine.inference()) {
        parts.add(
            PixelBatch.rounded(engine.tensor(batch.inputs(), batch.shape()).mul(PixelBatch.WHITE)));
      }
    }
    return new Batch(PixelBatch.joined(parts), labels);
  }
}
