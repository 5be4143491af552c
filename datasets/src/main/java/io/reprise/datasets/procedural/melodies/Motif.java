package io.reprise.datasets.procedural.melodies;

import io.reprise.datasets.procedural.RandomStream;
import java.util.ArrayList;
import java.util.List;

/**
 * One bar as a composer thinks of it, before it is set on a chord.
 *
 * @param rhythm durations in sixteenths that fill the bar
 * @param contour steps of the scale from each note to the next; one fewer than durations
 */
record Motif(List<Integer> rhythm, List<Integer> contour) {
  private static final List<List<Integer>> BEATS =
      List.of(
          List.of(4),
          List.of(4),
          List.of(2, 2),
          List.of(2, 2),
          List.of(3, 1),
          List.of(2, 1, 1),
          List.of(1, 1, 2),
          List.of(1, 1, 1, 1));
  private static final List<Integer> STEPS = List.of(-2, -1, -1, -1, 0, 1, 1, 1, 2, 3, -3);

  Motif {
    rhythm = List.copyOf(rhythm);
    contour = List.copyOf(contour);
  }

  static Motif draw(int beats, RandomStream random) {
    List<Integer> rhythm = new ArrayList<>();
    for (int b = 0; b < beats; b++) {
      if (b % 2 == 0 && b + 1 < beats && random.chance(0.2)) {
        rhythm.addAll(random.chance(0.5) ? List.of(6, 2) : List.of(8));
        b++;
      } else {
        rhythm.addAll(random.pick(BEATS));
      }
    }
    List<Integer> contour = new ArrayList<>();
    for (int n = 1; n < rhythm.size(); n++) {
      contour.add(random.pick(STEPS));
    }
    return new Motif(rhythm, contour);
  }

  /** The last bar of a phrase: a short approach and a long note. */
  static Motif cadence(int beats, RandomStream random) {
    List<Integer> approach = random.pick(List.of(List.of(4), List.of(2, 2), List.of(3, 1)));
    List<Integer> rhythm = new ArrayList<>(approach);
    rhythm.add(4 * (beats - 1));
    List<Integer> contour = new ArrayList<>();
    for (int n = 0; n < approach.size(); n++) {
      contour.add(-1);
    }
    return new Motif(rhythm, contour);
  }

  /** The same motif, or one that a listener knows again. */
  Motif varied(RandomStream random) {
    return switch (random.below(4)) {
      case 0 -> new Motif(rhythm, contour.stream().map(step -> -step).toList());
      case 1 -> ornamented(random);
      default -> this;
    };
  }

  /** One of the longer notes is parted, with the upper or lower neighbour between. */
  private Motif ornamented(RandomStream random) {
    int n = random.below(rhythm.size());
    int duration = rhythm.get(n);
    if (duration < 4) {
      return this;
    }
    List<Integer> parted = new ArrayList<>(rhythm);
    parted.set(n, duration - 2);
    parted.add(n + 1, 1);
    parted.add(n + 2, 1);
    int neighbour = random.sign();
    List<Integer> steps = new ArrayList<>(contour);
    steps.add(n, neighbour);
    steps.add(n + 1, -neighbour);
    return new Motif(parted, steps);
  }
}
