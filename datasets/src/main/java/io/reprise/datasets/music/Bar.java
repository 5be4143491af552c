package io.reprise.datasets.music;

import org.apache.commons.math3.fraction.Fraction;

/**
 * The time between two bar lines.
 *
 * @param onset from the start of the melody, in quarter notes
 * @param length in quarter notes; that of the meter but for an upbeat and the like
 * @param fifths sharps of the key signature, or flats if negative
 */
public record Bar(Fraction onset, Fraction length, Meter meter, int fifths) {
  /** Whether it is as long as its meter says. */
  public boolean isFull() {
    return length.equals(meter.bar());
  }
}
