package io.reprise.reports;

import io.reprise.datasets.Dataset;
import io.reprise.experiment.Claim;
import io.reprise.experiment.Cost;
import io.reprise.experiment.Effect;
import io.reprise.experiment.Evidence;
import io.reprise.experiment.Experiment;
import io.reprise.experiment.Finding;
import io.reprise.experiment.Interval;
import io.reprise.experiment.LatencyResult;
import io.reprise.experiment.Metric;
import io.reprise.experiment.Paper;
import io.reprise.experiment.ProfileResult;
import io.reprise.experiment.Reported;
import io.reprise.experiment.Reproduction;
import io.reprise.experiment.Run;
import io.reprise.experiment.Sample;
import io.reprise.experiment.Scale;
import io.reprise.experiment.TrialResult;
import io.reprise.experiment.Variant;
import io.reprise.experiment.Verdict;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a run found, judged and with its numbers as text: the console, the files and the page show
 * this and nothing else. Public for the page's template.
 *
 * @param variants those of the run's scale, with the settings that the user gave
 * @param evidence what is judged: results of one version of the engine
 * @param leftOut results of other versions, in words, which are not judged and averaged with none
 * @param declared the experiment's metrics
 * @param planned how many trials the run has
 * @param measured one row a variant and metric that a finished trial measured
 * @param curves by name, those of every variant that has one
 */
