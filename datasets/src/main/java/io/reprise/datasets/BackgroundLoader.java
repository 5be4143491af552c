package io.reprise.datasets;

import io.reprise.nn.Batch;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;

/** Makes batches ahead of those that ask for them, and hands them out in order. */
final class BackgroundLoader {
  /** A batch in the making. Its examples are made in any order and by several threads. */
  interface Unfinished {
    /** How many examples it has. */
    int size();

    /** Makes an example. */
    void make(int example);

    /** The batch, after all examples are made. */
    Batch finished();
  }

  private final Loading loading;
  private final ThreadPoolExecutor threads;

  BackgroundLoader(Loading loading) {
    this.loading = loading;
    int n = Math.max(1, loading.threads());
    threads =
        new ThreadPoolExecutor(
            n,
            n,
            1,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            task -> {
              Thread thread = new Thread(task, "batch loader");
              thread.setDaemon(true);
              return thread;
            });
    threads.allowCoreThreadTimeOut(true);
  }

  /**
   * The batches 0 to {@code size - 1}, of which the first are begun at once.
   *
   * @param batches begins a batch: called in order, by the thread that iterates
   */
  Iterator<Batch> load(int size, IntFunction<Unfinished> batches) {
    return new Loaded(size, batches);
  }

  private final class Loaded implements Iterator<Batch> {
    private final int size;
    private final IntFunction<Unfinished> batches;
    private final Deque<Pending> pending = new ArrayDeque<>();
    private int begun;

    Loaded(int size, IntFunction<Unfinished> batches) {
      this.size = size;
      this.batches = batches;
      if (loading.threads() > 0) {
        begin(loading.ahead());
      }
    }

    private void begin(int ahead) {
      while (begun < size && pending.size() < ahead) {
        pending.add(new Pending(batches.apply(begun)));
        begun++;
      }
    }

    @Override
    public boolean hasNext() {
      return begun < size || !pending.isEmpty();
    }

    @Override
    public Batch next() {
      if (!hasNext()) {
        throw new NoSuchElementException("all " + size + " batches of the epoch are taken");
      }
      begin(1);
      // A batch that could not be made stays the next one, so that nobody goes on without it.
      Batch batch = pending.element().await();
      pending.remove();
      if (loading.threads() > 0) {
        begin(loading.ahead());
      }
      return batch;
    }
  }

  /** A batch that the threads have been asked for, in as many parts as there are threads. */
  private final class Pending {
    private final Unfinished batch;
    private final List<Future<?>> parts = new ArrayList<>();

    Pending(Unfinished batch) {
      this.batch = batch;
      int n = Math.min(loading.threads(), batch.size());
      for (int part = 0; part < n; part++) {
        int from = (int) ((long) batch.size() * part / n);
        int to = (int) ((long) batch.size() * (part + 1) / n);
        parts.add(threads.submit(() -> make(from, to)));
      }
    }

    private void make(int from, int to) {
      for (int example = from; example < to; example++) {
        batch.make(example);
      }
    }

    Batch await() {
      if (parts.isEmpty()) {
        make(0, batch.size());
        return batch.finished();
      }
      try {
        for (Future<?> part : parts) {
          part.get();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw (CancellationException)
            new CancellationException("interrupted while waiting for a batch").initCause(e);
      } catch (ExecutionException e) {
        if (e.getCause() instanceof Error error) {
          throw error;
        }
        throw (RuntimeException) e.getCause();
      }
      return batch.finished();
    }
  }
}
