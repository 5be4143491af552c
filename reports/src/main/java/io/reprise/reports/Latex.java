package io.reprise.reports;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The comparison as tables for LaTeX, with the packages booktabs and longtable. */
final class Latex {
  private final StringBuilder text = new StringBuilder();
  private final Comparison c;

  private Latex(Comparison c) {
    this.c = c;
  }

  static String of(Comparison c) {
    Latex file = new Latex(c);
    file.text
        .append("% ")
        .append(c.origins())
        .append(". Needs booktabs, longtable and textcomp.\n");
    if (!c.published()) {
      file.text.append("% ").append(c.fullCaution()).append('\n');
    }
    file.table(
        "Claims of arXiv:" + c.paper().id(),
        "lp{.45\\linewidth}ll",
        List.of("Claim", "Statement", "Verdict", "95% interval"),
        c.claims().stream()
            .map(j -> List.of(j.claim().id(), j.claim().statement(), j.verdict(), j.interval())));
    file.table(
        "Trials of arXiv:" + c.paper().id() + ": mean ± standard deviation over seeds",
        "lllrr",
        List.of("Variant", "Metric", "Unit", "Mean", "Seeds"),
        c.measured().stream()
            .map(
                m ->
                    List.of(
                        m.variant().name(),
                        m.metric().name(),
                        m.metric().unit(),
                        m.mean(),
                        Integer.toString(m.sample().size()))));
    file.table(
        "Numbers reported by arXiv:"
            + c.paper().id()
            + ". † from memory, not checked. ‡ predicted by theory, not published",
        "lp{.3\\linewidth}lrrl",
        List.of("Table", "Row", "Metric", "Reported", "Reproduced", "Verdict"),
        c.reported().stream()
            .map(
                r ->
                    List.of(
                        r.row().table(),
                        r.row().method() + ", " + r.row().model() + ", " + r.row().setting(),
                        r.row().metric() + " (" + r.row().unit() + ")",
                        r.reported(),
                        r.reproduced(),
                        r.verdict())));
    return file.text.toString();
  }

  private void table(
      String caption, String columns, List<String> headings, Stream<List<String>> rows) {
    List<List<String>> all = rows.toList();
    if (all.isEmpty()) {
      return;
    }
    String origins = c.origins() + (c.published() ? "" : ". " + c.caution());
    text.append("\n\\begin{longtable}{").append(columns).append("}\n");
    text.append("\\caption{").append(escape(caption + "; " + origins)).append("}\\\\\n");
    text.append("\\toprule\n");
    row(headings);
    text.append("\\midrule\n\\endhead\n");
    all.forEach(this::row);
    text.append("\\bottomrule\n\\end{longtable}\n");
  }

  private void row(List<String> cells) {
    text.append(cells.stream().map(Latex::escape).collect(Collectors.joining(" & ")))
        .append(" \\\\\n");
  }

  /** A text that LaTeX sets as it stands. */
  static String escape(String text) {
    StringBuilder escaped = new StringBuilder();
    text.replaceAll("\\s+", " ")
        .codePoints()
        .forEach(
            letter ->
                escaped.append(
                    switch (letter) {
                      case '\\' -> "\\textbackslash{}";
                      case '~' -> "\\textasciitilde{}";
                      case '^' -> "\\textasciicircum{}";
                      case '<' -> "\\textless{}";
                      case '>' -> "\\textgreater{}";
                      case '|' -> "\\textbar{}";
                      case '[' -> "{[}"; // else an option of the line break before it
                      case '±' -> "\\textpm{}";
                      case '†' -> "\\textdagger{}";
                      case '‡' -> "\\textdaggerdbl{}";
                      case '&', '%', '$', '#', '_', '{', '}' -> "\\" + (char) letter;
                      default -> Character.toString(letter);
                    }));
    return escaped.toString();
  }
}
