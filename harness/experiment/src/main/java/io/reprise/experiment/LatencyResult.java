package io.reprise.experiment;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Measured forward times of one network, as its result file holds them.
 *
 * @param samples milliseconds of single forward passes, in order, after warm-up
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record LatencyResult(Key key, List<Double> samples, Map<String, String> environment) {
  /** Copies the samples; a file that lacks them or the key is no latency. */
  public LatencyResult {
    Objects.requireNonNull(key, "key");
    samples = List.copyOf(samples);
  }

  /**
   * What was timed, and how.
   *
   * @param rounds how often all networks took their turn, each in a fresh JVM
   * @param warmups passes before the timed ones, each round
   * @param samples timed passes, each round
   */
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
      int rounds,
      int warmups,
      int samples) {}

  /** Statistics of the samples. */
  public Sample statistics() {
    return new Sample(samples);
  }
}
