package io.reprise.papers.sge;

import io.reprise.datasets.procedural.ObjectMasks;
import io.reprise.tensor.Shape;
import io.reprise.tensor.Tensor;

/**
 * By how much a module's factors are larger on an image's object than beside it: the mean over
 * pixels and groups inside less that outside, then the mean over images. A map's pixel belongs to
 * the object if any pixel of the image that it covers does.
 */
final class AttentionContrast {
  private double inside;
  private double outside;
  private int images;

  /**
   * Adds some images.
   *
   * @param attention {@code [N, groups, H, W]}
   * @param first the number of the first of them among the masks
   * @throws IllegalArgumentException if a mask covers all of its image or nothing of it
   */
  void add(Tensor attention, ObjectMasks masks, int first) {
    Shape s = attention.shape();
    int pixels = s.dim(2) * s.dim(3);
    float[] mean = attention.mean(1).toFloats();
    for (int i = 0; i < s.dim(0); i++) {
      boolean[] mask = masks.coarse(first + i, s.dim(2), s.dim(3));
      double sumInside = 0;
      double sumOutside = 0;
      int count = 0;
      for (int p = 0; p < pixels; p++) {
        float factor = mean[i * pixels + p];
        sumInside += mask[p] ? factor : 0;
        sumOutside += mask[p] ? 0 : factor;
        count += mask[p] ? 1 : 0;
      }
      if (count == 0 || count == pixels) {
        throw new IllegalArgumentException(
            "mask "
                + (first + i)
                + " covers "
                + count
                + " of "
                + pixels
                + " pixels: expected some inside and some outside");
      }
      inside += sumInside / count;
      outside += sumOutside / (pixels - count);
      images++;
    }
  }

  double inside() {
    return inside / images;
  }

  double outside() {
    return outside / images;
  }

  /** Inside less outside. */
  double contrast() {
    return inside() - outside();
  }
}
