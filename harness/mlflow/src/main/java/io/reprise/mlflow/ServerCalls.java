package io.reprise.mlflow;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.mlflow.tracking.MlflowClientException;
import org.mlflow.tracking.MlflowHttpException;
import org.mlflow_project.google.protobuf.InvalidProtocolBufferException;

/**
 * Waits for a server's answers, for a while, which its client does without end. What goes wrong is
 * an {@link UncheckedIOException} of one line: URI, what happened, what was expected.
 */
final class ServerCalls implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int LONGEST_MESSAGE = 300;

  private final URI uri;
  private final Duration patience;
  private final ExecutorService asking =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread thread = new Thread(task, "mlflow");
            thread.setDaemon(true);
            return thread;
          });

  /**
   * Asks nothing yet.
   *
   * @param patience how long an answer may take, with all of the client's retries
   */
  ServerCalls(URI uri, Duration patience) {
    this.uri = uri;
    this.patience = patience;
  }

  /**
   * The server's answer.
   *
   * @param what the endpoint, such as {@code runs/create}
   */
  <T> T ask(String what, Callable<T> question) {
    Future<T> answer = asking.submit(question);
    try {
      return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw failure(what, e.getCause());
    } catch (TimeoutException e) {
      throw failure(
          "gave no answer to " + what + " in " + patience.toSeconds() + " s",
          "an MLflow tracking server",
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for " + uri, e);
    }
  }

  /** As above, for what has no answer. */
  void tell(String what, Runnable statement) {
    ask(
        what,
        () -> {
          statement.run();
          return null;
        });
  }

  private RuntimeException failure(String what, Throwable cause) {
    if (cause instanceof MlflowHttpException e) {
      boolean refused = e.getStatusCode() == 401 || e.getStatusCode() == 403;
      return failure(
          "answered " + what + " with " + words(e),
          refused
              ? "credentials in MLFLOW_TRACKING_USERNAME and MLFLOW_TRACKING_PASSWORD, or in"
                  + " MLFLOW_TRACKING_TOKEN, that may do this"
              : "an MLflow tracking server that accepts it",
          e);
    }
    if (cause instanceof MlflowClientException e) {
      return failure(
          e.getCause() instanceof InvalidProtocolBufferException
              ? "answered " + what + " with something else than MLflow does"
              : "cannot be reached (" + line(String.valueOf(e.getMessage())) + ")",
          "an MLflow tracking server",
          e);
    }
    return cause instanceof RuntimeException e ? e : new IllegalStateException(what, cause);
  }

  /** An error whose cause is the server. */
  UncheckedIOException failure(String words, String expected, Throwable cause) {
    String line = "mlflow '" + uri + "' " + words + ": expected " + expected;
    return new UncheckedIOException(line, new IOException(line, cause));
  }

  /** Status, MLflow's name for the error, and its message. */
  private static String words(MlflowHttpException e) {
    JsonNode body = body(e);
    String message = body.path("message").asText("");
    return (e.getStatusCode() + " " + body.path("error_code").asText("")).strip()
        + (message.isEmpty() ? "" : " (" + line(message) + ")");
  }

  /** Whether the server refused with an error of this name. */
  static boolean isRefusal(MlflowHttpException e, String code) {
    return body(e).path("error_code").asText("").equals(code);
  }

  private static JsonNode body(MlflowHttpException e) {
    try {
      return JSON.readTree(String.valueOf(e.getBodyMessage()));
    } catch (JsonProcessingException notMlflow) {
      return JSON.missingNode();
    }
  }

  private static String line(String message) {
    return Limits.text(message.lines().findFirst().orElse(""), LONGEST_MESSAGE);
  }

  @Override
  public void close() {
    asking.shutdownNow();
  }
}
