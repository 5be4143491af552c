package io.reprise.experiment;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * The outcome of one trial, as its result file holds it (schema 1).
 *
 * @param schema 1
 * @param status {@code done} or {@code failed}
 * @param measurements by metric name, in the metric's unit; finite
 * @param curves by name, one value an epoch
 * @param tables of cases that the trial looked into
 * @param figures what there is to look at; the pictures lie in files of their own
 * @param error null unless failed
 * @param seconds wall-clock time of the trial
 * @param environment the machine, the software, and the load while it ran
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record TrialResult(
    int schema,
    Key key,
    String status,
    Map<String, Double> measurements,
    Map<String, List<Double>> curves,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<ResultTable> tables,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<StoredFigure> figures,
    Failure error,
    double seconds,
    Map<String, String> environment) {
  /** The schema that this version writes and reads. */
  public static final int SCHEMA = 1;

  private static final String DONE = "done";
  private static final String FAILED = "failed";

  /**
   * Copies the maps and the lists, which results from before there were tables or figures lack.
   *
   * @throws IllegalArgumentException naming what is wrong; a file that says so is no result
   */
  public TrialResult {
    require(schema == SCHEMA, "schema " + schema + ": expected " + SCHEMA);
    require(key != null, "no key: expected what identifies the trial");
    require(
        DONE.equals(status) || FAILED.equals(status),
        "status '" + status + "': expected " + DONE + " or " + FAILED);
    require(
        FAILED.equals(status) == (error != null),
        "status " + status + " with error " + error + ": expected an error of a failed trial only");
    require(
        measurements != null && curves != null && environment != null,
        "without measurements, curves or environment");
    measurements.forEach(
        (name, value) ->
            require(
                value != null && Double.isFinite(value),
                "measurement " + name + " is " + value + ": expected a finite number"));
    measurements = Collections.unmodifiableMap(new LinkedHashMap<>(measurements));
    curves = Collections.unmodifiableMap(new LinkedHashMap<>(curves));
    tables = tables == null ? List.of() : List.copyOf(tables);
    figures = figures == null ? List.of() : List.copyOf(figures);
    environment = Collections.unmodifiableMap(new TreeMap<>(environment));
  }

  private static void require(boolean condition, String otherwise) {
    if (!condition) {
      throw new IllegalArgumentException(otherwise);
    }
  }

  /** A result without figures. */
  public TrialResult(
      int schema,
      Key key,
      String status,
      Map<String, Double> measurements,
      Map<String, List<Double>> curves,
      Failure error,
      double seconds,
      Map<String, String> environment) {
    this(schema, key, status, measurements, curves, List.of(), error, seconds, environment);
  }

  /** A result without tables. */
  public TrialResult(
      int schema,
      Key key,
      String status,
      Map<String, Double> measurements,
      Map<String, List<Double>> curves,
      List<StoredFigure> figures,
      Failure error,
      double seconds,
      Map<String, String> environment) {
    this(
        schema, key, status, measurements, curves, List.of(), figures, error, seconds, environment);
  }

  /**
   * The result of a trial that finished.
   *
   * @param figures those of the measurements; their pictures are in their files already
   */
  static TrialResult done(
      Key key,
      Measurements measured,
      List<StoredFigure> figures,
      double seconds,
      Map<String, String> environment) {
    return new TrialResult(
        SCHEMA,
        key,
        DONE,
        measured.numbers(),
        measured.curves(),
        measured.tables(),
        figures,
        null,
        seconds,
        environment);
  }

  /** The result of a trial that went wrong. */
  static TrialResult failed(
      Key key, Failure error, double seconds, Map<String, String> environment) {
    return new TrialResult(SCHEMA, key, FAILED, Map.of(), Map.of(), error, seconds, environment);
  }

  /**
   * What a trial is: two trials with equal keys are the same trial.
   *
   * @param variant the variant's name
   * @param engine with how it computes, see {@link io.reprise.tensor.EngineChoice}
   * @param settings all of the variant's settings, as text
   * @param device {@code cpu} or {@code cuda}: on which of a machine's GPUs a trial runs is nothing
   *     that it measures
   * @param dataOrigin {@code REAL}, {@code PROCEDURAL} or {@code MIXED}
   */
  public record Key(
      String paper,
      int experimentVersion,
      String scale,
      String variant,
      Map<String, String> settings,
      int seed,
      String engine,
      String device,
      int threads,
      String dataName,
      String dataOrigin,
      String dataChecksum) {
    /** Refuses nulls and copies the settings. */
    public Key {
      Objects.requireNonNull(paper, "paper");
      Objects.requireNonNull(scale, "scale");
      Objects.requireNonNull(variant, "variant");
      settings = Collections.unmodifiableMap(new TreeMap<>(settings));
      Objects.requireNonNull(engine, "engine");
      Objects.requireNonNull(device, "device");
      Objects.requireNonNull(dataName, "dataName");
      Objects.requireNonNull(dataOrigin, "dataOrigin");
      Objects.requireNonNull(dataChecksum, "dataChecksum");
    }
  }

  /**
   * Why a trial failed.
   *
   * @param type the exception's class
   * @param log the last lines that the trial logged
   */
  public record Failure(String type, String message, List<String> log) {
    /** Copies the lines; an exception may have had no message. */
    public Failure {
      Objects.requireNonNull(type, "type");
      message = String.valueOf(message);
      log = log == null ? List.of() : List.copyOf(log);
    }

    /** Class and first line of the message. */
    public String summary() {
      return type + ": " + message.lines().findFirst().orElse("");
    }
  }

  public boolean failed() {
    return status.equals(FAILED);
  }
}
