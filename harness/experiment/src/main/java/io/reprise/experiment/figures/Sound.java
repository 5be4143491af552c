package io.reprise.experiment.figures;

import io.reprise.datasets.music.AbcWriter;
import io.reprise.datasets.music.Melody;
import io.reprise.datasets.music.MidiFile;
import io.reprise.datasets.music.Note;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * A melody that belongs to a figure: the page plays it, and hands it out as files. Its tones are
 * part of the page, so that nothing has to be loaded.
 */
public final class Sound {
  private static final double SECONDS_A_MINUTE = 60;

  private final String title;
  private final List<Tone> tones;
  private final byte[] midi;
  private final byte[] abc;

  /**
   * When a pitch is heard.
   *
   * @param onset in seconds from the start
   * @param duration in seconds
   * @param pitch the MIDI number: 69 is the A of 440 Hz
   */
  public record Tone(double onset, double duration, int pitch) {}

  /** The files that a melody is handed out as. */
  public enum Format {
    MIDI("mid"),
    ABC("abc");

    private final String ending;

    Format(String ending) {
      this.ending = ending;
    }

    /** Of such files, without the dot. */
    public String ending() {
      return ending;
    }

    /**
     * That of files with an ending.
     *
     * @throws IllegalArgumentException if no format has it
     */
    public static Format of(String ending) {
      return Arrays.stream(values())
          .filter(format -> format.ending.equals(ending))
          .findFirst()
          .orElseThrow(
              () ->
                  new IllegalArgumentException(
                      "ending '" + ending + "' of a melody's file: expected mid or abc"));
    }
  }

  private Sound(String title, List<Tone> tones, byte[] midi, byte[] abc) {
    this.title = title;
    this.tones = tones;
    this.midi = midi;
    this.abc = abc;
  }

  /**
   * A melody at a tempo.
   *
   * @param title of one line; it also stands in the ABC file
   * @param quarters notes a minute, above 0
   * @throws IllegalArgumentException if the tempo is not as said, the title is blank, or the melody
   *     cannot be written as MIDI or ABC
   */
  public static Sound of(String title, Melody melody, double quarters) {
    if (title.isBlank() || !(quarters > 0)) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "melody '%s' at %s quarter notes a minute: expected a title and a number above 0",
              title,
              quarters));
    }
    double quarter = SECONDS_A_MINUTE / quarters;
    return new Sound(
        title,
        melody.notes().stream().map(note -> tone(note, quarter)).toList(),
        MidiFile.bytes(melody),
        AbcWriter.write(1, title, melody).getBytes(StandardCharsets.UTF_8));
  }

  private static Tone tone(Note note, double quarter) {
    return new Tone(
        note.onset().doubleValue() * quarter,
        note.duration().doubleValue() * quarter,
        note.pitch());
  }

  public String title() {
    return title;
  }

  /** By onset. */
  public List<Tone> tones() {
    return tones;
  }

  /** What its file holds, a copy. */
  public byte[] bytes(Format format) {
    return switch (format) {
      case MIDI -> midi.clone();
      case ABC -> abc.clone();
    };
  }
}
