package io.reprise.datasets.download;

import io.reprise.datasets.catalogue.Checksum;
import io.reprise.datasets.catalogue.DataFile;
import io.reprise.datasets.download.PartialFile.Origin;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One attempt to bring a file here from one address. It goes on where an earlier attempt ended, if
 * the server vouches (by {@code If-Range}) that it is still the same file; else it starts anew.
 */
final class Transfer {
  private static final Pattern CONTENT_RANGE =
      Pattern.compile("bytes (\\d{1,18})-(\\d{1,18})/(\\d{1,18}|\\*)");

  private final Redirects redirects;
  private final DownloadOptions options;
  private final Pause pause;
  private final DiskSpace space;
  private final Progress progress;

  Transfer(
      Redirects redirects,
      DownloadOptions options,
      Pause pause,
      DiskSpace space,
      Progress progress) {
    this.redirects = redirects;
    this.options = options;
    this.pause = pause;
    this.space = space;
    this.progress = progress;
  }

  /**
   * Fills the partial file up to its end.
   *
   * @return the checksum of the whole
   * @throws DownloadException if the same request would fail again
   * @throws LocalFailure if the file cannot be written
   * @throws IOException if another attempt may help; what was written by then is kept
   */
  Checksum attempt(URI url, DataFile file, PartialFile part, Checksum.Algorithm algorithm)
      throws IOException, InterruptedException {
    Optional<Origin> origin = part.origin().filter(o -> !o.validator().isEmpty());
    long from = origin.isPresent() ? part.size() : 0;
    Receipt receipt = new Receipt(file.name(), algorithm, pause.clock(), progress);
    if (from > 0) {
      receipt.resume(part.path());
      if (from == origin.get().total()) {
        return receipt.end(from); // it came whole, and only its move did not happen
      }
    }
    HttpResponse<ReceivedBytes> response =
        redirects.get(
            url,
            request -> {
              if (from > 0) {
                request.header("Range", "bytes=" + from + "-");
                request.header("If-Range", origin.get().validator());
              }
            });
    try (ReceivedBytes body = response.body()) {
      int status = response.statusCode();
      if (status == 206 && from > 0) {
        requireContinuation(url, response, origin.get(), from, part);
        progress.note(file.name() + ": goes on at byte " + from);
        long total = origin.get().total();
        return receive(file, body, part.resume(), receipt, total, part);
      }
      if (status == 416 && from > 0) {
        part.delete();
        throw new IOException(url + " has nothing after byte " + from + ": starts anew");
      }
      if (status != 200) {
        throw refused(url, response);
      }
      if (from > 0) {
        progress.note(file.name() + ": starts anew, the server does not go on at byte " + from);
      }
      long total = response.headers().firstValueAsLong("Content-Length").orElse(0);
      requireTheFile(url, file, response, total);
      Receipt fresh = new Receipt(file.name(), algorithm, pause.clock(), progress);
      FileChannel start = part.restart(new Origin(url.toString(), validator(response), total));
      return receive(file, body, start, fresh, total, part);
    }
  }

  private static String validator(HttpResponse<?> response) {
    return response
        .headers()
        .firstValue("ETag")
        .filter(tag -> !tag.startsWith("W/"))
        .or(() -> response.headers().firstValue("Last-Modified"))
        .orElse("");
  }

  /** A server may ignore If-Range, so its answer is held against what it said before. */
  private static void requireContinuation(
      URI url, HttpResponse<?> response, Origin origin, long from, PartialFile part)
      throws IOException {
    String range = response.headers().firstValue("Content-Range").orElse("");
    Matcher matcher = CONTENT_RANGE.matcher(range);
    boolean fits = matcher.matches() && Long.parseLong(matcher.group(1)) == from;
    boolean sameSize =
        fits
            && (origin.total() == 0
                || matcher.group(3).equals("*")
                || Long.parseLong(matcher.group(3)) == origin.total());
    String validator = validator(response);
    boolean same = validator.isEmpty() || validator.equals(origin.validator());
    if (!sameSize || !same) {
      part.delete();
      throw new IOException(
          url
              + " sent '"
              + range
              + "' of '"
              + validator
              + "': expected to go on at byte "
              + from
              + " of "
              + origin.total()
              + " of '"
              + origin.validator()
              + "': starts anew");
    }
  }

  private static void requireTheFile(URI url, DataFile file, HttpResponse<?> response, long total)
      throws DownloadException {
    String type = response.headers().firstValue("Content-Type").orElse("");
    if (type.startsWith("text/html") && !file.name().endsWith(".html")) {
      throw new DownloadException(
          url + " is a web page, perhaps one to log in: expected the file " + file.name());
    }
    String encoding = response.headers().firstValue("Content-Encoding").orElse("identity");
    if (!encoding.equals("identity")) {
      throw new DownloadException(
          url + " is sent with Content-Encoding '" + encoding + "': expected the file as it is");
    }
    if (file.size() > 0 && total > 0 && total != file.size()) {
      throw new DownloadException(
          url + " has " + total + " bytes: expected " + file.size() + " as published");
    }
  }

  private IOException refused(URI url, HttpResponse<?> response) {
    int status = response.statusCode();
    String line = url + " answers with status " + status;
    if (status == 408 || status == 425 || status == 429 || (status >= 500 && status != 501)) {
      Optional<String> header = response.headers().firstValue("Retry-After");
      return new ServerBusy(line, Backoff.retryAfter(header, pause.clock().instant()));
    }
    String hint =
        switch (status) {
          case 401, 403 -> ": it wants a login or refuses this place";
          case 404, 410 -> ": the file is no longer there";
          case 407 -> ": the proxy wants a password";
          default -> ": expected 200";
        };
    return new DownloadException(line + hint);
  }

  private Checksum receive(
      DataFile file,
      ReceivedBytes body,
      FileChannel to,
      Receipt receipt,
      long total,
      PartialFile part)
      throws IOException, InterruptedException {
    long most = total > 0 ? total : file.size();
    try (FileChannel channel = to) {
      if (most > 0) {
        space.require(part.path().getParent(), most - receipt.bytes(), file.name());
      }
      for (Optional<List<ByteBuffer>> piece = body.next(options.stallTimeout());
          piece.isPresent();
          piece = body.next(options.stallTimeout())) {
        for (ByteBuffer buffer : piece.get()) {
          receipt.add(buffer, most);
          write(buffer, channel, part);
        }
        if (most > 0 && receipt.bytes() > most) {
          part.delete();
          throw new DownloadException(
              file.name() + " has more than " + most + " bytes: expected " + most);
        }
      }
    }
    if (most > 0 && receipt.bytes() < most) {
      throw new IOException(
          file.name() + " ended after " + receipt.bytes() + " bytes: expected " + most);
    }
    return receipt.end(most);
  }

  private static void write(ByteBuffer buffer, FileChannel channel, PartialFile part)
      throws LocalFailure {
    try {
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
    } catch (IOException e) {
      throw new LocalFailure(part.path() + " cannot be written: " + e.getMessage(), e);
    }
  }
}
