package io.reprise.experiment;

import java.util.List;
import java.util.Optional;

/**
 * A verdict with what it rests on.
 *
 * @param evidence the numbers in words; for {@link Verdict#NOT_RUN} the reason
 * @param statistics the numbers of a statistical claim that has any
 */
public record Finding(Verdict verdict, String evidence, Optional<Statistics> statistics) {
  /**
   * What a statistical verdict follows from.
   *
   * @param effect positive where the claim says so; of a claim in parts that of the weakest part
   * @param p one-sided; NaN if not testable
   * @param adjustedP the same, corrected for all claims judged together
   */
  public record Statistics(Effect effect, double p, double adjustedP) {}

  /** A finding without statistics. */
  public Finding(Verdict verdict, String evidence) {
    this(verdict, evidence, Optional.empty());
  }

  public static Finding notRun(String reason) {
    return new Finding(Verdict.NOT_RUN, reason);
  }

  /**
   * Evidence of a comparison of many numbers, for example {@code 3 figures agree, 1 differ: ...}.
   *
   * @param differ those that do not agree, each in words
   */
  public static String agreement(int agree, String what, List<String> differ) {
    return agree
        + " "
        + what
        + " agree"
        + (differ.isEmpty() ? "" : ", " + differ.size() + " differ: " + String.join("; ", differ));
  }
}
