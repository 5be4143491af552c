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
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * A JVM with the class path, options and environment of this one, in which trials run one after the
 * other. What they print is passed on. However one ends, there is a result. Trials of one thread.
 */
final class TrialJvm implements AutoCloseable {
  /** How long what the child has printed is waited for once it has ended. */
  private static final long LAST_LINES_SECONDS = 10;

  /** How long after a signal to the child this JVM may get its own: Ctrl-C is sent to both. */
  private static final long OWN_SIGNAL_MILLIS = 2_000;

  private static final ObjectMapper JSON = new ObjectMapper();

  private final String paper;
  private final RunSettings settings;
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final Thread hook = new Thread(this::stop, "end of a trial's JVM");
  private volatile Child child;

  /** Nothing is started yet. */
  TrialJvm(String paper, RunSettings settings) {
    this.paper = paper;
    this.settings = settings;
  }

  /** A JVM that ended without leaving a result, or was ended because it took too long. */
  static final class ChildException extends Exception {
    private static final long serialVersionUID = 1;

    ChildException(String message) {
      super(message);
    }
  }

  /** A JVM that was started, and who hears it. */
  private static final class Child {
    private final Process process;
    private final CompletableFuture<Void> silent = new CompletableFuture<>();
    private volatile Listener listener;

    Child(Process process, Listener first) {
      this.process = process;
      this.listener = first;
      Thread reader = new Thread(this::passOn, "output of a trial's JVM");
      reader.setDaemon(true);
      reader.start();
    }

    private void passOn() {
      try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
          listener.hear(line);
        }
      } catch (IOException e) {
        listener.log.accept("what the trial prints cannot be read any more: " + e.getMessage());
      } finally {
        silent.complete(null);
      }
    }

    void end() {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  /** Hears what the child prints while one trial runs. */
  private static final class Listener {
    private final String done;
    private final Consumer<String> log;
    private final LogTail tail = new LogTail();

    /** Once the child said that the result is there. */
    private final CompletableFuture<Void> finished = new CompletableFuture<>();

    Listener(String done, Consumer<String> log) {
      this.done = done;
      this.log = log;
    }

    void hear(String line) {
      boolean last = line.endsWith(done);
      String said = last ? line.substring(0, line.length() - done.length()) : line;
      if (!last || !said.isEmpty()) {
        tail.add(said);
        log.accept(said);
      }
      if (last) {
        finished.complete(null);
      }
    }
  }

  /**
   * Runs a trial. If this JVM is stopped meanwhile, the child ends and this never returns.
   *
   * @param handover the file in which the child leaves the result
   * @param log takes what the child prints, line by line
   * @throws DeviceUnavailableException if the engine cannot use the device
   */
  TrialResult run(Run.Planned planned, Path handover, Consumer<String> log) {
    long start = System.nanoTime();
    Listener own = new Listener(TrialProgram.done(handover), log);
    try {
      Files.deleteIfExists(handover);
      return supervised(planned, handover, own);
    } catch (ChildException | IOException e) {
      return TrialResult.failed(
          planned.key(),
          new TrialResult.Failure(e.getClass().getName(), e.getMessage(), own.tail.lines()),
          (System.nanoTime() - start) / 1e9,
          Provenance.of(settings.device(), Map.of()));
    }
  }

  /** Whether it can run a trial without being started anew. */
  boolean isRunning() {
    Child now = child;
    return now != null && now.process.isAlive();
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
    command.add(paper);
    return command;
  }

  private TrialResult supervised(Run.Planned planned, Path handover, Listener own)
      throws ChildException, IOException {
    boolean well = false;
    try {
      if (isRunning()) {
        child.listener = own;
      } else {
        start(own);
      }
      TrialProgram.ask(child.process.getOutputStream(), planned, handover);
      boolean inTime = ended(own);
      TrialResult result =
          own.finished.isDone() ? handedOver(planned, handover) : withoutResult(own, inTime);
      well = !result.failed();
      return result;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ChildException("the run was interrupted");
    } finally {
      if (!well) {
        // What went wrong may have left anything behind.
        close();
      }
    }
  }

  private void start(Listener first) throws ChildException, IOException {
    close();
    child = new Child(new ProcessBuilder(command()).redirectErrorStream(true).start(), first);
    try {
      Runtime.getRuntime().addShutdownHook(hook);
    } catch (IllegalStateException e) {
      throw new ChildException("this JVM is being stopped");
    }
  }

  private void stop() {
    stopping.countDown();
    Child now = child;
    if (now != null) {
      now.end();
    }
  }

  /** Ends the JVM and whatever it has started; the next trial would start another one. */
  @Override
  public void close() {
    if (child == null) {
      return;
    }
    child.end();
    child = null;
    if (stopping.getCount() > 0) {
      try {
        Runtime.getRuntime().removeShutdownHook(hook);
      } catch (IllegalStateException e) {
        // The hook is running: it will find nothing left to end.
      }
    }
  }

  /** Waits for the trial's end; ends the child if it takes too long, and tells if it did not. */
  private boolean ended(Listener own) throws InterruptedException {
    CompletableFuture<Object> end = CompletableFuture.anyOf(own.finished, child.silent);
    Optional<Duration> timeout = settings.execution().timeout();
    try {
      if (timeout.isPresent()) {
        end.get(timeout.get().toNanos(), TimeUnit.NANOSECONDS);
      } else {
        end.get();
      }
      return true;
    } catch (TimeoutException e) {
      child.end();
      child.process.waitFor(LAST_LINES_SECONDS, TimeUnit.SECONDS);
      return false;
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  /** Says why the child ended. */
  private TrialResult withoutResult(Listener own, boolean inTime)
      throws ChildException, InterruptedException {
    if (!inTime) {
      throw new ChildException(
          "the trial was ended because it took longer than its timeout of "
              + settings.execution().timeout().map(Execution::minutes).orElseThrow()
              + " minutes");
    }
    int exit = child.process.waitFor();
    if (exit == TrialProgram.UNAVAILABLE) {
      List<String> lines = own.tail.lines();
      throw new DeviceUnavailableException(
          lines.isEmpty() ? "the device cannot be used" : lines.get(lines.size() - 1));
    }
    if (isRequest(exit) && stopping.await(OWN_SIGNAL_MILLIS, TimeUnit.MILLISECONDS)) {
      // A person stopped the run: that is no result of the trial. The hook's JVM is ending.
      new CountDownLatch(1).await();
    }
    throw new ChildException("the trial's JVM " + describe(exit) + " and left no result");
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

  private static TrialResult handedOver(Run.Planned planned, Path handover)
      throws ChildException, IOException {
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
