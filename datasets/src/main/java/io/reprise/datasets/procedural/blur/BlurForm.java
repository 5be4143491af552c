package io.reprise.datasets.procedural.blur;

/**
 * The form of a set of {@link MotionBlurPairs}.
 *
 * @param side height and width in pixels, at least 32
 * @param exposures how many instants the exposure is the mean of: odd and at least 3
 * @param extent the length of the camera's path during the exposure in pixels, at most; above 0
 * @param turn how far the camera turns during the exposure in radians, at most; 0 for one that only
 *     shifts, whose blur is a convolution
 * @param objects how many things move by themselves, at least 0
 */
public record BlurForm(int side, int exposures, double extent, double turn, int objects) {
  /** 64x64, 17 instants, paths of up to 9 pixels, a camera that turns a little, two objects. */
  public static final BlurForm DEFAULT = new BlurForm(64, 17, 9, 0.06, 2);

  /** The same pictures, blurred by one kernel each: nothing turns or moves by itself. */
  public static final BlurForm UNIFORM = new BlurForm(64, 17, 9, 0, 0);

  /** Checks the ranges. */
  public BlurForm {
    if (side < 32 || exposures < 3 || exposures % 2 == 0) {
      throw new IllegalArgumentException(
          "blur pairs of side "
              + side
              + " from "
              + exposures
              + " instants: expected a side of at least 32, and an odd number from 3");
    }
    if (!(extent > 0 && extent <= side / 2.0) || !(turn >= 0 && turn <= 1) || objects < 0) {
      throw new IllegalArgumentException(
          "blur path of "
              + extent
              + " pixels, turn of "
              + turn
              + ", "
              + objects
              + " objects: expected a path above 0 and up to half the side, a turn from 0 to 1,"
              + " and 0 objects or more");
    }
  }
}
