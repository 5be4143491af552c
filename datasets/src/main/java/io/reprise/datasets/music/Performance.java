package io.reprise.datasets.music;

import io.reprise.datasets.music.WrittenBar.WrittenNote;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.math3.fraction.Fraction;

/** Plays written bars: repeats and their endings are played out, and tied notes become one. */
final class Performance {
  private static final int MOST_BARS = 100_000;

  private final List<Bar> bars = new ArrayList<>();
  private final List<Note> notes = new ArrayList<>();
  private final List<ChordSymbol> chords = new ArrayList<>();

  /** By pitch, the place among the notes of the one that the next is tied to. */
  private final Map<Integer, Integer> open = new HashMap<>();

  private Fraction now = Fraction.ZERO;

  private Performance() {}

  /**
   * @throws IllegalArgumentException if it becomes longer than 100,000 bars
   */
  static Melody of(List<WrittenBar> written) {
    Performance performance = new Performance();
    for (int i : order(written)) {
      performance.play(written.get(i));
    }
    return new Melody(performance.notes, performance.bars, performance.chords);
  }

  /** Which bar is played when. */
  private static List<Integer> order(List<WrittenBar> written) {
    List<Integer> order = new ArrayList<>();
    int start = 0;
    int pass = 1;
    boolean marked = false;
    int i = 0;
    while (i < written.size()) {
      WrittenBar bar = written.get(i);
      if (bar.startsRepeat() && start != i) {
        start = i;
        pass = 1;
      }
      marked |= bar.startsRepeat();
      boolean played = bar.endings().isEmpty() || bar.endings().contains(pass);
      if (played) {
        order.add(i);
        if (order.size() > MOST_BARS) {
          throw new IllegalArgumentException(
              "more than " + MOST_BARS + " bars with repeats: expected fewer");
        }
      }
      if (played && bar.plays() > 1 && isPlayedAgain(written, i, pass)) {
        pass++;
        i = start;
      } else {
        boolean leavesEndings = !bar.endings().isEmpty() && !hasEnding(written, i + 1);
        boolean leavesRepeat = bar.plays() > 1 && bar.endings().isEmpty();
        if (leavesEndings || leavesRepeat || (bar.endsPart() && !marked && pass == 1)) {
          start = i + 1;
          pass = 1;
          marked = false;
        }
        i++;
      }
    }
    return order;
  }

  private static boolean hasEnding(List<WrittenBar> written, int i) {
    return i < written.size() && !written.get(i).endings().isEmpty();
  }

  private static boolean isPlayedAgain(List<WrittenBar> written, int i, int pass) {
    if (written.get(i).endings().isEmpty()) {
      // Without an ending here, those that follow say how often.
      if (!hasEnding(written, i + 1)) {
        return pass < written.get(i).plays();
      }
      return pass == 1;
    }
    for (int j = i; hasEnding(written, j); j++) {
      if (written.get(j).endings().contains(pass + 1)) {
        return true;
      }
    }
    return false;
  }

  private void play(WrittenBar bar) {
    for (ChordSymbol chord : bar.chords()) {
      chords.add(new ChordSymbol(now.add(chord.onset()), chord.name()));
    }
    for (WrittenNote note : bar.notes()) {
      play(note);
    }
    Fraction end = now.add(bar.length());
    int last = bars.size() - 1;
    if (last >= 0 && isCompletedBy(bars.get(last), bar)) {
      Bar half = bars.get(last);
      bars.set(
          last,
          new Bar(half.onset(), half.length().add(bar.length()), half.meter(), half.fifths()));
    } else {
      bars.add(new Bar(now, bar.length(), bar.meter(), bar.fifths()));
    }
    now = end;
  }

  /** A repeat sign within a bar cuts it in two. */
  private static boolean isCompletedBy(Bar half, WrittenBar rest) {
    return half.meter().equals(rest.meter())
        && half.fifths() == rest.fifths()
        && half.length().add(rest.length()).equals(half.meter().bar());
  }

  private void play(WrittenNote note) {
    Fraction onset = now.add(note.onset());
    Integer before = open.remove(note.pitch());
    int place = notes.size();
    if (before != null && notes.get(before).end().equals(onset)) {
      Note first = notes.get(before);
      notes.set(
          before, new Note(first.onset(), first.duration().add(note.duration()), first.pitch()));
      place = before;
    } else {
      notes.add(new Note(onset, note.duration(), note.pitch()));
    }
    if (note.tied()) {
      open.put(note.pitch(), place);
    }
  }
}
