package io.reprise.experiment;

import io.reprise.datasets.Dataset;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * A row of {@code expected.csv}: what a paper's run is known to give.
 *
 * @param name unique among the rows of one configuration and kind
 * @param verdict empty for costs
 * @param value of an exact number; empty for what is measured
 */
public record Expected(
    Configuration configuration,
    Kind kind,
    String name,
    Optional<Verdict> verdict,
    OptionalDouble value) {
  /** What a row is about. */
  public enum Kind {
    COST,
    CLAIM,
    REPORTED
  }

  /**
   * What has to be the same for two runs to be compared.
   *
   * @param device {@code cpu} or {@code cuda}
   * @param data the name of the data and the first digits of its checksum
   * @param seeds how many, since a verdict depends on it; with the values of settings that the user
   *     gave in place of the declared ones
   */
  public record Configuration(
      String scale, String engine, String device, String data, String seeds) {
    private static final String ANY = "any";
    private static final int CHECKSUM_DIGITS = 12;

    /** The configuration of numbers that are computed: the same in every run. */
    static final Configuration COMPUTED = new Configuration(ANY, ANY, ANY, ANY, ANY);

    /**
     * The configuration of a run.
     *
     * @param data all that it uses
     */
    static Configuration of(RunSettings run, Dataset data) {
      String checksum = data.checksum();
      int seeds = run.seeds();
      Map<String, String> overrides = run.overrides();
      return new Configuration(
          run.scale().id(),
          run.engine(),
          run.device().kind().id(),
          data.name() + " " + checksum.substring(0, Math.min(CHECKSUM_DIGITS, checksum.length())),
          overrides.isEmpty() ? Integer.toString(seeds) : seeds + " " + new TreeMap<>(overrides));
    }

    /** For people. */
    public String words() {
      return equals(COMPUTED)
          ? "any run"
          : "scale "
              + scale
              + ", engine "
              + engine
              + " on "
              + device
              + ", "
              + data
              + ", seeds "
              + seeds;
    }
  }

  static Expected cost(String name, double value) {
    return new Expected(
        Configuration.COMPUTED, Kind.COST, name, Optional.empty(), OptionalDouble.of(value));
  }

  /** For people. */
  public String title() {
    return kind.name().toLowerCase(java.util.Locale.ROOT) + " " + name;
  }

  /** Whether another row is about the same thing in the same configuration. */
  boolean sameAs(Expected other) {
    return configuration.equals(other.configuration)
        && kind == other.kind
        && name.equals(other.name);
  }

  /** Verdict and value in words. */
  String words() {
    String number = value.isPresent() ? Ruling.plain(value.getAsDouble()) : "";
    return verdict.map(v -> (v + " " + number).strip()).orElse(number);
  }
}
