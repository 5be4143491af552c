package io.reprise.nightly;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.reprise.experiment.ExpectedFile;
import io.reprise.experiment.Experiments;
import io.reprise.experiment.Program;
import io.reprise.experiment.Provenance;
import io.reprise.experiment.ResultIndex;
import io.reprise.experiment.Run;
import io.reprise.experiment.RunSettings;
import io.reprise.experiment.TrialQueue;
import io.reprise.experiment.TrialResult;
import io.reprise.experiment.WholeFile;
import io.reprise.experiment.history.RunOutcome;
import io.reprise.experiment.jmh.Latency;
import io.reprise.reports.Report;
import io.reprise.tensor.DeviceUnavailableException;
import io.reprise.tensor.Engine;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Runs one paper for {@link PaperJvm}, which started this JVM and holds its standard input open:
 * trials first, since each is kept as it ends, then latencies, the page, and last the outcome. All
 * of it may be killed at any moment, and is then found half done and gone on with.
 *
 * <p>Arguments: the paper, and {@link #RUN} or {@link #PAGE}; the settings are system properties.
 */
final class PaperProgram {
  static final String RUN = "run";
  static final String PAGE = "page";

  /** System properties beside the settings: whether networks are timed, where the outcome goes. */
  static final String LATENCIES = "latencies";

  static final String OUTCOME = "outcome";

  /** The exit code where the JVM that started this one is gone. */
  static final int ORPHANED = 4;

  /** The exit code where the engine cannot use the device; the last line printed says why. */
  static final int UNAVAILABLE = 5;

  private PaperProgram() {}

  /** Runs the paper and ends the JVM, whatever threads are left. */
  public static void main(String[] args) {
    endWithTheOther();
    try {
      Program.run(() -> onDevice(args[0], args[1]));
    } catch (Throwable t) {
      t.printStackTrace();
      Program.print(t.toString());
      System.exit(1);
    }
    System.exit(0);
  }

  /** A run that nobody waits for would take the machine from those that start after it. */
  private static void endWithTheOther() {
    Thread thread =
        new Thread(
            () -> {
              try {
                while (System.in.read() >= 0) {
                  // Nothing is ever sent.
                }
              } catch (IOException e) {
                // As good as the end.
              }
              // Benchmarks do not watch who started them.
              ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
              Runtime.getRuntime().halt(ORPHANED);
            },
            "end of the night");
    thread.setDaemon(true);
    thread.start();
  }

  private static void onDevice(String paper, String what) {
    try {
      RunSettings settings = RunSettings.parse(System::getProperty);
      Run<?> run = Run.of(Experiments.of(paper), settings, Program::print);
      Path base = Path.of(System.getProperty("base", ""));
      if (what.equals(RUN)) {
        run(run, base);
      } else {
        Report.write(run, base, Instant.now(), Program::print);
      }
    } catch (DeviceUnavailableException e) {
      Program.print(e.getMessage());
      System.exit(UNAVAILABLE);
    }
  }

  private static void run(Run<?> run, Path base) {
    Map<String, String> environment;
    try (Engine engine = run.settings().openEngine()) {
      environment = Provenance.of(run.settings().device(), engine.describe());
    }
    trials(run);
    if (Boolean.getBoolean(LATENCIES)) {
      Latency.measure(run, Program::print);
    }
    Report.write(run, base, Instant.now(), Program::print);
    ResultIndex.write(run.settings().results(), Program::print);
    ExpectedFile file = ExpectedFile.of(base, run.experiment().paper());
    write(RunOutcome.of(run, file.read(), environment));
  }

  private static void trials(Run<?> run) {
    List<Run.Planned> plan = run.plan();
    AtomicInteger done = new AtomicInteger();
    TrialQueue.Listener listener =
        new TrialQueue.Listener() {
          @Override
          public void ended(Run.Planned planned, TrialResult result) {
            Program.print(done.incrementAndGet() + " of " + plan.size() + " trials");
          }
        };
    try (TrialQueue queue = new TrialQueue(run, listener)) {
      queue.run(plan);
    }
  }

  private static void write(RunOutcome outcome) {
    try {
      WholeFile.write(
          Path.of(System.getProperty(OUTCOME)),
          JsonMapper.builder().build().writeValueAsString(outcome));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
