package io.reprise.experiment;

/**
 * A named number that trials measure.
 *
 * @param name as in {@code reported.csv}, for example {@code top1_accuracy}; that of a measured
 *     time ends in {@code _seconds}, since such a number cannot be reproduced to the bit
 * @param unit for example {@code percent}; {@link #DIMENSIONLESS} for shares, counts and the like
 */
public record Metric(String name, String unit, Direction better) {
  /** The unit of numbers without one, which people need not read. */
  public static final String DIMENSIONLESS = "1";

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

  /** A number of this metric, or of differences between them if so said, with its unit. */
  String quantity(String number, boolean difference) {
    return switch (unit) {
      case DIMENSIONLESS -> number;
      case "percent" -> number + (difference ? " points" : " percent");
      default -> number + " " + unit;
    };
  }
}
