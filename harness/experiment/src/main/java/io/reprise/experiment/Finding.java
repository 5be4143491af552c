package io.reprise.experiment;

/**
 * A verdict with what it rests on.
 *
 * @param evidence the numbers in words; for {@link Verdict#NOT_RUN} the reason
 */
public record Finding(Verdict verdict, String evidence) {
  public static Finding notRun(String reason) {
    return new Finding(Verdict.NOT_RUN, reason);
  }
}
