package io.reprise.datasets.music;

import org.apache.commons.math3.fraction.Fraction;

/**
 * The name of a chord over a melody, as written: {@code Am7}, {@code D/f+}.
 *
 * @param onset from the start of the melody, in quarter notes
 */
public record ChordSymbol(Fraction onset, String name) {}
