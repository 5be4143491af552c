package io.reprise.mlflow;

import static io.reprise.mlflow.ServerRules.require;
import static io.reprise.mlflow.ServerRules.text;
import static io.reprise.mlflow.ServerRules.whole;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Experiments and runs in memory, with the answers of MLflow's REST API 2.0. As in a server with a
 * data base, a metric that is logged twice alike is there once, and the last page of a search may
 * be empty.
 */
final class FakeStore {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String ACTIVE = "active";
  private static final String DELETED = "deleted";

  /** An experiment. */
  static final class Experiment {
    final String id;
    final String name;
    final Map<String, String> tags = new LinkedHashMap<>();
    String stage = ACTIVE;

    Experiment(String id, String name) {
      this.id = id;
      this.name = name;
    }
  }

  /** A value of a metric; value as JSON has it, for example {@code NaN}. */
  record Point(String key, String value, long timestamp, long step) {}

  /** A run. */
  static final class LoggedRun {
    final String id;
    final String experiment;
    final String name;
    final long start;
    final Map<String, String> params = new LinkedHashMap<>();
    final Map<String, String> tags = new LinkedHashMap<>();
    final Set<Point> metrics = new LinkedHashSet<>();
    String status = "RUNNING";
    String stage = ACTIVE;
    Long end;

    LoggedRun(String id, String experiment, String name, long start) {
      this.id = id;
      this.experiment = experiment;
      this.name = name;
      this.start = start;
    }

    /** The values of a metric in order of step. */
    List<Point> history(String key) {
      return metrics.stream()
          .filter(m -> m.key.equals(key))
          .sorted(Comparator.comparingLong(Point::step))
          .toList();
    }
  }

  final List<Experiment> experiments = new ArrayList<>();
  final List<LoggedRun> runs = new ArrayList<>();

  /** No more runs than this are in a page, whatever is asked for. */
  int page = Integer.MAX_VALUE;

  List<LoggedRun> active() {
    return runs.stream().filter(r -> r.stage.equals(ACTIVE)).toList();
  }

  /**
   * Answers a request.
   *
   * @param endpoint method and path, such as {@code POST runs/create}
   */
  JsonNode answer(String endpoint, JsonNode request, int bytes) throws RefusedException {
    return switch (endpoint) {
      case "GET experiments/get-by-name" -> experimentByName(request);
      case "POST experiments/create" -> createExperiment(request);
      case "POST runs/create" -> createRun(request);
      case "POST runs/log-batch" -> logBatch(request, bytes);
      case "POST runs/update" -> updateRun(request);
      case "POST runs/delete" -> deleteRun(request);
      case "POST runs/search" -> search(request);
      default -> throw new RefusedException("ENDPOINT_NOT_FOUND", "No API found for " + endpoint);
    };
  }

  private JsonNode experimentByName(JsonNode request) throws RefusedException {
    String name = text(request, "experiment_name");
    Experiment found =
        experiments.stream()
            .filter(e -> e.name.equals(name))
            .findFirst()
            .orElseThrow(
                () -> RefusedException.missing("Could not find experiment with name " + name));
    ObjectNode answer = JSON.createObjectNode();
    answer
        .putObject("experiment")
        .put("experiment_id", found.id)
        .put("name", found.name)
        .put("lifecycle_stage", found.stage);
    return answer;
  }

  private JsonNode createExperiment(JsonNode request) throws RefusedException {
    String name = text(request, "name");
    ServerRules.experimentName(name);
    require(request.path("tags").size() <= ServerRules.EXPERIMENT_TAGS, "too many tags");
    for (JsonNode tag : request.path("tags")) {
      ServerRules.tag(tag);
    }
    if (experiments.stream().anyMatch(e -> e.name.equals(name))) {
      throw new RefusedException(
          "RESOURCE_ALREADY_EXISTS", "Experiment(name=" + name + ") already exists.");
    }
    Experiment made = new Experiment(Integer.toString(experiments.size() + 1), name);
    request
        .path("tags")
        .forEach(t -> made.tags.put(t.path("key").asText(), t.path("value").asText()));
    experiments.add(made);
    return JSON.createObjectNode().put("experiment_id", made.id);
  }

