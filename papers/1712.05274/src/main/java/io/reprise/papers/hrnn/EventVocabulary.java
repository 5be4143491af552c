package io.reprise.papers.hrnn;

import java.util.List;
import java.util.stream.IntStream;

/**
 * The events of a sixteenth: nothing changes (0), the note stops (1), or a note begins (2 and up,
 * one for each pitch).
 *
 * @param pitches MIDI numbers from the lowest
 */
record EventVocabulary(List<Integer> pitches) {
  static final int HOLD = 0;
  static final int OFF = 1;

  /** What stands for any note where only the rhythm counts. */
  static final int ONSET = 2;

  /** How many rhythms of one sixteenth there are. */
  static final int RHYTHMS = 3;

  /** Copies the pitches. */
  EventVocabulary {
    pitches = List.copyOf(pitches);
  }

  /** All pitches from the lowest to the highest. */
  static EventVocabulary chromatic(int lowest, int highest) {
    return new EventVocabulary(IntStream.rangeClosed(lowest, highest).boxed().toList());
  }

  int size() {
    return ONSET + pitches.size();
  }

  boolean has(int pitch) {
    return pitches.contains(pitch);
  }

  /** The event with which a note of a pitch begins. */
  int onset(int pitch) {
    return ONSET + pitches.indexOf(pitch);
  }

  int pitch(int event) {
    return pitches.get(event - ONSET);
  }

  /** What an event is to the rhythm: {@link #HOLD}, {@link #OFF} or {@link #ONSET}. */
  static int rhythm(int event) {
    return Math.min(event, ONSET);
  }
}
