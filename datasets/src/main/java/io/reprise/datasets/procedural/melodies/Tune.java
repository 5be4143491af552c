package io.reprise.datasets.procedural.melodies;

import java.util.List;

/**
 * A melody of whole bars, one note at a time. Times are in ticks, of which a quarter note has
 * {@value #TICKS_PER_QUARTER}, from the start of the first bar.
 *
 * @param tonic the pitch of the key's first degree, as a MIDI note number from 60 (C) to 71 (B)
 * @param chords one a bar
 * @param notes in order of time, none longer than until the next begins
 */
public record Tune(Meter meter, int tonic, Mode mode, List<Chord> chords, List<Note> notes) {
  /** As in most MIDI files. */
  public static final int TICKS_PER_QUARTER = 480;

  /** The eighth part of a half note: the finest value that melodies have. */
  public static final int TICKS_PER_SIXTEENTH = TICKS_PER_QUARTER / 4;

  /**
   * A meter of some quarter notes a bar.
   *
   * @param beats 2, 3 or 4
   */
  public record Meter(int beats) {
    /** Checks the range. */
    public Meter {
      if (beats < 2 || beats > 4) {
        throw new IllegalArgumentException("meter " + beats + "/4: expected 2/4, 3/4 or 4/4");
      }
    }

    public int ticksPerBar() {
      return beats * TICKS_PER_QUARTER;
    }
  }

  /** Which steps the scale has. */
  public enum Mode {
    MAJOR,
    /** With the raised seventh degree where the chord is the dominant. */
    HARMONIC_MINOR;

    private List<Integer> steps() {
      return switch (this) {
        case MAJOR -> List.of(0, 2, 4, 5, 7, 9, 11);
        case HARMONIC_MINOR -> List.of(0, 2, 3, 5, 7, 8, 10);
      };
    }

    /** Semitones from the tonic to a degree, counted from 0; 7 is the octave. */
    int semitones(int degree, Chord chord) {
      int step = Math.floorMod(degree, 7);
      int raised = this == HARMONIC_MINOR && chord == Chord.V && step == 6 ? 1 : 0;
      return 12 * Math.floorDiv(degree, 7) + steps().get(step) + raised;
    }
  }

  /** The triad on a degree of the scale. */
  public enum Chord {
    I(0),
    II(1),
    III(2),
    IV(3),
    V(4),
    VI(5);

    private final int degree;

    Chord(int degree) {
      this.degree = degree;
    }

    /** Of its root, counted from 0. */
    public int degree() {
      return degree;
    }

    /** Whether a degree, counted from 0 in any octave, is in this chord. */
    public boolean has(int tone) {
      int above = Math.floorMod(tone - degree, 7);
      return above == 0 || above == 2 || above == 4;
    }
  }

  /**
   * One note.
   *
   * @param pitch a MIDI note number, 60 is middle C
   * @param degree its degree in the scale, counted from the tonic as 0; 7 is the octave above
   * @param onset in ticks
   * @param duration in ticks, at least 1
   */
  public record Note(int pitch, int degree, int onset, int duration) {
    public int end() {
      return onset + duration;
    }
  }

  /** Copies the lists. */
  public Tune {
    chords = List.copyOf(chords);
    notes = List.copyOf(notes);
  }

  public int bars() {
    return chords.size();
  }

  /** In which bar a note begins, counted from 0. */
  public int bar(Note note) {
    return note.onset() / meter.ticksPerBar();
  }

  /** Where in its bar a note begins, in ticks. */
  public int place(Note note) {
    return note.onset() % meter.ticksPerBar();
  }
}
