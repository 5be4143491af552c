package io.reprise.experiment.figures;

import io.reprise.datasets.Picture;
import io.reprise.datasets.procedural.Canvas;
import java.util.List;
import java.util.Locale;

/**
 * A table whose cells have the colour of their number, with the number in it: for matrices such as
 * all methods against all others. Digits are drawn from a table of dots, so that they look the same
 * on every machine; titles stand beside the picture as text.
 */
public final class NumberMap {
  private static final int DOT = 2;

  /** Left and right of a number: titles of columns need room too. */
  private static final int BESIDE = 12;

  /** Above and below it: titles of rows may have two lines. */
  private static final int ABOVE = 7;

  /** Digits on colours darker than this are white; the largest luma is 255. */
  private static final double HALF_LIGHT = 140;

  private static final int WHITE = 0xffffff;
  private static final int BLACK = 0;

  private NumberMap() {}

  /** The number of each cell. */
  @FunctionalInterface
  public interface Cells {
    /** At a row, from the top, and a column, from the left, both from 0; NaN for an empty cell. */
    double at(int row, int column);
  }

  /**
   * A table.
   *
   * @param rows titles from the top, at least one
   * @param columns titles from the left, at least one
   * @param range the numbers at the ends of the colours
   * @param decimals digits behind the point, from 0 on
   * @throws IllegalArgumentException if there is no row or column, or {@code decimals} is negative
   */
  public static Tiles of(
      List<String> rows, List<String> columns, Cells cells, Range range, int decimals) {
    if (decimals < 0) {
      throw new IllegalArgumentException(decimals + " decimals: expected at least 0");
    }
    int width = 0;
    for (int row = 0; row < rows.size(); row++) {
      for (int column = 0; column < columns.size(); column++) {
        width = Math.max(width, DotDigits.width(words(cells.at(row, column), decimals)));
      }
    }
    int across = DOT * width + 2 * BESIDE;
    int down = DOT * DotDigits.HEIGHT + 2 * ABOVE;
    return Tiles.of(
        rows, columns, (row, column) -> cell(cells.at(row, column), range, decimals, down, across));
  }

  private static String words(double value, int decimals) {
    return Double.isFinite(value) ? String.format(Locale.ROOT, "%." + decimals + "f", value) : "";
  }

  private static Picture cell(double value, Range range, int decimals, int down, int across) {
    int colour = HeatMap.colour(value, range);
    Canvas canvas = new Canvas(down, across, colour);
    String words = words(value, decimals);
    int left = (across - DOT * DotDigits.width(words)) / 2;
    DotDigits.draw(canvas, words, left, ABOVE, DOT, luma(colour) < HALF_LIGHT ? WHITE : BLACK);
    return canvas.picture();
  }

  /** How light a colour looks (ITU-R BT.601). */
  private static double luma(int rgb) {
    return 0.299 * (rgb >> 16 & 0xff) + 0.587 * (rgb >> 8 & 0xff) + 0.114 * (rgb & 0xff);
  }
}
