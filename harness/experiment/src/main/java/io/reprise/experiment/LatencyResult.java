package io.reprise.experiment;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;
import java.util.Map;

/**
 * Measured forward times of one network, as its result file holds them.
 *
 * @param samples milliseconds of single forward passes, in order, after warm-up
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record LatencyResult(Key key, List<Double> samples, Map<String, String> environment) {
  /** What was timed, and how. */
  public record Key(
      String paper,
      int experimentVersion,
      String network,
      String setting,
      int batch,
      String engine,
      String device,
      int threads,
      String cpu,
      int warmups,
      int samples) {}

  /** Statistics of the samples. */
  public Sample statistics() {
    return new Sample(samples);
  }
}
