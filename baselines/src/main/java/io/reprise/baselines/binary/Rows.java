package io.reprise.baselines.binary;

import java.util.stream.IntStream;

/** Work on rows that do not depend on each other, shared out between threads. */
final class Rows {
  private Rows() {}

  /** A part of the work. */
  @FunctionalInterface
  interface Part {
    /** The rows from {@code from} up to and without {@code to}. */
    void run(int from, int to);
  }

  /** Does all rows in as many parts of nearly equal length as there are threads. */
  static void share(int rows, int threads, Part part) {
    int parts = Math.max(1, Math.min(rows, threads));
    IntStream.range(0, parts)
        .parallel()
        .forEach(
            p -> part.run((int) ((long) rows * p / parts), (int) ((long) rows * (p + 1) / parts)));
  }
}
