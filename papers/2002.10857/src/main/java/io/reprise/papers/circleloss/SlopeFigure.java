package io.reprise.papers.circleloss;

import io.reprise.baselines.metric.UnifiedForm;
import io.reprise.experiment.figures.Figure;
import io.reprise.experiment.figures.HeatMap;
import io.reprise.experiment.figures.Range;
import io.reprise.experiment.figures.Tiles;
import io.reprise.tensor.Engine;
import io.reprise.tensor.Shape;
import java.util.List;

/** How strongly a loss pulls at one within-class and one between-class similarity (figure 3). */
final class SlopeFigure {
  private static final int STEPS = 41;
  private static final int CELL = 5;

  private final Doubles doubles;

  SlopeFigure(Engine engine) {
    this.doubles = new Doubles(engine);
  }

  /**
   * Draws both slopes over all similarities from 0 to 1.
   *
   * @param loss with a moderate scale: with a large one they change at a single place
   */
  Figure of(UnifiedForm loss) {
    float[][] negative = new float[STEPS][STEPS];
    float[][] positive = new float[STEPS][STEPS];
    double[] places = new double[2 * STEPS * STEPS];
    long[] labels = new long[STEPS * STEPS];
    for (int row = 0; row < STEPS; row++) {
      for (int column = 0; column < STEPS; column++) {
        int i = row * STEPS + column;
        places[2 * i] = 1 - row / (STEPS - 1.0);
        places[2 * i + 1] = column / (STEPS - 1.0);
      }
    }
    double[] slopes =
        doubles.gradient(
            places,
            Shape.of(labels.length, 2),
            s -> loss.ofClasses(s, doubles.labels(labels)).mul(labels.length));
    for (int i = 0; i < labels.length; i++) {
      positive[i / STEPS][i % STEPS] = (float) Math.abs(slopes[2 * i]);
      negative[i / STEPS][i % STEPS] = (float) Math.abs(slopes[2 * i + 1]);
    }
    Range range = Range.of(negative, positive);
    return Tiles.of(
            List.of(""),
            List.of("slope in s_n", "slope in s_p"),
            (row, column) -> HeatMap.of(column == 0 ? negative : positive, range, CELL))
        .figure(
            "slopes",
            "How strongly the loss pulls at a between-class similarity s_n (from 0 at the left to 1)"
                + " and at a within-class similarity s_p (from 0 at the bottom to 1), "
                + range.words()
                + ".",
            "Two maps of slopes over both similarities");
  }
}
