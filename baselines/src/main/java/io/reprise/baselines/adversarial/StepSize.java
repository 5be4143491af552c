package io.reprise.baselines.adversarial;

/** How far one step of an iterative attack goes, in levels of 1/255. */
@FunctionalInterface
public interface StepSize {
  /** The length for an epsilon. */
  double of(int epsilon);

  /** {@code eps / divisor}. */
  static StepSize share(double divisor) {
    return epsilon -> epsilon / divisor;
  }

  /** The same whatever epsilon. */
  static StepSize fixed(double levels) {
    return epsilon -> levels;
  }
}
