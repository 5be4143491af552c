package io.reprise.reports;

import io.reprise.experiment.Verdict;
import io.reprise.experiment.history.LatencyChange;
import io.reprise.experiment.history.RunConfiguration;
import io.reprise.experiment.history.RunOutcome;
import io.reprise.experiment.history.RunRecord;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A paper's runs with one configuration, in the order of their starts. Public for the pages'
 * templates.
 */
public record RunSeries(RunConfiguration configuration, List<RunRecord> runs) {
  /** So many of the latest runs are shown. */
  private static final int MOST = 60;

  /** So many of the latest runs have a column in the table of verdicts. */
  private static final int MOST_COLUMNS = 12;

  /** Copies the list. */
  public RunSeries {
    runs = List.copyOf(runs);
  }

  /** The series of a paper's runs: that of the latest start first. */
  static List<RunSeries> of(List<RunRecord> runs) {
    Map<RunConfiguration, List<RunRecord>> all = new LinkedHashMap<>();
    for (RunRecord run : runs) {
      all.computeIfAbsent(run.configuration(), c -> new ArrayList<>()).add(run);
    }
    return all.entrySet().stream()
        .map(e -> new RunSeries(e.getKey(), e.getValue()))
        .sorted((a, b) -> b.last().start().compareTo(a.last().start()))
        .toList();
  }

  RunRecord last() {
    return runs.get(runs.size() - 1);
  }

  private List<RunRecord> complete() {
    return runs.stream().filter(RunRecord::complete).toList();
  }

  /** The latest complete run. */
  Optional<RunRecord> latest() {
    List<RunRecord> complete = complete();
    return complete.isEmpty() ? Optional.empty() : Optional.of(complete.get(complete.size() - 1));
  }

  /** The title of the paper; its id while no run is complete. */
  public String title() {
    return latest().map(r -> r.outcome().title()).orElse(last().paper());
  }

  /** How many runs are older than those that are shown. */
  public int older() {
    return Math.max(0, runs.size() - MOST);
  }

  /** The latest runs, the newest first. */
  public List<Row> rows() {
    List<Row> rows = new ArrayList<>();
    Optional<RunRecord> before = Optional.empty();
    for (RunRecord run : runs) {
      rows.add(0, new Row(run, before));
      if (run.complete()) {
        before = Optional.of(run);
      }
    }
    return rows.subList(0, Math.min(MOST, rows.size()));
  }

  /**
   * The latest runs whose numbers can be compared: complete, of the version of the experiment and
   * of the data of the latest one.
   */
  List<RunRecord> comparable() {
    List<RunRecord> all =
        complete().stream()
            .filter(r -> r.outcome().experimentVersion() == newest().experimentVersion())
            .filter(r -> r.outcome().data().equals(newest().data()))
            .toList();
    return all.subList(Math.max(0, all.size() - MOST), all.size());
  }

  private RunOutcome newest() {
    return latest().orElseThrow().outcome();
  }

  /** How many of the complete runs cannot be compared with the latest one. */
  public int incomparable() {
    return latest().isEmpty()
        ? 0
        : (int)
            complete().stream()
                .filter(
                    r ->
                        r.outcome().experimentVersion() != newest().experimentVersion()
                            || !r.outcome().data().equals(newest().data()))
                .count();
  }

  /** Whether there are runs enough to see how numbers change. */
  public boolean drawn() {
    return latest().isPresent() && comparable().size() > 1;
  }

  /** Each metric over runs. */
  public List<Chart> metrics() {
    return TrendCharts.metrics(this);
  }

  /** Each kind of machine's latencies over runs. */
  public List<Chart> latencies() {
    return TrendCharts.latencies(this);
  }

  /** The complete runs that have a column in the table of verdicts, the newest first. */
  public List<Row> columns() {
    return rows().stream().filter(r -> r.run.complete()).limit(MOST_COLUMNS).toList();
  }

  /** The claims that any of these columns has a verdict on. */
  public List<String> claims() {
    Set<String> all = new LinkedHashSet<>();
    columns().forEach(r -> all.addAll(r.run.outcome().verdicts().keySet()));
    return List.copyOf(all);
  }

  /**
   * A run. Public for the pages' templates.
   *
   * @param before the complete run before it
   */
  public record Row(RunRecord run, Optional<RunRecord> before) {
    /** Its number and when it ended, or began if it is not complete. */
    public String name() {
      return "run " + run.number() + ", " + when();
    }

    /** To the minute, in UTC. */
    public String when() {
      return Templates.minute(run.end().orElse(run.start()));
    }

    public String commits() {
      return String.join(", ", run.commits().stream().map(Row::brief).toList());
    }

    private static String brief(String commit) {
      boolean dirty = commit.endsWith("+");
      String hash = dirty ? commit.substring(0, commit.length() - 1) : commit;
      return hash.substring(0, Math.min(9, hash.length())) + (dirty ? "+" : "");
    }

    public String time() {
      return Numbers.time(run.seconds());
    }

    /** Whether it is complete, and if not why. */
    public String state() {
      if (run.complete()) {
        return "complete";
      }
      return switch (run.last().ending() == null ? "" : run.last().ending().name()) {
        case "CUT" -> "goes on: " + run.last().message();
        case "ERROR" -> "in trouble: " + run.last().message();
        default -> "under way, or killed";
      };
    }

    /** How often each verdict was given; none while it is not complete. */
    public List<Map<String, Object>> verdicts() {
      return run.complete()
          ? HtmlPage.counts(run.outcome().verdicts().values().stream().sorted())
          : List.of();
    }

    /** The verdict on a claim; empty if there is none. */
    public String verdict(String claim) {
      Verdict verdict = run.complete() ? run.outcome().verdicts().get(claim) : null;
      return verdict == null ? "" : Comparison.words(verdict);
    }

    /** Whether the verdict on a claim is another than that of the run before. */
    public boolean changed(String claim) {
      return before.isPresent() && !verdict(claim).equals(verdict(before.get(), claim));
    }

    private static String verdict(RunRecord of, String claim) {
      return new Row(of, Optional.empty()).verdict(claim);
    }

    /** The claims whose verdict is another than that of the run before, in words. */
    public List<String> changes() {
      return run.complete()
          ? run.outcome().verdicts().keySet().stream()
              .filter(this::changed)
              .map(c -> c + ": " + orNone(verdict(before.orElseThrow(), c)) + ", now " + verdict(c))
              .toList()
          : List.of();
    }

    private static String orNone(String verdict) {
      return verdict.isEmpty() ? "none" : verdict;
    }

    /** What is worse than recorded, and trials that failed, a line each. */
    public List<String> troubles() {
      List<String> all = new ArrayList<>();
      if (run.complete()) {
        RunOutcome o = run.outcome();
        o.failures().forEach(f -> all.add("failed: " + f));
        o.gate().changed().forEach(l -> all.add("another number: " + l));
        o.gate().worse().forEach(l -> all.add("worse: " + l));
      }
      return all;
    }

    /** What is better than recorded, a line each. */
    public List<String> better() {
      return run.complete() ? run.outcome().gate().better() : List.of();
    }

    /** Latencies that the benchmark gate flagged, a line each. */
    public List<String> latencyChanges() {
      return changesOfLatencies().stream()
          .filter(LatencyChange::flagged)
          .map(LatencyChange::words)
          .toList();
    }

    List<LatencyChange> changesOfLatencies() {
      return run.latencies() == null ? List.of() : run.latencies();
    }
  }
}
