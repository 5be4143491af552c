package io.reprise.nn;

import java.util.List;

/** A learning rate as a function of the position in training. */
@FunctionalInterface
public interface Schedule {
  /**
   * The rate for a step.
   *
   * @param epoch epochs finished so far, with the fraction of the running one
   */
  double at(double epoch);

  static Schedule constant(double rate) {
    return epoch -> rate;
  }

  /** {@code rate * factor^k} in the k-th run of {@code size} epochs. */
  static Schedule step(double rate, int size, double factor) {
    if (size < 1) {
      throw new IllegalArgumentException("step size " + size + ": expected at least 1 epoch");
    }
    return epoch -> rate * Math.pow(factor, Math.floor(epoch / size));
  }

  /** A change of the rate from an epoch on: the rate so far times {@code factor}. */
  record Milestone(double epoch, double factor) {}

  /** The rate times the factors of all milestones passed. */
  static Schedule multiStep(double rate, List<Milestone> milestones) {
    List<Milestone> all = List.copyOf(milestones);
    return epoch -> {
      double r = rate;
      for (Milestone m : all) {
        if (epoch >= m.epoch()) {
          r *= m.factor();
        }
      }
      return r;
    };
  }

  /** Half a cosine from {@code rate} to {@code last} over {@code epochs} (arXiv 1608.03983). */
  static Schedule cosine(double rate, double last, double epochs) {
    if (!(epochs > 0)) {
      throw new IllegalArgumentException("cosine over " + epochs + " epochs: expected > 0");
    }
    return epoch ->
        last + (rate - last) / 2 * (1 + Math.cos(Math.PI * Math.min(epoch / epochs, 1)));
  }

  /** A straight line from {@code rate} to 0 over {@code epochs}. */
  static Schedule linear(double rate, double epochs) {
    if (!(epochs > 0)) {
      throw new IllegalArgumentException("linear over " + epochs + " epochs: expected > 0");
    }
    return epoch -> rate * Math.max(0, 1 - epoch / epochs);
  }

  /** This schedule, multiplied by a ramp from 0 to 1 over the first epochs. */
  default Schedule warmUp(double epochs) {
    if (!(epochs > 0)) {
      throw new IllegalArgumentException("warm-up over " + epochs + " epochs: expected > 0");
    }
    return epoch -> at(epoch) * Math.min(1, epoch / epochs);
  }
}
