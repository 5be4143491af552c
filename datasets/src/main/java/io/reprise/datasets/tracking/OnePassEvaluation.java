package io.reprise.datasets.tracking;

import java.util.List;
import java.util.function.ToDoubleFunction;

/** The scores of one tracker on several videos, of which each has one vote. */
public record OnePassEvaluation(List<SequenceScore> sequences) {
  public OnePassEvaluation {
    sequences = List.copyOf(sequences);
    if (sequences.isEmpty()) {
      throw new IllegalArgumentException("no sequences: expected at least one");
    }
  }

  /** The mean of {@link SequenceScore#precision}. */
  public double precision(double pixels) {
    return mean(score -> score.precision(pixels));
  }

  /** The mean of {@link SequenceScore#success}. */
  public double success(double overlap) {
    return mean(score -> score.success(overlap));
  }

  /** The mean of {@link SequenceScore#areaUnderCurve}. */
  public double areaUnderCurve() {
    return mean(SequenceScore::areaUnderCurve);
  }

  private double mean(ToDoubleFunction<SequenceScore> score) {
    return sequences.stream().mapToDouble(score).average().orElseThrow();
  }
}
