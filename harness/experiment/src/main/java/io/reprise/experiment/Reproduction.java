package io.reprise.experiment;

/**
 * What was found for a reported number.
 *
 * @param value in the reported unit; NaN if nothing was measured
 * @param std over seeds; NaN if it is exact or unknown
 * @param seeds 0 if it is computed
 * @param reason in words, for people
 */
public record Reproduction(
    double value, double std, int seeds, String data, Verdict verdict, String reason) {
  public static Reproduction notRun(String reason) {
    return new Reproduction(Double.NaN, Double.NaN, 0, "", Verdict.NOT_RUN, reason);
  }

  /**
   * An exact number, held against a printed one at the printed precision.
   *
   * @param digits significant digits of the printed number
   */
  public static Reproduction exact(double value, Reported row, int digits, String how) {
    boolean same = round(value, digits) == round(row.value(), digits);
    return new Reproduction(
        value,
        Double.NaN,
        0,
        "computed",
        same ? Verdict.REPRODUCED : Verdict.NOT_REPRODUCED,
        how + (same ? "" : "; differs in the first " + digits + " digits"));
  }

  /**
   * A mean over seeds, held against a printed one: reproduced inside the band, too good or not
   * reproduced outside it.
   *
   * @param sample in the reported unit
   * @param band half its width; the larger of this and twice the printed spread counts
   */
  public static Reproduction mean(
      Sample sample, Reported row, double band, Metric.Direction better, String data) {
    double half = Double.isNaN(row.std()) ? band : Math.max(band, 2 * row.std());
    double gap = sample.mean() - row.value();
    boolean good = better == Metric.Direction.HIGHER ? gap > 0 : gap < 0;
    Verdict verdict =
        Math.abs(gap) <= half
            ? Verdict.REPRODUCED
            : good && better != Metric.Direction.NEITHER
                ? Verdict.TOO_GOOD
                : Verdict.NOT_REPRODUCED;
    return new Reproduction(
        sample.mean(),
        sample.standardDeviation(),
        sample.size(),
        data,
        verdict,
        String.format(
            java.util.Locale.ROOT,
            "mean %+.2f from the reported value, band %.2f, best seed %.2f",
            gap,
            half,
            better == Metric.Direction.LOWER ? sample.min() : sample.max()));
  }

  private static double round(double value, int digits) {
    return new java.math.BigDecimal(value)
        .round(new java.math.MathContext(digits, java.math.RoundingMode.HALF_UP))
        .doubleValue();
  }
}
