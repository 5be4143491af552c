package io.reprise.datasets.download;

import java.io.IOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * The body of an answer, a piece at a time, with a limit on how long one piece may take: the
 * streams of the HTTP client block for ever on a server that falls silent.
 */
final class ReceivedBytes implements BodySubscriber<ReceivedBytes>, AutoCloseable {
  private static final int PIECES_AHEAD = 4;

  /** A piece, the end (both empty) or what went wrong. */
  private record Signal(List<ByteBuffer> piece, Optional<Throwable> failure, boolean last) {}

  private final BlockingQueue<Signal> queue = new LinkedBlockingQueue<>();
  private final CompletableFuture<Flow.Subscription> subscription = new CompletableFuture<>();
  private boolean ended;

  @Override
  public CompletionStage<ReceivedBytes> getBody() {
    return CompletableFuture.completedStage(this);
  }

  @Override
  public void onSubscribe(Flow.Subscription given) {
    if (!subscription.complete(given)) {
      given.cancel();
      return;
    }
    given.request(PIECES_AHEAD);
  }

  @Override
  public void onNext(List<ByteBuffer> piece) {
    queue.add(new Signal(piece, Optional.empty(), false));
  }

  @Override
  public void onError(Throwable failure) {
    queue.add(new Signal(List.of(), Optional.of(failure), true));
  }

  @Override
  public void onComplete() {
    queue.add(new Signal(List.of(), Optional.empty(), true));
  }

  /**
   * The next piece, which may be empty; nothing at the end of the body.
   *
   * @throws IOException if the connection broke, or nothing came for so long
   */
  Optional<List<ByteBuffer>> next(Duration patience) throws IOException, InterruptedException {
    if (ended) {
      return Optional.empty();
    }
    Signal signal = queue.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
    if (signal == null) {
      throw new IOException("the server sent nothing for " + patience.toMillis() + " ms");
    }
    if (signal.last()) {
      ended = true;
      if (signal.failure().isPresent()) {
        Throwable cause = signal.failure().get();
        throw new IOException("the connection broke: " + cause.getMessage(), cause);
      }
      return Optional.empty();
    }
    subscription.join().request(1);
    return Optional.of(signal.piece());
  }

  /** Gives up the rest of the body, and its connection with it. */
  @Override
  public void close() {
    if (!subscription.cancel(false)) {
      subscription.join().cancel();
    }
  }
}
