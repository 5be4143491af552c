package io.reprise.datasets.music;

import java.util.List;

/**
 * One tune of an ABC file.
 *
 * @param number its reference number, as in {@code X:}
 * @param title the first {@code T:}, or nothing
 * @param line of the file, where it starts
 * @param irregularBars as written
 */
public record AbcTune(
    int number, String title, int line, Melody melody, List<IrregularBar> irregularBars) {
  public AbcTune {
    irregularBars = List.copyOf(irregularBars);
  }
}
