package io.reprise.cli;

import io.reprise.experiment.Experiment;
import io.reprise.experiment.RunSettings;
import io.reprise.experiment.Scale;
import io.reprise.experiment.Variant;
import io.reprise.reports.TextTable;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Lists papers, or what there is of some. */
@Command(
    name = "list",
    description = "Lists the papers; with papers, their variants, settings and claims.",
    mixinStandardHelpOptions = true)
final class ListCommand implements Runnable {
  @Parameters(paramLabel = "PAPER", description = "arXiv ids")
  private List<String> papers = List.of();

  @Mixin private RunOptions options;
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    PrintWriter out = spec.commandLine().getOut();
    if (papers.isEmpty()) {
      table(RunOptions.experiments(papers)).lines().forEach(out::println);
    } else {
      RunSettings settings = options.settings();
      RunOptions.experiments(papers).forEach(e -> describe(e, settings.scale(), out));
    }
    out.flush();
  }

  private static TextTable table(List<Experiment<?>> experiments) {
    TextTable table =
        new TextTable(
            List.of("paper", "title", "variants", "claims", "networks", "reported numbers"),
            List.of(10, 70, 30, 6, 8, 8),
            3,
            4,
            5);
    for (Experiment<?> e : experiments) {
      table.add(
          e.paper().id(),
          e.paper().title(),
          Arrays.stream(Scale.values())
              .map(s -> s.id() + " " + e.variants(s).size())
              .collect(Collectors.joining(", ")),
          Integer.toString(e.claims().size()),
          Integer.toString(e.networks().size()),
          Integer.toString(e.reported().size()));
    }
    return table;
  }

  private static void describe(Experiment<?> e, Scale scale, PrintWriter out) {
    out.println(e.paper().id() + "  " + e.paper().title() + ", " + e.paper().venue());
    out.println(e.paper().url());
    out.println();
    TextTable variants =
        new TextTable(List.of("variant at scale " + scale.id(), "settings"), List.of(60, 160));
    for (Variant v : e.variants(scale)) {
      variants.add(
          v.name(),
          v.settings().asMap().entrySet().stream()
              .map(s -> s.getKey() + "=" + s.getValue())
              .collect(Collectors.joining(" ")));
    }
    variants.lines().forEach(out::println);
    out.println();
    TextTable claims = new TextTable(List.of("claim", "statement"), List.of(40, 200));
    e.claims().forEach(c -> claims.add(c.id(), c.statement()));
    claims.lines().forEach(out::println);
    out.println();
  }
}
