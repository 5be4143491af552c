package io.reprise.datasets.procedural.scenes;

/**
 * The range of scenes that are drawn.
 *
 * @param side of the pictures in pixels, at least 24
 * @param fewest objects, at least 1
 * @param most objects
 * @param smallest radius of an object as a share of the side
 * @param largest radius
 * @param rods how many thin distractors lie about
 * @param noise standard deviation, where 1 is white
 */
public record SceneSettings(
    int side, int fewest, int most, double smallest, double largest, int rods, double noise) {
  /** Checks the ranges. */
  public SceneSettings {
    if (side < 24
        || fewest < 1
        || most < fewest
        || !(smallest > 0 && smallest <= largest && largest <= 0.5)
        || rods < 0
        || !(noise >= 0 && noise <= 1)) {
      throw new IllegalArgumentException(
          "scenes: side "
              + side
              + ", objects from "
              + fewest
              + " to "
              + most
              + ", radius from "
              + smallest
              + " to "
              + largest
              + ", rods "
              + rods
              + ", noise "
              + noise
              + ": expected a side of at least 24, 1 <= fewest <= most, 0 < smallest <= largest <="
              + " 0.5, at least 0 rods, noise from 0 to 1");
    }
  }

  /** One to five objects, the largest five times as large as the smallest. */
  public static SceneSettings of(int side) {
    return new SceneSettings(side, 1, 5, 0.05, 0.25, 4, 0.04);
  }
}
