package io.reprise.baselines.normalization;

/**
 * Settings of {@link MovingAverageBatchNorm}, with the paper's letters.
 *
 * @param images of a normalisation batch, B; a batch is a multiple of it
 * @param window group statistics of a moving average, m
 * @param momentum of the running moment R, alpha, in (0, 1)
 * @param limit of the correction r and its inverse, lambda, at least 1
 * @param epsilon added under the roots, above 0
 * @param ownSteps the first steps in which every group uses its own statistics; it also does until
 *     the window has been filled
 * @param uncorrectedSteps the first steps in which r is 1
 */
public record MovingAverages(
    int images,
    int window,
    double momentum,
    double limit,
    double epsilon,
    int ownSteps,
    int uncorrectedSteps) {
  private static final double ALPHA = 0.98;
  private static final double LAMBDA = 5;
  private static final double EPSILON = 1e-5;

  /** Checks the ranges. */
  public MovingAverages {
    require(images >= 1, "normalisation batch", images, "at least 1 image");
    require(window >= 1, "window", window, "at least 1 group");
    require(momentum > 0 && momentum < 1, "momentum", momentum, "in (0, 1)");
    require(limit >= 1, "limit", limit, "at least 1");
    require(epsilon > 0, "epsilon", epsilon, "above 0");
    require(ownSteps >= 0, "own steps", ownSteps, "at least 0");
    require(uncorrectedSteps >= 0, "uncorrected steps", uncorrectedSteps, "at least 0");
  }

  private static void require(boolean holds, String what, double value, String expected) {
    if (!holds) {
      throw new IllegalArgumentException(
          "moving averages: " + what + " " + value + ": expected " + expected);
    }
  }

  /**
   * As the authors train on ImageNet: a device's batch falls into groups, the first step uses its
   * own statistics, r is 1 in the first 99.
   */
  public static MovingAverages ofGroups(int images, int window) {
    return new MovingAverages(images, window, ALPHA, LAMBDA, EPSILON, 0, 99);
  }

  /**
   * The authors' layer for other tasks, for batches that are one group: 99 steps with their own
   * statistics, and r is 1 in the first 1,000.
   */
  public static MovingAverages ofBatches(int images, int window) {
    return new MovingAverages(images, window, ALPHA, LAMBDA, EPSILON, 99, 1000);
  }
}
