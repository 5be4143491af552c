package io.reprise.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Evidence with made-up trials of one metric. */
final class SimulatedTrials {
  private final Scale scale;
  private final boolean realData;
  private final List<TrialResult> trials = new ArrayList<>();

  SimulatedTrials(Scale scale) {
    this(scale, false);
  }

  SimulatedTrials(Scale scale, boolean realData) {
    this.scale = scale;
    this.realData = realData;
  }

  /** Finished trials of a variant with the seeds first, first + 1, ... */
  SimulatedTrials with(Metric metric, String variant, int first, List<Double> values) {
    for (int i = 0; i < values.size(); i++) {
      trials.add(
          new TrialResult(
              TrialResult.SCHEMA,
              new TrialResult.Key(
                  "p", 1, scale.id(), variant, Map.of(), first + i, "torch", "cpu", 1, "", "", ""),
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
    return new Evidence(scale, "torch", "cpu", "Nothing", realData, trials, List.of(), List.of());
  }
}
