package io.reprise.datasets.procedural.faces;

/**
 * What tells one person from another: each a number, uniform in its range. Lengths are in units of
 * about half the height of a face; the centre of the face is the origin, y goes down.
 */
public enum FaceParameter {
  FACE_HALF_WIDTH(0.66, 0.84, false),
  /** Exponent of the outline below the ears: low is pointed, high is square. */
  JAW_SQUARENESS(1.8, 3.2, false),
  CHIN(0.90, 1.08, false),
  EYE_DISTANCE(0.29, 0.40, false),
  EYE_HEIGHT(-0.22, -0.06, false),
  EYE_HALF_WIDTH(0.115, 0.165, false),
  EYE_HALF_OPENING(0.045, 0.085, false),
  EYE_SLANT(-0.03, 0.04, false),
  BROW_GAP(0.12, 0.21, false),
  BROW_ARCH(0.01, 0.07, false),
  BROW_SLANT(-0.04, 0.05, false),
  NOSE_BASE(0.18, 0.34, false),
  NOSE_HALF_WIDTH(0.10, 0.18, false),
  NOSE_DEPTH(0.16, 0.32, false),
  MOUTH_HEIGHT(0.46, 0.60, false),
  MOUTH_HALF_WIDTH(0.20, 0.33, false),
  UPPER_LIP(0.035, 0.075, false),
  LOWER_LIP(0.045, 0.095, false),
  BROW_THICKNESS(0.03, 0.065, true),
  HAIRLINE(-0.80, -0.54, true),
  HAIR_PARTING(-0.5, 0.5, true),
  /** Below 0.12 none, then to 0.45 short, to 0.7 with a parting, above that long. */
  HAIR_STYLE(0, 1, true),
  HAIR_LENGTH(0.2, 1.3, true),
  SKIN_LIGHTNESS(0, 1, true),
  SKIN_WARMTH(0, 1, true),
  HAIR_LIGHTNESS(0, 1, true),
  HAIR_WARMTH(0, 1, true),
  BROW_DARKNESS(0.35, 0.9, true),
  IRIS_HUE(0, 1, true),
  LIP_REDNESS(0.15, 0.8, true),
  MOLE_X(-0.5, 0.5, true),
  MOLE_Y(-0.3, 0.8, true),
  /** Below 0.3 there is no mole. */
  MOLE_STRENGTH(0, 1, true);

  private final double low;
  private final double high;
  private final boolean appearance;

  FaceParameter(double low, double high, boolean appearance) {
    this.low = low;
    this.high = high;
    this.appearance = appearance;
  }

  public double low() {
    return low;
  }

  public double high() {
    return high;
  }

  /** Whether it is about colour, hair and marks, and not about where the landmarks are. */
  public boolean isAppearance() {
    return appearance;
  }
}
