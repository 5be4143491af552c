package io.reprise.cli;

import io.reprise.experiment.Run;
import io.reprise.experiment.TrialQueue;
import io.reprise.experiment.TrialResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** How far the trials of a paper are: a bar on a terminal, else a line after each trial. */
final class Progress implements TrialQueue.Listener, AutoCloseable {
  private static final int UPDATE_MILLIS = 500;

  private final Screen screen;
  private final LongSupplier nanoTime;
  private final int total;
  private final List<Run.Planned> missing;
  private final Map<Run.Planned, Long> running = new HashMap<>();
  private final TimeLeft timeLeft;
  private final Optional<ProgressBar> bar;

  /**
   * Starts to show.
   *
   * @param title of the bar
   * @param onBar whether there is a bar
   * @param nanoTime a clock as {@link System#nanoTime}
   */
  Progress(
      Screen screen,
      String title,
      List<Run.Planned> plan,
      int jobs,
      boolean onBar,
      LongSupplier nanoTime) {
    this.screen = screen;
    this.nanoTime = nanoTime;
    this.total = plan.size();
    this.missing = new ArrayList<>(plan);
    this.timeLeft = new TimeLeft(jobs);
    this.bar = onBar ? Optional.of(bar(title)) : Optional.empty();
  }

  private ProgressBar bar(String title) {
    return new ProgressBarBuilder()
        .setTaskName(title)
        .setInitialMax(total)
        .setStyle(ProgressBarStyle.ASCII)
        .setUpdateIntervalMillis(UPDATE_MILLIS)
        .setEtaFunction(state -> left())
        .setConsumer(screen)
        .build();
  }

  /** How many trials have a result. */
  synchronized int done() {
    return total - missing.size();
  }

  int total() {
    return total;
  }

  /** A trial has a result from an earlier run. */
  synchronized void there(Run.Planned planned, TrialResult result) {
    missing.remove(planned);
    timeLeft.learn(result);
    bar.ifPresent(b -> b.stepTo(done()));
  }

  /** A trial starts, unless it turns out to have a result. */
  @Override
  public synchronized void started(Run.Planned planned) {
    running.put(planned, nanoTime.getAsLong());
  }

  /** Another runner is at a trial that was to start. */
  @Override
  public synchronized void left(Run.Planned planned) {
    running.remove(planned);
  }

  /** A trial has ended. */
  @Override
  public void ended(Run.Planned planned, TrialResult result) {
    int done;
    synchronized (this) {
      running.remove(planned);
      missing.remove(planned);
      timeLeft.learn(result);
      done = done();
    }
    if (bar.isPresent()) {
      bar.get().stepTo(done);
    } else {
      screen.line(
          done
              + " of "
              + total
              + " trials"
              + (done == total
                  ? ""
                  : left().map(t -> ", about " + TimeLeft.words(t) + " left").orElse("")));
    }
  }

  private synchronized Optional<Duration> left() {
    long now = nanoTime.getAsLong();
    double seconds = running.values().stream().mapToDouble(start -> (now - start) / 1e9).sum();
    return timeLeft.of(missing, seconds);
  }

  @Override
  public void close() {
    bar.ifPresent(ProgressBar::close);
  }
}
