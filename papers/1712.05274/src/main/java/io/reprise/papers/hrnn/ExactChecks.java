package io.reprise.papers.hrnn;

import io.reprise.experiment.Measurements;
import io.reprise.papers.hrnn.Level.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What has to hold of every trained model, checked on its own melodies. */
final class ExactChecks {
  /** Beats of the start of a melody over whose profiles the chain is summed. */
  private static final int BEATS = 2;

  /** Melodies that are looked at. */
  private static final int MELODIES = 3;

  private final Hierarchy model;
  private final List<Score> scores;

  ExactChecks(Hierarchy model, List<Score> scores) {
    this.model = model;
    this.scores = scores.subList(0, Math.min(MELODIES, scores.size()));
  }

  void put(Measurements measured) {
    measured.put(Hrnn.FUTURE_LEAK, futureLeak()).put(Hrnn.CARRY_DIFFERENCE, carryDifference());
    if (model.subnetworks().size() > 1) {
      measured.put(Hrnn.CHAIN_EXCESS, chainExcess());
    }
  }

  /**
   * By how many bits the start of a melody takes more than the chain says, at most. What it takes
   * is the sum of probabilities over all rows of profiles, of which the true one is a part.
   */
  double chainExcess() {
    double most = Double.NEGATIVE_INFINITY;
    for (Score score : scores) {
      Score start = start(score);
      double chain = model.bits(List.of(start))[0];
      most = Math.max(most, marginalBits(start) - chain);
    }
    return most;
  }

  /** The first beats, in the first bar. */
  private static Score start(Score score) {
    return score
        .with(Kind.BAR, Arrays.copyOf(score.symbols(Kind.BAR), 1))
        .with(Kind.BEAT, Arrays.copyOf(score.symbols(Kind.BEAT), BEATS))
        .with(Kind.NOTE, Arrays.copyOf(score.symbols(Kind.NOTE), BEATS * EventMelody.BEAT));
  }

  private double marginalBits(Score start) {
    List<Score> all = List.of(start);
    for (Subnetwork s : model.subnetworks()) {
      Kind kind = s.level().kind();
      for (int step = 0; kind != Kind.NOTE && step < start.symbols(kind).length; step++) {
        all = each(all, kind, step, s.level().symbols());
      }
    }
    double[] bits = model.bits(all);
    double least = Arrays.stream(bits).min().orElseThrow();
    double sum = 0;
    for (double b : bits) {
      sum += StrictMath.pow(2, least - b);
    }
    return least - StrictMath.log(sum) / StrictMath.log(2);
  }

  /** Every score with each of the symbols at a step. */
  private static List<Score> each(List<Score> scores, Kind kind, int step, int symbols) {
    List<Score> all = new ArrayList<>();
    for (Score score : scores) {
      for (int symbol = 0; symbol < symbols; symbol++) {
        int[] row = score.symbols(kind).clone();
        row[step] = symbol;
        all.add(score.with(kind, row));
      }
    }
    return all;
  }

  /**
   * By how much logits up to the middle change at most, if from there on every event is another,
   * and so is every profile of later beats and bars.
   */
  double futureLeak() {
    double most = 0;
    for (Score score : scores) {
      for (Subnetwork s : model.subnetworks()) {
        int half = score.symbols(s.level().kind()).length / 2;
        Score other = score;
        other = changed(other, s.level(), half);
        for (Level above : s.level().above()) {
          // The row above may be known as far as the current step: the next one is the first
          // hidden.
          int current = half * above.kind().stepsABar() / s.level().kind().stepsABar();
          other = changed(other, above, current + 1);
        }
        int known = (half + 1) * s.level().symbols();
        most = Math.max(most, difference(s.logits(score), s.logits(other), known));
      }
    }
    return most;
  }

  private static Score changed(Score score, Level level, int from) {
    int[] row = score.symbols(level.kind()).clone();
    for (int i = from; i < row.length; i++) {
      row[i] = (row[i] + 1) % level.symbols();
    }
    return score.with(level.kind(), row);
  }

  /** By how much logits from carried states differ from those of one forward pass, at most. */
  double carryDifference() {
    double most = 0;
    for (Score score : scores) {
      for (Subnetwork s : model.subnetworks()) {
        float[] whole = s.logits(score);
        most = Math.max(most, difference(whole, s.logitsStepByStep(score), whole.length));
      }
    }
    return most;
  }

  private static double difference(float[] a, float[] b, int n) {
    double most = 0;
    for (int i = 0; i < n; i++) {
      most = Math.max(most, Math.abs(a[i] - b[i]));
    }
    return most;
  }
}
