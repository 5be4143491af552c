package io.reprise.experiment;

import io.reprise.datasets.Dataset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Evidence with made-up trials of one metric. */
final class SimulatedTrials {
  private final Scale scale;
  private final Dataset.Origin origin;
  private final List<TrialResult> trials = new ArrayList<>();

  SimulatedTrials(Scale scale) {
    this(scale, Dataset.Origin.PROCEDURAL);
  }

  SimulatedTrials(Scale scale, Dataset.Origin origin) {
    this.scale = scale;
    this.origin = origin;
  }

  /** Finished trials of a variant with the seeds first, first + 1, ... */
  SimulatedTrials with(Metric metric, String variant, int first, List<Double> values) {
    for (int i = 0; i < values.size(); i++) {
      trials.add(
          new TrialResult(
              TrialResult.SCHEMA,
              new TrialResult.Key(
                  "p",
                  1,
                  scale.id(),
                  variant,
                  Map.of(),
                  first + i,
                  "torch",
                  "cpu",
                  1,
                  "",
                  origin.name(),
                  ""),
              "done",
              Map.of(metric.name(), values.get(i)),
              Map.of(),
              null,
              1,
              Map.of()));
    }
    return this;
  }

  Evidence evidence() {
    return new Evidence(scale, "torch", "cpu", "Nothing", origin, trials, List.of(), List.of());
  }
}
