package io.reprise.reports;

import io.reprise.experiment.Program;
import io.reprise.experiment.Run;
import io.reprise.experiment.Scale;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.openqa.selenium.chrome.ChromeDriver;

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
    Duration busy = processorTime();
    Report.write(runs.stream(), base, Instant.now(), line -> {});
    say(
        "site of %d papers of %d trials: %.2f s, %.2f s of processor time",
        PAPERS, VARIANTS * SEEDS, seconds(start), processorTime().minus(busy).toMillis() / 1e3);
    Path site = base.resolve("reports/target/reprise");
    long assets = 0;
    for (String name :
        List.of("vega.min.js", "vega-lite.min.js", "charts.js", "page.js", "reprise.css")) {
      assets += Files.size(site.resolve("assets").resolve(name));
    }
    long page = Files.size(site.resolve("0000.00001/index.html"));
    say("a paper's page: %.2f MB, %.2f MB with all it loads", page / 1e6, (page + assets) / 1e6);
    say("overview: %.2f MB", Files.size(site.resolve("index.html")) / 1e6);
    open(site);
    say("%s", site.resolve("index.html"));
  }

  /** Times pages in the browser, from the start of loading. */
  private static void open(Path site) throws IOException {
    if (!Chromium.isInstalled()) {
      say("no page is opened: %s", Chromium.MISSING);
      return;
    }
    ChromeDriver browser = Chromium.start(Files.createTempDirectory("profile"));
    try {
      browser.get("about:blank");
      browser.get(site.resolve("index.html").toUri().toString());
      say(
          "overview opens in %s ms",
          browser.executeScript(
              "return Math.round(performance.getEntriesByType('navigation')[0].loadEventEnd)"));
      browser.get(site.resolve("0000.00001/index.html").toUri().toString());
      Chromium.awaitCharts(browser);
      say(
          "a paper opens in %s ms, all charts drawn after %s ms",
          browser.executeScript(
              "return Math.round(performance.getEntriesByType('navigation')[0].loadEventEnd)"),
          browser.executeScript("return Math.round(performance.now())"));
    } finally {
      browser.quit();
    }
  }

  /** Unlike the clock's, this does not grow with what else the machine does. */
  private static Duration processorTime() {
    return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
  }

  private static double seconds(long start) {
    return (System.nanoTime() - start) / 1e9;
  }

  private static void say(String format, Object... values) {
    Program.print(String.format(Locale.ROOT, format, values));
  }
}
