package io.reprise.datasets.download;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Proxies as the environment names them: {@code HTTPS_PROXY}, {@code HTTP_PROXY}, {@code ALL_PROXY}
 * and {@code NO_PROXY}, in either case. Java's own system properties ({@code https.proxyHost},
 * {@code http.proxyHost}) win where they are set.
 */
final class EnvironmentProxies extends ProxySelector {
  private final Map<String, String> environment;

  private EnvironmentProxies(Map<String, String> environment) {
    this.environment = environment;
  }

  /**
   * What to ask for a proxy.
   *
   * @throws IllegalArgumentException if a variable that names a proxy is not a URL
   */
  static ProxySelector of(Map<String, String> environment, Map<?, ?> systemProperties) {
    boolean set =
        Stream.of(
                "https.proxyHost", "http.proxyHost", "socksProxyHost", "java.net.useSystemProxies")
            .anyMatch(systemProperties::containsKey);
    if (set) {
      return ProxySelector.getDefault();
    }
    EnvironmentProxies proxies = new EnvironmentProxies(Map.copyOf(environment));
    proxies.select(URI.create("https://host.invalid/"));
    proxies.select(URI.create("http://host.invalid/"));
    return proxies;
  }

  @Override
  public List<Proxy> select(URI uri) {
    if (isExempt(uri.getHost())) {
      return List.of(Proxy.NO_PROXY);
    }
    String name = uri.getScheme().toUpperCase(Locale.ROOT) + "_PROXY";
    Optional<String> value = variable(name).or(() -> variable("ALL_PROXY"));
    return List.of(value.map(v -> proxy(name, v)).orElse(Proxy.NO_PROXY));
  }

  private Optional<String> variable(String name) {
    return Stream.of(name, name.toLowerCase(Locale.ROOT))
        .map(environment::get)
        .filter(v -> v != null && !v.isBlank())
        .map(String::strip)
        .findFirst();
  }

  private boolean isExempt(String host) {
    String name = host.toLowerCase(Locale.ROOT);
    return variable("NO_PROXY").stream()
        .flatMap(v -> Stream.of(v.toLowerCase(Locale.ROOT).split("[,\\s]+", -1)))
        .filter(pattern -> !pattern.isEmpty())
        .map(pattern -> pattern.replaceFirst("^\\*?\\.", "").replaceFirst(":[0-9]+$", ""))
        .anyMatch(p -> p.equals("*") || name.equals(p) || name.endsWith("." + p));
  }

  private static Proxy proxy(String variable, String value) {
    try {
      URI uri = URI.create(value.contains("://") ? value : "http://" + value);
      if ("http".equals(uri.getScheme()) && uri.getHost() != null) {
        int port = uri.getPort() < 0 ? 80 : uri.getPort();
        return new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved(uri.getHost(), port));
      }
    } catch (IllegalArgumentException e) {
      throw refused(variable, e);
    }
    throw refused(variable, null);
  }

  /** Does not show the value: it may hold a password. */
  private static IllegalArgumentException refused(String variable, Throwable cause) {
    return new IllegalArgumentException(
        "environment variable " + variable + ": expected a proxy as http://HOST:PORT", cause);
  }

  @Override
  public void connectFailed(URI uri, SocketAddress address, IOException failure) {
    // The request fails with that exception, and is tried again as any other.
  }
}
