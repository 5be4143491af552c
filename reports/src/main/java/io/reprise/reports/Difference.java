package io.reprise.reports;

import io.reprise.experiment.Claim;
import io.reprise.experiment.Cost;
import io.reprise.experiment.Effect;
import io.reprise.experiment.LatencyResult;
import io.reprise.experiment.Metric;
import io.reprise.experiment.Sample;
import io.reprise.experiment.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What differs between two runs of one paper: of two commits, engines or machines. Metrics and
 * latencies are held against each other by Welch's test, since nothing says that seeds pair across
 * runs, and all tests of a paper are corrected together by Holm's method. Public for the pages'
 * templates.
 *
 * @param before what this is held against
 * @param beforeName the first run in words
 * @param afterName the second run in words
 */
public record Difference(
    Comparison before,
    Comparison after,
    String beforeName,
    String afterName,
    List<Change> changes,
    List<VerdictChange> claims,
    List<CostChange> costs) {
  /** The two-sided level that is the one-sided {@link Effect#LEVEL} on either side. */
  private static final double LEVEL = 2 * Effect.LEVEL;

  /**
   * A metric of a variant, or the time of a network.
   *
   * @param effect of the second run over the first; empty if either has no value
   * @param p two-sided; NaN if not testable
   * @param adjustedP corrected for all changes of the paper
   */
  public record Change(
      String what,
      String metric,
      String unit,
      Metric.Direction better,
      Sample before,
      Sample after,
      Optional<Effect> effect,
      double p,
      double adjustedP) {
    static Change of(
        String what, String metric, String unit, Metric.Direction better, Sample a, Sample b) {
      Optional<Effect> effect =
          a.size() == 0 || b.size() == 0 ? Optional.empty() : Optional.of(effect(a, b));
      double p =
          effect
              .filter(Effect::testable)
              .map(e -> Math.min(1, 2 * Math.min(e.pAbove(0), effect(b, a).pAbove(0))))
              .orElse(Double.NaN);
      return new Change(what, metric, unit, better, a, b, effect, p, p);
    }

    private static Effect effect(Sample before, Sample after) {
      return Effect.unpaired(after, before);
    }

    private Change corrected(double adjusted) {
      return new Change(what, metric, unit, better, before, after, effect, p, adjusted);
    }

    /** Whether chance does not explain the difference. */
    public boolean significant() {
      return adjustedP < LEVEL;
    }

    /** What follows, in words. */
    public String found() {
      if (effect.isEmpty()) {
        return before.size() == 0 ? "only in the second" : "only in the first";
      }
      if (before.equals(after)) {
        return "the same values";
      }
      if (Double.isNaN(p)) {
        return "one value shows no spread";
      }
      if (!significant()) {
        return "no difference shown";
      }
      boolean higher = effect.orElseThrow().mean() > 0;
      String direction = higher ? "higher" : "lower";
      return better == Metric.Direction.NEITHER
          ? direction
          : direction + (higher == (better == Metric.Direction.HIGHER) ? ", better" : ", worse");
    }

    /** Mean ± standard deviation of the first run. */
    public String first() {
      return Numbers.plusMinus(before.mean(), before.standardDeviation());
    }

    /** Mean ± standard deviation of the second run. */
    public String second() {
      return Numbers.plusMinus(after.mean(), after.standardDeviation());
    }

    /** The second mean less the first; empty if either is missing. */
    public String difference() {
      return effect.map(e -> Numbers.signed(e.mean())).orElse("");
    }

    /** The 95% interval of the difference; empty if unknown. */
    public String interval() {
      return effect.map(Effect::interval).map(i -> Numbers.between(i.low(), i.high())).orElse("");
    }

    /** The corrected p-value; empty if not testable. */
    public String probability() {
      return Double.isNaN(adjustedP) ? "" : Numbers.probability(adjustedP);
    }
  }

  /** A claim with both verdicts. */
  public record VerdictChange(Claim claim, Verdict before, Verdict after) {
    public boolean changed() {
      return before != after;
    }

    public String first() {
      return Comparison.words(before);
    }

    public String second() {
      return Comparison.words(after);
    }
  }

  /** A cost that is another, or is in one run only: an empty text then. */
  public record CostChange(String network, String setting, String first, String second) {}

  /**
   * Holds two runs of one paper against each other.
   *
   * @throws IllegalArgumentException if they are of two papers
   */
  static Difference of(Comparison before, Comparison after, String beforeName, String afterName) {
    if (!before.paper().equals(after.paper())) {
      throw new IllegalArgumentException(
          "runs of " + before.paper().id() + " and " + after.paper().id() + ": expected one paper");
    }
    List<Change> changes = new ArrayList<>(metrics(before, after));
    changes.addAll(latencies(before, after));
    double[] adjusted = Effect.holm(changes.stream().mapToDouble(Change::p).toArray());
    for (int i = 0; i < adjusted.length; i++) {
      changes.set(i, changes.get(i).corrected(adjusted[i]));
    }
    return new Difference(
        before, after, beforeName, afterName, changes, claims(before, after), costs(before, after));
  }

  private static List<Change> metrics(Comparison before, Comparison after) {
    Set<String> variants = new LinkedHashSet<>();
    after.measured().forEach(m -> variants.add(m.variant().name()));
    before.measured().forEach(m -> variants.add(m.variant().name()));
    List<Change> all = new ArrayList<>();
    for (Metric metric : after.declared()) {
      for (String variant : variants) {
        Sample a = before.evidence().sample(variant, metric);
        Sample b = after.evidence().sample(variant, metric);
        if (a.size() + b.size() > 0) {
          all.add(Change.of(variant, metric.name(), metric.unit(), metric.better(), a, b));
        }
      }
    }
    return all;
  }

  private static List<Change> latencies(Comparison before, Comparison after) {
    Map<String, Sample> a = times(before);
    Map<String, Sample> b = times(after);
    Set<String> networks = new LinkedHashSet<>(b.keySet());
    networks.addAll(a.keySet());
    Sample none = new Sample(List.of());
    return networks.stream()
        .map(
            n ->
                Change.of(
                    n,
                    "latency",
                    "ms",
                    Metric.Direction.LOWER,
                    a.getOrDefault(n, none),
                    b.getOrDefault(n, none)))
        .toList();
  }

  private static Map<String, Sample> times(Comparison c) {
    Map<String, Sample> times = new LinkedHashMap<>();
    for (LatencyResult l : c.evidence().latencies()) {
      String name = l.key().network() + ", " + l.key().setting() + ", batch " + l.key().batch();
      times.put(name, l.statistics());
    }
    return times;
  }

  private static List<VerdictChange> claims(Comparison before, Comparison after) {
    List<VerdictChange> all = new ArrayList<>();
    for (int i = 0; i < after.claims().size(); i++) {
      Comparison.JudgedClaim now = after.claims().get(i);
      all.add(
          new VerdictChange(
              now.claim(), before.claims().get(i).finding().verdict(), now.finding().verdict()));
    }
    return all;
  }

  private static List<CostChange> costs(Comparison before, Comparison after) {
    Map<List<String>, String> first = costs(before);
    Map<List<String>, String> second = costs(after);
    Set<List<String>> names = new LinkedHashSet<>(second.keySet());
    names.addAll(first.keySet());
    List<CostChange> changed = new ArrayList<>();
    for (List<String> n : names) {
      String a = first.getOrDefault(n, "");
      String b = second.getOrDefault(n, "");
      if (!a.equals(b)) {
        changed.add(new CostChange(n.get(0), n.get(1), a, b));
      }
    }
    return changed;
  }

  private static Map<List<String>, String> costs(Comparison c) {
    Map<List<String>, String> all = new LinkedHashMap<>();
    for (Cost cost : c.evidence().costs()) {
      all.put(
          List.of(cost.network(), cost.setting()),
          Numbers.whole(cost.params()) + " parameters, " + Numbers.whole(cost.macs()) + " MACs");
    }
    return all;
  }

  /** In one line: how much changed beyond chance. */
  public String summary() {
    long tested = changes.stream().filter(c -> !Double.isNaN(c.p())).count();
    return String.format(
        java.util.Locale.ROOT,
        "%d of %d tested numbers differ beyond chance, %d of %d claims have another verdict, %d"
            + " costs differ",
        changes.stream().filter(Change::significant).count(),
        tested,
        claims.stream().filter(VerdictChange::changed).count(),
        claims.size(),
        costs.size());
  }
}
