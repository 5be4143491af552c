package io.reprise.nightly;

import io.reprise.experiment.Program;
import io.reprise.experiment.RunSettings;
import io.reprise.experiment.history.History;
import io.reprise.experiment.history.RunConfiguration;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A night of both papers, for tests that kill it. Arguments: the folders of history and data. */
final class NightProgram {
  private NightProgram() {}

  public static void main(String[] args) {
    Map<String, String> options = options(args[0], args[1]);
    RunSettings settings = RunSettings.parse(options::get);
    NightSettings night =
        new NightSettings(
            "monday",
            List.of(GatedExperiment.First.ID, GatedExperiment.Second.ID),
            RunConfiguration.of(settings, false),
            Optional.empty(),
            Duration.ofMinutes(1),
            3,
            false);
    System.exit(
        new Night(
                night,
                new History(settings.results(), Program::print),
                new PaperJvm(options, false, Program::print),
                List::of,
                paper -> {},
                Map.of("commit", "abc"),
                InstantSource.system(),
                Program::print)
            .run());
  }

  /** Pages go to the folder of the history too. */
  static Map<String, String> options(String history, String data) {
    Map<String, String> options = new HashMap<>();
    options.put("scale", "smoke");
    options.put("threads", "1");
    options.put("results", history);
    options.put("data", data);
    options.put("base", history);
    return options;
  }
}
