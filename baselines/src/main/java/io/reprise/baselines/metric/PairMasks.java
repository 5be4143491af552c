package io.reprise.baselines.metric;

import io.reprise.tensor.Engine;
import io.reprise.tensor.Shape;
import io.reprise.tensor.Tensor;

/**
 * Which pairs of a batch are of one class and which of two. Nothing is a pair with itself, and only
 * an anchor with pairs of both kinds counts.
 */
final class PairMasks {
  private final Tensor positive;
  private final Tensor negative;
  private final Tensor anchors;
  private final int count;

  /**
   * Reads the labels.
   *
   * @param similarities {@code [B, B]}
   * @param labels int64 {@code [B]}
   * @throws IllegalArgumentException if shapes do not fit, or there is no anchor that counts
   */
  PairMasks(Tensor similarities, Tensor labels) {
    Shape shape = similarities.shape();
    long[] own = labels.toLongs();
    int n = own.length;
    if (!shape.equals(Shape.of(n, n))) {
      throw new IllegalArgumentException(
          "similarities " + shape + " for " + n + " labels: expected [" + n + ", " + n + "]");
    }
    float[] same = new float[n * n];
    float[] different = new float[n * n];
    float[] counted = new float[n];
    int anchorsThatCount = 0;
    for (int i = 0; i < n; i++) {
      int positives = 0;
      int negatives = 0;
      for (int j = 0; j < n; j++) {
        if (own[i] != own[j]) {
          different[i * n + j] = 1;
          negatives++;
        } else if (i != j) {
          same[i * n + j] = 1;
          positives++;
        }
      }
      if (positives > 0 && negatives > 0) {
        counted[i] = 1;
        anchorsThatCount++;
      }
    }
    if (anchorsThatCount == 0) {
      throw new IllegalArgumentException(
          "a batch of "
              + n
              + " in which no anchor has a positive and a negative: expected several examples of"
              + " each of several classes (PK sampler needed)");
    }
    Engine engine = similarities.engine();
    positive = engine.tensor(same, shape).gt(0);
    negative = engine.tensor(different, shape).gt(0);
    anchors = engine.tensor(counted, Shape.of(n)).gt(0);
    count = anchorsThatCount;
  }

  /** {@code [B, B]}, boolean: of one class. */
  Tensor positive() {
    return positive;
  }

  /** {@code [B, B]}, boolean: of two classes. */
  Tensor negative() {
    return negative;
  }

  /** The values where a mask holds, {@code otherwise} elsewhere. */
  static Tensor only(Tensor mask, Tensor values, double otherwise) {
    Tensor rest = values.engine().full(otherwise, Shape.SCALAR).cast(values.dtype());
    return mask.where(values, rest);
  }

  /**
   * The mean over the anchors that count of {@code [B]} values, which may be infinite elsewhere.
   */
  Tensor mean(Tensor ofAnchors) {
    return only(anchors, ofAnchors, 0).sum().div(count);
  }
}
