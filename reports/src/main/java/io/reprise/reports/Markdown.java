package io.reprise.reports;

import io.reprise.experiment.TrialResult;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** The comparison as Markdown. */
final class Markdown {
  private final StringBuilder text = new StringBuilder();

  private Markdown() {}

  static String of(Comparison c) {
    Markdown page = new Markdown();
    page.title(c);
    page.claims(c);
    page.trials(c);
    page.reported(c);
    page.costs(c);
    page.latencies(c);
    return page.text.toString();
  }

  /** The claims alone. */
  static String claimsOf(Comparison c) {
    Markdown page = new Markdown();
    page.title(c);
    page.claims(c);
    return page.text.toString();
  }

  /** The state of all papers. */
  static String summary(List<Summary> papers) {
    Markdown page = new Markdown();
    page.text.append("# Papers\n\n");
    page.header(
        "paper", "title", "scale", "data", "claims", "numbers", "engine", "trials", "last run");
    for (Summary p : papers) {
      page.row(
          p.paper(),
          p.title(),
          p.scale() + (p.published() ? "" : " (not the paper's protocol)"),
          p.data() + " (" + p.dataOrigin() + ")",
          p.claimWords(),
          p.numberWords(),
          p.engine() + " on " + p.device(),
          p.finished() + " of " + p.planned(),
          p.lastRun());
    }
    return page.text.toString();
  }

  private void title(Comparison c) {
    text.append("# ").append(escape(c.paper().title())).append("\n\n");
    text.append("[arXiv ").append(c.paper().id()).append("](").append(c.paper().url()).append(")");
    text.append(", ").append(escape(c.paper().venue()));
    if (!c.paper().code().isEmpty()) {
      text.append(", [authors' code](").append(c.paper().code()).append(")");
    }
    text.append(". Scale ").append(c.evidence().scale().id());
    text.append(", engine ").append(c.evidence().engine());
    text.append(" on ").append(c.evidence().device());
    text.append(", data ").append(escape(c.data())).append(".\n");
    if (!c.published()) {
      text.append("\n> **").append(escape(c.caution())).append("** ");
      text.append(escape(c.protocol() + " Data: " + c.data() + ", " + c.origin() + "."))
          .append("\n");
    }
    if (!c.leftOut().isEmpty()) {
      text.append("\n> ").append(escape(c.mixture())).append("\n");
    }
  }

  private void claims(Comparison c) {
    heading("Claims");
    header("claim", "statement", "margin", "verdict", "evidence");
    for (Comparison.JudgedClaim j : c.claims()) {
      row(
          j.claim().id(),
          j.claim().statement(),
          j.claim().margin(),
          j.verdict(),
          j.finding().evidence());
    }
    if (!c.tested().isEmpty()) {
      heading("Statistics of claims");
      text.append(
          "Mean difference over seeds; p is one-sided, Holm's for all claims together.\n\n");
      header("claim", "verdict", "n", "mean difference", "95% interval", "p", "p (Holm)");
      for (Comparison.JudgedClaim j : c.tested()) {
        row(j.claim().id(), j.verdict(), j.n(), j.difference(), j.interval(), j.p(), j.adjustedP());
      }
    }
  }

  private void trials(Comparison c) {
    heading("Trials at scale " + c.evidence().scale().id());
    if (!c.failed().isEmpty()) {
      text.append("Failed trials:\n\n");
      for (TrialResult t : c.failed()) {
        text.append("- ").append(escape(Comparison.failure(t))).append('\n');
      }
      text.append('\n');
    }
    header("method", "model", "setting", "metric", "unit", "mean ± std", "min", "max", "seeds");
    for (Comparison.Measured m : c.measured()) {
      row(
          m.variant().method(),
          m.variant().model(),
          m.variant().setting(),
          m.metric().name(),
          m.metric().unit(),
          m.mean(),
          m.min(),
          m.max(),
          Integer.toString(m.sample().size()));
    }
  }

  private void reported(Comparison c) {
    heading("Reported and reproduced");
    text.append("† from memory, not checked. ‡ predicted by theory, not published.\n\n");
    header(
        "table",
        "method",
        "model",
        "dataset",
        "setting",
        "metric",
        "unit",
        "reported",
        "reproduced",
        "verdict",
        "reason");
    for (Comparison.ReportedRow r : c.reported()) {
      row(
          r.row().table(),
          r.row().method(),
          r.row().model(),
          r.row().dataset(),
          r.row().setting(),
          r.row().metric(),
          r.row().unit(),
          r.reported(),
          r.reproduced(),
          r.verdict(),
          r.found().reason());
    }
  }

  private void costs(Comparison c) {
    heading("Costs");
    header("network", "setting", "parameters", "MACs", "parameters saved", "MACs saved");
    for (Comparison.CostRow r : c.costs()) {
      row(r.network(), r.setting(), r.params(), r.macs(), r.paramsReduction(), r.macsReduction());
    }
  }

  private void latencies(Comparison c) {
    heading("Latency");
    header(
        "network",
        "setting",
        "batch",
        "mean ms (95% interval)",
        "p50 ms",
        "p99 ms",
        "samples",
        "noise");
    for (Comparison.LatencyRow r : c.latencies()) {
      row(
          r.key().network(),
          r.key().setting(),
          Integer.toString(r.key().batch()),
          r.mean(),
          r.median(),
          r.p99(),
          Integer.toString(r.samples()),
          r.noise());
    }
  }

  private void heading(String words) {
    text.append("\n## ").append(words).append("\n\n");
  }

  private void header(String... names) {
    row(names);
    text.append("|").append("---|".repeat(names.length)).append('\n');
  }

  private void row(String... cells) {
    List<String> escaped = Arrays.stream(cells).map(Markdown::escape).toList();
    text.append(escaped.stream().collect(Collectors.joining(" | ", "| ", " |\n")));
  }

  /** Keeps a text in its cell and from being read as markup. */
  static String escape(String text) {
    return text.replaceAll("\\s+", " ")
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replaceAll("([\\\\|*_`\\[\\]])", "\\\\$1");
  }
}
