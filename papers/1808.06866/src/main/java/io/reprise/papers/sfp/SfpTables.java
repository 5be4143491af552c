package io.reprise.papers.sfp;

import io.reprise.experiment.Evidence;
import io.reprise.experiment.Metric;
import io.reprise.experiment.Reported;
import io.reprise.experiment.Reproduction;
import io.reprise.experiment.Sample;
import io.reprise.experiment.Scale;
import io.reprise.experiment.Verdict;
import io.reprise.papers.sfp.Protocol.Method;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which of this module's numbers answers which number of the paper's tables. */
final class SfpTables {
  /** The depths of Tables 2 and 3. */
  static final List<Integer> IMAGENET_DEPTHS = List.of(18, 34, 50, 101);

  /** The rate of Tables 2 and 3. */
  static final double TIMED_RATE = 0.3;

  /** Accuracies count as equal within half a point, or twice the printed spread. */
  private static final double ACCURACY_BAND = 0.5;

  /** Realistic accelerations count as equal within five points: other hardware, other library. */
  private static final double LATENCY_BAND = 5;

  private static final Pattern PERCENT = Pattern.compile("(\\d+)%");

  private SfpTables() {}

  /** The setting of a physically cut network. */
  static String integerWidths(double rate) {
    return "rate " + Protocol.percent(rate) + ", integer widths";
  }

  /** The setting of the papers' formula, in which widths shrink by exactly the rate. */
  static String continuousWidths(double rate) {
    return "rate " + Protocol.percent(rate) + ", continuous widths";
  }

  static Reproduction reproduce(Reported row, Evidence evidence) {
    boolean own = row.method().startsWith("SFP") || row.method().equals("baseline");
    if (!own) {
      return Reproduction.notRun("quoted by the paper from another paper's method");
    }
    return switch (row.metric()) {
      case "flops", "flops_reduction", "speedup" -> cost(row, evidence);
      case "latency_reduction" -> latencyReduction(row, evidence);
      case "latency" ->
          Reproduction.notRun("absolute times of the paper's GPU; see latency.csv for ours");
      default -> accuracy(row, evidence);
    };
  }

  private static double rate(Reported row) {
    Matcher m = PERCENT.matcher(row.setting() + " " + row.method());
    return m.find() ? Integer.parseInt(m.group(1)) / 100.0 : TIMED_RATE;
  }

  private static Reproduction cost(Reported row, Evidence evidence) {
    double rate = rate(row);
    double macs = evidence.cost(row.model(), continuousWidths(rate)).macs();
    double reduction = evidence.cost(row.model(), continuousWidths(rate)).macsReduction();
    String how =
        String.format(
            Locale.ROOT,
            "continuous widths; integer widths give %.2f%%",
            100 * evidence.cost(row.model(), integerWidths(rate)).macsReduction());
    if (row.table().equals("abstract")) {
      boolean more = 100 * reduction > row.value();
      return new Reproduction(
          100 * reduction,
          Double.NaN,
          0,
          Reproduction.COMPUTED,
          more ? Verdict.REPRODUCED : Verdict.NOT_REPRODUCED,
          "a lower bound; " + how);
    }
    double value =
        switch (row.metric()) {
          case "flops" -> macs / 1e6;
          case "speedup" -> 1 / (1 - reduction);
          default -> 100 * reduction;
        };
    return Reproduction.exact(value, row, how);
  }

  private static Reproduction latencyReduction(Reported row, Evidence evidence) {
    OptionalDouble measured =
        evidence.latencyReduction(row.model(), integerWidths(TIMED_RATE), "unpruned");
    if (measured.isEmpty()) {
      return Reproduction.notRun(
          "latency of " + row.model() + " is not measured at scale " + evidence.scale().id());
    }
    double value = 100 * measured.getAsDouble();
    double gap = value - row.value();
    return new Reproduction(
        value,
        Double.NaN,
        0,
        "random images",
        Math.abs(gap) <= LATENCY_BAND
            ? Verdict.REPRODUCED
            : gap > 0 ? Verdict.TOO_GOOD : Verdict.NOT_REPRODUCED,
        String.format(
            Locale.ROOT,
            "medians on %s (the paper: a GPU, batch 64), %+.1f points from it, band %.0f",
            evidence.device(),
            gap,
            LATENCY_BAND));
  }

  private static Reproduction accuracy(Reported row, Evidence evidence) {
    if (!row.dataset().equals("CIFAR-10")) {
      return Reproduction.notRun("needs training on ILSVRC-2012, which this suite cannot download");
    }
    if (evidence.scale() != Scale.PAPER) {
      return Reproduction.notRun(
          "needs the published protocol: run with -Dscale=paper and CIFAR-10");
    }
    int depth = Integer.parseInt(row.model().substring("ResNet-".length()));
    boolean unpruned = row.setting().contains("unpruned") || row.method().equals("baseline");
    String baseline = Protocol.name(Method.NONE, depth, 0, false);
    String variant =
        unpruned
            ? baseline
            : Protocol.name(Method.SOFT, depth, rate(row), row.setting().contains("pre-trained"));
    Sample top1 = evidence.sample(variant, Metric.TOP1_ACCURACY);
    Sample sample =
        switch (row.metric()) {
          case "top1_accuracy" -> top1;
          case "top1_error" -> new Sample(top1.values().stream().map(v -> 100 - v).toList());
          case "top1_accuracy_drop" -> evidence.difference(baseline, variant, Metric.TOP1_ACCURACY);
          default -> new Sample(List.of());
        };
    if (sample.size() == 0) {
      return Reproduction.notRun("no finished trial of '" + variant + "'");
    }
    return Reproduction.mean(
        sample,
        row,
        ACCURACY_BAND,
        row.metric().equals("top1_accuracy") ? Metric.Direction.HIGHER : Metric.Direction.LOWER,
        evidence.dataName());
  }
}
