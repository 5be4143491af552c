package io.reprise.experiment.figures;

import io.reprise.datasets.Picture;

/** A heat map on a picture that can still be seen. */
public final class Overlay {
  private Overlay() {}

  /**
   * Lays a map over a picture. The map is stretched over the whole picture, bilinear between the
   * centres of its values, as class activation maps are shown; where a value is not finite, the
   * picture stays as it is.
   *
   * @param picture of one channel or three
   * @param values {@code [rows][columns]}, from the top and the left
   * @param opacity from 0, where the map is not seen, to 1, where the picture is not
   * @throws IllegalArgumentException if rows differ in length, there is no value, or opacity is
   *     none
   */
  public static Picture of(Picture picture, float[][] values, Range range, double opacity) {
    if (!(opacity >= 0 && opacity <= 1)) {
      throw new IllegalArgumentException("opacity " + opacity + ": expected from 0 to 1");
    }
    int columns = HeatMap.columns(values);
    Picture colours = picture.inColour();
    int height = picture.height();
    int width = picture.width();
    int[] pixels = new int[height * width];
    for (int y = 0; y < height; y++) {
      Between down = Between.of(y, height, values.length);
      for (int x = 0; x < width; x++) {
        Between across = Between.of(x, width, columns);
        double value =
            down.mean(
                across.mean(values[down.low][across.low], values[down.low][across.high]),
                across.mean(values[down.high][across.low], values[down.high][across.high]));
        int below = Pixels.rgb(colours, y, x);
        pixels[y * width + x] =
            Double.isFinite(value)
                ? Viridis.mixed(below, HeatMap.colour(value, range), opacity)
                : below;
      }
    }
    return HeatMap.picture(pixels, height, width);
  }

  /** Between which two values a pixel's centre lies, and how far from the first. */
  private record Between(int low, int high, double share) {
    static Between of(int pixel, int pixels, int values) {
      double at = Math.max(0, Math.min(values - 1.0, (pixel + 0.5) * values / pixels - 0.5));
      int low = (int) at;
      return new Between(low, Math.min(low + 1, values - 1), at - low);
    }

    /** A value that does not count must not spoil the mean, even if it is not finite. */
    double mean(double first, double second) {
      return share == 0 ? first : first + (second - first) * share;
    }
  }
}
