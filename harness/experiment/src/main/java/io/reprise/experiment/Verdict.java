package io.reprise.experiment;

/**
 * What the evidence says of a claim or of a reported number.
 *
 * <p>The verdict on an exact claim is that of its predicate. The verdict on a statistical claim
 * follows from its declared margin, the 95% interval of the estimate and the one-sided p-value,
 * which is corrected by Holm's method over all statistical claims of the experiment that are judged
 * together; <i>beyond chance</i> means that the corrected p is below 0.025 ({@link Effect#LEVEL}),
 * which for a claim that stands alone is the same as an interval that excludes the origin. Rules
 * are tried from top to bottom.
 *
 * <p>"The difference is at least <i>m</i>" ({@link Criterion.Superiority}), with the origin
 * <i>o</i> = 0, or <i>o</i> = <i>m</i> for a margin below 0, and p that of "above <i>o</i>":
 *
 * <ol>
 *   <li>{@code NOT_REPRODUCED}, contradicted: the interval does not exceed <i>o</i>, or lies below
 *       <i>m</i>
 *   <li>{@code REPRODUCED}, shown: the mean is at least <i>m</i> and above <i>o</i>, and beyond
 *       chance
 *   <li>{@code PARTLY}, in part: beyond chance above <i>o</i>, but the mean is below <i>m</i>
 *   <li>{@code PARTLY}, unclear: the mean is as claimed, but chance can do that. Without an effect
 *       half of all claims with margin 0 come out so
 *   <li>{@code NOT_RUN}, unclear: the mean is not as claimed, but the interval does not exclude it.
 *       This is no evidence against the claim and none for it
 * </ol>
 *
 * <p>"The value is the reported one, give or take <i>b</i>" ({@link Criterion.Equivalence} and
 * {@link Reproduction#mean}), with p of two one-sided tests (TOST):
 *
 * <ol>
 *   <li>{@code REPRODUCED}, shown: the mean is in the band, and beyond chance
 *   <li>{@code PARTLY}, unclear: the mean is in the band, but the interval is not
 *   <li>{@code TOO_GOOD}: the mean is better by more than the band. A suspicion needs no proof, so
 *       this takes no interval, which is named all the same
 *   <li>{@code NOT_REPRODUCED}, contradicted: the interval and the band do not meet
 *   <li>{@code NOT_RUN}, unclear: the mean is out of the band, but the interval meets it
 * </ol>
 *
 * <p>With one seed, or with fewer than six that all give the same difference, there is no interval
 * and nothing is beyond chance or contradicted.
 */
public enum Verdict {
  REPRODUCED,
  /** A part of the claim is missing, or the seeds are too few to tell it from chance. */
  PARTLY,
  NOT_REPRODUCED,
  /** Better than reported by more than the margin: suspicious until explained. */
  TOO_GOOD,
  /** There is no evidence, or none that decides, with the reason why. */
  NOT_RUN
}
