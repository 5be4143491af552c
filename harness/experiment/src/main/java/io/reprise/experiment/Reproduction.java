package io.reprise.experiment;

/**
 * What was found for a reported number.
 *
 * @param value in the reported unit; NaN if nothing was measured
 * @param std over seeds; NaN if it is exact or unknown
 * @param seeds 0 if it is not a mean over seeds
 * @param data its name, or {@link #COMPUTED}
 * @param reason in words, for people
 */
public record Reproduction(
    double value, double std, int seeds, String data, Verdict verdict, String reason) {
  /** The data of a number that takes none: it is the same on every machine. */
  public static final String COMPUTED = "computed";

  public static Reproduction notRun(String reason) {
    return new Reproduction(Double.NaN, Double.NaN, 0, "", Verdict.NOT_RUN, reason);
  }

  /** An exact number, held against the printed digits. */
  public static Reproduction exact(double value, Reported row, String how) {
    boolean same = row.agrees(value);
    return new Reproduction(
        value,
        Double.NaN,
        0,
        COMPUTED,
        same ? Verdict.REPRODUCED : Verdict.NOT_REPRODUCED,
        how + (same ? "" : "; differs from the printed digits " + row.printed()));
  }

  /**
   * A mean over seeds, held against a printed one by the rule of {@link Verdict} for "give or take
   * a band". There is no correction for other numbers: each stands beside its own printed one.
   *
   * @param sample in the reported unit, at least one value
   * @param band half its width; the larger of this and twice the printed spread counts
   */
  public static Reproduction mean(
      Sample sample, Reported row, double band, Metric.Direction better, String data) {
    double half = Double.isNaN(row.std()) ? band : Math.max(band, 2 * row.std());
    Effect gap = Effect.paired(sample).minus(row.value());
    Ruling ruling = Ruling.equivalence(gap, half, better, gap.pWithin(half));
    return new Reproduction(
        sample.mean(),
        sample.standardDeviation(),
        sample.size(),
        data,
        ruling.verdict(),
        String.format(
            java.util.Locale.ROOT,
            "%s. Mean %+.2f from the reported value, 95%% interval %s, best seed %.2f",
            ruling.because(),
            gap.mean(),
            gap.interval().words(),
            better == Metric.Direction.LOWER ? sample.min() : sample.max()));
  }
}
