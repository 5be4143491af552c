package io.reprise.mlflow;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a tracking server refuses, after MLflow's REST API documentation (2.0) and the checks of its
 * server (2.17): names, lengths, types, numbers of entries. Where servers differ, the strictest.
 */
final class ServerRules {
  static final int KEY = 250;
  static final int EXPERIMENT_NAME = 500;
  static final int PARAM = 500;
  static final int TAG = 5000;
  static final int EXPERIMENT_TAGS = 20;
  static final int BATCH = 1000;
  static final int BATCH_METRICS = 1000;
  static final int BATCH_PARAMS = 100;
  static final int BATCH_TAGS = 100;
  static final int BATCH_BYTES = 1_000_000;
  static final int MOST_RESULTS = 50_000;

  private static final Pattern NAME = Pattern.compile("[/\\w.\\- ]*");
  private static final Set<String> STATUSES =
      Set.of("RUNNING", "SCHEDULED", "FINISHED", "FAILED", "KILLED");

  private ServerRules() {}

  static void require(boolean condition, String otherwise) throws RefusedException {
    if (!condition) {
      throw RefusedException.invalid(otherwise);
    }
  }

  /** A text that must be there and not be empty. */
  static String text(JsonNode request, String field) throws RefusedException {
    JsonNode value = request.path(field);
    require(
        value.isTextual() && !value.asText().isEmpty(),
        "Missing value for required parameter '" + field + "'.");
    return value.asText();
  }

  /** A whole number, which JSON of protobuf writes as a text. */
  static long whole(JsonNode request, String field) throws RefusedException {
    JsonNode value = request.path(field);
    require(
        value.isIntegralNumber() || (value.isTextual() && value.asText().matches("-?\\d{1,19}")),
        "Invalid value " + value + " for parameter '" + field + "' supplied.");
    return value.isTextual() ? Long.parseLong(value.asText()) : value.asLong();
  }

  static String status(JsonNode request) throws RefusedException {
    String status = text(request, "status");
    require(STATUSES.contains(status), "Invalid value " + status + " for parameter 'status'.");
    return status;
  }

  static void experimentName(String name) throws RefusedException {
    require(
        name.length() <= EXPERIMENT_NAME,
        "'name' exceeds the maximum length of " + EXPERIMENT_NAME + " characters");
  }

  static void length(String what, String value, int most) throws RefusedException {
    require(
        value.length() <= most,
        "'" + what + "' exceeds the maximum length of " + most + " characters");
  }

  /** Names may be files' in some servers, so they must be paths in their simplest form. */
  private static void key(JsonNode entry) throws RefusedException {
    String key = text(entry, "key");
    require(
        NAME.matcher(key).matches(),
        "Invalid value \""
            + key
            + "\": Names may only contain alphanumerics, underscores (_), ...");
    String path = "/" + key + "/";
    require(
        !path.contains("//") && !path.contains("/./") && !path.contains("/../"),
        "Invalid value \"" + key + "\": Names may be treated as files in certain cases");
    length("key", key, KEY);
  }

  static void tag(JsonNode tag) throws RefusedException {
    key(tag);
    length("value", tag.path("value").asText(), TAG);
  }

  static void param(JsonNode param) throws RefusedException {
    key(param);
    length("Param value", param.path("value").asText(), PARAM);
  }

  static void metric(JsonNode metric) throws RefusedException {
    key(metric);
    JsonNode value = metric.path("value");
    require(
        value.isNumber() || Set.of("NaN", "Infinity", "-Infinity").contains(value.asText()),
        "Please specify value as a valid double (64-bit floating point)");
    require(whole(metric, "timestamp") >= 0, "Timestamp must be a nonnegative long");
    if (metric.has("step")) {
      whole(metric, "step");
    }
  }

  /** The limits of one log-batch request. */
  static void batch(JsonNode request, int bytes) throws RefusedException {
    require(
        bytes <= BATCH_BYTES,
        "Batched logging API requests must be at most 1000000 bytes, got a request of size "
            + bytes);
    int metrics = request.path("metrics").size();
    int params = request.path("params").size();
    int tags = request.path("tags").size();
    atMost(metrics, BATCH_METRICS, "metrics");
    atMost(params, BATCH_PARAMS, "params");
    atMost(tags, BATCH_TAGS, "tags");
    atMost(metrics + params + tags, BATCH, "metrics, params, and tags");
    Set<String> keys = new HashSet<>();
    for (JsonNode p : request.path("params")) {
      param(p);
      require(
          keys.add(p.path("key").asText()), "Duplicate parameter keys have been submitted: " + p);
    }
    for (JsonNode t : request.path("tags")) {
      tag(t);
    }
    for (JsonNode m : request.path("metrics")) {
      metric(m);
    }
  }

  private static void atMost(int count, int most, String what) throws RefusedException {
    require(
        count <= most,
        "A batch logging request can contain at most " + most + " " + what + ". Got " + count);
  }
}
