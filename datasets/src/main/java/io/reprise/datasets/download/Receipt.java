package io.reprise.datasets.download;

import io.reprise.datasets.catalogue.Checksum;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Hashes and counts what comes of a file, and tells how fast. */
final class Receipt {
  private static final Duration BETWEEN_REPORTS = Duration.ofMillis(200);

  private final String name;
  private final Checksum.Algorithm algorithm;
  private final MessageDigest digest;
  private final Clock clock;
  private final Progress progress;
  private final Instant start;
  private Instant reported = Instant.MIN;
  private long bytes;
  private long receivedNow;

  Receipt(String name, Checksum.Algorithm algorithm, Clock clock, Progress progress) {
    this.name = name;
    this.algorithm = algorithm;
    this.digest = algorithm.digest();
    this.clock = clock;
    this.progress = progress;
    this.start = clock.instant();
  }

  /** The checksum of a whole file. */
  static Checksum of(Path file, Checksum.Algorithm algorithm) throws IOException {
    MessageDigest digest = algorithm.digest();
    feed(file, digest);
    return algorithm.of(digest);
  }

  private static long feed(Path file, MessageDigest digest) throws IOException {
    byte[] buffer = new byte[1 << 17];
    long bytes = 0;
    try (InputStream in = Files.newInputStream(file)) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        digest.update(buffer, 0, n);
        bytes += n;
      }
    }
    return bytes;
  }

  /** Takes in what was received in an earlier attempt. */
  void resume(Path part) throws IOException {
    bytes += feed(part, digest);
  }

  /** Takes in a piece, and leaves the buffer as it was. */
  void add(ByteBuffer piece, long total) {
    bytes += piece.remaining();
    receivedNow += piece.remaining();
    digest.update(piece.duplicate());
    Instant now = clock.instant();
    if (reported.equals(Instant.MIN) || !now.isBefore(reported.plus(BETWEEN_REPORTS))) {
      report(now, total);
    }
  }

  long bytes() {
    return bytes;
  }

  /** The checksum of all that came; this takes in nothing more. */
  Checksum end(long total) {
    report(clock.instant(), total);
    return algorithm.of(digest);
  }

  private void report(Instant now, long total) {
    reported = now;
    double seconds = Duration.between(start, now).toNanos() * 1e-9;
    progress.received(name, bytes, total, seconds > 0 ? receivedNow / seconds : 0);
  }
}
