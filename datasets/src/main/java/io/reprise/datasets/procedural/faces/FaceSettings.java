package io.reprise.datasets.procedural.faces;

import java.util.List;

/**
 * The range of faces that are drawn.
 *
 * @param side of the pictures in pixels, at least 16
 * @param people how many there are, at least 1
 * @param appearance how much colours, hair and marks differ between people, in [0, 1]; see {@link
 *     FaceIdentity#drawn}
 * @param yaw the most to either side, in radians
 * @param pitch the most up or down, in radians
 * @param roll the most to either side, in radians
 * @param smallest the least scale, see {@link HeadPose#scale}
 * @param largest the most
 * @param shift the most to each side from the centre, as a share of the side
 * @param expressive how strong expressions are, in [0, 1]
 * @param styles each equally likely; list one twice to make it twice as likely
 * @param blurs standard deviations of blur in pixels, each equally likely; 0 is sharp
 * @param noise standard deviation, where 1 is white
 * @param clutter the most shapes in the background
 * @param occluded the share of pictures in which something hides a part of the face
 */
public record FaceSettings(
    int side,
    int people,
    double appearance,
    double yaw,
    double pitch,
    double roll,
    double smallest,
    double largest,
    double shift,
    double expressive,
    List<FaceStyle> styles,
    List<Double> blurs,
    double noise,
    int clutter,
    double occluded) {
  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException naming the setting that is out of its range
   */
  public FaceSettings {
    styles = List.copyOf(styles);
    blurs = List.copyOf(blurs);
    require("side", side, side >= 16, "at least 16 pixels");
    require("people", people, people >= 1, "at least 1");
    require("appearance", appearance, appearance >= 0 && appearance <= 1, "from 0 to 1");
    double turn = Math.max(yaw, Math.max(pitch, roll));
    boolean turns = yaw >= 0 && pitch >= 0 && roll >= 0 && turn <= 1.2;
    require("largest turn", turn, turns, "yaw, pitch and roll from 0 to 1.2 radians");
    require("smallest", smallest, smallest > 0 && smallest <= largest, "above 0, up to largest");
    require("shift", shift, shift >= 0 && shift <= 1, "from 0 to 1");
    require("expressive", expressive, expressive >= 0 && expressive <= 1, "from 0 to 1");
    require("styles", styles.size(), !styles.isEmpty(), "at least 1");
    require("blurs", blurs.size(), !blurs.isEmpty(), "at least 1");
    require("noise", noise, noise >= 0 && noise <= 1, "from 0 to 1");
    require("clutter", clutter, clutter >= 0, "at least 0");
    require("occluded", occluded, occluded >= 0 && occluded <= 1, "from 0 to 1");
  }

  private static void require(String setting, Number value, boolean holds, String expected) {
    if (!holds) {
      throw new IllegalArgumentException(
          "faces: setting '" + setting + "' is " + value + ": expected " + expected);
    }
  }

  /** Faces as a camera meets them: turned, expressive, in all styles, some of them occluded. */
  public static FaceSettings of(int side, int people) {
    return new FaceSettings(
        side,
        people,
        1,
        0.6,
        0.25,
        0.35,
        0.27,
        0.36,
        0.07,
        1,
        List.of(FaceStyle.values()),
        List.of(0.0),
        0.02,
        8,
        0.2);
  }

  /** The same in other styles. */
  public FaceSettings in(FaceStyle... only) {
    return new FaceSettings(
        side,
        people,
        appearance,
        yaw,
        pitch,
        roll,
        smallest,
        largest,
        shift,
        expressive,
        List.of(only),
        blurs,
        noise,
        clutter,
        occluded);
  }

  /** The same with other limits of pose, in radians. */
  public FaceSettings turning(double newYaw, double newPitch, double newRoll) {
    return new FaceSettings(
        side,
        people,
        appearance,
        newYaw,
        newPitch,
        newRoll,
        smallest,
        largest,
        shift,
        expressive,
        styles,
        blurs,
        noise,
        clutter,
        occluded);
  }

  /** The same with people who differ less in colours, hair and marks. */
  public FaceSettings withAppearance(double share) {
    return new FaceSettings(
        side,
        people,
        share,
        yaw,
        pitch,
        roll,
        smallest,
        largest,
        shift,
        expressive,
        styles,
        blurs,
        noise,
        clutter,
        occluded);
  }

  /** The same with other blurs, each equally likely. */
  public FaceSettings blurred(List<Double> standardDeviations) {
    return new FaceSettings(
        side,
        people,
        appearance,
        yaw,
        pitch,
        roll,
        smallest,
        largest,
        shift,
        expressive,
        styles,
        standardDeviations,
        noise,
        clutter,
        occluded);
  }

  /** The same with another share of pictures that are occluded. */
  public FaceSettings withOccluded(double share) {
    return new FaceSettings(
        side,
        people,
        appearance,
        yaw,
        pitch,
        roll,
        smallest,
        largest,
        shift,
        expressive,
        styles,
        blurs,
        noise,
        clutter,
        share);
  }

  /** The same with another most number of shapes in the background. */
  public FaceSettings cluttered(int most) {
    return new FaceSettings(
        side,
        people,
        appearance,
        yaw,
        pitch,
        roll,
        smallest,
        largest,
        shift,
        expressive,
        styles,
        blurs,
        noise,
        most,
        occluded);
  }
}
