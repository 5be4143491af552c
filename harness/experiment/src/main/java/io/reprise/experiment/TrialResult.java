package io.reprise.experiment;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;

/**
 * The outcome of one trial, as its result file holds it (schema 1).
 *
 * @param schema 1
 * @param status {@code done} or {@code failed}
 * @param measurements by metric name, in the metric's unit
 * @param curves by name, one value an epoch
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
    Failure error,
    double seconds,
    Map<String, String> environment) {
  /** The schema that this version writes. */
  public static final int SCHEMA = 1;

  /**
   * What a trial is: two trials with equal keys are the same trial.
   *
   * @param variant the variant's name
   * @param settings all of the variant's settings, as text
   * @param dataOrigin {@code REAL} or {@code PROCEDURAL}
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
      String dataChecksum) {}

  /** Why a trial failed. */
  public record Failure(String type, String message, List<String> log) {}

  public boolean failed() {
    return !status.equals("done");
  }
}
