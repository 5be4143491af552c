package io.reprise.experiment;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.reprise.tensor.DeviceUnavailableException;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * One trial in a JVM of its own, with the class path, options and environment of this one. What it
 * prints is passed on. However it ends, there is a result.
 */
final class ForkedTrial {
  /** How long what the child has printed is waited for once it has ended. */
  private static final long LAST_LINES_MILLIS = 10_000;

  /** How long after a signal to the child this JVM may get its own: Ctrl-C is sent to both. */
  private static final long OWN_SIGNAL_MILLIS = 2_000;

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Run.Planned planned;
  private final RunSettings settings;
  private final Path handover;
  private final Consumer<String> log;
  private final LogTail tail = new LogTail();
  private final CountDownLatch stopping = new CountDownLatch(1);

  /**
   * Nothing is started yet.
   *
   * @param handover the file in which the child leaves its result
   * @param log takes what the child prints, line by line
   */
  ForkedTrial(Run.Planned planned, RunSettings settings, Path handover, Consumer<String> log) {
    this.planned = planned;
    this.settings = settings;
    this.handover = handover;
    this.log = log;
  }

  /** A JVM that ended without leaving a result, or was ended because it took too long. */
  static final class ChildException extends Exception {
    private static final long serialVersionUID = 1;

    ChildException(String message) {
      super(message);
    }
  }

  /**
   * Runs the trial. If this JVM is stopped meanwhile, the child ends and this never returns.
   *
   * @throws DeviceUnavailableException if the engine cannot use the device
   */
  TrialResult run() {
    long start = System.nanoTime();
    try {
      Files.deleteIfExists(handover);
      return supervised(new ProcessBuilder(command()).redirectErrorStream(true).start());
    } catch (ChildException | IOException e) {
      return TrialResult.failed(
          planned.key(),
          new TrialResult.Failure(e.getClass().getName(), e.getMessage(), tail.lines()),
          (System.nanoTime() - start) / 1e9,
          Provenance.of(settings.device(), Map.of()));
    }
  }

  /** How the child is started. */
  List<String> command() {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    for (String option : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
      // A debugger's port is taken by this JVM.
      if (!option.startsWith("-agentlib:jdwp") && !option.startsWith("-Xrunjdwp")) {
        command.add(option);
      }
    }
    settings.options().forEach((name, value) -> command.add("-D" + name + "=" + value));
    // Up to JDK 18 the first, from 19 on the second.
    command.add("-Dsun.stdout.encoding=UTF-8");
    command.add("-Dsun.stderr.encoding=UTF-8");
    command.add("-Dstdout.encoding=UTF-8");
    command.add("-Dstderr.encoding=UTF-8");
    command.add("-classpath");
    command.add(System.getProperty("java.class.path"));
    command.add(TrialProgram.class.getName());
    command.add(planned.key().paper());
    command.add(planned.key().variant());
    command.add(Integer.toString(planned.key().seed()));
    command.add(handover.toString());
    return command;
  }

  private TrialResult supervised(Process child) throws ChildException, IOException {
    Thread hook =
        new Thread(
            () -> {
              stopping.countDown();
              end(child);
            });
    try {
      Runtime.getRuntime().addShutdownHook(hook);
    } catch (IllegalStateException e) {
      end(child);
      throw new ChildException("this JVM is being stopped");
    }
    try {
      Thread reader = new Thread(() -> passOn(child), "output of " + planned.title());
      reader.setDaemon(true);
      reader.start();
      boolean inTime = ended(child);
      reader.join(LAST_LINES_MILLIS);
      return result(child.exitValue(), inTime);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ChildException("the run was interrupted");
    } finally {
      end(child);
      if (stopping.getCount() > 0) {
        removeHook(hook);
      }
    }
  }

  private static void removeHook(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The hook is running: it will find nothing left to end.
    }
  }

  private void passOn(Process child) {
    try (BufferedReader lines = child.inputReader(StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        tail.add(line);
        log.accept(line);
      }
    } catch (IOException e) {
      log.accept("what the trial prints cannot be read any more: " + e.getMessage());
    }
  }

  /** Waits for the child's end; ends it if it takes too long, and tells whether it was in time. */
  private boolean ended(Process child) throws InterruptedException {
    if (settings.execution().timeout().isPresent()) {
      long nanos = settings.execution().timeout().get().toNanos();
      if (!child.waitFor(nanos, TimeUnit.NANOSECONDS)) {
        end(child);
        child.waitFor();
        return false;
      }
    }
    child.waitFor();
    return true;
  }

  private static void end(Process child) {
    child.descendants().forEach(ProcessHandle::destroyForcibly);
    child.destroyForcibly();
  }

  private TrialResult result(int exit, boolean inTime)
      throws ChildException, IOException, InterruptedException {
    if (!inTime) {
      throw new ChildException(
          "the trial was ended because it took longer than its timeout of "
              + settings.execution().timeout().map(Execution::minutes).orElseThrow()
              + " minutes");
    }
    if (exit == TrialProgram.UNAVAILABLE) {
      List<String> lines = tail.lines();
      throw new DeviceUnavailableException(
          lines.isEmpty() ? "the device cannot be used" : lines.get(lines.size() - 1));
    }
    if (exit != 0) {
      if (isRequest(exit) && stopping.await(OWN_SIGNAL_MILLIS, TimeUnit.MILLISECONDS)) {
        // A person stopped the run: that is no result of the trial. The hook's JVM is ending.
        new CountDownLatch(1).await();
      }
      throw new ChildException("the trial's JVM " + describe(exit) + " and left no result");
    }
    return handedOver();
  }

  /** Whether the exit code is that of a JVM that was asked to end: SIGHUP, SIGINT or SIGTERM. */
  private static boolean isRequest(int exit) {
    return exit == 128 + 1 || exit == 128 + 2 || exit == 128 + 15;
  }

  private static String describe(int exit) {
    return switch (exit) {
      case 128 + 6 -> "crashed (exit code 134, SIGABRT)";
      case 128 + 9 ->
          "was killed (exit code 137, SIGKILL; by a person, or by the system for want of memory)";
      case 128 + 11 -> "crashed (exit code 139, SIGSEGV)";
      default -> "ended with exit code " + exit;
    };
  }

  private TrialResult handedOver() throws ChildException, IOException {
    if (!Files.exists(handover)) {
      throw new ChildException("the trial's JVM ended with exit code 0 and left no result");
    }
    try {
      TrialResult result = JSON.readValue(new File(handover.toString()), TrialResult.class);
      if (!result.key().equals(planned.key())) {
        throw new ChildException(
            "the trial's JVM ran " + result.key() + ": expected " + planned.key());
      }
      return result;
    } catch (JsonProcessingException e) {
      throw new ChildException(
          "the trial's JVM left a result that cannot be read: " + e.getOriginalMessage());
    }
  }
}
