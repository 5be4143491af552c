package io.reprise.datasets.download;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.LongSupplier;

/**
 * A server of HTTP on this machine that does to each request what the test told it to, down to the
 * bytes on the wire, which no well-behaved server can.
 */
final class FaultyServer implements AutoCloseable {
  /** What to do with one request. */
  @FunctionalInterface
  interface Answer {
    void to(Request request, OutputStream out) throws IOException, InterruptedException;
  }

  /**
   * What a client asked.
   *
   * @param headers by lower case name
   * @param stored how many bytes the client has on its disk
   */
  record Request(String path, Map<String, String> headers, LongSupplier stored) {
    /**
     * Waits until the client has stored what was sent: what is still on its way when a connection
     * breaks is lost or not, by chance.
     */
    void awaitStored(OutputStream sent, long bytes) throws IOException, InterruptedException {
      sent.flush();
      while (stored.getAsLong() < bytes) {
        Thread.sleep(1);
      }
    }

    String header(String name) {
      return headers.getOrDefault(name, "");
    }

    /** Where the range asked for begins, or 0. */
    int from() {
      String range = header("range");
      return range.isEmpty() ? 0 : Integer.parseInt(range.replaceAll("bytes=([0-9]+)-", "$1"));
    }
  }

  private final LongSupplier stored;
  private final ServerSocket socket;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Map<String, Deque<Answer>> answers = new HashMap<>();
  private final List<Request> requests = Collections.synchronizedList(new ArrayList<>());

  /**
   * Starts it.
   *
   * @param stored how many bytes the client has on its disk
   */
  FaultyServer(LongSupplier stored) throws IOException {
    this.stored = stored;
    socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    threads.execute(this::serve);
  }

  /** The answers to the requests for a path, in order; the last one also to all that follow. */
  void on(String path, Answer... inOrder) {
    answers.put(path, new ArrayDeque<>(List.of(inOrder)));
  }

  URI url(String path) {
    return URI.create("http://localhost:" + socket.getLocalPort() + path);
  }

  List<Request> requests() {
    return requests;
  }

  private void serve() {
    while (!socket.isClosed()) {
      try {
        Socket connection = socket.accept();
        threads.execute(() -> answer(connection));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void answer(Socket connection) {
    try (connection) {
      Request request = read(connection.getInputStream());
      Answer answer;
      synchronized (this) {
        requests.add(request);
        Deque<Answer> left = answers.get(request.path());
        answer = left == null ? status(404) : left.size() > 1 ? left.poll() : left.peek();
      }
      answer.to(request, connection.getOutputStream());
      connection.getOutputStream().flush();
    } catch (IOException | InterruptedException expected) {
      // A client that gave up, or the end of the test.
    }
  }

  private Request read(InputStream in) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    while (!head.toString(ISO_8859_1).endsWith("\r\n\r\n")) {
      int b = in.read();
      if (b < 0) {
        throw new IOException("no request");
      }
      head.write(b);
    }
    Map<String, String> headers = new HashMap<>();
    List<String> lines = head.toString(ISO_8859_1).lines().toList();
    for (String line : lines.subList(1, lines.size() - 1)) {
      int colon = line.indexOf(':');
      headers.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
    }
    return new Request(lines.get(0).split(" ", -1)[1], headers, stored);
  }

  static void head(OutputStream out, int status, String... headers) throws IOException {
    StringBuilder text = new StringBuilder("HTTP/1.1 " + status + " X\r\nConnection: close\r\n");
    for (String header : headers) {
      text.append(header).append("\r\n");
    }
    out.write(text.append("\r\n").toString().getBytes(UTF_8));
  }

  static Answer status(int status, String... headers) {
    return (request, out) -> {
      List<String> all = new ArrayList<>(List.of(headers));
      all.add("Content-Length: 0");
      head(out, status, all.toArray(String[]::new));
    };
  }

  static Answer redirect(String location) {
    return status(302, "Location: " + location);
  }

  /** A server as it should be: ranges, an entity tag, and {@code If-Range}. */
  static Answer file(byte[] content, String tag) {
    return partly(content, tag, content.length);
  }

  /** A good server that breaks the connection once this many bytes of the file were sent. */
  static Answer partly(byte[] content, String tag, int upTo) {
    return (request, out) -> {
      boolean same = request.header("if-range").equals(tag);
      int from = same ? request.from() : 0;
      if (from > 0) {
        head(
            out,
            206,
            "ETag: " + tag,
            "Content-Length: " + (content.length - from),
            "Content-Range: bytes " + from + "-" + (content.length - 1) + "/" + content.length);
      } else {
        head(out, 200, "ETag: " + tag, "Content-Length: " + content.length);
      }
      out.write(content, from, Math.max(upTo - from, 0));
      if (upTo < content.length) {
        request.awaitStored(out, upTo);
      }
    };
  }

  /** Sends that much, and then nothing, but keeps the connection. */
  static Answer stalling(byte[] content, String tag, int upTo) {
    return (request, out) -> {
      partly(content, tag, upTo).to(request, out);
      out.flush();
      Thread.sleep(Long.MAX_VALUE);
    };
  }

  /** Sends the whole file, whatever range is asked for. */
  static Answer ignoringRanges(byte[] content, String tag, int upTo) {
    return (request, out) -> {
      head(out, 200, "ETag: " + tag, "Content-Length: " + content.length);
      out.write(content, 0, upTo);
      if (upTo < content.length) {
        request.awaitStored(out, upTo);
      }
    };
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    threads.shutdownNow();
  }
}
