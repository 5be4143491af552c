package io.reprise.baselines.adversarial;

import io.reprise.tensor.Engine;
import io.reprise.tensor.Scope;
import io.reprise.tensor.Seed;
import io.reprise.tensor.SpatialOp;
import io.reprise.tensor.Tensor;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Randomisation of the input (arXiv 1711.01991; the authors' {@code defense.py}), second of the
 * defences: each pass resizes the batch to a random size, by the nearest pixel, and pads it with
 * zeros to the full size at a random place; the softmax outputs of all passes are added up. Nothing
 * is trained.
 *
 * @param classifier that takes images of any size
 * @param size what is drawn
 * @param passes at least 1
 * @param flips whether a pass turns the batch left to right with probability 1/2, relative to the
 *     pass before it
 */
public record InputRandomization(ImageClassifier classifier, Size size, int passes, boolean flips)
    implements Defence {
  /** How many passes the competition's entry made. */
  public static final int PUBLISHED_PASSES = 30;

  /**
   * Sides in pixels.
   *
   * @param smallest an image is resized to
   * @param full what it is padded to, more than {@code smallest}; it is resized to less
   */
  public record Size(int smallest, int full) {
    /** For images of 299 pixels. */
    public static final Size PUBLISHED = new Size(310, 331);

    /** Checks the order. */
    public Size {
      if (smallest < 1 || full <= smallest) {
        throw new IllegalArgumentException(
            "sides from " + smallest + " to below " + full + ": expected at least 1, rising");
      }
    }
  }

  /** Checks the number of passes. */
  public InputRandomization {
    if (passes < 1) {
      throw new IllegalArgumentException("randomisation of " + passes + " passes: expected >= 1");
    }
  }

  @Override
  public long[] classes(Engine engine, PixelBatch images, Seed seed) {
    UniformRandomProvider random = seed.named("randomisation").generator();
    try (Scope scope = engine.inference()) {
      Tensor x = images.shares(engine);
      Tensor sum = null;
      for (int pass = 0; pass < passes; pass++) {
        // The authors' code turns the image that the pass before left.
        x = flips && random.nextBoolean() ? x.flip(3) : x;
        Tensor softmax = classifier.logits(padded(x, random)).softmax(1);
        sum = sum == null ? softmax : sum.add(softmax);
      }
      return sum.argMax(1).toLongs();
    }
  }

  /** Images of the full size that a random pass puts out. */
  private Tensor padded(Tensor x, UniformRandomProvider random) {
    int side = size.smallest + random.nextInt(size.full - size.smallest);
    int top = random.nextInt(size.full - side);
    int left = random.nextInt(size.full - side);
    return x.interpolate(
            new SpatialOp.Interpolate(side, side, SpatialOp.Interpolation.NEAREST, false))
        .pad(2, top, size.full - side - top, 0)
        .pad(3, left, size.full - side - left, 0);
  }
}
