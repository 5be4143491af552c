package io.reprise.datasets.procedural.drawing;

import io.reprise.datasets.Picture;
import io.reprise.datasets.Point;
import io.reprise.tensor.Shape;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;

/** A picture in the making: red, green and blue planes without limits or rounding. */
public final class Canvas {
  private final int height;
  private final int width;
  private final double[] values;

  /**
   * A black canvas.
   *
   * @throws IllegalArgumentException if a side is below 1
   */
  public Canvas(int height, int width) {
    if (height < 1 || width < 1) {
      throw new IllegalArgumentException(
          "canvas of " + height + " x " + width + " pixels: expected at least 1 x 1");
    }
    this.height = height;
    this.width = width;
    values = new double[3 * height * width];
  }

  /** A canvas with what a picture with three channels shows. */
  public static Canvas of(Picture picture) {
    Canvas canvas = new Canvas(picture.height(), picture.width());
    for (int row = 0; row < canvas.height; row++) {
      for (int column = 0; column < canvas.width; column++) {
        for (int c = 0; c < 3; c++) {
          canvas.values[canvas.index(c, row, column)] = picture.at(c, row, column) / 255.0;
        }
      }
    }
    return canvas;
  }

  public int height() {
    return height;
  }

  public int width() {
    return width;
  }

  private int index(int channel, int row, int column) {
    return (channel * height + row) * width + column;
  }

  /** Paints everything. */
  public void fill(Paint paint) {
    for (int row = 0; row < height; row++) {
      for (int column = 0; column < width; column++) {
        blend(row, column, paint.at(column, row), 1);
      }
    }
  }

  public void fill(Polygon outline, Paint paint) {
    fill(outline, paint, 1);
  }

  /**
   * Paints what an outline covers.
   *
   * @param opacity 0 leaves the canvas as it is, 1 hides what was there
   */
  public void fill(Polygon outline, Paint paint, double opacity) {
    outline.cover(
        height,
        width,
        (row, column, share) -> blend(row, column, paint.at(column, row), share * opacity));
  }

  /** Draws a line of rounded pieces through the given points. */
  public void stroke(List<Point> line, double lineWidth, Paint paint) {
    for (int i = 0; i + 1 < line.size(); i++) {
      fill(Polygon.capsule(line.get(i), line.get(i + 1), lineWidth / 2, lineWidth / 2), paint);
    }
  }

  /** Blends a colour into one pixel. */
  public void blend(int row, int column, Colour colour, double share) {
    int red = index(0, row, column);
    int plane = height * width;
    values[red] += share * (colour.red() - values[red]);
    values[red + plane] += share * (colour.green() - values[red + plane]);
    values[red + 2 * plane] += share * (colour.blue() - values[red + 2 * plane]);
  }

  /** What a pixel has now. */
  public Colour colour(int row, int column) {
    int red = index(0, row, column);
    int plane = height * width;
    return new Colour(values[red], values[red + plane], values[red + 2 * plane]);
  }

  /** Replaces each colour by one that depends on it alone. */
  public void recolour(UnaryOperator<Colour> map) {
    for (int row = 0; row < height; row++) {
      for (int column = 0; column < width; column++) {
        blend(row, column, map.apply(colour(row, column)), 1);
      }
    }
  }

  /**
   * Applies a curve to each channel, limited to [0, 1] before; read off a table of 1,024 steps,
   * since a power for each pixel would take longer than all the drawing.
   */
  public void tone(DoubleUnaryOperator curve) {
    double[] table = new double[1_024];
    for (int i = 0; i < table.length; i++) {
      table[i] = curve.applyAsDouble(i / 1_023.0);
    }
    for (int i = 0; i < values.length; i++) {
      values[i] = table[(int) (limit(values[i]) * 1_023 + 0.5)];
    }
  }

  /** Adds independent noise to each value. */
  public void noise(double standardDeviation, Draws draws) {
    for (int i = 0; i < values.length; i++) {
      values[i] += draws.normal(standardDeviation);
    }
  }

  /**
   * Gaussian blur, cut off at three standard deviations, with the border repeated.
   *
   * @param standardDeviation in pixels; 0 changes nothing
   */
  public void blur(double standardDeviation) {
    if (standardDeviation <= 0) {
      return;
    }
    int radius = (int) Math.ceil(3 * standardDeviation);
    double[] kernel = new double[2 * radius + 1];
    double sum = 0;
    for (int i = 0; i < kernel.length; i++) {
      double d = (i - radius) / standardDeviation;
      kernel[i] = StrictMath.exp(-d * d / 2);
      sum += kernel[i];
    }
    for (int i = 0; i < kernel.length; i++) {
      kernel[i] /= sum;
    }
    for (int line = 0; line < 3 * height; line++) {
      convolve(line * width, 1, width, kernel, radius);
    }
    for (int line = 0; line < 3 * width; line++) {
      convolve(line / width * height * width + line % width, width, height, kernel, radius);
    }
  }

  private void convolve(int start, int step, int n, double[] kernel, int radius) {
    double[] line = new double[n];
    for (int i = 0; i < n; i++) {
      line[i] = values[start + i * step];
    }
    for (int i = 0; i < n; i++) {
      double sum = 0;
      for (int k = -radius; k <= radius; k++) {
        sum += kernel[k + radius] * line[Math.max(0, Math.min(n - 1, i + k))];
      }
      values[start + i * step] = sum;
    }
  }

  /** Limited to [0, 1] and rounded to 8 bits: {@code [3, height, width]}. */
  public Picture picture() {
    byte[] pixels = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      pixels[i] = (byte) (int) (limit(values[i]) * 255 + 0.5);
    }
    return new Picture(Shape.of(3, height, width), pixels);
  }

  /** Averages squares of pixels: a canvas of a {@code factor}-th of the size. */
  public Canvas shrunk(int factor) {
    Canvas small = new Canvas(height / factor, width / factor);
    for (int c = 0; c < 3; c++) {
      for (int row = 0; row < small.height * factor; row++) {
        for (int column = 0; column < small.width * factor; column++) {
          small.values[small.index(c, row / factor, column / factor)] +=
              values[index(c, row, column)] / (factor * factor);
        }
      }
    }
    return small;
  }

  private static double limit(double value) {
    return Math.max(0, Math.min(1, value));
  }
}
