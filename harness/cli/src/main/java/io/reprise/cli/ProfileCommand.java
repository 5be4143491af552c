package io.reprise.cli;

import io.reprise.experiment.Experiment;
import io.reprise.experiment.Experiments;
import io.reprise.experiment.Run;
import io.reprise.experiment.RunSettings;
import io.reprise.nn.Network;
import io.reprise.nn.Profile;
import io.reprise.reports.TextTable;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows where a network's time goes. */
@Command(
    name = "profile",
    description = {
      "Times a network's forward pass operation by operation, with --batches images at once.",
      "The result is stored, and shown by the paper's report."
    },
    mixinStandardHelpOptions = true)
final class ProfileCommand implements Runnable {
  @Parameters(index = "0", paramLabel = "PAPER", description = "an arXiv id")
  private String paper;

  @Parameters(
      index = "1",
      paramLabel = "NETWORK",
      description = "a network that the paper declares, for example ResNet-18")
  private String network;

  @Option(
      names = "--setting",
      paramLabel = "NAME",
      description = "which setting of the network; by default the one others are compared with")
  private String setting;

  @Mixin private RunOptions options;
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    PrintWriter out = spec.commandLine().getOut();
    RunSettings settings = options.settings();
    Experiment<?> experiment = Experiments.of(paper);
    Network chosen = network(experiment);
    Run<?> run = Run.of(experiment, settings, out::println);
    for (int batch : settings.batches()) {
      Profile profile = run.profile(chosen, batch).profile();
      out.println();
      out.printf(
          Locale.ROOT,
          "%s (%s), batch %d, engine %s on %s, %d threads: %.2f ms%n%n",
          chosen.name(),
          chosen.setting(),
          batch,
          settings.engine(),
          settings.device(),
          settings.threads(),
          profile.milliseconds());
      table(profile).lines().forEach(out::println);
      out.flush();
    }
  }

  private Network network(Experiment<?> experiment) {
    TreeSet<String> known = new TreeSet<>();
    for (Network n : experiment.networks()) {
      if (n.name().equals(network)
          && n.setting().equals(setting == null ? n.baseline() : setting)) {
        return n;
      }
      known.add(n.name() + " (" + n.setting() + ")");
    }
    throw new IllegalArgumentException(
        "network '"
            + network
            + (setting == null ? "'" : "' with setting '" + setting + "'")
            + ": expected one of "
            + known);
  }

  private static TextTable table(Profile profile) {
    TextTable table =
        new TextTable(
            List.of("layer", "operation", "output", "MACs", "ms", "share", "GFLOP/s"),
            List.of(40, 20, 24, 16, 9, 7, 9),
            3,
            4,
            5,
            6);
    for (Profile.Row r : profile.rows()) {
      table.add(
          r.layer(),
          r.op(),
          r.output(),
          r.macs() == 0 ? "" : String.format(Locale.ROOT, "%,d", r.macs()),
          String.format(Locale.ROOT, "%.3f", r.milliseconds()),
          String.format(Locale.ROOT, "%.1f%%", 100 * profile.share(r)),
          r.macs() == 0 ? "" : String.format(Locale.ROOT, "%.1f", r.gigaflopsPerSecond()));
    }
    return table;
  }
}
