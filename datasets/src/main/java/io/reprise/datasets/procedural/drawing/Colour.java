package io.reprise.datasets.procedural.drawing;

/** Red, green and blue, where 0 is none and 1 the most that a picture holds; may lie outside. */
public record Colour(double red, double green, double blue) implements Paint {
  public static final Colour BLACK = grey(0);
  public static final Colour WHITE = grey(1);

  public static Colour grey(double level) {
    return new Colour(level, level, level);
  }

  /**
   * A colour by hue, saturation and value.
   *
   * @param hue in turns: 0 red, 1/3 green, 2/3 blue; wraps round
   * @param saturation in [0, 1]
   * @param value the largest channel
   */
  public static Colour hsv(double hue, double saturation, double value) {
    return new Colour(
        channel(hue, saturation, value),
        channel(hue - 1 / 3.0, saturation, value),
        channel(hue - 2 / 3.0, saturation, value));
  }

  private static double channel(double hue, double saturation, double value) {
    double turn = hue - Math.floor(hue);
    double distance = Math.min(turn, 1 - turn) * 6;
    double tint = Math.max(0, Math.min(1, 2 - distance));
    return value * (1 - saturation * (1 - tint));
  }

  @Override
  public Colour at(double x, double y) {
    return this;
  }

  /** This colour with all channels multiplied. */
  public Colour times(double factor) {
    return new Colour(red * factor, green * factor, blue * factor);
  }

  /** A blend: 0 gives this colour, 1 the other. */
  public Colour mixed(Colour other, double share) {
    return new Colour(
        red + share * (other.red - red),
        green + share * (other.green - green),
        blue + share * (other.blue - blue));
  }

  /** The mean of the channels. */
  public double level() {
    return (red + green + blue) / 3;
  }
}
