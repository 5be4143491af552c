package io.reprise.peers;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * What is raced.
 *
 * @param work without repetition
 * @param peers without repetition
 * @param rounds in each of which every peer does every work
 * @param seconds that a peer is timed for in a round, beyond the warm-up; at least {@link
 *     PeersBenchmark#SAMPLES} samples are taken however long they last
 */
record Race(Set<Work> work, Set<Peer> peers, int rounds, int seconds) {
  private static final int ROUNDS = 3;
  private static final int SECONDS = 6;

  /** Checks the numbers. */
  Race {
    if (rounds < 1 || seconds < 1) {
      throw new IllegalArgumentException(
          rounds + " rounds of " + seconds + " seconds: expected at least 1 of each");
    }
  }

  /**
   * Reads the system properties {@code bench.work} and {@code bench.peers} (names between commas),
   * {@code bench.rounds} and {@code bench.seconds}; one that is missing or empty has its default.
   *
   * @throws IllegalArgumentException if a name is unknown or a number is none
   */
  static Race fromSystemProperties() {
    return new Race(
        names("bench.work", Work.all(), Work::named),
        names("bench.peers", Peer.all(), Peer::named),
        number("bench.rounds", ROUNDS),
        number("bench.seconds", SECONDS));
  }

  private static <T> Set<T> names(String property, List<T> all, Function<String, T> named) {
    String text = System.getProperty(property, "");
    return new LinkedHashSet<>(
        text.isEmpty() ? all : Arrays.stream(text.split(",")).map(named).toList());
  }

  private static int number(String property, int otherwise) {
    String text = System.getProperty(property, "");
    try {
      return text.isEmpty() ? otherwise : Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          property + " '" + text + "': expected a whole number of at least 1", e);
    }
  }
}
