package io.reprise.datasets;

/**
 * How batches are made while a network is busy. It changes nothing but the time that takes.
 *
 * @param threads that make them, all on one batch before the next; with none, each batch is made by
 *     the thread that asks for it, when it asks
 * @param ahead the most batches that are begun before they are asked for; each takes the memory of
 *     its inputs
 */
public record Loading(int threads, int ahead) {
  /** One thread and two batches: enough where pictures are in memory. */
  public static final Loading DEFAULT = new Loading(1, 2);

  /** Without threads. */
  public static final Loading WHEN_ASKED = new Loading(0, 1);

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if {@code threads} is negative or {@code ahead} below 1
   */
  public Loading {
    if (threads < 0) {
      throw new IllegalArgumentException("loading threads " + threads + ": expected at least 0");
    }
    if (ahead < 1) {
      throw new IllegalArgumentException("batches ahead " + ahead + ": expected at least 1");
    }
  }

  /** As many threads as the Java machine sees processors, for pictures in files. */
  public static Loading onAllProcessors() {
    return new Loading(Runtime.getRuntime().availableProcessors(), 2);
  }
}
