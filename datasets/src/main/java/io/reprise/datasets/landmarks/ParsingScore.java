package io.reprise.datasets.landmarks;

import io.reprise.datasets.Picture;
import java.util.EnumSet;
import java.util.Set;

/**
 * F1 scores of predicted face parts, from pixel counts pooled over all pictures that were added:
 * twice the pixels that prediction and annotation share, divided by the pixels of both (arXiv
 * 1806.02479). Not safe for use by several threads at once.
 */
public final class ParsingScore {
  private static final int CLASSES = FacePart.values().length;
  private static final Set<FacePart> PARTS = EnumSet.complementOf(EnumSet.of(FacePart.BACKGROUND));

  private final long[][] pixels = new long[CLASSES][CLASSES];

  /**
   * Counts one picture.
   *
   * @param predicted {@code [1, H, W]}, the label of the {@link FacePart} at each pixel
   * @param truth of the same shape
   * @throws IllegalArgumentException if the shapes differ or a label is none
   */
  public void add(Picture predicted, Picture truth) {
    if (!predicted.shape().equals(truth.shape()) || truth.channels() != 1) {
      throw new IllegalArgumentException(
          "labels of shapes "
              + predicted.shape()
              + " and "
              + truth.shape()
              + ": expected [1, H, W] of both");
    }
    byte[] found = predicted.pixels();
    byte[] expected = truth.pixels();
    requireLabels(found);
    requireLabels(expected);
    for (int i = 0; i < found.length; i++) {
      pixels[found[i]][expected[i]]++;
    }
  }

  private static void requireLabels(byte[] labels) {
    for (byte label : labels) {
      if (label < 0 || label >= CLASSES) {
        throw new IllegalArgumentException(
            "label " + Byte.toUnsignedInt(label) + ": expected from 0 to " + (CLASSES - 1));
      }
    }
  }

  /**
   * F1 of the union of some parts: a pixel is right if it is any of them in both. Eyes, brows and
   * mouth are such unions.
   *
   * @return NaN if none of them is in any prediction or annotation
   */
  public double unionF1(Set<FacePart> parts) {
    long both = 0;
    for (FacePart found : parts) {
      for (FacePart expected : parts) {
        both += pixels[found.label()][expected.label()];
      }
    }
    return f1(both, parts);
  }

  /** The overall F1: any part against background. */
  public double unionF1() {
    return unionF1(PARTS);
  }

  /** The overall F1 where a pixel is right only if it has the very part. */
  public double strictF1() {
    long both = 0;
    for (FacePart part : PARTS) {
      both += pixels[part.label()][part.label()];
    }
    return f1(both, PARTS);
  }

  private double f1(long both, Set<FacePart> parts) {
    long total = 0;
    for (FacePart part : parts) {
      for (int other = 0; other < CLASSES; other++) {
        total += pixels[part.label()][other] + pixels[other][part.label()];
      }
    }
    return 2.0 * both / total;
  }
}
