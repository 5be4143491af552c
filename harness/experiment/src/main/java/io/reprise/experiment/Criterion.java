package io.reprise.experiment;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** What decides a claim. Statistical ones are judged by the rule of {@link Verdict} alone. */
public sealed interface Criterion {
  /** What has to come out, in words. */
  String words();

  /** Whether the same configuration gives the same verdict again, on any machine. */
  boolean repeatable();

  /** Looks at the evidence before the correction for other claims. */
  Assessment assess(Evidence evidence);

  /**
   * A verdict that waits for the correction for other claims.
   *
   * @param p one-sided; NaN if nothing is tested
   * @param conclusion from the corrected p
   */
  record Assessment(double p, DoubleFunction<Finding> conclusion) {
    static Assessment of(Finding finding) {
      return new Assessment(Double.NaN, p -> finding);
    }
  }

  /** A predicate on numbers that are computed, or bounded for every single trial. */
  record Exact(String words, Function<Evidence, Finding> predicate) implements Criterion {
    /** "No finished trial measured more than this." */
    public static Exact atMost(Metric metric, double most) {
      return new Exact(
          String.format(
              Locale.ROOT, "%s at most %s in every trial", metric.name(), Ruling.plain(most)),
          evidence -> {
            Sample all = evidence.sample(metric);
            return all.size() == 0
                ? Finding.notRun("no finished trial measured " + metric.name())
                : new Finding(
                    all.max() <= most ? Verdict.REPRODUCED : Verdict.NOT_REPRODUCED,
                    String.format(
                        Locale.ROOT,
                        "largest %s over %d trials: %s",
                        metric.name(),
                        all.size(),
                        metric.quantity(String.format(Locale.ROOT, "%.3g", all.max()), false)));
          });
    }

    /**
     * "What is computed has the printed digits."
     *
     * @param which of the experiment's reported numbers it is about; those that are not answered do
     *     not count
     */
    public static Exact printed(Experiment<?> experiment, Predicate<Reported> which) {
      return new Exact(
          "every printed figure to its last digit",
          evidence -> {
            int agree = 0;
            List<String> differ = new ArrayList<>();
            for (Reported row : experiment.reported().stream().filter(which).toList()) {
              Reproduction found = experiment.reproduce(row, evidence);
              if (found.verdict() == Verdict.REPRODUCED) {
                agree++;
              } else if (found.verdict() != Verdict.NOT_RUN) {
                differ.add(
                    String.format(
                        Locale.ROOT,
                        "%s %s %s %s: printed %s, computed %.5g",
                        row.table(),
                        row.model(),
                        row.setting(),
                        row.metric(),
                        row.printed(),
                        found.value()));
              }
            }
            if (agree + differ.size() == 0) {
              return Finding.notRun("none of the printed figures was computed");
            }
            return new Finding(
                differ.isEmpty()
                    ? Verdict.REPRODUCED
                    : agree > 0 ? Verdict.PARTLY : Verdict.NOT_REPRODUCED,
                Finding.agreement(agree, "printed figures", differ));
          });
    }

    @Override
    public boolean repeatable() {
      return true;
    }

    @Override
    public Assessment assess(Evidence evidence) {
      return Assessment.of(predicate.apply(evidence));
    }
  }

  /**
   * Whatever the other kinds cannot say; it gets no correction for other claims.
   *
   * @param repeatable false for a judgement on measured time, which differs between machines
   */
  record Custom(String words, boolean repeatable, Function<Evidence, Finding> judge)
      implements Criterion {
    @Override
    public Assessment assess(Evidence evidence) {
      return Assessment.of(judge.apply(evidence));
    }
  }

