package io.reprise.datasets.download;

import java.time.Duration;

/**
 * How to download.
 *
 * @param offline never touch the network; unpacking what is there already is fine
 * @param keepArchives leave archives in {@code .downloads} after they were unpacked
 * @param attempts how often one address is tried before the next
 * @param maxRedirects how many redirects one request follows
 * @param connectTimeout how long a server may take to accept
 * @param stallTimeout how long a server may be silent, before and in an answer
 * @param firstDelay the pause after the first failure; it doubles from then on
 * @param maxDelay the longest pause, also if a server asks for a longer one
 * @param lockPatience how long to wait for another process that fetches the same data set
 * @param userAgent what to say to servers
 */
public record DownloadOptions(
    boolean offline,
    boolean keepArchives,
    int attempts,
    int maxRedirects,
    Duration connectTimeout,
    Duration stallTimeout,
    Duration firstDelay,
    Duration maxDelay,
    Duration lockPatience,
    String userAgent) {
  /** Patient enough for a slow server, bounded in everything. */
  public static final DownloadOptions DEFAULT =
      new DownloadOptions(
          false,
          false,
          5,
          10,
          Duration.ofSeconds(30),
          Duration.ofSeconds(60),
          Duration.ofSeconds(1),
          Duration.ofMinutes(2),
          Duration.ofHours(6),
          "reprise-datasets/0.1 (Java " + Runtime.version().feature() + ")");

  public DownloadOptions {
    if (attempts < 1 || maxRedirects < 0) {
      throw new IllegalArgumentException(
          "attempts " + attempts + ", redirects " + maxRedirects + ": expected at least 1 and 0");
    }
  }

  /** These options without or with the network. */
  public DownloadOptions offline(boolean value) {
    return new DownloadOptions(
        value,
        keepArchives,
        attempts,
        maxRedirects,
        connectTimeout,
        stallTimeout,
        firstDelay,
        maxDelay,
        lockPatience,
        userAgent);
  }

  /** These options, with archives kept or removed once they are unpacked. */
  public DownloadOptions keepArchives(boolean value) {
    return new DownloadOptions(
        offline,
        value,
        attempts,
        maxRedirects,
        connectTimeout,
        stallTimeout,
        firstDelay,
        maxDelay,
        lockPatience,
        userAgent);
  }
}
