package io.reprise.experiment;

/** What the evidence says of a claim or of a reported number. */
public enum Verdict {
  REPRODUCED,
  /** The direction is right, but a part of the claim is missing or the spread is too wide. */
  PARTLY,
  NOT_REPRODUCED,
  /** Better than reported by more than the margin: suspicious until explained. */
  TOO_GOOD,
  /** There is no evidence, with the reason why. */
  NOT_RUN;

  /**
   * The verdict on "this difference is above 0, and at least a margin": reproduced if its mean
   * reaches the margin and the lower end of its 95% confidence interval is above 0; partly if only
   * the mean does; else not reproduced.
   *
   * @param difference one value a seed, at least one
   */
  public static Verdict ofDifference(Sample difference, double margin) {
    double mean = difference.mean();
    if (!(mean >= margin && mean > 0)) {
      return NOT_REPRODUCED;
    }
    return difference.size() > 1 && mean - difference.halfWidth95() > 0 ? REPRODUCED : PARTLY;
  }
}
