package io.reprise.datasets.music;

import org.apache.commons.math3.fraction.Fraction;

/**
 * A sounding note.
 *
 * @param onset from the start of the melody, in quarter notes
 * @param duration above 0, in quarter notes
 * @param pitch the MIDI number, from 0 to 127: 60 is middle C
 */
public record Note(Fraction onset, Fraction duration, int pitch) {
  static final int HIGHEST = 127;

  public Note {
    if (onset.compareTo(Fraction.ZERO) < 0
        || duration.compareTo(Fraction.ZERO) <= 0
        || pitch < 0
        || pitch > HIGHEST) {
      throw new IllegalArgumentException(
          "note of pitch "
              + pitch
              + " at "
              + onset
              + " for "
              + duration
              + ": expected a pitch from 0 to 127, an onset >= 0 and a duration > 0");
    }
  }

  /** When it stops. */
  public Fraction end() {
    return onset.add(duration);
  }
}