  private JsonNode createRun(JsonNode request) throws RefusedException {
    String experiment = text(request, "experiment_id");
    Experiment into =
        experiments.stream()
            .filter(e -> e.id.equals(experiment))
            .findFirst()
            .orElseThrow(
                () -> RefusedException.missing("No Experiment with id=" + experiment + " exists"));
    require(into.stage.equals(ACTIVE), "The experiment must be in the 'active' state.");
    String name = text(request, "run_name");
    ServerRules.length("run_name", name, ServerRules.KEY);
    for (JsonNode tag : request.path("tags")) {
      ServerRules.tag(tag);
    }
    String id = String.format(Locale.ROOT, "%032x", 0xabcdef000L + runs.size());
    LoggedRun run = new LoggedRun(id, experiment, name, whole(request, "start_time"));
    run.tags.put("mlflow.runName", name);
    request
        .path("tags")
        .forEach(t -> run.tags.put(t.path("key").asText(), t.path("value").asText()));
    runs.add(run);
    ObjectNode answer = JSON.createObjectNode();
    answer.set("run", json(run));
    return answer;
  }

  private LoggedRun run(JsonNode request) throws RefusedException {
    String id = text(request, "run_id");
    LoggedRun run =
        runs.stream()
            .filter(r -> r.id.equals(id))
            .findFirst()
            .orElseThrow(() -> RefusedException.missing("Run with id=" + id + " not found"));
    require(run.stage.equals(ACTIVE), "The run " + id + " must be in the 'active' state.");
    return run;
  }

  private JsonNode logBatch(JsonNode request, int bytes) throws RefusedException {
    LoggedRun run = run(request);
    ServerRules.batch(request, bytes);
    for (JsonNode p : request.path("params")) {
      String old = run.params.putIfAbsent(p.path("key").asText(), p.path("value").asText());
      require(
          old == null || old.equals(p.path("value").asText()),
          "Changing param values is not allowed. Param with key=" + p.path("key"));
    }
    for (JsonNode m : request.path("metrics")) {
      run.metrics.add(
          new Point(
              m.path("key").asText(),
              m.path("value").asText(),
              whole(m, "timestamp"),
              m.has("step") ? whole(m, "step") : 0));
    }
    request
        .path("tags")
        .forEach(t -> run.tags.put(t.path("key").asText(), t.path("value").asText()));
    return JSON.createObjectNode();
  }

  private JsonNode updateRun(JsonNode request) throws RefusedException {
    LoggedRun run = run(request);
    run.status = ServerRules.status(request);
    run.end = whole(request, "end_time");
    ObjectNode answer = JSON.createObjectNode();
    answer.set("run_info", json(run).path("info"));
    return answer;
  }

  private JsonNode deleteRun(JsonNode request) throws RefusedException {
    run(request).stage = DELETED;
    return JSON.createObjectNode();
  }

  private JsonNode search(JsonNode request) throws RefusedException {
    require(request.path("experiment_ids").isArray(), "experiment_ids");
    require(request.path("filter").asText().isEmpty(), "this fake knows no filters");
    require(request.path("run_view_type").asText().equals("ACTIVE_ONLY"), "run_view_type");
    long most = whole(request, "max_results");
    require(most > 0 && most <= ServerRules.MOST_RESULTS, "max_results " + most);
    int from = 0;
    if (request.has("page_token")) {
      String token = text(request, "page_token");
      require(token.matches("from-\\d+"), "Invalid page token");
      from = Integer.parseInt(token.substring("from-".length()));
    }
    List<String> ids = new ArrayList<>();
    request.path("experiment_ids").forEach(id -> ids.add(id.asText()));
    List<LoggedRun> found =
        active().stream()
            .filter(r -> ids.contains(r.experiment))
            .sorted(Comparator.comparingLong(r -> -r.start))
            .skip(from)
            .limit(Math.min(most, page))
            .toList();
    ObjectNode answer = JSON.createObjectNode();
    ArrayNode array = answer.putArray("runs");
    found.forEach(r -> array.add(json(r)));
    if (found.size() == Math.min(most, page)) {
      answer.put("next_page_token", "from-" + (from + found.size()));
    }
    return answer;
  }

  private static ObjectNode json(LoggedRun run) {
    ObjectNode json = JSON.createObjectNode();
    ObjectNode info = json.putObject("info");
    info.put("run_id", run.id)
        .put("run_uuid", run.id)
        .put("run_name", run.name)
        .put("experiment_id", run.experiment)
        .put("status", run.status)
        .put("start_time", run.start)
        .put("lifecycle_stage", run.stage);
    if (run.end != null) {
      info.put("end_time", run.end);
    }
    ArrayNode tags = json.putObject("data").putArray("tags");
    run.tags.forEach((key, value) -> tags.addObject().put("key", key).put("value", value));
    return json;
  }
}
