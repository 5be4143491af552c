package io.reprise.datasets.download;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** A server cannot answer now and may say when to come back. */
final class ServerBusy extends IOException {
  private static final long serialVersionUID = 1L;

  private final transient Optional<Duration> retryAfter;

  ServerBusy(String message, Optional<Duration> retryAfter) {
    super(message);
    this.retryAfter = retryAfter;
  }

  Optional<Duration> retryAfter() {
    return retryAfter;
  }
}
