package io.reprise.datasets.download;

import io.reprise.tensor.Seed;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * How long to wait after the n-th failure: twice as long each time, of which a random half, so that
 * many processes that failed together do not come back together.
 */
final class Backoff {
  private final Duration first;
  private final Duration longest;
  private final UniformRandomProvider random;

  Backoff(DownloadOptions options, Seed seed) {
    this.first = options.firstDelay();
    this.longest = options.maxDelay();
    this.random = seed.named("back-off").generator();
  }

  /**
   * The pause after a failure.
   *
   * @param failures how many there were, from 1
   * @param asked what the server asks for, if it does; at least that, but at most the longest
   */
  Duration after(int failures, Optional<Duration> asked) {
    double doubled = (double) first.toMillis() * StrictMath.scalb(1.0, Math.min(failures - 1, 40));
    double capped = Math.min(doubled, (double) longest.toMillis());
    Duration own = Duration.ofMillis((long) (capped * (0.5 + 0.5 * random.nextDouble())));
    Duration least = asked.orElse(Duration.ZERO);
    Duration pause = own.compareTo(least) < 0 ? least : own;
    return pause.compareTo(longest) < 0 ? pause : longest;
  }

  /** What a {@code Retry-After} header asks for: seconds, or a date of HTTP; else nothing. */
  static Optional<Duration> retryAfter(Optional<String> header, Instant now) {
    return header.flatMap(value -> parse(value.strip(), now));
  }

  private static Optional<Duration> parse(String value, Instant now) {
    if (value.matches("[0-9]{1,9}")) {
      return Optional.of(Duration.ofSeconds(Long.parseLong(value)));
    }
    try {
      DateTimeFormatter format = DateTimeFormatter.RFC_1123_DATE_TIME.withLocale(Locale.US);
      Duration until = Duration.between(now, ZonedDateTime.parse(value, format).toInstant());
      return Optional.of(until.isNegative() ? Duration.ZERO : until);
    } catch (DateTimeException e) {
      return Optional.empty(); // a header that nobody can read asks for nothing
    }
  }
}
