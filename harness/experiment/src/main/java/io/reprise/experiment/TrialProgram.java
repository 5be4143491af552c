package io.reprise.experiment;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.reprise.tensor.DeviceUnavailableException;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Runs one trial for {@link ForkedTrial}, which started this JVM and holds its standard input open.
 * Exits with 0 once the result, which may be a failure, lies in the file asked for.
 */
final class TrialProgram {
  /** The exit code where the JVM that wanted the result is gone. */
  static final int ORPHANED = 4;

  /** The exit code where the engine cannot use the device; the last line printed says why. */
  static final int UNAVAILABLE = 5;

  private TrialProgram() {}

  /** The arguments are the paper's id, the variant's name, the seed and the result's file. */
  public static void main(String[] args) {
    endWithParent();
    try {
      Program.run(() -> runOnDevice(args));
    } catch (Throwable t) {
      t.printStackTrace();
      System.exit(1);
    }
    // Threads that a trial forgot must not keep the result waiting.
    System.exit(0);
  }

  /** A trial that nobody waits for would take the machine from those that start after it. */
  private static void endWithParent() {
    Thread watch =
        new Thread(
            () -> {
              try {
                while (System.in.read() >= 0) {
                  // Nothing is ever said; only the end counts.
                }
              } catch (IOException e) {
                // As good as the end.
              }
              Runtime.getRuntime().halt(ORPHANED);
            },
            "parent watch");
    watch.setDaemon(true);
    watch.start();
  }

  private static void runOnDevice(String[] args) {
    try {
      run(args);
    } catch (DeviceUnavailableException e) {
      Program.print(e.getMessage());
      System.exit(UNAVAILABLE);
    }
  }

  private static void run(String[] args) {
    if (args.length != 4) {
      throw new IllegalArgumentException(
          args.length + " arguments: expected paper, variant, seed and result file");
    }
    Run<?> run =
        Run.of(Experiments.of(args[0]), RunSettings.parse(System::getProperty), Program::print);
    Run.Planned planned =
        run.plan().stream()
            .filter(p -> p.key().variant().equals(args[1]))
            .filter(p -> Integer.toString(p.key().seed()).equals(args[2]))
            .findFirst()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "variant '" + args[1] + "', seed " + args[2] + ": not in the plan"));
    try {
      WholeFile.write(
          Path.of(args[3]), new ObjectMapper().writeValueAsString(run.attempt(planned)));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
