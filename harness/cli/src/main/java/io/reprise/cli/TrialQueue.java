package io.reprise.cli;

import io.reprise.experiment.Run;
import io.reprise.experiment.TrialResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;

/** Runs trials of one run, several at once if they have JVMs of their own. */
final class TrialQueue {
  private final Run<?> run;
  private final int jobs;
  private final Progress progress;
  private final AtomicBoolean broken = new AtomicBoolean();

  TrialQueue(Run<?> run, int jobs, Progress progress) {
    this.run = run;
    this.jobs = jobs;
    this.progress = progress;
  }

  /**
   * Runs what has no result. Those that another runner on the same folder is at come last.
   *
   * @return the results, in the order of the plan
   * @throws RuntimeException what makes a run impossible, such as a device that cannot be used or a
   *     full disc; trials that run then end first, no other is started
   */
  List<TrialResult> run(List<Run.Planned> plan) {
    ExecutorService workers = Executors.newFixedThreadPool(jobs);
    try {
      List<Future<Optional<TrialResult>>> first = new ArrayList<>();
      plan.forEach(p -> first.add(workers.submit(() -> unlessBroken(() -> tryRun(p)))));
      List<Future<Optional<TrialResult>>> second = new ArrayList<>();
      for (int i = 0; i < plan.size(); i++) {
        Run.Planned p = plan.get(i);
        Optional<TrialResult> result = result(first.get(i));
        second.add(
            result.isPresent()
                ? first.get(i)
                : workers.submit(() -> unlessBroken(() -> Optional.of(await(p)))));
      }
      List<TrialResult> results = new ArrayList<>();
      for (Future<Optional<TrialResult>> f : second) {
        results.add(result(f).orElseThrow());
      }
      return results;
    } finally {
      broken.set(true);
      workers.shutdown();
    }
  }

  private Optional<TrialResult> tryRun(Run.Planned planned) {
    progress.started(planned);
    Optional<TrialResult> result = run.tryRun(planned);
    result.ifPresentOrElse(r -> progress.ended(planned, r), () -> progress.left(planned));
    return result;
  }

  private TrialResult await(Run.Planned planned) {
    TrialResult result = run.await(planned);
    progress.ended(planned, result);
    return result;
  }

  private interface Work {
    Optional<TrialResult> get();
  }

  private Optional<TrialResult> unlessBroken(Work work) {
    if (broken.get()) {
      throw new IllegalStateException("not started, since the run has ended");
    }
    try {
      return work.get();
    } catch (RuntimeException e) {
      broken.set(true);
      throw e;
    }
  }

  private static Optional<TrialResult> result(Future<Optional<TrialResult>> future) {
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
}
