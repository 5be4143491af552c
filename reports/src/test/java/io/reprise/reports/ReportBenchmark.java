package io.reprise.reports;

import io.reprise.experiment.Program;
import io.reprise.experiment.Run;
import io.reprise.experiment.Scale;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Times the site of 46 papers of 200 trials each, from stored results to the last page, and weighs
 * it. Run by {@code ci/bench-report}; the argument is a folder for results and site, whose results
 * are made where they are missing.
 */
final class ReportBenchmark {
  private static final int PAPERS = 46;
  private static final int VARIANTS = 20;
  private static final int SEEDS = 10;
  private static final Scale[] SCALES = Scale.values();

  private ReportBenchmark() {}

  public static void main(String[] args) throws IOException {
    Path base = Files.createDirectories(Path.of(args[0])).toAbsolutePath();
    List<Run<?>> runs = new ArrayList<>();
    for (int paper = 1; paper <= PAPERS; paper++) {
      runs.add(
          GeneratedExperiment.withResults(
              base, paper, VARIANTS, SEEDS, SCALES[paper % SCALES.length]));
    }
    long start = System.nanoTime();
    for (Run<?> run : runs) {
      Report.write(run, base, Instant.now(), line -> {});
    }
    say("site of %d papers of %d trials: %.2f s", PAPERS, VARIANTS * SEEDS, seconds(start));
    Path site = base.resolve("reports/target/reprise");
    long assets = 0;
    for (String name :
        List.of("vega.min.js", "vega-lite.min.js", "charts.js", "page.js", "reprise.css")) {
      assets += Files.size(site.resolve("assets").resolve(name));
    }
    long page = Files.size(site.resolve("0000.00001/index.html"));
    say("a paper's page: %.2f MB, %.2f MB with all it loads", page / 1e6, (page + assets) / 1e6);
    say("overview: %.2f MB", Files.size(site.resolve("index.html")) / 1e6);
    say("%s", site.resolve("index.html"));
  }

  private static double seconds(long start) {
    return (System.nanoTime() - start) / 1e9;
  }

  private static void say(String format, Object... values) {
    Program.print(String.format(Locale.ROOT, format, values));
  }
}
