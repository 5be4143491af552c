package io.reprise.papers.lccl;

import io.reprise.experiment.Criterion;
import io.reprise.experiment.Effect;
import io.reprise.experiment.Evidence;
import io.reprise.experiment.Finding;
import io.reprise.experiment.Metric;
import io.reprise.experiment.Sample;
import io.reprise.experiment.Scale;
import io.reprise.experiment.Verdict;
import io.reprise.papers.lccl.Protocol.Form;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.commons.math3.distribution.FDistribution;

/**
 * "A metric varies more between seeds in one form than in another", of at least one of several: by
 * the F test of two variances, with Bonferroni's correction for the number of metrics.
 */
final class SpreadOverSeeds {
  /** From this ratio of standard deviations on, what the test cannot tell counts in part. */
  private static final double CLEAR = 2;

  private SpreadOverSeeds() {}

  static Criterion criterion(Form erratic, Form steady, List<Metric> metrics) {
    return new Criterion.Custom(
        String.format(
            Locale.ROOT,
            "standard deviation over seeds larger (F test at %.3f over %d metrics)",
            Effect.LEVEL,
            metrics.size()),
        true,
        evidence -> judge(evidence, erratic, steady, metrics));
  }

  private static Finding judge(Evidence evidence, Form erratic, Form steady, List<Metric> metrics) {
    if (evidence.scale() == Scale.SMOKE) {
      return Finding.notRun("scale smoke shows that everything runs, not how well");
    }
    List<String> words = new ArrayList<>();
    double p = 1;
    double largest = 0;
    for (Metric metric : metrics) {
      Sample a = evidence.sample(Protocol.compared(evidence.scale(), erratic), metric);
      Sample b = evidence.sample(Protocol.compared(evidence.scale(), steady), metric);
      if (a.size() < 2 || b.size() < 2) {
        return Finding.notRun("fewer than two seeds finished with and without normalisation");
      }
      double ratio = a.standardDeviation() / b.standardDeviation();
      largest = Math.max(largest, ratio);
      p = Math.min(p, metrics.size() * pLarger(a, b));
      words.add(
          String.format(
              Locale.ROOT,
              "%s: standard deviation %.2f against %.2f %s",
              metric.name(),
              a.standardDeviation(),
              b.standardDeviation(),
              metric.unit()));
    }
    words.add(String.format(Locale.ROOT, "p %.3f by Bonferroni", Math.min(1, p)));
    return new Finding(verdict(p, largest), String.join("; ", words));
  }

  /**
   * The verdict.
   *
   * @param p corrected
   * @param ratio the largest of standard deviations
   */
  static Verdict verdict(double p, double ratio) {
    if (p < Effect.LEVEL) {
      return Verdict.REPRODUCED;
    }
    return ratio >= CLEAR ? Verdict.PARTLY : ratio < 1 ? Verdict.NOT_REPRODUCED : Verdict.NOT_RUN;
  }

  /** One-sided: how often equal variances look so different, or more. */
  static double pLarger(Sample a, Sample b) {
    double u = a.standardDeviation();
    double v = b.standardDeviation();
    if (v == 0) {
      return u > 0 ? 0 : 1;
    }
    // The lower tail of the inverse ratio, which keeps the digits of a small p.
    return u == 0
        ? 1
        : new FDistribution(null, b.size() - 1.0, a.size() - 1.0)
            .cumulativeProbability(v * v / (u * u));
  }
}
