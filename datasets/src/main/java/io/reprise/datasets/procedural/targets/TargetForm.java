package io.reprise.datasets.procedural.targets;

/**
 * The form of a set of {@link MovingTargets}.
 *
 * @param frames of a sequence, at least 2
 * @param height in pixels, at least 24
 * @param width in pixels, at least 24
 * @param smallest diameter of a target in pixels, from 1 to 5
 * @param largest diameter of a target in pixels, from {@code smallest} to 5
 * @param shake the standard deviation, in pixels a frame and axis, by which the camera shakes; 0
 *     for a camera that glides
 */
public record TargetForm(
    int frames, int height, int width, double smallest, double largest, double shake) {
  /** 20 frames of 64x64 with targets of 1 to 5 pixels, and a camera that glides. */
  public static final TargetForm DEFAULT = new TargetForm(20, 64, 64, 1, 5, 0);

  /** Checks the ranges. */
  public TargetForm {
    if (frames < 2 || height < 24 || width < 24) {
      throw new IllegalArgumentException(
          "target sequences of "
              + frames
              + " frames of "
              + height
              + "x"
              + width
              + ": expected at least 2 frames of at least 24x24");
    }
    if (!(smallest >= 1 && smallest <= largest && largest <= 5)) {
      throw new IllegalArgumentException(
          "targets of " + smallest + " to " + largest + " pixels: expected from 1 to 5");
    }
    if (!(shake >= 0 && shake <= 5)) {
      throw new IllegalArgumentException("camera shake " + shake + ": expected from 0 to 5 pixels");
    }
  }
}
