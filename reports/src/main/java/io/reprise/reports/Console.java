package io.reprise.reports;

import io.reprise.experiment.Metric;
import io.reprise.experiment.TrialResult;
import io.reprise.experiment.Variant;
import io.reprise.experiment.Verdict;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** The comparison as lines of text, at most {@link #WIDTH} characters wide where names allow. */
final class Console {
  static final int WIDTH = 120;

  private final Comparison c;
  private final List<String> lines = new ArrayList<>();

  private Console(Comparison c) {
    this.c = c;
  }

  static List<String> lines(Comparison c) {
    Console console = new Console(c);
    console.title();
    console.trials();
    console.claims();
    console.reported();
    return console.lines;
  }

  private void title() {
    heading(c.paper().title() + " (" + c.paper().venue() + ", arXiv " + c.paper().id() + ")");
    lines.add(
        String.format(
            Locale.ROOT,
            "scale %s, data %s, engine %s on %s",
            c.evidence().scale().id(),
            c.data(),
            c.evidence().engine(),
            c.evidence().device()));
    if (!c.published()) {
      lines.add(c.caution() + " " + c.protocol());
    }
    if (!c.leftOut().isEmpty()) {
      lines.add(c.mixture());
    }
  }

  private void heading(String text) {
    lines.add("");
    lines.add(text);
    lines.add("=".repeat(Math.min(text.length(), WIDTH)));
  }

  private void trials() {
    heading(
        String.format(
            Locale.ROOT,
            "Trials at scale %s: %d of %d finished, %d failed; mean ± standard deviation",
            c.evidence().scale().id(),
            c.finished(),
            c.planned(),
            c.failed().size()));
    for (TrialResult t : c.failed()) {
      lines.add("FAILED " + Comparison.failure(t));
    }
    List<Metric> metrics = c.metrics();
    while (!metrics.isEmpty()) {
      int shown = metrics.size();
      List<String> table = trials(metrics);
      while (shown > 1 && widest(table) > WIDTH) {
        shown--;
        table = trials(metrics.subList(0, shown));
      }
      lines.add("");
      lines.addAll(table);
      metrics = metrics.subList(shown, metrics.size());
    }
  }

  private List<String> trials(List<Metric> metrics) {
    List<String> headings = new ArrayList<>(List.of("method", "model", "setting", "seeds"));
    metrics.forEach(m -> headings.add(Charts.axis(m.name(), m.unit())));
    List<Integer> widest = new ArrayList<>(List.of(24, 12, 30, 5));
    metrics.forEach(m -> widest.add(30));
    TextTable table =
        new TextTable(headings, widest, IntStream.range(3, headings.size()).toArray());
    for (Variant v : c.variants()) {
      List<String> cells = new ArrayList<>(List.of(v.method(), v.model(), v.setting()));
      cells.add(Integer.toString(c.evidence().trialsOf(v.name()).size()));
      for (Metric m : metrics) {
        cells.add(
            c.measured().stream()
                .filter(r -> r.variant().equals(v) && r.metric().equals(m))
                .map(Comparison.Measured::mean)
                .findFirst()
                .orElse("-"));
      }
      table.add(cells.toArray(String[]::new));
    }
    return table.lines();
  }

  private static int widest(List<String> lines) {
    return lines.stream().mapToInt(String::length).max().orElse(0);
  }

  private void claims() {
    heading("Claims");
    TextTable table = new TextTable(List.of("verdict", "claim", "evidence"), List.of(14, 28, 74));
    for (Comparison.JudgedClaim j : c.claims()) {
      table.add(j.verdict(), j.claim().id(), j.finding().evidence());
    }
    lines.addAll(table.lines());
    if (!c.tested().isEmpty()) {
      lines.add("");
      lines.addAll(statistics());
    }
  }

  private List<String> statistics() {
    TextTable table =
        new TextTable(
            List.of("claim", "n", "mean difference", "95% interval", "p", "p (Holm)"),
            List.of(28, 4, 16, 24, 8, 8),
            1,
            2,
            3,
            4,
            5);
    for (Comparison.JudgedClaim j : c.tested()) {
      table.add(j.claim().id(), j.n(), j.difference(), j.interval(), j.p(), j.adjustedP());
    }
    return table.lines();
  }

  private void reported() {
    heading(
        c.reported().size()
            + " reported numbers: "
            + Comparison.counts(c.reported().stream().map(r -> r.found().verdict())));
    TextTable table =
        new TextTable(
            List.of("verdict", "table", "method", "model", "setting", "metric", "reported", "here"),
            List.of(14, 13, 12, 12, 24, 18, 14, 14),
            6,
            7);
    Map<String, Integer> reasons = new TreeMap<>();
    for (Comparison.ReportedRow r : c.reported()) {
      if (r.found().verdict() == Verdict.NOT_RUN && Double.isNaN(r.found().value())) {
        reasons.merge(r.found().reason(), 1, Integer::sum);
      } else {
        table.add(
            r.verdict(),
            r.row().table(),
            r.row().method(),
            r.row().model(),
            r.row().setting(),
            r.row().metric(),
            r.reported(),
            r.reproduced());
      }
    }
    lines.addAll(table.lines());
    reasons.forEach((reason, n) -> lines.add(TextTable.cut(n + " not run: " + reason, WIDTH)));
    lines.add("† from memory, not checked   ‡ predicted by theory, not published");
  }

  /** The line with plain letters for the signs that a console cannot show, column by column. */
  static String encodable(String line, Charset console) {
    return console.newEncoder().canEncode("±†‡…")
        ? line
        : line.replace(" ± ", "+/-").replace('†', '*').replace('‡', '#').replace('…', '~');
  }
}
