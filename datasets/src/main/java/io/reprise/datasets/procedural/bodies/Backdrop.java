package io.reprise.datasets.procedural.bodies;

import io.reprise.datasets.procedural.drawing.Colour;
import io.reprise.datasets.procedural.drawing.Draws;
import io.reprise.datasets.procedural.drawing.Paint;

/** A smooth surface through 4 x 2 random colours. */
final class Backdrop implements Paint {
  private static final int ROWS = 4;
  private static final int COLUMNS = 2;

  private final Colour[][] grid = new Colour[ROWS][COLUMNS];
  private final int height;
  private final int width;

  private Backdrop(int height, int width) {
    this.height = height;
    this.width = width;
  }

  static Backdrop drawn(int height, int width, Draws draws) {
    Backdrop backdrop = new Backdrop(height, width);
    for (Colour[] row : backdrop.grid) {
      for (int k = 0; k < COLUMNS; k++) {
        row[k] = draws.colour(0, 0.7, 0.1, 0.95);
      }
    }
    return backdrop;
  }

  @Override
  public Colour at(double x, double y) {
    double v = y / Math.max(1, height - 1) * (ROWS - 1);
    double u = x / Math.max(1, width - 1) * (COLUMNS - 1);
    int row = Math.max(0, Math.min(ROWS - 2, (int) v));
    int column = Math.max(0, Math.min(COLUMNS - 2, (int) u));
    Colour above = grid[row][column].mixed(grid[row][column + 1], u - column);
    Colour below = grid[row + 1][column].mixed(grid[row + 1][column + 1], u - column);
    return above.mixed(below, v - row);
  }
}
