package io.reprise.datasets.music;

import io.reprise.datasets.Picture;
import io.reprise.datasets.procedural.Canvas;
import org.apache.commons.math3.fraction.Fraction;

/**
 * Draws melodies: time from left to right, pitch upwards. A dark line stands at each bar, a light
 * one at each quarter note; notes that begin on a quarter are blue, others orange.
 */
public final class PianoRoll {
  private static final int QUARTER = 16;
  private static final int SEMITONE = 3;
  private static final int BACKGROUND = 0xffffff;
  private static final int BAR_LINE = 0x909090;
  private static final int QUARTER_LINE = 0xe4e4e4;
  private static final int ON_QUARTER = 0x0b5394;
  private static final int BETWEEN = 0xd55e00;

  private final int lowest;
  private final int highest;
  private final int quarters;

  /**
   * A sheet for melodies, so that several are drawn alike.
   *
   * @param lowest MIDI number that has a row
   * @param highest MIDI number that has a row
   * @param quarters how long it is
   * @throws IllegalArgumentException if it has no row or no quarter note
   */
  public PianoRoll(int lowest, int highest, int quarters) {
    if (highest < lowest || quarters < 1) {
      throw new IllegalArgumentException(
          "piano roll from pitch "
              + lowest
              + " to "
              + highest
              + " of "
              + quarters
              + " quarter notes: expected at least one pitch and one quarter");
    }
    this.lowest = lowest;
    this.highest = highest;
    this.quarters = quarters;
  }

  /** Draws a melody; what is outside the sheet is left out. */
  public Picture draw(Melody melody) {
    int height = (highest - lowest + 1) * SEMITONE;
    Canvas canvas = new Canvas(height, quarters * QUARTER, BACKGROUND);
    for (int q = 0; q < quarters; q++) {
      canvas.fill(q * QUARTER, 0, 1, height, QUARTER_LINE);
    }
    melody.bars().forEach(bar -> canvas.fill(x(bar.onset()), 0, 1, height, BAR_LINE));
    for (Note note : melody.notes()) {
      int left = x(note.onset());
      canvas.fill(
          left + 1,
          (highest - note.pitch()) * SEMITONE,
          // Two notes of one pitch stay apart.
          Math.max(1, x(note.end()) - left - 1),
          SEMITONE,
          note.onset().getDenominator() == 1 ? ON_QUARTER : BETWEEN);
    }
    return canvas.picture();
  }

  private static int x(Fraction quarters) {
    return (int) Math.floor(quarters.multiply(QUARTER).doubleValue());
  }
}
