package io.reprise.papers.hrnn;

import io.reprise.baselines.sequence.Lstm;
import io.reprise.baselines.sequence.NextSymbol;
import io.reprise.nn.LayerContext;
import io.reprise.nn.Mode;
import io.reprise.tensor.Engine;
import io.reprise.tensor.Scope;
import io.reprise.tensor.Shape;
import io.reprise.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/** A level's network and what it says of scores. */
final class Subnetwork {
  private static final int BATCH = 128;
  private static final double LN_2 = StrictMath.log(2);

  private final Engine engine;
  private final Level level;
  private final NextSymbol network;

  /**
   * A network with drawn weights.
   *
   * @param design its inputs are the level's, whatever it says
   */
  Subnetwork(LayerContext at, Level level, Lstm.Design design) {
    this.engine = at.engine();
    this.level = level;
    this.network =
        new NextSymbol(
            at.at(level.kind().id()),
            new Lstm.Design(
                level.inputs(),
                design.hidden(),
                design.layers(),
                design.twoBiases(),
                design.dropout()),
            level.symbols());
  }

  Level level() {
    return level;
  }

  NextSymbol network() {
    return network;
  }

  int parameters() {
    return network.parameters().values().stream()
        .mapToInt(p -> Math.toIntExact(p.shape().elements()))
        .sum();
  }

  /** What steps of all scores are told, {@code [N, to - from, inputs]}. */
  Tensor inputs(List<Score> scores, int from, int to) {
    int width = level.inputs();
    float[] x = new float[scores.size() * (to - from) * width];
    int at = 0;
    for (Score score : scores) {
      for (int step = from; step < to; step++) {
        level.fill(x, at, score, step);
        at += width;
      }
    }
    return engine.tensor(x, Shape.of(scores.size(), to - from, width));
  }

  /** The mean cross entropy of all steps, a scalar. */
  Tensor loss(List<Score> scores, Mode mode) {
    int steps = scores.get(0).symbols(level.kind()).length;
    long[] targets = new long[scores.size() * steps];
    int at = 0;
    for (Score score : scores) {
      for (int symbol : score.symbols(level.kind())) {
        targets[at++] = symbol;
      }
    }
    return network
        .forward(inputs(scores, 0, steps), mode)
        .reshape(targets.length, level.symbols())
        .crossEntropy(engine.tensor(targets, Shape.of(targets.length)), 0);
  }

  /** The logits of every step of a score, row by row. */
  float[] logits(Score score) {
    try (Scope scope = engine.inference()) {
      int steps = score.symbols(level.kind()).length;
      return network.forward(inputs(List.of(score), 0, steps), Mode.EVALUATE).toFloats();
    }
  }

  /** The same, from states that are carried from step to step. */
  float[] logitsStepByStep(Score score) {
    int steps = score.symbols(level.kind()).length;
    float[] all = new float[steps * level.symbols()];
    try (Scope whole = engine.inference()) {
      Lstm.Carry carry = network.start(engine, 1);
      for (int step = 0; step < steps; step++) {
        Tensor x = inputs(List.of(score), step, step + 1);
        Lstm.Steps one = network.forward(x, carry, Mode.EVALUATE);
        System.arraycopy(one.output().toFloats(), 0, all, step * level.symbols(), level.symbols());
        carry = one.after();
      }
    }
    return all;
  }

  /** The code length of each score's row in bits, given the rows above. */
  double[] bits(List<Score> scores) {
    double[] bits = new double[scores.size()];
    for (int from = 0; from < scores.size(); from += BATCH) {
      List<Score> some = scores.subList(from, Math.min(scores.size(), from + BATCH));
      try (Scope scope = engine.inference()) {
        int steps = some.get(0).symbols(level.kind()).length;
        float[] logits = network.forward(inputs(some, 0, steps), Mode.EVALUATE).toFloats();
        for (int i = 0; i < some.size(); i++) {
          int[] symbols = some.get(i).symbols(level.kind());
          for (int step = 0; step < steps; step++) {
            int row = (i * steps + step) * level.symbols();
            bits[from + i] -= logProbability(logits, row, symbols[step]) / LN_2;
          }
        }
      }
    }
    return bits;
  }

  /** Of a symbol, from the row of logits that begins at a place. */
  private double logProbability(float[] logits, int row, int symbol) {
    return logits[row + symbol] - logSum(logits, row, level.symbols());
  }

  /** The logarithm of the sum of the exponentials of some values. */
  private static double logSum(float[] values, int from, int n) {
    double largest = Double.NEGATIVE_INFINITY;
    for (int i = from; i < from + n; i++) {
      largest = Math.max(largest, values[i]);
    }
    double sum = 0;
    for (int i = from; i < from + n; i++) {
      sum += StrictMath.exp(values[i] - largest);
    }
    return largest + StrictMath.log(sum);
  }

  /**
   * Draws a row for each of some scores from the softmax, step by step from a carried state.
   *
   * @param scores with the rows above
   * @param draws a stream of uniform numbers for each score
   * @return the scores with the new row
   */
  List<Score> sample(List<Score> scores, int steps, List<? extends Draws> draws) {
    List<Score> growing = new ArrayList<>();
    scores.forEach(score -> growing.add(score.with(level.kind(), new int[steps])));
    try (Scope whole = engine.inference()) {
      Lstm.Carry carry = network.start(engine, scores.size());
      for (int step = 0; step < steps; step++) {
        try (Scope scope = engine.inference()) {
          Tensor x = inputs(growing, step, step + 1);
          Lstm.Steps one = network.forward(x, carry, Mode.EVALUATE);
          float[] logits = one.output().toFloats();
          for (int i = 0; i < growing.size(); i++) {
            growing.get(i).symbols(level.kind())[step] =
                draw(logits, i * level.symbols(), draws.get(i).next());
          }
          carry = one.after().keptFrom(scope);
        }
      }
    }
    return growing;
  }

  /** Numbers uniform in [0, 1). */
  @FunctionalInterface
  interface Draws {
    double next();
  }

  /** The symbol in whose share of the softmax a number falls. */
  private int draw(float[] logits, int row, double uniform) {
    double all = logSum(logits, row, level.symbols());
    double below = 0;
    for (int symbol = 0; symbol < level.symbols() - 1; symbol++) {
      below += StrictMath.exp(logits[row + symbol] - all);
      if (uniform < below) {
        return symbol;
      }
    }
    return level.symbols() - 1;
  }
}
