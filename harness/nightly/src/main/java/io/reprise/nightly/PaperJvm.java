package io.reprise.nightly;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.reprise.experiment.history.RunOutcome;
import io.reprise.experiment.history.RunRecord;
import io.reprise.tensor.DeviceUnavailableException;
import java.io.BufferedReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Runs each paper in a JVM of its own, with the class path, options and environment of this one:
 * what native code does to it costs one paper and not the night, and it can be ended at the
 * deadline whatever it is at. It ends when this JVM does, however that ends.
 */
public final class PaperJvm implements PaperRunner {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final long LAST_LINES_MILLIS = 10_000;

  /** How long after a signal to the child this JVM may get its own: Ctrl-C is sent to both. */
  private static final long OWN_SIGNAL_MILLIS = 2_000;

  private final Map<String, String> options;
  private final boolean latencies;
  private final Consumer<String> log;

  /**
   * Nothing is started yet.
   *
   * @param options of the runs, by the names that {@link io.reprise.experiment.RunSettings#parse}
   *     knows; null for the default
   * @param latencies whether networks are timed
   * @param log takes what the JVMs print, line by line
   */
  public PaperJvm(Map<String, String> options, boolean latencies, Consumer<String> log) {
    this.options = new LinkedHashMap<>(options);
    this.latencies = latencies;
    this.log = log;
  }

  @Override
  public Ending run(RunRecord run, Path results, Optional<Instant> deadline) {
    Path outcome = results.resolve("outcome.json");
    try {
      Files.deleteIfExists(outcome);
      Ended ended = start(run.paper(), PaperProgram.RUN, results, outcome, deadline);
      if (!ended.inTime) {
        return Ending.cut("the time was up");
      }
      return switch (ended.exitCode) {
        case 0 -> Ending.complete(JSON.readValue(Files.readAllBytes(outcome), RunOutcome.class));
        case PaperProgram.UNAVAILABLE -> throw new DeviceUnavailableException(ended.lastLine);
        case 128 + 1, 128 + 2, 128 + 15 -> Ending.cut("it was asked to end");
        default -> Ending.error(ended.words());
      };
    } catch (IOException e) {
      return Ending.error("its JVM left no outcome: " + e);
    }
  }

  @Override
  public Optional<String> page(RunRecord run, Path results, Instant deadline) {
    try {
      Path none = results.resolve("outcome.json");
      Ended ended = start(run.paper(), PaperProgram.PAGE, results, none, Optional.of(deadline));
      if (!ended.inTime) {
        return Optional.of("its page was not ready in time");
      }
      return ended.exitCode == 0 ? Optional.empty() : Optional.of(ended.words());
    } catch (IOException e) {
      return Optional.of("its page could not be made: " + e);
    }
  }

  /** How a JVM ended. */
  private record Ended(boolean inTime, int exitCode, String lastLine) {
    String words() {
      return "its JVM ended with exit code " + exitCode + ": " + lastLine;
    }
  }

  private Ended start(
      String paper, String what, Path results, Path outcome, Optional<Instant> deadline)
      throws IOException {
    Process process =
        new ProcessBuilder(command(paper, what, results, outcome))
            .redirectErrorStream(true)
            .start();
    CountDownLatch stopping = new CountDownLatch(1);
    Thread hook =
        new Thread(
            () -> {
              stopping.countDown();
              end(process);
            },
            "end of a paper's JVM");
    Lines lines = new Lines(process, log);
    try {
      Runtime.getRuntime().addShutdownHook(hook);
      boolean inTime = await(process, deadline);
      if (!inTime) {
        end(process);
        process.waitFor();
      } else if (process.exitValue() > 128
          && stopping.await(OWN_SIGNAL_MILLIS, TimeUnit.MILLISECONDS)) {
        // This JVM is being stopped: what the child's end looks like is not to be recorded.
        new CountDownLatch(1).await();
      }
      lines.join(LAST_LINES_MILLIS);
      return new Ended(inTime, process.exitValue(), lines.last);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while " + paper + " ran", e);
    } finally {
      end(process);
      remove(hook);
    }
  }

  private static void remove(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The hook is running: it will find nothing left to end.
    }
  }

  private static boolean await(Process process, Optional<Instant> deadline)
      throws InterruptedException {
    if (deadline.isEmpty()) {
      process.waitFor();
      return true;
    }
    long left = Duration.between(Instant.now(), deadline.get()).toMillis();
    return process.waitFor(Math.max(0, left), TimeUnit.MILLISECONDS);
  }

  /** First the paper's JVM, else it would take the end of its trials' for their failure. */
  private static void end(Process process) {
    List<ProcessHandle> all = process.descendants().toList();
    process.destroyForcibly();
    all.forEach(ProcessHandle::destroyForcibly);
  }

  /** What a JVM prints, passed on. */
  private static final class Lines extends Thread {
    private final Process process;
    private final Consumer<String> log;
    private volatile String last = "it printed nothing";

    Lines(Process process, Consumer<String> log) {
      super("output of a paper's JVM");
      this.process = process;
      this.log = log;
      setDaemon(true);
      start();
    }

    @Override
    public void run() {
      try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
          if (!line.isBlank()) {
            last = line.strip();
          }
          log.accept(line);
        }
      } catch (IOException e) {
        log.accept("what the paper's JVM prints cannot be read any more: " + e.getMessage());
      }
    }
  }

  private List<String> command(String paper, String what, Path results, Path outcome) {
    Map<String, String> properties = new LinkedHashMap<>();
    options.forEach((name, value) -> properties.put(name, value == null ? "" : value));
    properties.put("results", results.toString());
    properties.put(PaperProgram.OUTCOME, outcome.toString());
    properties.put(PaperProgram.LATENCIES, Boolean.toString(latencies));
    // Up to JDK 18 the first two, from 19 on the others.
    for (String stream : List.of("sun.stdout", "sun.stderr", "stdout", "stderr")) {
      properties.put(stream + ".encoding", "UTF-8");
    }
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    for (String option : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
      // A debugger's port is taken by this JVM.
      if (!option.startsWith("-agentlib:jdwp") && !option.startsWith("-Xrunjdwp")) {
        command.add(option);
      }
    }
    properties.forEach((name, value) -> command.add("-D" + name + "=" + value));
    command.add("-classpath");
    command.add(System.getProperty("java.class.path"));
    command.add(PaperProgram.class.getName());
    command.add(paper);
    command.add(what);
    return command;
  }
}
