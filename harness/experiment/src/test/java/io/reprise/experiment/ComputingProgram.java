package io.reprise.experiment;

import io.reprise.tensor.meta.MetaEngine;
import java.io.IOException;
import java.util.Map;

/**
 * Runs all trials of a {@link ComputingExperiment} in a folder: the program that {@link
 * ProcessesTest} kills. Says "ready" and, after each trial that it has stored, the trial's title
 * with ": score". Arguments: folder, variants, seeds, and whether to wait for a line of input.
 */
final class ComputingProgram {
  private ComputingProgram() {}

  public static void main(String[] args) throws IOException {
    Run<?> run = run(args[0], Integer.parseInt(args[1]), args[2]);
    Program.print("ready");
    if (Boolean.parseBoolean(args[3]) && System.in.read() < 0) {
      throw new IOException("the input ended: expected a line to start");
    }
    run.runAll();
  }

  static Run<?> run(String folder, int variants, String seeds) {
    Map<String, String> options =
        Map.of("results", folder, "data", folder, "seeds", seeds, "fork", "false");
    return Run.of(
        new ComputingExperiment("0000.00001", variants),
        RunSettings.parse(options::get),
        MetaEngine::new,
        Program::print);
  }
}
