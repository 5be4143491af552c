package io.reprise.reports;

import io.reprise.experiment.Program;
import io.reprise.experiment.Run;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The comparison report of a paper: nothing is run, what is stored is judged and shown. */
public final class Report {
  private Report() {}

  /** Reports on one paper: the argument is its id, the options are system properties. */
  public static void main(String[] args) {
    Program.run(
        args,
        (experiment, settings) ->
            write(
                Run.of(experiment, settings, Program::print),
                Path.of(System.getProperty("base", ".")),
                Instant.now(),
                Program::print));
  }

  /**
   * Writes all files of a run's report, refreshes the overview of all papers, and prints the
   * comparison.
   *
   * @param base the suite's folder; files go to {@code reports/target/reprise} in it
   * @param now the date on the page
   * @param print takes warnings and the comparison line by line, last the paths of the overview and
   *     the page
   * @throws UncheckedIOException if a file cannot be written
   */
  public static void write(Run<?> run, Path base, Instant now, Consumer<String> print) {
    write(Stream.of(run), base, now, print);
  }

  /**
   * As above for several runs, each of another paper; the overview is refreshed once.
   *
   * @param runs taken one by one, since each holds its data
   */
  public static void write(Stream<Run<?>> runs, Path base, Instant now, Consumer<String> print) {
    Site site = new Site(base);
    site.writeAssets();
    List<String> pages = new ArrayList<>();
    runs.forEach(run -> pages.add(write(run, site, now, print)));
    site.refresh(now, print);
    print.accept("");
    print.accept("all papers: " + site.overview());
    pages.forEach(page -> print.accept("report: " + page));
  }

  /** Writes a paper's files and tells where its page is. */
  private static String write(Run<?> run, Site site, Instant now, Consumer<String> print) {
    Comparison c = Comparison.of(run);
    Figures figures = Figures.of(run, c, print);
    Map<String, String> files = new LinkedHashMap<>();
    files.put("comparison.csv", Tables.csv(Tables.comparison(c)));
    files.put("claims.csv", Tables.csv(Tables.claims(c)));
    files.put("costs.csv", Tables.csv(Tables.costs(c)));
    files.put("latency.csv", Tables.csv(Tables.latency(c)));
    files.put("comparison.md", Markdown.of(c));
    files.put("claims.md", Markdown.claimsOf(c));
    files.put("comparison.tex", Latex.of(c));
    files.put("results.json", Json.file(Results.of(c, figures)));
    files.put("index.html", HtmlPage.of(c, figures, now, site.hasTrend(c.paper().id())));
    files.put("summary.json", Json.file(Summary.of(c)));
    // Before the page that shows them.
    site.writePictures(c.paper().id(), figures.files());
    site.write(c.paper().id(), files);
    Console.lines(c)
        .forEach(line -> print.accept(Console.encodable(line, Charset.defaultCharset())));
    return site.folder(c.paper().id()).resolve("index.html").toString();
  }
}
