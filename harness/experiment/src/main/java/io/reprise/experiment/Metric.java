package io.reprise.experiment;

/**
 * A named number that trials measure.
 *
 * @param name as in {@code reported.csv}, for example {@code top1_accuracy}
 * @param unit for example {@code percent}
 */
public record Metric(String name, String unit, Direction better) {
  /** Which way is better. */
  public enum Direction {
    HIGHER,
    LOWER,
    NEITHER
  }

  public static final Metric TOP1_ACCURACY =
      new Metric("top1_accuracy", "percent", Direction.HIGHER);
  public static final Metric TOP5_ACCURACY =
      new Metric("top5_accuracy", "percent", Direction.HIGHER);
  public static final Metric TEST_LOSS = new Metric("test_loss", "nats", Direction.LOWER);
}