  /**
   * "The contrast of a metric is at least a margin", in the metric's better direction.
   *
   * @param contrasts at each scale at which the claim can be judged
   * @param margin in the metric's unit; below 0 it is how much worse is still as good
   */
  record Superiority(Metric metric, Map<Scale, Contrast> contrasts, double margin)
      implements Criterion {
    /** Checks the metric and the margin, and copies the contrasts. */
    public Superiority {
      if (metric.better() == Metric.Direction.NEITHER) {
        throw new IllegalArgumentException(
            "metric " + metric.name() + " has no better direction: expected higher or lower");
      }
      requireFinite("margin", margin);
      contrasts = copy(contrasts);
    }

    /** The same claim at scales quick and paper. */
    public static Superiority of(Metric metric, double margin, Function<Scale, Contrast> contrast) {
      return new Superiority(
          metric,
          Map.of(
              Scale.QUICK, contrast.apply(Scale.QUICK), Scale.PAPER, contrast.apply(Scale.PAPER)),
          margin);
    }

    @Override
    public String words() {
      double origin = Ruling.origin(margin);
      return String.format(
          Locale.ROOT,
          "mean difference %s, 95%% interval above %s, corrected for all claims (Holm)",
          margin != 0 ? "at least " + metric.quantity(Ruling.plain(margin), true) : "above 0",
          Ruling.plain(origin));
    }

    @Override
    public boolean repeatable() {
      return true;
    }

    @Override
    public Assessment assess(Evidence evidence) {
      return atScale(contrasts, evidence, contrast -> decide(contrast, evidence));
    }

    private Assessment decide(Contrast contrast, Evidence evidence) {
      Optional<Effect> found = evidence.effect(contrast, metric);
      if (found.isEmpty()) {
        return Assessment.of(
            Finding.notRun(
                "no seed finished all of "
                    + contrast.variants()
                    + " at scale "
                    + evidence.scale().id()));
      }
      Effect effect = better(found.get());
      double p = effect.pAbove(Ruling.origin(margin));
      return new Assessment(
          p,
          adjusted -> {
            Ruling ruling = Ruling.superiority(effect, margin, adjusted);
            return finding(ruling, effect, p, adjusted, metric, contrast.words());
          });
    }

    private Effect better(Effect effect) {
      return metric.better() == Metric.Direction.LOWER ? effect.negated() : effect;
    }
  }

  /**
   * "The metric of a variant is the reported value, give or take a band". Only the published
   * protocol on published data can show it.
   *
   * @param reported in the metric's unit
   * @param band half its width, above 0
   */
  record Equivalence(Metric metric, String variant, double reported, double band)
      implements Criterion {
    /** Checks the numbers. */
    public Equivalence {
      requireFinite("reported value", reported);
      requireFinite("band", band);
      if (band <= 0) {
        throw new IllegalArgumentException("band " + band + ": expected a number above 0");
      }
    }

    @Override
    public String words() {
      return String.format(
          Locale.ROOT,
          "mean and 95%% interval within %s of the reported %s, corrected for all claims (Holm)",
          metric.quantity(Ruling.plain(band), true),
          Ruling.plain(reported));
    }

    @Override
    public boolean repeatable() {
      return true;
    }

    @Override
    public Assessment assess(Evidence evidence) {
      if (evidence.scale() != Scale.PAPER || !evidence.realData(variant)) {
        return Assessment.of(
            Finding.notRun("about the published protocol: needs -Dscale=paper and its data"));
      }
      Sample sample = evidence.sample(variant, metric);
      if (sample.size() == 0) {
        return Assessment.of(Finding.notRun("no finished trial of '" + variant + "'"));
      }
      Effect gap = Effect.paired(sample).minus(reported);
      double p = gap.pWithin(band);
      return new Assessment(
          p,
          adjusted -> {
            Ruling ruling = Ruling.equivalence(gap, band, metric.better(), adjusted);
            return finding(
                ruling, gap, p, adjusted, metric, variant + " against " + Ruling.plain(reported));
          });
    }
  }

  /** All of several superiorities, which count as one claim: the weakest decides. */
  record AllOf(List<Superiority> parts) implements Criterion {
    /** Copies the parts. */
    public AllOf {
      if (parts.isEmpty()) {
        throw new IllegalArgumentException("all of 0 parts: expected at least 1");
      }
      parts = List.copyOf(parts);
    }

