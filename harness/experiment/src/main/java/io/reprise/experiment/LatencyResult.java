package io.reprise.experiment;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Measured forward times of one network, as its result file holds them.
 *
 * @param samples milliseconds of single forward passes after warm-up, round after round
 * @param rounds what else is known of each round; empty in files of older versions
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record LatencyResult(
    Key key, List<Double> samples, List<Round> rounds, Map<String, String> environment) {
  /** Above this share of the machine, other programs are said to disturb. */
  private static final double OTHERS = 0.05;

  /** Above this difference of the rounds' medians, a measurement is said to be noisy. */
  private static final double SPREAD = 0.1;

  /** Copies the lists; a file that lacks samples or the key is no latency. */
  public LatencyResult {
    Objects.requireNonNull(key, "key");
    samples = List.copyOf(samples);
    rounds = rounds == null ? List.of() : List.copyOf(rounds);
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

  /**
   * One JVM's turn.
   *
   * @param warmups milliseconds of the passes before the timed ones
   * @param others the share of the machine's processor time that other programs took; NaN where the
   *     system does not tell
   */
  public record Round(List<Double> warmups, double others) {
    /** Copies the times. */
    public Round {
      warmups = List.copyOf(warmups);
    }
  }

  /** Statistics of the samples. */
  public Sample statistics() {
    return new Sample(samples);
  }

  /** The median of each round. */
  public List<Double> medians() {
    List<Double> medians = new ArrayList<>();
    for (int from = 0; from < samples.size(); from += key.samples()) {
      int to = Math.min(samples.size(), from + key.samples());
      medians.add(new Sample(samples.subList(from, to)).percentile(50));
    }
    return medians;
  }

  /** Why the times are not to be relied on, if so: other programs, or rounds that differ. */
  public Optional<String> noise() {
    List<String> reasons = new ArrayList<>();
    double others = rounds.stream().mapToDouble(Round::others).max().orElse(Double.NaN);
    if (others > OTHERS) {
      reasons.add(
          String.format(
              Locale.ROOT, "other programs took up to %.0f%% of the processors", 100 * others));
    }
    disagreement(medians()).ifPresent(reasons::add);
    return reasons.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", reasons));
  }

  /** Why the medians of rounds are not to be relied on, if they differ by too much. */
  public static Optional<String> disagreement(List<Double> medians) {
    if (medians.isEmpty()) {
      return Optional.empty();
    }
    double spread = Collections.max(medians) / Collections.min(medians) - 1;
    return spread > SPREAD
        ? Optional.of(
            String.format(Locale.ROOT, "the rounds' medians differ by %.0f%%", 100 * spread))
        : Optional.empty();
  }
}
