package io.reprise.experiment;

/**
 * A verdict by the rule that {@link Verdict} states, with the part of the rule that gave it.
 *
 * @param because begins with {@code shown}, {@code in part}, {@code unclear}, {@code contradicted}
 *     or {@code too good}
 */
record Ruling(Verdict verdict, String because) {
  /** Values that miss a margin by less than this miss it by rounding alone. */
  private static final double ROUNDING = 1e-9;

  /**
   * On "the difference is at least a margin".
   *
   * @param effect positive where the claim says so
   * @param margin from 0 a superiority, below 0 a non-inferiority
   * @param adjustedP of "the difference is above {@link #origin(double)}"; NaN if not testable
   */
  static Ruling superiority(Effect effect, double margin, double adjustedP) {
    double origin = origin(margin);
    boolean size = effect.mean() >= margin - ROUNDING && effect.mean() > origin;
    boolean direction = adjustedP < Effect.LEVEL;
    String least = plain(margin);
    String beyond = "beyond chance above " + plain(origin);
    if (size) {
      return direction
          ? new Ruling(Verdict.REPRODUCED, "shown: at least " + least + ", " + beyond)
          : unclear(Verdict.PARTLY, effect, "as claimed on average, but chance can do that");
    }
    // Only now, since an interval around a mean as claimed can not exclude the claim.
    double high = effect.interval().high();
    if (high <= origin) {
      return new Ruling(
          Verdict.NOT_REPRODUCED, "contradicted: the interval does not exceed " + plain(origin));
    }
    if (high < margin) {
      return new Ruling(Verdict.NOT_REPRODUCED, "contradicted: the interval excludes " + least);
    }
    return direction
        ? new Ruling(Verdict.PARTLY, "in part: " + beyond + ", but below " + least + " on average")
        : unclear(Verdict.NOT_RUN, effect, "not as claimed on average, but the interval allows it");
  }

  /** What a difference with a margin is tested against: 0, or a margin below 0 itself. */
  static double origin(double margin) {
    return Math.min(margin, 0);
  }

  /**
   * On "the value is the reported one, give or take a band".
   *
   * @param gap the value less the reported one
   * @param band half its width, at least 0
   * @param better of the value
   * @param adjustedP of {@link Effect#pWithin}; NaN if not testable
   */
  static Ruling equivalence(Effect gap, double band, Metric.Direction better, double adjustedP) {
    Effect gain = better == Metric.Direction.LOWER ? gap.negated() : gap;
    Interval interval = gain.interval();
    boolean disjoint = interval.low() > band || interval.high() < -band;
    String width = plain(band);
    if (Math.abs(gain.mean()) <= band + ROUNDING) {
      return adjustedP < Effect.LEVEL
          ? new Ruling(Verdict.REPRODUCED, "shown: the interval lies in the band of " + width)
          : unclear(
              Verdict.PARTLY,
              gap,
              "in the band of " + width + " on average, but the interval is not");
    }
    if (gain.mean() > 0 && better != Metric.Direction.NEITHER) {
      return new Ruling(
          Verdict.TOO_GOOD,
          "too good: better by more than the band of "
              + width
              + (disjoint ? "" : ", though the interval meets it"));
    }
    return disjoint
        ? new Ruling(
            Verdict.NOT_REPRODUCED, "contradicted: the interval excludes the band of " + width)
        : unclear(
            Verdict.NOT_RUN,
            gap,
            "out of the band of " + width + " on average, but the interval meets it");
  }

  private static Ruling unclear(Verdict verdict, Effect effect, String because) {
    String spread =
        !effect.testable()
            ? "; one seed shows no spread"
            : effect.hasInterval() ? "" : "; equal values show no spread";
    return new Ruling(verdict, "unclear: " + because + spread);
  }

  /** A finite number as a person writes it: all its digits, no exponent. */
  static String plain(double value) {
    return new java.math.BigDecimal(Double.toString(value)).stripTrailingZeros().toPlainString();
  }
}
