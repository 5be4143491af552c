package io.reprise.reports;

import io.reprise.experiment.history.Attempt;
import io.reprise.experiment.history.BenchmarkRecord;
import io.reprise.experiment.history.History;
import io.reprise.experiment.history.LatencyChange;
import io.reprise.experiment.history.NightRecord;
import io.reprise.experiment.history.RunRecord;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The pages of what changes from run to run: {@code <paper>/trend.html} and, for all papers, {@code
 * trends.html} beside the overview. They are made of a history's records alone.
 */
public final class Trends {
  /** So many of the latest nights are shown. */
  private static final int MOST_NIGHTS = 60;

  private final History history;
  private final Site site;

  /**
   * The pages of a history.
   *
   * @param base the suite's folder; files go to {@code reports/target/reprise} in it
   */
  public Trends(History history, Path base) {
    this.history = history;
    this.site = new Site(base);
  }

  /**
   * Writes the page of a paper; for an empty id the pages of all papers that have runs, the page of
   * all and the overview, which links to it.
   *
   * @param now the date on the pages
   * @param print takes warnings, and where the page of all is
   * @throws UncheckedIOException if a file cannot be written
   */
  public void write(String paper, Instant now, Consumer<String> print) {
    site.writeAssets();
    if (!paper.isEmpty()) {
      page(paper, now);
      return;
    }
    List<Line> papers = new ArrayList<>();
    for (String id : history.papers()) {
      for (RunSeries series : page(id, now)) {
        papers.add(new Line(id, series));
      }
    }
    List<Night> nights = new ArrayList<>();
    for (NightRecord night : history.nights()) {
      nights.add(0, new Night(night));
    }
    site.writeTrends(
        Templates.fill(
            "trends.ftlh",
            Map.of(
                "papers", papers,
                "benchmarks", benchmarks(),
                "nights", nights.subList(0, Math.min(MOST_NIGHTS, nights.size())),
                "older", Math.max(0, nights.size() - MOST_NIGHTS),
                "date", Templates.date(now))));
    site.refresh(now, print);
    print.accept("trends: " + site.trends());
  }

  /** The latest run of each benchmark that is kept beside the papers. */
  private List<Benchmark> benchmarks() {
    List<Benchmark> all = new ArrayList<>();
    for (String name : history.benchmarks().names()) {
      List<BenchmarkRecord> runs = history.benchmarks().runs(name);
      if (!runs.isEmpty()) {
        all.add(new Benchmark(runs.get(runs.size() - 1)));
      }
    }
    return all;
  }

  private List<RunSeries> page(String paper, Instant now) {
    List<RunRecord> runs = history.runs(paper);
    if (runs.isEmpty()) {
      return List.of();
    }
    List<RunSeries> all = RunSeries.of(runs);
    site.write(
        paper,
        Map.of(
            Site.TREND,
            Templates.fill(
                "trend.ftlh", Map.of("paper", paper, "all", all, "date", Templates.date(now)))));
    return all;
  }

  /** A paper's runs with one configuration in the page of all. Public for its template. */
  public record Line(String paper, RunSeries series) {
    /** The latest run that is complete, else the latest. */
    public RunSeries.Row row() {
      List<RunSeries.Row> rows = series.rows();
      return rows.stream().filter(r -> r.run().complete()).findFirst().orElse(rows.get(0));
    }

    /** What a run that is not complete waits for; empty if there is none. */
    public String open() {
      return series.last().complete() ? "" : series.rows().get(0).state();
    }
  }

  /** The latest run of a benchmark. Public for its template. */
  public record Benchmark(BenchmarkRecord record) {
    public String name() {
      return record.benchmark()
          + ", run "
          + record.number()
          + ", "
          + Templates.minute(record.time());
    }

    public String commit() {
      String hash = record.environment().getOrDefault("commit", "unknown");
      return hash.substring(0, Math.min(9, hash.length()))
          + (record.environment().getOrDefault("dirty", "").equals("true") ? "+" : "");
    }

    public List<LatencyChange> changes() {
      return record.changes();
    }

    public String now(LatencyChange change) {
      return Numbers.brief(change.now());
    }

    public String before(LatencyChange change) {
      return change.before() == null ? "" : Numbers.brief(change.before());
    }

    public String p(LatencyChange change) {
      return change.adjustedP() == null ? "" : Numbers.brief(change.adjustedP());
    }
  }

  /** One process's work on a night. Public for its template. */
  public record Night(NightRecord record) {
    public String start() {
      return Templates.minute(record.start());
    }

    /** How long it took; empty while it runs or if it was killed. */
    public String time() {
      return record.end() == null
          ? ""
          : Numbers.time(
              Duration.between(Instant.parse(record.start()), Instant.parse(record.end()))
                      .toMillis()
                  / 1000.0);
    }

    public String budget() {
      return record.budgetMinutes() == null ? "none" : Numbers.time(60 * record.budgetMinutes());
    }

    public String machine() {
      return record
          .environment()
          .getOrDefault("gpu.name", record.environment().getOrDefault("cpu", "unknown"));
    }

    public String exitCode() {
      return record.exitCode() == null ? "" : record.exitCode().toString();
    }

    /** How it ended, in words. */
    public String message() {
      return record.exitCode() == null ? "under way, or killed" : record.message();
    }

    public long complete() {
      return count(Attempt.Ending.COMPLETE);
    }

    public long cut() {
      return count(Attempt.Ending.CUT);
    }

    private long count(Attempt.Ending ending) {
      return record.runs().stream().filter(t -> t.ending() == ending).count();
    }

    public long troubled() {
      return record.runs().stream().filter(NightRecord.Turn::troubled).count();
    }
  }
}
