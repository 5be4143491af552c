package io.reprise.experiment.history;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.reprise.experiment.RunSettings;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What two runs of a paper have to share to follow each other in its history. All of it is in the
 * keys of results: a run goes on only where its results are found again.
 *
 * @param settings values that the user gave in place of declared ones
 * @param latencies whether networks are timed
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record RunConfiguration(
    String scale,
    String engine,
    String device,
    int seeds,
    int threads,
    List<Integer> batches,
    Map<String, String> settings,
    boolean latencies) {
  /** Copies the collections. */
  public RunConfiguration {
    Objects.requireNonNull(scale, "scale");
    Objects.requireNonNull(engine, "engine");
    Objects.requireNonNull(device, "device");
    batches = List.copyOf(batches);
    settings = Collections.unmodifiableMap(new TreeMap<>(settings));
  }

  /** That of a run with some settings. */
  public static RunConfiguration of(RunSettings run, boolean latencies) {
    return new RunConfiguration(
        run.scale().id(),
        run.engine(),
        run.device().toString(),
        run.seeds(),
        run.threads(),
        run.batches(),
        run.overrides(),
        latencies);
  }

  /** For people. */
  public String words() {
    return "scale "
        + scale
        + ", "
        + engine
        + " on "
        + device
        + ", "
        + counted(seeds, "seed")
        + ", "
        + counted(threads, "thread")
        + settings.entrySet().stream()
            .map(e -> ", " + e.getKey() + "=" + e.getValue())
            .collect(Collectors.joining())
        + (latencies ? "" : ", networks not timed");
  }

  private static String counted(int n, String what) {
    return n + " " + what + (n == 1 ? "" : "s");
  }
}
