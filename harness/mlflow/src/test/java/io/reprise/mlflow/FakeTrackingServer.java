package io.reprise.mlflow;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Predicate;

/**
 * MLflow's REST API 2.0, as far as results are sent with it, on this machine; stricter than a real
 * server where those differ. It can be told to refuse, to talk nonsense or to be silent.
 */
final class FakeTrackingServer implements AutoCloseable {
  private static final String API = "/api/2.0/mlflow/";
  private static final ObjectMapper JSON = new ObjectMapper();

  static {
    // Or every answer waits 40 ms for the client to acknowledge its head.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  /** Gives another answer than the store's; null for the store's. */
  interface Fault {
    RefusedException at(String endpoint);
  }

  final FakeStore store = new FakeStore();
  final List<String> requests = new ArrayList<>();
  final List<String> authorizations = new ArrayList<>();
  Fault fault = endpoint -> null;
  Predicate<String> silentAt = endpoint -> false;
  Predicate<String> nonsenseAt = endpoint -> false;

  private final HttpServer http;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch closed = new CountDownLatch(1);

  FakeTrackingServer() {
    try {
      http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    http.createContext("/", this::handle);
    http.setExecutor(threads);
    http.start();
  }

  String uri() {
    return "http://localhost:" + http.getAddress().getPort();
  }

  long count(String endpoint) {
    return requests.stream().filter(endpoint::equals).count();
  }

  private void handle(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    String path = exchange.getRequestURI().getPath();
    String endpoint =
        exchange.getRequestMethod()
            + " "
            + (path.startsWith(API) ? path.substring(API.length()) : path);
    synchronized (this) {
      requests.add(endpoint);
      authorizations.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
    }
    if (silentAt.test(endpoint)) {
      awaitEnd();
      return;
    }
    if (nonsenseAt.test(endpoint)) {
      reply(exchange, 200, "<html>Welcome</html>");
      return;
    }
    try {
      RefusedException refusal = fault.at(endpoint);
      if (refusal != null) {
        throw refusal;
      }
      JsonNode request =
          exchange.getRequestMethod().equals("GET") ? query(exchange) : json(exchange, body);
      synchronized (this) {
        reply(exchange, 200, store.answer(endpoint, request, body.length).toString());
      }
    } catch (RefusedException e) {
      ObjectNode error = JSON.createObjectNode();
      error.put("error_code", e.code()).put("message", e.getMessage());
      reply(exchange, e.status(), error.toString());
    }
  }

  private static JsonNode json(HttpExchange exchange, byte[] body) throws RefusedException {
    String type = String.valueOf(exchange.getRequestHeaders().getFirst("Content-Type"));
    ServerRules.require(
        type.startsWith("application/json"), "Content-Type must be application/json, not " + type);
    try {
      return JSON.readTree(new String(body, StandardCharsets.UTF_8));
    } catch (JsonProcessingException e) {
      throw new RefusedException("BAD_REQUEST", e.getOriginalMessage());
    }
  }

  private static JsonNode query(HttpExchange exchange) {
    ObjectNode values = JSON.createObjectNode();
    for (String pair : String.valueOf(exchange.getRequestURI().getRawQuery()).split("&", -1)) {
      String[] both = pair.split("=", 2);
      values.put(
          both[0], both.length < 2 ? "" : URLDecoder.decode(both[1], StandardCharsets.UTF_8));
    }
    return values;
  }

  private static void reply(HttpExchange exchange, int status, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private void awaitEnd() {
    try {
      closed.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    closed.countDown();
    http.stop(0);
    threads.shutdownNow();
  }
}
