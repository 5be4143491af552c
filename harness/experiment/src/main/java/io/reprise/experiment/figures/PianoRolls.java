package io.reprise.experiment.figures;

import io.reprise.datasets.music.Melody;
import io.reprise.datasets.music.Note;
import io.reprise.datasets.music.PianoRoll;
import java.util.ArrayList;
import java.util.List;

/** Melodies one below the other, drawn on equal sheets, each to be heard and taken away. */
public final class PianoRolls {
  /** Of a lively walk; melodies say nothing of their tempo. */
  private static final double QUARTERS_A_MINUTE = 120;

  private final List<String> titles;
  private final List<Melody> melodies;

  /**
   * Melodies with their titles.
   *
   * @throws IllegalArgumentException if there is no melody, or not one title each
   */
  public PianoRolls(List<String> titles, List<Melody> melodies) {
    if (melodies.isEmpty() || titles.size() != melodies.size()) {
      throw new IllegalArgumentException(
          titles.size()
              + " titles of "
              + melodies.size()
              + " melodies: expected at least one melody, and a title for each");
    }
    this.titles = List.copyOf(titles);
    this.melodies = List.copyOf(melodies);
  }

  /**
   * As a figure with its sounds.
   *
   * @param name unique in the trial, and the same in all variants that show the same thing
   * @param caption what is seen and heard
   * @param alternativeText what the pictures show, for those who cannot see them
   * @throws IllegalArgumentException if a melody cannot be written as {@link Sound} wants it, or a
   *     text is blank
   */
  public Figure figure(String name, String caption, String alternativeText) {
    List<Note> notes = melodies.stream().flatMap(m -> m.notes().stream()).toList();
    // An empty melody has an empty sheet.
    int lowest = notes.stream().mapToInt(Note::pitch).min().orElse(60);
    int highest = notes.stream().mapToInt(Note::pitch).max().orElse(60);
    double length = melodies.stream().mapToDouble(m -> m.length().doubleValue()).max().orElse(0);
    PianoRoll roll = new PianoRoll(lowest - 1, highest + 1, Math.max(1, (int) Math.ceil(length)));
    List<Sound> sounds = new ArrayList<>();
    for (int i = 0; i < melodies.size(); i++) {
      sounds.add(Sound.of(titles.get(i), melodies.get(i), QUARTERS_A_MINUTE));
    }
    return Tiles.of(titles, List.of(""), (row, column) -> roll.draw(melodies.get(row)))
        .figure(name, caption, alternativeText)
        .with(sounds);
  }
}
