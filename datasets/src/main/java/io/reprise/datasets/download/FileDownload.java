package io.reprise.datasets.download;

import io.reprise.datasets.catalogue.Checksum;
import io.reprise.datasets.catalogue.DataFile;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Brings a file here: its mirrors in order, each a bounded number of times. */
final class FileDownload {
  /** An attempt that comes this much further than any before it does not count as a failure. */
  private static final long PROGRESS = 8 << 20;

  private final Transfer transfer;
  private final Backoff backoff;
  private final DownloadOptions options;
  private final Pause pause;
  private final Progress progress;

  FileDownload(
      Transfer transfer, Backoff backoff, DownloadOptions options, Pause pause, Progress progress) {
    this.transfer = transfer;
    this.backoff = backoff;
    this.options = options;
    this.pause = pause;
    this.progress = progress;
  }

  /**
   * Makes {@code target} appear, whole and with the checksum that is expected.
   *
   * @param algorithm how to hash it
   * @param expected nothing if nobody knows yet
   * @return its checksum
   * @throws DownloadException if no mirror has it; the message has a line each
   */
  Checksum fetch(
      DataFile file, Path target, Checksum.Algorithm algorithm, Optional<Checksum> expected)
      throws IOException, InterruptedException {
    List<String> failures = new ArrayList<>();
    for (URI url : file.urls()) {
      PartialFile part = new PartialFile(target, url);
      try {
        Checksum sum = fromMirror(url, file, part, algorithm, expected);
        part.moveTo(target);
        deleteParts(target);
        return sum;
      } catch (LocalFailure e) {
        throw new DownloadException(e.getMessage(), e);
      } catch (DownloadException e) {
        progress.note(e.getMessage());
        failures.add(e.getMessage());
      }
    }
    throw new DownloadException(
        file.name() + " cannot be downloaded:\n  " + String.join("\n  ", failures));
  }

  private Checksum fromMirror(
      URI url,
      DataFile file,
      PartialFile part,
      Checksum.Algorithm algorithm,
      Optional<Checksum> expected)
      throws IOException, InterruptedException {
    long furthest = part.size();
    for (int failures = 1; ; failures++) {
      try {
        Checksum sum = transfer.attempt(url, file, part, algorithm);
        if (expected.isEmpty() || expected.get().equals(sum)) {
          return sum;
        }
        part.delete(); // whole, but not the file: going on with it can only fail again
        throw new IOException(url + " has checksum " + sum + ": expected " + expected.get());
      } catch (DownloadException | LocalFailure e) {
        throw e;
      } catch (IOException e) {
        long reached = part.size();
        if (reached >= furthest + PROGRESS) {
          furthest = reached;
          failures = 0;
        }
        if (failures >= options.attempts()) {
          throw new DownloadException(
              says(url, e) + " (" + failures + " attempts" + kept(part) + ")", e);
        }
        Optional<Duration> asked =
            e instanceof ServerBusy busy ? busy.retryAfter() : Optional.empty();
        Duration wait = backoff.after(Math.max(failures, 1), asked);
        progress.note(says(url, e) + "; tries again in " + wait.toMillis() + " ms");
        pause.sleep(wait);
      }
    }
  }

  private static String says(URI url, IOException e) {
    String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    return message.contains(url.toString()) ? message : url + ": " + message;
  }

  private static String kept(PartialFile part) throws IOException {
    return part.size() > 0 ? ", " + part.size() + " bytes kept to go on with" : "";
  }

  private static void deleteParts(Path target) throws IOException {
    String name = target.getFileName().toString();
    List<Path> parts;
    try (Stream<Path> siblings = Files.list(target.getParent())) {
      parts = siblings.filter(s -> PartialFile.isPartOf(name, s.getFileName().toString())).toList();
    }
    for (Path part : parts) {
      Files.deleteIfExists(part);
    }
  }
}
