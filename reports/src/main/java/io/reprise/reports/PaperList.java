package io.reprise.reports;

import io.reprise.experiment.Expected;
import io.reprise.experiment.ExpectedFile;
import io.reprise.experiment.Experiment;
import io.reprise.experiment.Scale;
import io.reprise.experiment.Verdict;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The README's list of papers, made of what is recorded: for each paper the verdicts on its claims
 * at the strongest recorded scale, and those on reported numbers that are computed.
 */
public final class PaperList {
  private static final String BEGIN = "<!-- papers: written by ci/reprise readme -->\n";
  private static final String END = "<!-- end of papers -->\n";

  private PaperList() {}

  /**
   * The list in Markdown.
   *
   * @param base the suite's folder
   * @throws IllegalStateException if an {@code expected.csv} is malformed, naming the row
   */
  public static String of(Path base, List<Experiment<?>> papers) {
    StringBuilder text =
        new StringBuilder(
            """
            | id | paper | claims, at the strongest scale recorded | reported numbers, computed |
            |---|---|---|---|
            """);
    for (Experiment<?> e : papers) {
      String id = e.paper().id();
      List<Expected> rows = ExpectedFile.of(base, e.paper()).read();
      text.append("| [").append(id).append("](papers/").append(id).append("/README.md) | ");
      text.append(Markdown.escape(e.paper().title())).append(" | ");
      text.append(claims(rows)).append(" | ").append(numbers(rows)).append(" |\n");
    }
    return text.toString();
  }

  /**
   * A text with another list between its markers.
   *
   * @param file that the text is of, to name it
   * @throws IllegalArgumentException if it lacks the markers
   */
  public static String replaceIn(Path file, String text, String list) {
    int begin = text.indexOf(BEGIN);
    int end = text.indexOf(END);
    if (begin < 0 || end < begin) {
      throw new IllegalArgumentException(
          file
              + " has no place for the papers: expected the lines '"
              + BEGIN.strip()
              + "' and '"
              + END.strip()
              + "'");
    }
    return text.substring(0, begin + BEGIN.length()) + list + text.substring(end);
  }

  /** Counts of one configuration only: verdicts of several are never added up. */
  private static String claims(List<Expected> rows) {
    Optional<Expected.Configuration> strongest =
        rows.stream()
            .filter(r -> r.kind() == Expected.Kind.CLAIM)
            .map(Expected::configuration)
            .distinct()
            .max(
                Comparator.comparingInt((Expected.Configuration c) -> strength(c.scale()))
                    .thenComparing(c -> c.engine().equals("torch"))
                    .thenComparing(Expected.Configuration::seeds)
                    .thenComparing(Expected.Configuration::words));
    return strongest
        .map(
            c ->
                counts(rows, Expected.Kind.CLAIM, c)
                    + " ("
                    + c.scale()
                    + ", "
                    + c.engine()
                    + " on "
                    + c.device()
                    + ", "
                    + Markdown.escape(c.data().replaceFirst(" [0-9a-f]+$", ""))
                    + ")")
        .orElse("none recorded");
  }

  private static int strength(String scale) {
    return Arrays.stream(Scale.values()).map(Scale::id).toList().indexOf(scale);
  }

  private static String numbers(List<Expected> rows) {
    String counts =
        rows.stream()
            .filter(r -> r.kind() == Expected.Kind.REPORTED && r.value().isPresent())
            .map(Expected::configuration)
            .findFirst()
            .map(c -> counts(rows, Expected.Kind.REPORTED, c))
            .orElse("");
    return counts.isEmpty() ? "none recorded" : counts;
  }

  private static String counts(
      List<Expected> rows, Expected.Kind kind, Expected.Configuration configuration) {
    return Comparison.counts(
        rows.stream()
            .filter(r -> r.kind() == kind && r.configuration().equals(configuration))
            .map(r -> r.verdict().orElse(Verdict.NOT_RUN)));
  }
}