    @Override
    public String words() {
      return parts.stream().map(Superiority::words).distinct().collect(Collectors.joining("; "))
          + ", for each of "
          + parts.size();
    }

    @Override
    public boolean repeatable() {
      return true;
    }

    @Override
    public Assessment assess(Evidence evidence) {
      List<Assessment> all = parts.stream().map(c -> c.assess(evidence)).toList();
      // All parts are true at once only if the least sure one is: no correction among them.
      double p = Effect.largest(all.stream().mapToDouble(Assessment::p));
      return new Assessment(
          p, adjusted -> together(all.stream().map(a -> a.conclusion().apply(adjusted)).toList()));
    }

    private static Finding together(List<Finding> findings) {
      Optional<Finding> missing =
          findings.stream().filter(f -> f.statistics().isEmpty()).findFirst();
      if (missing.isPresent()) {
        return missing.get();
      }
      List<Verdict> verdicts = findings.stream().map(Finding::verdict).toList();
      Verdict verdict =
          verdicts.stream().allMatch(v -> v == Verdict.REPRODUCED)
              ? Verdict.REPRODUCED
              : verdicts.contains(Verdict.REPRODUCED) || verdicts.contains(Verdict.PARTLY)
                  ? Verdict.PARTLY
                  : verdicts.contains(Verdict.NOT_REPRODUCED)
                      ? Verdict.NOT_REPRODUCED
                      : Verdict.NOT_RUN;
      return new Finding(
          verdict,
          findings.stream().map(Finding::evidence).collect(Collectors.joining(" | ")),
          findings.stream()
              .map(f -> f.statistics().orElseThrow())
              .max(Comparator.comparingDouble(Finding.Statistics::p)));
    }
  }

  private static Assessment atScale(
      Map<Scale, Contrast> contrasts, Evidence evidence, Function<Contrast, Assessment> decide) {
    Scale scale = evidence.scale();
    if (scale == Scale.SMOKE) {
      return Assessment.of(Finding.notRun("scale smoke shows that everything runs, not how well"));
    }
    Contrast contrast = contrasts.get(scale);
    return contrast != null
        ? decide.apply(contrast)
        : Assessment.of(
            Finding.notRun(
                "not about scale "
                    + scale.id()
                    + ": needs "
                    + contrasts.keySet().stream()
                        .map(s -> "-Dscale=" + s.id())
                        .collect(Collectors.joining(" or "))));
  }

  private static Finding finding(
      Ruling ruling, Effect effect, double p, double adjusted, Metric metric, String what) {
    String words =
        String.format(
            Locale.ROOT,
            "%s. %s over %d %s, 95%% interval %s, p %s (%s by Holm): %s",
            ruling.because(),
            metric.quantity(String.format(Locale.ROOT, "%+.2f", effect.mean()), true),
            effect.n(),
            effect.paired() ? effect.n() == 1 ? "seed" : "seeds" : "trials without common seeds",
            effect.interval().words(),
            probability(p),
            probability(adjusted),
            what);
    return new Finding(
        ruling.verdict(), words, Optional.of(new Finding.Statistics(effect, p, adjusted)));
  }

  private static String probability(double p) {
    return Double.isNaN(p)
        ? "unknown"
        : p < 1e-4 ? "below 0.0001" : String.format(Locale.ROOT, p < 0.1 ? "%.4f" : "%.2f", p);
  }

  private static void requireFinite(String what, double value) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException(what + " " + value + ": expected a finite number");
    }
  }

  private static Map<Scale, Contrast> copy(Map<Scale, Contrast> contrasts) {
    if (contrasts.isEmpty() || contrasts.containsKey(Scale.SMOKE)) {
      throw new IllegalArgumentException(
          "contrasts at scales " + contrasts.keySet() + ": expected quick, paper or both");
    }
    return java.util.Collections.unmodifiableMap(new EnumMap<>(contrasts));
  }
}