public record Comparison(
    Paper paper,
    Evidence evidence,
    List<String> leftOut,
    List<Variant> variants,
    List<Metric> declared,
    int planned,
    List<JudgedClaim> claims,
    List<Measured> measured,
    List<TrialResult> failed,
    Map<String, List<Curve>> curves,
    List<ReportedRow> reported,
    List<CostRow> costs,
    List<LatencyRow> latencies,
    List<ProfileResult> profiles,
    List<ProvenanceRow> provenance) {

  /** A claim with what was found. */
  public record JudgedClaim(Claim claim, Finding finding) {
    public String verdict() {
      return words(finding.verdict());
    }

    /** Seeds, or trials where seeds do not pair; the texts here are empty without statistics. */
    public String n() {
      return text(s -> Integer.toString(s.effect().n()));
    }

    /** The mean difference in the direction of the claim. */
    public String difference() {
      return text(s -> String.format(Locale.ROOT, "%+.2f", s.effect().mean()));
    }

    /** The 95% interval of the difference. */
    public String interval() {
      return text(s -> s.effect().interval().words());
    }

    /** How sure the statistics are, in a sentence; empty without statistics. */
    public String inWords() {
      return text(
          s ->
              Double.isNaN(s.p())
                  ? "One value shows no spread: nothing tells it from chance."
                  : String.format(
                      Locale.ROOT,
                      "Without an effect, %d %s would show this or more with probability %s; taken"
                          + " together with all claims tested here, %s. That is %s chance.",
                      s.effect().n(),
                      s.effect().paired() ? "seeds" : "trials",
                      Numbers.probability(s.p()),
                      Numbers.probability(s.adjustedP()),
                      s.adjustedP() < Effect.LEVEL ? "beyond" : "not beyond"));
    }

    /** The one-sided p-value. */
    public String p() {
      return text(s -> Numbers.probability(s.p()));
    }

    /** The p-value corrected for all claims. */
    public String adjustedP() {
      return text(s -> Numbers.probability(s.adjustedP()));
    }

    private String text(Function<Finding.Statistics, String> number) {
      return finding.statistics().map(number).orElse("");
    }
  }

  /**
   * A metric of a variant over its seeds.
   *
   * @param interval95 the 95% interval of the mean, by the statistics that claims are judged with
   */
  public record Measured(Variant variant, Metric metric, Sample sample, Interval interval95) {
    static Measured of(Variant variant, Metric metric, Sample sample) {
      return new Measured(variant, metric, sample, Effect.paired(sample).interval());
    }

    /** Mean ± standard deviation. */
    public String mean() {
      return Numbers.plusMinus(sample.mean(), sample.standardDeviation());
    }

    /** The interval in words; empty if seeds show no spread. */
    public String interval() {
      return Numbers.between(interval95.low(), interval95.high());
    }

    public String min() {
      return Numbers.brief(sample.min());
    }

    public String max() {
      return Numbers.brief(sample.max());
    }
  }

  /** A curve of a variant: at each epoch the values over its seeds. */
  public record Curve(String variant, List<Sample> epochs) {}

  /**
   * A reported number with what was found for it.
   *
   * @param interval the 95% interval of a mean over seeds; unknown for all else
   */
  public record ReportedRow(Reported row, Reproduction found, Interval interval) {
    static ReportedRow of(Reported row, Reproduction found) {
      return new ReportedRow(
          row, found, Charts.interval(found.value(), found.std(), found.seeds()));
    }

    /** As printed, with † if it is from memory and ‡ if theory predicts it. */
    public String reported() {
      String spread = Double.isNaN(row.std()) ? "" : " ± " + Numbers.plain(row.std());
      return row.printed() + spread + mark();
    }

    /** † if it is from memory, ‡ if theory predicts it, else empty. */
    public String mark() {
      return switch (row.status()) {
        case READ -> "";
        case RECALLED -> "†";
        case DERIVED -> "‡";
      };
    }

    /** Mean ± standard deviation, or the exact number. */
    public String reproduced() {
      return Numbers.plusMinus(found.value(), found.std());
    }

    /** The interval in words, or an empty text. */
    public String intervalWords() {
      return Numbers.between(interval.low(), interval.high());
    }

    public String verdict() {
      return words(found.verdict());
    }
  }

  /** A row of the table of costs as text. */
  public record CostRow(
      String network,
      String setting,
      String params,
      String macs,
      String paramsReduction,
      String macsReduction) {
    static CostRow of(Cost c) {
      return new CostRow(
          c.network(),
          c.setting(),
          Numbers.whole(c.params()),
          Numbers.whole(c.macs()),
          Numbers.percent(c.paramsReduction()),
          Numbers.percent(c.macsReduction()));
    }
  }

  /**
   * A row of the table of latencies as text, in milliseconds.
   *
   * @param first the first warm-up pass of the first round; empty if it is not known
   * @param noise why the times are not to be relied on, if so
   */
  public record LatencyRow(
      LatencyResult.Key key,
      String mean,
      String median,
      String p99,
      int samples,
      String first,
      String noise) {
    static LatencyRow of(LatencyResult l) {
      Sample s = l.statistics();
      return new LatencyRow(
          l.key(),
          Numbers.plusMinus(s.mean(), s.halfWidth95()),
          Numbers.brief(s.percentile(50)),
          Numbers.brief(s.percentile(99)),
          s.size(),
          l.rounds().stream()
              .flatMap(r -> r.warmups().stream())
              .findFirst()
              .map(Numbers::brief)
              .orElse(""),
          l.noise().orElse(""));
    }
  }

  /**
   * An entry of where results were made, with its different values.
   *
   * @param trials the values among trials
   * @param latencies the values among latencies
   */
  public record ProvenanceRow(String name, List<String> trials, List<String> latencies) {}

  /** Judges what is stored for a run. */
  public static Comparison of(Run<?> run) {
    Experiment<?> experiment = run.experiment();
    Evidence all = run.evidence();
    Map<String, List<TrialResult>> software = Software.groups(all);
    Evidence evidence =
        software.size() < 2 ? all : Software.only(all, software.values().iterator().next());
    List<Run.Planned> plan = run.plan();
    List<Variant> variants = plan.stream().map(Run.Planned::variant).distinct().toList();
    List<Measured> measured = new ArrayList<>();
    for (Variant v : variants) {
      for (Metric m : experiment.metrics()) {
        Sample sample = evidence.sample(v.name(), m);
        if (sample.size() > 0) {
          measured.add(Measured.of(v, m, sample));
        }
      }
    }
    return new Comparison(
        experiment.paper(),
        evidence,
        software.entrySet().stream()
            .skip(1)
            .map(e -> e.getValue().size() + " by " + e.getKey())
            .toList(),
        variants,
        experiment.metrics(),
        plan.size(),
        judged(experiment.claims(), evidence),
        measured,
        evidence.trials().stream().filter(TrialResult::failed).toList(),
        curves(variants, evidence),
        experiment.reported().stream()
            .map(r -> ReportedRow.of(r, experiment.reproduce(r, evidence)))
            .toList(),
        evidence.costs().stream().map(CostRow::of).toList(),
        evidence.latencies().stream().map(LatencyRow::of).toList(),
        run.profiles(),
        Provenances.of(all));
  }

  private static List<JudgedClaim> judged(List<Claim> claims, Evidence evidence) {
    Map<String, Finding> findings = Claim.judge(claims, evidence);
    return claims.stream().map(c -> new JudgedClaim(c, findings.get(c.id()))).toList();
  }

  private static Map<String, List<Curve>> curves(List<Variant> variants, Evidence evidence) {
    Map<String, List<Curve>> all = new LinkedHashMap<>();
    for (Variant v : variants) {
      Map<String, List<List<Double>>> runs = new LinkedHashMap<>();
      for (TrialResult t : evidence.trialsOf(v.name())) {
        t.curves().forEach((k, y) -> runs.computeIfAbsent(k, x -> new ArrayList<>()).add(y));
      }
      runs.forEach(
          (name, seeds) ->
              all.computeIfAbsent(name, x -> new ArrayList<>())
                  .add(new Curve(v.name(), byEpoch(seeds))));
    }
    return all;
  }

  private static List<Sample> byEpoch(List<List<Double>> seeds) {
    int longest = seeds.stream().mapToInt(List::size).max().orElse(0);
    List<Sample> epochs = new ArrayList<>();
    for (int e = 0; e < longest; e++) {
      int epoch = e;
      epochs.add(
          new Sample(
              seeds.stream()
                  .filter(s -> s.size() > epoch)
                  .map(s -> s.get(epoch))
                  .filter(Double::isFinite)
                  .toList()));
    }
    return epochs;
  }

  /** The claims that were tested on seeds. */
  public List<JudgedClaim> tested() {
    return claims.stream().filter(j -> j.finding().statistics().isPresent()).toList();
  }

  /** Whether this is the published protocol on the published data. */
  public boolean published() {
    return evidence.scale() == Scale.PAPER && evidence.origin() == Dataset.Origin.REAL;
  }

  /** What the numbers must not be taken for, in short; empty for the published protocol. */
  public String caution() {
    return published()
        ? ""
        : evidence.scale() == Scale.PAPER ? "Not the paper's data." : "Not the paper's protocol.";
  }

  /** How much of the published protocol was run. */
  public String protocol() {
    return switch (evidence.scale()) {
      case SMOKE -> "Scale smoke only shows that everything runs.";
      case QUICK -> "Scale quick takes small networks or cases, little data and little time.";
      case PAPER -> "Scale paper trains as published.";
    };
  }

  /** Scale, data, engine and device in a few words, to stand by everything that is measured. */
  public String origins() {
    return "scale "
        + evidence.scale().id()
        + ", "
        + data()
        + ", "
        + evidence.engine()
        + " on "
        + evidence.device();
  }

  /**
   * The caution of {@link #caution} with what was run instead; empty for the published protocol.
   */
  public String fullCaution() {
    return published()
        ? ""
        : caution() + " " + protocol() + " Data: " + data() + ", " + origin() + ".";
  }

  /** Why some finished trials are not in the numbers; empty if all are. */
  public String mixture() {
    return leftOut.isEmpty()
        ? ""
        : "Finished trials of several engine versions are stored. Numbers and verdicts are those of "
            + Software.groups(evidence).keySet().iterator().next()
            + "; left out: "
            + String.join(", ", leftOut)
            + ".";
  }

  /** How many trials of all that are stored have finished and are judged. */
  public int finished() {
    return evidence.trials().size() - failed.size();
  }

  /** The data's name and origin. */
  public String data() {
    return evidence.dataName() + " (" + evidence.origin() + ")";
  }

  /** What the data is. */
  public String origin() {
    return switch (evidence.origin()) {
      case REAL -> "published examples";
      case PROCEDURAL -> "examples made by the suite, not published";
      case MIXED -> "published examples, and some made by the suite";
    };
  }

  /** The metrics that were measured, in order of declaration. */
  public List<Metric> metrics() {
    return measured.stream().map(Measured::metric).distinct().toList();
  }

  /** How often each verdict was given, in words, in the order of {@link Verdict}. */
  static String counts(Stream<Verdict> verdicts) {
    Map<Verdict, Integer> counts = new EnumMap<>(Verdict.class);
    verdicts.forEach(v -> counts.merge(v, 1, Integer::sum));
    return counts.entrySet().stream()
        .map(e -> e.getValue() + " " + words(e.getKey()))
        .collect(Collectors.joining(", "));
  }

  /** A failed trial in one line. */
  static String failure(TrialResult t) {
    return String.format(
        Locale.ROOT,
        "%s, seed %d: %s: %s",
        t.key().variant(),
        t.key().seed(),
        t.error() == null ? "unknown" : t.error().type(),
        t.error() == null ? "no message" : t.error().message());
  }

  /** A constant's name as words. */
  static String words(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
