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
  NOT_RUN
}
