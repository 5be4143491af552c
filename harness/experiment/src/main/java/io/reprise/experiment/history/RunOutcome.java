package io.reprise.experiment.history;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.reprise.experiment.Claim;
import io.reprise.experiment.Evidence;
import io.reprise.experiment.Expected;
import io.reprise.experiment.LatencyResult;
import io.reprise.experiment.Metric;
import io.reprise.experiment.RegressionGate;
import io.reprise.experiment.Run;
import io.reprise.experiment.Sample;
import io.reprise.experiment.TrialResult;
import io.reprise.experiment.Verdict;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a complete run gave: enough for the pages of trends when its result files are gone.
 *
 * @param experimentVersion numbers of different versions are not to be compared
 * @param environment of the machine that completed it, as in a result file
 * @param planned how many trials the run has
 * @param failures of failed trials, a line each
 * @param verdicts on claims, by id, in the order of the claims
 * @param gate what became of {@code expected.csv}
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record RunOutcome(
    String title,
    int experimentVersion,
    String data,
    Map<String, String> environment,
    int planned,
    List<String> failures,
    Map<String, Verdict> verdicts,
    List<Measured> metrics,
    List<Timed> latencies,
    Gate gate) {
  /** Copies the collections. */
  public RunOutcome {
    environment = Collections.unmodifiableMap(new TreeMap<>(environment));
    failures = List.copyOf(failures);
    verdicts = Collections.unmodifiableMap(new LinkedHashMap<>(verdicts));
    metrics = List.copyOf(metrics);
    latencies = List.copyOf(latencies);
  }

  /**
   * A metric of a variant.
   *
   * @param values in order of seed
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Measured(
      String variant, String metric, String unit, Metric.Direction better, List<Double> values) {
    /** Copies the values. */
    public Measured {
      values = List.copyOf(values);
    }
  }

  /**
   * A latency.
   *
   * @param machine all that two latencies have to share to be compared, in words
   * @param milliseconds the median of all passes
   * @param rounds the median of each round
   * @param noise why it is not to be relied on; empty if it is
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Timed(
      String network,
      String setting,
      int batch,
      String machine,
      double milliseconds,
      List<Double> rounds,
      String noise) {
    /** Copies the list. */
    public Timed {
      rounds = List.copyOf(rounds);
    }

    static Timed of(LatencyResult l) {
      return new Timed(
          l.key().network(),
          l.key().setting(),
          l.key().batch(),
          machineClass(l),
          l.statistics().percentile(50),
          l.medians(),
          l.noise().orElse(""));
    }

    /**
     * A time of a program outside of papers.
     *
     * @param network what was timed
     * @param setting with what
     * @param machine all that two times have to share to be compared, in words
     * @param rounds the median of each round in ms, at least one; their median is the time
     */
    public static Timed of(
        String network, String setting, int batch, String machine, List<Double> rounds) {
      return new Timed(
          network,
          setting,
          batch,
          machine,
          new Sample(rounds).percentile(50),
          rounds,
          LatencyResult.disagreement(rounds).orElse(""));
    }

    /** For people. */
    public String title() {
      return network + ", " + setting + ", batch " + batch;
    }

    /** Whether two may be compared. */
    boolean sameAs(Timed other) {
      return title().equals(other.title()) && machine.equals(other.machine);
    }
  }

  /**
   * What became of what is recorded for the run's configuration, a line each.
   *
   * @param recorded how many rows it is held to
   * @param changed exact numbers that are others
   * @param worse verdicts that got worse
   * @param better verdicts that got better
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Gate(int recorded, List<String> changed, List<String> worse, List<String> better) {
    /** Copies the lists. */
    public Gate {
      changed = List.copyOf(changed);
      worse = List.copyOf(worse);
      better = List.copyOf(better);
    }

    static Gate of(RegressionGate gate) {
      List<String> changed = new ArrayList<>();
      List<String> worse = new ArrayList<>();
      List<String> better = new ArrayList<>();
      for (Expected row : gate.recorded()) {
        RegressionGate.Outcome outcome = gate.check(row);
        switch (outcome.change()) {
          case NONE -> {}
          case BETTER -> better.add(outcome.line());
          case WORSE -> (row.value().isPresent() ? changed : worse).add(outcome.line());
        }
      }
      return new Gate(gate.recorded().size(), changed, worse, better);
    }

    /** Whether anything is worse than recorded. */
    public boolean holds() {
      return changed.isEmpty() && worse.isEmpty();
    }
  }

  /** Whether no trial failed and nothing is worse than recorded. */
  public boolean well() {
    return failures.isEmpty() && gate.holds();
  }

  /**
   * The outcome of a run all of whose trials have results.
   *
   * @param file what is recorded for its paper
   * @param environment of this machine
   * @throws IllegalStateException if a trial has none
   */
  public static RunOutcome of(Run<?> run, List<Expected> file, Map<String, String> environment) {
    Evidence evidence = run.evidence();
    int planned = run.plan().size();
    if (evidence.trials().size() < planned) {
      throw new IllegalStateException(
          evidence.trials().size() + " of " + planned + " trials have results: expected all");
    }
    Map<String, Verdict> verdicts = new LinkedHashMap<>();
    Claim.judge(run.experiment().claims(), evidence)
        .forEach((id, finding) -> verdicts.put(id, finding.verdict()));
    return new RunOutcome(
        run.experiment().paper().title(),
        run.experiment().version(),
        evidence.dataName(),
        environment,
        planned,
        evidence.trials().stream().filter(TrialResult::failed).map(run::failure).toList(),
        verdicts,
        measured(run, evidence),
        evidence.latencies().stream().map(Timed::of).toList(),
        Gate.of(RegressionGate.of(run, evidence, file)));
  }

  private static List<Measured> measured(Run<?> run, Evidence evidence) {
    List<String> variants = run.plan().stream().map(p -> p.variant().name()).distinct().toList();
    List<Measured> all = new ArrayList<>();
    for (Metric metric : run.experiment().metrics()) {
      for (String name : variants) {
        Sample sample = evidence.sample(name, metric);
        if (sample.size() > 0) {
          all.add(
              new Measured(name, metric.name(), metric.unit(), metric.better(), sample.values()));
        }
      }
    }
    return all;
  }

  /** Not the versions of libraries: what a new one does to the times is to be seen. */
  private static String machineClass(LatencyResult l) {
    LatencyResult.Key k = l.key();
    Map<String, String> e = l.environment();
    String gpu = e.get("gpu.name");
    return k.cpu()
        + ", "
        + e.getOrDefault("cores", "?")
        + " cores"
        + (gpu == null ? "" : ", " + gpu)
        + ", "
        + k.engine()
        + " on "
        + k.device()
        + ", "
        + k.threads()
        + (k.threads() == 1 ? " thread, " : " threads, ")
        + k.rounds()
        + " x "
        + k.samples()
        + " passes, experiment version "
        + k.experimentVersion();
  }
}
