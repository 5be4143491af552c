package io.reprise.papers.hrnn;

import io.reprise.papers.hrnn.Level.Kind;
import java.util.List;

/** How well lower levels do what the levels above ask for, by the numbers of profiles. */
final class Guidance {
  private static final int BEATS_A_BAR = EventMelody.BAR / EventMelody.BEAT;

  private Guidance() {}

  /** The share of bars whose four beats, each as its prototype sounds, make the bar asked for. */
  static double beatsFollowBars(List<Score> scores, Profiles profiles) {
    int right = 0;
    int all = 0;
    for (Score score : scores) {
      int[] bars = score.symbols(Kind.BAR);
      int[] beats = score.symbols(Kind.BEAT);
      for (int b = 0; b < bars.length; b++) {
        right += profiles.barOf(beats, b * BEATS_A_BAR) == bars[b] ? 1 : 0;
        all++;
      }
    }
    return (double) right / all;
  }

  /** The share of beats whose events have the profile asked for. */
  static double notesFollowBeats(List<Score> scores, Profiles profiles, EventVocabulary events) {
    int right = 0;
    int all = 0;
    for (Score score : scores) {
      int[] found = profiles.beats().of(new EventMelody(events, score.symbols(Kind.NOTE)));
      int[] asked = score.symbols(Kind.BEAT);
      for (int b = 0; b < asked.length; b++) {
        right += found[b] == asked[b] ? 1 : 0;
        all++;
      }
    }
    return (double) right / all;
  }
}
