package io.reprise.cli;

import io.reprise.experiment.Evidence;
import io.reprise.experiment.Experiment;
import io.reprise.experiment.LatencyResult;
import io.reprise.experiment.Run;
import io.reprise.experiment.RunSettings;
import io.reprise.experiment.Sample;
import io.reprise.experiment.jmh.Latency;
import io.reprise.reports.TextTable;
import java.io.PrintWriter;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Times networks. */
@Command(
    name = "bench",
    description = "Measures the latency of papers' networks with JMH, unless it is stored.",
    mixinStandardHelpOptions = true)
final class BenchCommand implements Runnable {
  @Parameters(arity = "1..*", paramLabel = "PAPER", description = "arXiv ids")
  private List<String> papers;

  @Mixin private RunOptions options;
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    PrintWriter out = spec.commandLine().getOut();
    RunSettings settings = options.settings();
    settings.requireDevices();
    for (Experiment<?> e : RunOptions.experiments(papers)) {
      Run<?> run = Run.of(e, settings, out::println);
      Latency.measure(
          run,
          line -> {
            out.println(line);
            out.flush();
          });
      out.println();
      table(run).lines().forEach(out::println);
      out.flush();
    }
  }

  private static TextTable table(Run<?> run) {
    TextTable table =
        new TextTable(
            List.of(
                "network",
                "setting",
                "batch",
                "passes",
                "median ms",
                "min ms",
                "max ms",
                "MACs saved",
                "time saved",
                "noise"),
            List.of(30, 40, 5, 6, 10, 10, 10, 6, 6, 80),
            2,
            3,
            4,
            5,
            6,
            7,
            8);
    Evidence evidence = run.evidence();
    Map<String, String> baselines = new HashMap<>();
    run.experiment()
        .networks()
        .forEach(n -> baselines.put(n.name() + "/" + n.setting(), n.baseline()));
    for (LatencyResult.Key key : run.latencyKeys()) {
      LatencyResult result = run.latency(key).orElseThrow();
      Sample times = result.statistics();
      String baseline = baselines.get(key.network() + "/" + key.setting());
      table.add(
          key.network(),
          key.setting(),
          Integer.toString(key.batch()),
          Integer.toString(times.size()),
          milliseconds(times.percentile(50)),
          milliseconds(times.min()),
          milliseconds(times.max()),
          percent(evidence.cost(key.network(), key.setting()).macsReduction()),
          percent(
              evidence
                  .latencyReduction(key.network(), key.setting(), baseline, key.batch())
                  .orElse(Double.NaN)),
          result.noise().orElse(""));
    }
    return table;
  }

  private static String percent(double share) {
    return Double.isNaN(share) ? "" : String.format(Locale.ROOT, "%.1f%%", 100 * share);
  }

  private static String milliseconds(double time) {
    return String.format(Locale.ROOT, "%.2f", time);
  }
}
