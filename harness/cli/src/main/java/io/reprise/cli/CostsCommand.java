package io.reprise.cli;

import io.reprise.baselines.costs.CostRow;
import io.reprise.baselines.costs.PaperCosts;
import io.reprise.baselines.costs.PublishedCost;
import io.reprise.experiment.WholeFile;
import io.reprise.reports.TextTable;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import org.apache.commons.csv.CSVFormat;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The table of costs. */
@Command(
    name = "costs",
    description = {
      "Computes parameters and multiply-adds of papers' networks, beside the published numbers.",
      "Nothing is trained, and papers without a module are there too."
    },
    mixinStandardHelpOptions = true)
final class CostsCommand implements Runnable {
  @Parameters(paramLabel = "PAPER", description = "arXiv ids; all papers if none is given")
  private List<String> papers = List.of();

  @Option(names = "--csv", paramLabel = "FILE", description = "also write the table to this file")
  private Path csv;

  @Option(names = "--different", description = "show only printed numbers that are not ours")
  private boolean different;

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    PrintWriter out = spec.commandLine().getOut();
    List<CostRow> rows = new ArrayList<>();
    chosen().forEach(p -> rows.addAll(CostRow.of(p)));
    List<CostRow> shown = rows.stream().filter(r -> !different || !r.agrees()).toList();
    table(shown).lines().forEach(out::println);
    long printed = rows.stream().filter(r -> r.published().isPresent()).count();
    long agreeing = rows.stream().filter(r -> r.published().isPresent() && r.agrees()).count();
    out.println();
    out.printf(
        "%d networks of %d papers; %d of %d published numbers agree to the last printed digit.%n",
        rows.stream().map(r -> r.paper() + r.network() + "|" + r.setting()).distinct().count(),
        rows.stream().map(CostRow::paper).distinct().count(),
        agreeing,
        printed);
    out.println("† from memory, not checked   ‡ computed by others, not published");
    out.flush();
    if (csv != null) {
      WholeFile.write(csv.toAbsolutePath(), csv(rows));
    }
  }

  private List<PaperCosts> chosen() {
    List<PaperCosts> all = PaperCosts.all();
    TreeSet<String> known = new TreeSet<>();
    all.forEach(p -> known.add(p.paper()));
    for (String paper : papers) {
      if (!known.contains(paper)) {
        throw new IllegalArgumentException(
            "paper '" + paper + "' has no table of costs: expected one of " + known);
      }
    }
    return all.stream().filter(p -> papers.isEmpty() || papers.contains(p.paper())).toList();
  }

  private static TextTable table(List<CostRow> rows) {
    TextTable table =
        new TextTable(
            List.of(
                "paper",
                "network",
                "setting",
                "quantity",
                "computed",
                "published",
                "difference",
                "note"),
            List.of(10, 36, 44, 22, 18, 12, 10, 120),
            4,
            5,
            6);
    for (CostRow r : rows) {
      table.add(
          r.paper(),
          r.network(),
          r.setting(),
          r.quantity().id(),
          number(r),
          r.published().map(p -> p.printed() + p.unit() + mark(p.status())).orElse(""),
          r.published().isEmpty() || r.agrees()
              ? ""
              : String.format(Locale.ROOT, "%+.2f%%", r.difference()),
          r.published().map(PublishedCost::note).orElse(""));
    }
    return table;
  }

  private static String number(CostRow r) {
    return String.format(
        Locale.ROOT, r.quantity().isReduction() ? "%.2f%%" : "%,.0f", r.computed());
  }

  private static String mark(PublishedCost.Status status) {
    return switch (status) {
      case READ -> "";
      case RECALLED -> "†";
      case DERIVED -> "‡";
    };
  }

  private static String csv(List<CostRow> rows) {
    StringBuilder text = new StringBuilder();
    CSVFormat format = CSVFormat.RFC4180;
    text.append(
            format.format(
                "paper",
                "network",
                "setting",
                "quantity",
                "computed",
                "published",
                "unit",
                "agrees",
                "status",
                "source",
                "note"))
        .append('\n');
    for (CostRow r : rows) {
      PublishedCost p = r.published().orElse(null);
      text.append(
              format.format(
                  r.paper(),
                  r.network(),
                  r.setting(),
                  r.quantity().id(),
                  r.computed(),
                  p == null ? "" : p.printed(),
                  p == null ? "" : p.unit(),
                  p == null ? "" : r.agrees(),
                  p == null ? "" : p.status().name().toLowerCase(Locale.ROOT),
                  p == null ? "" : p.source(),
                  p == null ? "" : p.note()))
          .append('\n');
    }
    return text.toString();
  }
}
