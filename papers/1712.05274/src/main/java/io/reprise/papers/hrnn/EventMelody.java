package io.reprise.papers.hrnn;

import io.reprise.datasets.music.Bar;
import io.reprise.datasets.music.Melody;
import io.reprise.datasets.music.Meter;
import io.reprise.datasets.music.Note;
import io.reprise.tensor.Seed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.commons.math3.fraction.Fraction;

/** A melody of whole 4/4 bars as a row of events, one a sixteenth. */
final class EventMelody {
  static final int BAR = 16;
  static final int BEAT = 4;
  private static final Meter METER = new Meter(4, 4);
  private static final Fraction SIXTEENTH = new Fraction(1, 4);

  private final EventVocabulary vocabulary;
  private final int[] events;

  /**
   * A row of events.
   *
   * @throws IllegalArgumentException if they make no whole bars
   */
  EventMelody(EventVocabulary vocabulary, int[] events) {
    if (events.length == 0 || events.length % BAR != 0) {
      throw new IllegalArgumentException(
          "melody must be whole 4/4 bars: it has " + events.length + " sixteenths");
    }
    this.vocabulary = vocabulary;
    this.events = events.clone();
  }

  /**
   * A melody of a data set.
   *
   * @throws IllegalArgumentException if {@link #problem} finds one
   */
  static EventMelody of(Melody melody, EventVocabulary vocabulary) {
    problem(melody, vocabulary)
        .ifPresent(
            problem -> {
              throw new IllegalArgumentException("melody must be whole 4/4 bars " + problem);
            });
    int[] events = new int[steps(melody.length())];
    for (Note note : melody.notes()) {
      events[steps(note.onset())] = vocabulary.onset(note.pitch());
    }
    for (Note note : melody.notes()) {
      int end = steps(note.end());
      if (end < events.length && events[end] == EventVocabulary.HOLD) {
        events[end] = EventVocabulary.OFF;
      }
    }
    return new EventMelody(vocabulary, events);
  }

  /** Why a melody is none of these, in words that go on after "whole 4/4 bars". */
  static Optional<String> problem(Melody melody, EventVocabulary vocabulary) {
    if (melody.bars().isEmpty()) {
      return Optional.of("and at least one: it is empty");
    }
    for (Bar bar : melody.bars()) {
      if (!bar.meter().equals(METER) || !bar.isFull()) {
        return Optional.of(
            "throughout: the bar at " + bar.onset() + " is " + bar.length() + " of " + bar.meter());
      }
    }
    if (!melody.isMonophonic()) {
      return Optional.of("of one voice: two notes sound at once");
    }
    for (Note note : melody.notes()) {
      if (!onGrid(note.onset()) || !onGrid(note.end())) {
        return Optional.of("on a grid of sixteenths: " + note + " is not on it");
      }
      if (!vocabulary.has(note.pitch())) {
        return Optional.of(
            "in its range: " + note + " has none of the pitches " + vocabulary.pitches());
      }
    }
    return Optional.empty();
  }

  private static boolean onGrid(Fraction time) {
    return time.divide(SIXTEENTH).getDenominator() == 1;
  }

  private static int steps(Fraction time) {
    return time.divide(SIXTEENTH).intValue();
  }

  EventVocabulary vocabulary() {
    return vocabulary;
  }

  /** A copy. */
  int[] events() {
    return events.clone();
  }

  int event(int step) {
    return events[step];
  }

  int steps() {
    return events.length;
  }

  int bars() {
    return events.length / BAR;
  }

  /** What part of the melody is to the rhythm, from a step on. */
  int[] rhythm(int from, int steps) {
    return IntStream.range(from, from + steps)
        .map(i -> EventVocabulary.rhythm(events[i]))
        .toArray();
  }

  /** The same bars in a random order. */
  EventMelody shuffled(Seed seed) {
    int[] order = seed.permutation(bars());
    int[] shuffled = new int[events.length];
    for (int b = 0; b < order.length; b++) {
      System.arraycopy(events, order[b] * BAR, shuffled, b * BAR, BAR);
    }
    return new EventMelody(vocabulary, shuffled);
  }

  /** What it sounds like, in C major; a stop where nothing sounds changes nothing. */
  Melody melody() {
    List<Note> notes = new ArrayList<>();
    for (int i = 0; i < events.length; i++) {
      if (events[i] >= EventVocabulary.ONSET) {
        int end = i + 1;
        while (end < events.length && events[end] == EventVocabulary.HOLD) {
          end++;
        }
        notes.add(
            new Note(
                SIXTEENTH.multiply(i), SIXTEENTH.multiply(end - i), vocabulary.pitch(events[i])));
      }
    }
    List<Bar> bars =
        IntStream.range(0, bars())
            .mapToObj(b -> new Bar(METER.bar().multiply(b), METER.bar(), METER, 0))
            .toList();
    return new Melody(notes, bars, List.of());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof EventMelody that
        && vocabulary.equals(that.vocabulary)
        && Arrays.equals(events, that.events);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(events);
  }

  @Override
  public String toString() {
    return Arrays.toString(events);
  }
}
