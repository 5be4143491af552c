package io.reprise.mlflow;

import io.reprise.experiment.Run;
import io.reprise.experiment.TrialResult;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.mlflow.api.proto.Service.Metric;
import org.mlflow.api.proto.Service.Param;
import org.mlflow.api.proto.Service.RunStatus;
import org.mlflow.api.proto.Service.RunTag;

/**
 * A trial's result as a run of MLflow. Parameters are what identifies the trial, metrics what it
 * measured, tags where it was made; no verdict, since that is of all trials together.
 *
 * @param name variant and seed
 * @param result SHA-256 of the result's file
 * @param place of the result's file in the folder of results
 * @param start milliseconds since 1970
 * @param end milliseconds since 1970
 * @param metrics single numbers at step 0; curves at steps from 1, an epoch each, named {@code
 *     curve/<name>}. All at the time of the end: when an epoch ended is not known
 */
record TrialRun(
    String name,
    String result,
    String place,
    long start,
    long end,
    RunStatus status,
    List<Param> params,
    List<Metric> metrics,
    List<RunTag> tags) {
  /** The tag with the SHA-256 of the result's file: a result is sent once. */
  static final String RESULT = "reprise.result";

  /** The tag with the place of the result's file in the folder of results. */
  static final String TRIAL = "reprise.trial";

  /** Copies the lists. */
  TrialRun {
    params = List.copyOf(params);
    metrics = List.copyOf(metrics);
    tags = List.copyOf(tags);
  }

  /**
   * Describes a result.
   *
   * @param place of its file in the folder of results
   * @param digest SHA-256 of its file
   * @param written when its file was written: the end, if the result does not say its time
   * @param caution what the run must not be taken for; may be empty
   */
  static TrialRun of(
      Run.Planned planned,
      TrialResult result,
      String place,
      String digest,
      Instant written,
      String caution) {
    long length = Math.round(1000 * result.seconds());
    long start = started(result, written.toEpochMilli() - length);
    return new TrialRun(
        Limits.text(planned.title(), Limits.KEY),
        digest,
        place,
        start,
        start + length,
        result.failed() ? RunStatus.FAILED : RunStatus.FINISHED,
        params(planned, result.key()),
        metrics(result, start + length),
        tags(result, caution));
  }

  /** The tags that say which result this is. */
  List<RunTag> identity() {
    return List.of(tag(RESULT, result), tag(TRIAL, place));
  }

  /**
   * When the engine was open; of a trial that went on from a checkpoint, in its last attempt. The
   * seconds also count what was before, so the end may be late by as much.
   */
  private static long started(TrialResult result, long otherwise) {
    try {
      return Instant.parse(result.environment().getOrDefault("time", "")).toEpochMilli();
    } catch (DateTimeException e) {
      return Math.max(0, otherwise);
    }
  }

  private static List<Param> params(Run.Planned planned, TrialResult.Key key) {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("paper", key.paper());
    all.put("experiment_version", Integer.toString(key.experimentVersion()));
    all.put("scale", key.scale());
    all.put("variant", key.variant());
    all.put("method", planned.variant().method());
    all.put("model", planned.variant().model());
    all.put("seed", Integer.toString(key.seed()));
    all.put("engine", key.engine());
    all.put("device", key.device());
    all.put("threads", Integer.toString(key.threads()));
    all.put("data", key.dataName());
    all.put("data_origin", key.dataOrigin());
    all.put("data_checksum", key.dataChecksum());
    key.settings().forEach((name, value) -> all.put("setting." + name, value));
    List<Param> params = new ArrayList<>();
    all.forEach(
        (name, value) ->
            params.add(
                Param.newBuilder()
                    .setKey(Limits.key(name))
                    .setValue(Limits.text(value, Limits.PARAM))
                    .build()));
    return params;
  }

  private static List<Metric> metrics(TrialResult result, long time) {
    List<Metric> metrics = new ArrayList<>();
    result.measurements().forEach((name, value) -> metrics.add(metric(name, value, 0, time)));
    result
        .curves()
        .forEach(
            (name, values) -> {
              for (int epoch = 1; epoch <= values.size(); epoch++) {
                metrics.add(metric("curve/" + name, values.get(epoch - 1), epoch, time));
              }
            });
    return metrics;
  }

  private static Metric metric(String name, double value, int step, long time) {
    return Metric.newBuilder()
        .setKey(Limits.key(name))
        .setValue(value)
        .setStep(step)
        .setTimestamp(time)
        .build();
  }

  private static List<RunTag> tags(TrialResult result, String caution) {
    List<RunTag> tags = new ArrayList<>();
    tags.add(tag("mlflow.source.name", "reprise"));
    tags.add(tag("mlflow.source.type", "LOCAL"));
    Map<String, String> environment = result.environment();
    // MLflow shows it as the version that was run, which a changed tree is not.
    if (environment.containsKey("commit") && "false".equals(environment.get("dirty"))) {
      tags.add(tag("mlflow.source.git.commit", environment.get("commit")));
    }
    if (!caution.isEmpty()) {
      tags.add(tag("mlflow.note.content", caution));
    }
    environment.forEach((name, value) -> tags.add(tag("environment." + name, value)));
    if (result.failed()) {
      tags.add(tag("error.type", result.error().type()));
      tags.add(tag("error.message", result.error().message()));
    }
    return tags;
  }

  private static RunTag tag(String name, String value) {
    return RunTag.newBuilder()
        .setKey(Limits.key(name))
        .setValue(Limits.text(value, Limits.TAG))
        .build();
  }
}
