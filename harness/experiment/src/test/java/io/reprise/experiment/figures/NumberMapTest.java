package io.reprise.experiment.figures;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.datasets.procedural.Canvas;
import java.awt.image.BufferedImage;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class NumberMapTest {
  private static final Range UNIT = new Range(0, 1);

  /** A character as seven lines of dots. */
  private static String dots(String number) {
    int width = DotDigits.width(number);
    Canvas canvas = new Canvas(DotDigits.HEIGHT, width, 0);
    DotDigits.draw(canvas, number, 0, 0, 1, 0xffffff);
    StringBuilder lines = new StringBuilder();
    for (int y = 0; y < DotDigits.HEIGHT; y++) {
      for (int x = 0; x < width; x++) {
        lines.append(canvas.picture().at(0, y, x) == 255 ? '#' : '.');
      }
      lines.append('\n');
    }
    return lines.toString();
  }

  @Test
  void digitsAreDots() {
    assertEquals(
        """
        ...#.
        ..##.
        .#.#.
        #..#.
        #####
        ...#.
        ...#.
        """,
        dots("4"));
    assertEquals(
        """
        ..#.......
        .##.......
        ..#.......
        ..#...####
        ..#.......
        ..#.......
        .###......
        """,
        dots("1-"));
  }

  @Test
  void everyDigitLooksDifferent() {
    Set<String> seen = new HashSet<>();
    for (char c : new char[] {'0', '1', '2', '3', '4', '5', '6', '7', '8', '9'}) {
      seen.add(dots(String.valueOf(c)));
    }
    assertEquals(10, seen.size());
  }

  @Test
  void cellsHaveTheColourOfTheirNumberAndDigitsThatStandOut() {
    Tiles tiles =
        NumberMap.of(
            List.of("a"),
            List.of("low", "high", "none"),
            (r, c) -> c == 2 ? Double.NaN : c,
            UNIT,
            2);
    BufferedImage image = tiles.image();
    int across = image.getWidth() / 3;
    int y = 4;
    assertEquals(Viridis.rgb(0), image.getRGB(4, y) & 0xffffff);
    assertEquals(Viridis.rgb(1), image.getRGB(across + 4, y) & 0xffffff);
    assertEquals(HeatMap.NOT_A_NUMBER, image.getRGB(2 * across + 4, y) & 0xffffff);
    assertTrue(colours(image, 0, across).contains(0xffffff), "white on violet");
    assertTrue(colours(image, across, across).contains(0), "black on yellow");
    assertEquals(1, colours(image, 2 * across + 2, across - 4).size(), "nothing without a number");
    assertEquals(List.of("low", "high", "none"), tiles.titles().columns());
  }

  private static Set<Integer> colours(BufferedImage image, int left, int across) {
    Set<Integer> colours = new HashSet<>();
    for (int x = left; x < left + across; x++) {
      for (int y = 3; y < image.getHeight() - 3; y++) {
        colours.add(image.getRGB(x, y) & 0xffffff);
      }
    }
    return colours;
  }

  @Test
  void widerNumbersMakeAllCellsWider() {
    BufferedImage narrow = NumberMap.of(List.of("a"), List.of("b"), (r, c) -> 7, UNIT, 0).image();
    BufferedImage wide =
        NumberMap.of(List.of("a"), List.of("b"), (r, c) -> -71.25, UNIT, 2).image();
    assertEquals(narrow.getHeight(), wide.getHeight());
    assertNotEquals(narrow.getWidth(), wide.getWidth());
    // Four digits of five dots, a point of two, a minus of four, five gaps, two pixels a dot.
    assertEquals(2 * (4 * 5 + 2 + 4 + 5) + 24 + 4, wide.getWidth());
  }

  @Test
  void negativeDecimalsAreRefused() {
    assertEquals(
        "-1 decimals: expected at least 0",
        assertThrows(
                IllegalArgumentException.class,
                () -> NumberMap.of(List.of("a"), List.of("b"), (r, c) -> 1, UNIT, -1))
            .getMessage());
    assertThrows(IllegalArgumentException.class, () -> DotDigits.width("1e5"));
  }
}
