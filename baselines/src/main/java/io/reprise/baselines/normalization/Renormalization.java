package io.reprise.baselines.normalization;

/**
 * The limits of batch renormalisation (arXiv 1702.03275): none at first, then growing linearly.
 *
 * @param firstSteps the steps in which it is batch normalisation, r = 1 and d = 0
 * @param stepsToR when r reaches its limit
 * @param stepsToD when d reaches its limit
 * @param mostR the limit of r and its inverse, at least 1
 * @param mostD the limit of |d|, at least 0
 */
public record Renormalization(
    int firstSteps, int stepsToR, int stepsToD, double mostR, double mostD) {
  /** Batch normalisation. */
  public static final Renormalization NONE = new Renormalization(0, 0, 0, 1, 0);

  /** Checks the ranges. */
  public Renormalization {
    if (firstSteps < 0 || stepsToR < firstSteps || stepsToD < firstSteps) {
      throw new IllegalArgumentException(
          "renormalisation: steps "
              + firstSteps
              + ", "
              + stepsToR
              + ", "
              + stepsToD
              + ": expected at least 0, and the others not before the first");
    }
    if (!(mostR >= 1 && mostD >= 0)) {
      throw new IllegalArgumentException(
          "renormalisation: limits "
              + mostR
              + " of r and "
              + mostD
              + " of d: expected at least 1 and 0");
    }
  }

  /** The paper's: r up to 3 and d up to 5, with its steps in so many times fewer. */
  public static Renormalization fasterBy(double factor) {
    return new Renormalization(
        (int) (5_000 / factor), (int) (40_000 / factor), (int) (25_000 / factor), 3, 5);
  }

  /** The limit of r after so many steps. */
  public double limitR(int steps) {
    return 1 + (mostR - 1) * share(steps, stepsToR);
  }

  /** The limit of |d| after so many steps. */
  public double limitD(int steps) {
    return mostD * share(steps, stepsToD);
  }

  private double share(int steps, int end) {
    return steps < firstSteps
        ? 0
        : steps >= end ? 1 : (double) (steps - firstSteps) / (end - firstSteps);
  }

  /** Steps after which nothing changes any more. */
  int lastStep() {
    return Math.max(stepsToR, stepsToD);
  }
}
