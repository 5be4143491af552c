package io.reprise.datasets.download;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Sends a request and follows redirects: a bounded number, never in a loop, never from https to
 * anything else. The client could follow them too, but would not say why it stopped.
 */
final class Redirects {
  private final HttpClient client;
  private final DownloadOptions options;

  Redirects(HttpClient client, DownloadOptions options) {
    this.client = client;
    this.options = options;
  }

  /**
   * The first answer that is no redirect.
   *
   * @param headers adds to each request what it needs
   * @throws DownloadException if a redirect is refused, which no retry will change
   */
  HttpResponse<ReceivedBytes> get(URI url, Consumer<HttpRequest.Builder> headers)
      throws IOException, InterruptedException {
    Set<URI> visited = new LinkedHashSet<>();
    URI at = url;
    while (true) {
      if (!visited.add(at)) {
        throw new DownloadException(url + " redirects in a loop by way of " + at);
      }
      if (visited.size() > options.maxRedirects() + 1) {
        throw new DownloadException(
            url + " redirects more than " + options.maxRedirects() + " times");
      }
      HttpResponse<ReceivedBytes> response = send(at, headers);
      if (!isRedirect(response.statusCode())) {
        return response;
      }
      response.body().close();
      at = target(at, response.headers().firstValue("Location").orElse(""));
    }
  }

  private HttpResponse<ReceivedBytes> send(URI at, Consumer<HttpRequest.Builder> headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(at)
            .timeout(options.stallTimeout())
            .header("User-Agent", options.userAgent())
            .header("Accept-Encoding", "identity");
    headers.accept(request);
    return client.send(request.build(), info -> new ReceivedBytes());
  }

  private static boolean isRedirect(int status) {
    return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
  }

  /**
   * Where a redirect leads.
   *
   * @throws DownloadException if it must not be followed
   */
  static URI target(URI from, String location) throws DownloadException {
    URI to;
    try {
      to = from.resolve(location);
    } catch (IllegalArgumentException e) {
      throw new DownloadException(from + " redirects to '" + location + "': expected a URL", e);
    }
    String scheme = String.valueOf(to.getScheme());
    boolean secure = "https".equals(scheme);
    if (location.isEmpty() || to.getHost() == null || !(secure || "http".equals(scheme))) {
      throw new DownloadException(from + " redirects to '" + location + "': expected a web URL");
    }
    if (!secure && "https".equals(from.getScheme())) {
      throw new DownloadException(from + " redirects to " + to + ": expected https, as it was");
    }
    return to;
  }
}
