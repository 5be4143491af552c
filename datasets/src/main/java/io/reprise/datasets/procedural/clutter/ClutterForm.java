package io.reprise.datasets.procedural.clutter;

/**
 * The form of a set of {@link PartsInClutter}.
 *
 * @param channels 1, or 3 with the same grey in each for networks that read colour
 * @param side height and width in pixels, at least 24
 * @param classes from 3 to 12
 * @param distractors pieces of parts in each image, at least 0
 * @param noise standard deviation at each pixel, from 0 to 0.25; a part has a brightness of 0.6 to
 *     1
 */
public record ClutterForm(int channels, int side, int classes, int distractors, double noise) {
  /** Grey images of 32x32 in 8 classes with 6 distractors. */
  public static final ClutterForm GREY = new ClutterForm(1, 32, 8, 6, 0.25);

  /** Checks the ranges. */
  public ClutterForm {
    if (channels != 1 && channels != 3) {
      throw new IllegalArgumentException(
          "parts in clutter: " + channels + " channels: expected 1 or 3");
    }
    if (side < 24) {
      throw new IllegalArgumentException(
          "parts in clutter: side of " + side + ": expected at least 24");
    }
    if (classes < 3 || classes > PartsInClutter.GLYPHS) {
      throw new IllegalArgumentException(
          "parts in clutter: " + classes + " classes: expected from 3 to " + PartsInClutter.GLYPHS);
    }
    if (distractors < 0) {
      throw new IllegalArgumentException(
          "parts in clutter: " + distractors + " distractors: expected at least 0");
    }
    if (!(noise >= 0 && noise <= 0.25)) {
      throw new IllegalArgumentException(
          "parts in clutter: noise " + noise + ": expected from 0 to 0.25");
    }
  }

  /** With the grey in each of three channels. */
  public ClutterForm inColour() {
    return new ClutterForm(3, side, classes, distractors, noise);
  }
}
