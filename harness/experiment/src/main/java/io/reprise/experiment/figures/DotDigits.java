package io.reprise.experiment.figures;

import io.reprise.datasets.procedural.Canvas;
import java.util.Map;

/** Decimal numbers as dots, five by seven a digit: pictures have no fonts. */
final class DotDigits {
  /** Of every character, in dots. */
  static final int HEIGHT = 7;

  private static final int GAP = 1;

  /** Rows from the top, five bits each for digits, the leftmost the highest. */
  private static final Map<Character, Glyph> GLYPHS =
      Map.ofEntries(
          Map.entry('0', new Glyph(5, "0e11131519110e")),
          Map.entry('1', new Glyph(5, "040c040404040e")),
          Map.entry('2', new Glyph(5, "0e11010204081f")),
          Map.entry('3', new Glyph(5, "1f02040201110e")),
          Map.entry('4', new Glyph(5, "02060a121f0202")),
          Map.entry('5', new Glyph(5, "1f101e0101110e")),
          Map.entry('6', new Glyph(5, "0608101e11110e")),
          Map.entry('7', new Glyph(5, "1f010204080808")),
          Map.entry('8', new Glyph(5, "0e11110e11110e")),
          Map.entry('9', new Glyph(5, "0e11110f01020c")),
          Map.entry('-', new Glyph(4, "0000000f000000")),
          Map.entry('.', new Glyph(2, "00000000000303")));

  private DotDigits() {}

  /** Dots of a character: two hexadecimal digits a row. */
  private record Glyph(int width, String rows) {
    boolean dot(int x, int y) {
      int row = Integer.parseInt(rows, 2 * y, 2 * y + 2, 16);
      return (row >> (width - 1 - x) & 1) == 1;
    }
  }

  private static Glyph glyph(char c) {
    Glyph glyph = GLYPHS.get(c);
    if (glyph == null) {
      throw new IllegalArgumentException(
          "'" + c + "' in a number: expected a digit, a point or a minus sign");
    }
    return glyph;
  }

  /** Of a number, in dots. */
  static int width(String number) {
    int width = 0;
    for (int i = 0; i < number.length(); i++) {
      width += glyph(number.charAt(i)).width + GAP;
    }
    return Math.max(0, width - GAP);
  }

  /** Draws a number with its upper left corner at a place. */
  static void draw(Canvas canvas, String number, int left, int top, int dot, int colour) {
    int x = left;
    for (int i = 0; i < number.length(); i++) {
      Glyph glyph = glyph(number.charAt(i));
      for (int row = 0; row < HEIGHT; row++) {
        for (int column = 0; column < glyph.width; column++) {
          if (glyph.dot(column, row)) {
            canvas.fill(x + column * dot, top + row * dot, dot, dot, colour);
          }
        }
      }
      x += (glyph.width + GAP) * dot;
    }
  }
}
