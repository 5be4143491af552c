package io.reprise.papers.hrnn;

import io.reprise.tensor.Seed;
import java.util.List;
import java.util.function.Consumer;

/** The profiles of beats and of bars. */
record Profiles(RhythmProfiles beats, RhythmProfiles bars) {
  /** The most frequent rhythms. */
  static Profiles exact(List<EventMelody> melodies, int beats, int bars) {
    return new Profiles(
        RhythmProfiles.exact(melodies, EventMelody.BEAT, beats),
        RhythmProfiles.exact(melodies, EventMelody.BAR, bars));
  }

  /** By k-means, as in the paper. */
  static Profiles kMeans(
      List<EventMelody> melodies, int beats, int bars, Seed seed, Consumer<String> warnings) {
    return new Profiles(
        RhythmProfiles.kMeans(melodies, EventMelody.BEAT, beats, seed.named("beats"), warnings),
        RhythmProfiles.kMeans(melodies, EventMelody.BAR, bars, seed.named("bars"), warnings));
  }

  /** The profile of a bar whose beats sound like the prototypes of theirs. */
  int barOf(int[] beatProfiles, int from) {
    int[] rhythm = new int[EventMelody.BAR];
    for (int b = 0; b < EventMelody.BAR / EventMelody.BEAT; b++) {
      int[] beat = beats.decode(beatProfiles[from + b]);
      System.arraycopy(beat, 0, rhythm, b * EventMelody.BEAT, EventMelody.BEAT);
    }
    return bars.profile(rhythm);
  }
}
