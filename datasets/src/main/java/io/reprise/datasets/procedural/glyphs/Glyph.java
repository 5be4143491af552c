package io.reprise.datasets.procedural.glyphs;

import io.reprise.datasets.procedural.RandomStream;
import io.reprise.tensor.Seed;
import java.util.ArrayList;
import java.util.List;

/**
 * A pattern of 4x4 cells, each ink or paper.
 *
 * @param cells 16 bits row by row, the lowest one the upper left cell; 1 is ink
 */
record Glyph(int cells) {
  /** Cells across and down. */
  static final int SIDE = 4;

  private static final int CELLS = SIDE * SIDE;
  private static final double LEAST_INK = 0.3;
  private static final double MOST_INK = 0.7;
  private static final int LEAST_DISTANCE = 5;

  /** Glyphs of 30% to 70% ink, any two of which differ in at least 5 cells. */
  static List<Glyph> bank(int size, Seed seed) {
    RandomStream random = new RandomStream(seed);
    List<Glyph> bank = new ArrayList<>();
    while (bank.size() < size) {
      Glyph drawn = new Glyph(random.below(1 << CELLS));
      double ink = (double) Integer.bitCount(drawn.cells) / CELLS;
      if (ink >= LEAST_INK
          && ink <= MOST_INK
          && bank.stream().allMatch(g -> g.distance(drawn) >= LEAST_DISTANCE)) {
        bank.add(drawn);
      }
    }
    return List.copyOf(bank);
  }

  /** In how many cells two glyphs differ. */
  int distance(Glyph other) {
    return Integer.bitCount(cells ^ other.cells);
  }

  boolean ink(int row, int column) {
    return (cells >> (row * SIDE + column) & 1) == 1;
  }
}
