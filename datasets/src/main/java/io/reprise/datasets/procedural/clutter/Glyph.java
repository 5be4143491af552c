package io.reprise.datasets.procedural.clutter;

import io.reprise.datasets.procedural.RandomStream;
import io.reprise.tensor.Seed;
import java.util.ArrayList;
import java.util.List;

/**
 * A pattern of 5x5 cells, each lit or not.
 *
 * @param cells bit {@code 5 row + column} is set where a cell is lit
 */
record Glyph(int cells) {
  static final int SIDE = 5;

  /** The fewest cells in which two glyphs of a bank differ. */
  static final int LEAST_DISTANCE = 9;

  private static final int FEWEST_LIT = 10;
  private static final int MOST_LIT = 15;

  boolean lit(int row, int column) {
    return (cells >> (SIDE * row + column) & 1) == 1;
  }

  /** In how many cells two glyphs differ. */
  int distance(Glyph other) {
    return Integer.bitCount(cells ^ other.cells);
  }

  /**
   * So many glyphs, each two of which differ in at least {@link #LEAST_DISTANCE} cells; 10 to 15
   * cells are lit, so that none is told by its brightness.
   */
  static List<Glyph> bank(int number, Seed seed) {
    RandomStream random = new RandomStream(seed);
    List<Glyph> bank = new ArrayList<>();
    while (bank.size() < number) {
      Glyph drawn = new Glyph(random.below(1 << (SIDE * SIDE)));
      int lit = Integer.bitCount(drawn.cells);
      if (lit >= FEWEST_LIT
          && lit <= MOST_LIT
          && bank.stream().allMatch(g -> g.distance(drawn) >= LEAST_DISTANCE)) {
        bank.add(drawn);
      }
    }
    return List.copyOf(bank);
  }
}
