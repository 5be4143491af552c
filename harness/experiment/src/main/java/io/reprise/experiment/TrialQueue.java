package io.reprise.experiment;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/** Runs trials of one run, as many at once as its settings say. */
public final class TrialQueue implements AutoCloseable {
  private final Run<?> run;
  private final Listener listener;
  private final ExecutorService workers;
  private final TrialJvms jvms;
  private final Map<Run.Planned, Future<Optional<TrialResult>>> first = new LinkedHashMap<>();
  private final AtomicBoolean broken = new AtomicBoolean();

  /** Hears what happens, on the threads that run trials. */
  public interface Listener {
    default void started(Run.Planned planned) {}

    /** A trial has a result, be it of this runner or of another. */
    default void ended(Run.Planned planned, TrialResult result) {}

    /** Another runner on the same folder is at a trial. */
    default void left(Run.Planned planned) {}
  }

  /** Nothing runs yet. */
  public TrialQueue(Run<?> run, Listener listener) {
    this.run = run;
    this.listener = listener;
    this.jvms = run.jvms();
    this.workers = Executors.newFixedThreadPool(run.settings().execution().jobs());
  }

  /** Begins with trials that have no result, in this order. */
  public void start(List<Run.Planned> plan) {
    plan.forEach(p -> first.put(p, submit(() -> tryRun(p))));
  }

  /**
   * Waits for one that was started.
   *
   * @return empty if another runner on the same folder is at it
   * @throws RuntimeException what makes a run impossible, such as a device that cannot be used or a
   *     full disc; no other trial is started then
   */
  public Optional<TrialResult> result(Run.Planned planned) {
    return get(first.get(planned));
  }

  /**
   * Runs what has no result. Those that another runner on the same folder is at come last.
   *
   * @return the results, in the order of the plan
   * @throws RuntimeException what makes a run impossible, such as a device that cannot be used or a
   *     full disc; trials that run then end first, no other is started
   */
  public List<TrialResult> run(List<Run.Planned> plan) {
    start(plan);
    List<Future<Optional<TrialResult>>> second = new ArrayList<>();
    for (Run.Planned p : plan) {
      second.add(result(p).isPresent() ? first.get(p) : submit(() -> Optional.of(await(p))));
    }
    List<TrialResult> results = new ArrayList<>();
    second.forEach(f -> results.add(get(f).orElseThrow()));
    return results;
  }

  private Optional<TrialResult> tryRun(Run.Planned planned) {
    listener.started(planned);
    Optional<TrialResult> result = run.tryRun(planned, jvms);
    result.ifPresentOrElse(r -> listener.ended(planned, r), () -> listener.left(planned));
    return result;
  }

  private TrialResult await(Run.Planned planned) {
    TrialResult result = run.await(planned, jvms);
    listener.ended(planned, result);
    return result;
  }

  private Future<Optional<TrialResult>> submit(Supplier<Optional<TrialResult>> work) {
    return workers.submit(
        () -> {
          if (broken.get()) {
            throw new IllegalStateException("not started, since the run has ended");
          }
          try {
            return work.get();
          } catch (RuntimeException e) {
            broken.set(true);
            throw e;
          }
        });
  }

  private static Optional<TrialResult> get(Future<Optional<TrialResult>> future) {
    try {
      return future.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while trials run", e);
    }
  }

  /** Starts no other trial; those that run end by themselves. */
  @Override
  public void close() {
    broken.set(true);
    workers.shutdown();
    jvms.close();
  }
}
