package io.reprise.experiment;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.reprise.tensor.DeviceUnavailableException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * Runs trials for {@link TrialJvm}, which started this JVM, asks for them on its standard input and
 * holds that open. Each result, which may be a failure, lies in the file asked for when the line
 * {@link #done} is printed.
 */
final class TrialProgram {
  /** The exit code where the JVM that wanted results is gone. */
  static final int ORPHANED = 4;

  /** The exit code where the engine cannot use the device; the last line printed says why. */
  static final int UNAVAILABLE = 5;

  private static final ObjectMapper JSON = new ObjectMapper();

  /** A trial to run. */
  private record Request(String variant, int seed, Path handover) {}

  private TrialProgram() {}

  /** Asks for a trial: a line each for the variant, the seed and the result's file. */
  static void ask(OutputStream to, Run.Planned planned, Path handover) throws IOException {
    String lines = planned.key().variant() + "\n" + planned.key().seed() + "\n" + handover + "\n";
    to.write(lines.getBytes(StandardCharsets.UTF_8));
    to.flush();
  }

  /** What the last line ends with that is printed while a trial runs. */
  static String done(Path handover) {
    return "\u0004 " + handover;
  }

  /** The argument is the paper's id. */
  public static void main(String[] args) {
    BlockingQueue<Request> requests = new LinkedBlockingQueue<>();
    listen(requests);
    try {
      Program.run(() -> runOnDevice(args, requests));
    } catch (Throwable t) {
      t.printStackTrace();
      System.exit(1);
    }
  }

  /** A trial that nobody waits for would take the machine from those that start after it. */
  private static void listen(BlockingQueue<Request> requests) {
    Thread thread =
        new Thread(
            () -> {
              try (BufferedReader lines =
                  new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
                for (String variant = lines.readLine();
                    variant != null;
                    variant = lines.readLine()) {
                  int seed = Integer.parseInt(lines.readLine());
                  requests.add(new Request(variant, seed, Path.of(lines.readLine())));
                }
              } catch (IOException | RuntimeException e) {
                // As good as the end.
              }
              Runtime.getRuntime().halt(ORPHANED);
            },
            "requests");
    thread.setDaemon(true);
    thread.start();
  }

  private static void runOnDevice(String[] args, BlockingQueue<Request> requests) {
    try {
      run(args, requests);
    } catch (DeviceUnavailableException e) {
      Program.print(e.getMessage());
      System.exit(UNAVAILABLE);
    } catch (InterruptedException e) {
      throw new IllegalStateException("interrupted while waiting for a trial", e);
    }
  }

  private static void run(String[] args, BlockingQueue<Request> requests)
      throws InterruptedException {
    if (args.length != 1) {
      throw new IllegalArgumentException(args.length + " arguments: expected a paper");
    }
    Run<?> run =
        Run.of(Experiments.of(args[0]), RunSettings.parse(System::getProperty), Program::print);
    while (true) {
      Request request = requests.take();
      TrialResult result = run.attempt(planned(run, request));
      try {
        WholeFile.write(request.handover, JSON.writeValueAsString(result));
      } catch (JsonProcessingException e) {
        throw new IllegalStateException(e);
      }
      Program.print(done(request.handover));
    }
  }

  private static Run.Planned planned(Run<?> run, Request request) {
    return run.plan().stream()
        .filter(p -> p.key().variant().equals(request.variant))
        .filter(p -> p.key().seed() == request.seed)
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "variant '"
                        + request.variant
                        + "', seed "
                        + request.seed
                        + ": not in the plan"));
  }
}
