package io.reprise.experiment;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/**
 * The JVMs of a run's trials. One that is done with a trial takes the next: starting one costs more
 * than a short trial. As many are open as trials have run at once.
 */
final class TrialJvms implements AutoCloseable {
  private final String paper;
  private final RunSettings settings;
  private final Deque<TrialJvm> idle = new ArrayDeque<>();
  private boolean closed;

  TrialJvms(String paper, RunSettings settings) {
    this.paper = paper;
    this.settings = settings;
  }

  /** As {@link TrialJvm#run}. */
  TrialResult run(Run.Planned planned, Path handover, Consumer<String> log) {
    TrialJvm jvm = take();
    try {
      return jvm.run(planned, handover, log);
    } finally {
      giveBack(jvm);
    }
  }

  private synchronized TrialJvm take() {
    return idle.isEmpty() ? new TrialJvm(paper, settings) : idle.pop();
  }

  private synchronized void giveBack(TrialJvm jvm) {
    if (closed || !jvm.isRunning()) {
      jvm.close();
    } else {
      idle.push(jvm);
    }
  }

  /** Ends those that are idle, and the others once their trial has ended. */
  @Override
  public synchronized void close() {
    closed = true;
    idle.forEach(TrialJvm::close);
    idle.clear();
  }
}
