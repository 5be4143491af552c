package io.reprise.datasets.download;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EnvironmentProxiesTest {
  private static List<Proxy> select(Map<String, String> environment, String url) {
    return EnvironmentProxies.of(environment, Map.of()).select(URI.create(url));
  }

  private static List<Proxy> proxy(String host, int port) {
    return List.of(new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved(host, port)));
  }

  private static final List<Proxy> DIRECT = List.of(Proxy.NO_PROXY);

  @Test
  void eachProtocolHasItsVariable() {
    Map<String, String> environment =
        Map.of("HTTPS_PROXY", "http://s:1", "http_proxy", "plain:2/", "ALL_PROXY", "http://all:3");
    assertEquals(proxy("s", 1), select(environment, "https://example.org/"));
    assertEquals(proxy("plain", 2), select(environment, "http://example.org/"));
    assertEquals(
        proxy("all", 3), select(Map.of("ALL_PROXY", "http://all:3"), "https://example.org/"));
    assertEquals(proxy("s", 80), select(Map.of("HTTPS_PROXY", "http://s"), "https://x/"));
    assertEquals(DIRECT, select(Map.of("HTTPS_PROXY", " "), "https://example.org/"));
  }

  @Test
  void exemptHostsAreReachedDirectly() {
    Map<String, String> environment =
        Map.of("HTTPS_PROXY", "http://s:1", "NO_PROXY", "localhost, .Example.org,10.0.0.1:8080");
    assertEquals(DIRECT, select(environment, "https://localhost/"));
    assertEquals(DIRECT, select(environment, "https://data.example.org/"));
    assertEquals(DIRECT, select(environment, "https://EXAMPLE.org/"));
    assertEquals(DIRECT, select(environment, "https://10.0.0.1/"));
    assertEquals(proxy("s", 1), select(environment, "https://notexample.org/"));
    assertEquals(
        DIRECT, select(Map.of("HTTPS_PROXY", "http://s:1", "NO_PROXY", "*"), "https://x/"));
  }

  @Test
  void javasOwnPropertiesWin() {
    assertSame(
        ProxySelector.getDefault(),
        EnvironmentProxies.of(Map.of("HTTPS_PROXY", "http://s:1"), Map.of("https.proxyHost", "j")));
  }

  @Test
  void aProxyThatIsNoUrlIsRefusedWithoutItsPassword() {
    IllegalArgumentException refused =
        assertThrows(
            IllegalArgumentException.class,
            () -> select(Map.of("HTTPS_PROXY", "socks5://me:secret@s:1"), "https://x/"));
    assertEquals(
        "environment variable HTTPS_PROXY: expected a proxy as http://HOST:PORT",
        refused.getMessage());
    assertFalse(String.valueOf(refused.getCause()).contains("secret"));
  }
}
