package io.reprise.papers.spos;

import io.reprise.datasets.Picture;
import io.reprise.datasets.procedural.Canvas;
import io.reprise.experiment.figures.Figure;
import io.reprise.experiment.figures.Tiles;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/**
 * Each network as a dot: across its accuracy with inherited weights, up that after training alone.
 *
 * @param inherited with statistics estimated anew, in percent
 * @param stale with the statistics that the supernet's training left
 * @param alone in the same order of networks
 */
record RankingFigure(List<Double> inherited, List<Double> stale, List<Double> alone) {
  private static final int SIDE = 240;
  private static final int MARGIN = 8;
  private static final int DOT = 5;
  private static final int PAPER = 0xffffff;
  private static final int AXIS = 0x444444;

  /** Copies the lists. */
  RankingFigure {
    inherited = List.copyOf(inherited);
    stale = List.copyOf(stale);
    alone = List.copyOf(alone);
  }

  /** Two tiles: with the re-estimation and without. */
  Figure figure() {
    List<List<Double>> across = List.of(inherited, stale);
    return Tiles.of(
            List.of(""),
            List.of("statistics estimated anew", "as training left them"),
            (row, column) -> dots(across.get(column)))
        .figure(
            "networks ranked by the supernet",
            String.format(
                Locale.ROOT,
                "A dot is a network. Up: accuracy on test images after training from scratch, %s."
                    + " Across: accuracy on held-out images with weights of the supernet, %s with"
                    + " statistics estimated anew, %s without.",
                range(alone),
                range(inherited),
                range(stale)),
            "Two scatter plots of stand-alone over inherited accuracy");
  }

  private static String range(List<Double> values) {
    return String.format(
        Locale.ROOT, "%.1f to %.1f%%", Collections.min(values), Collections.max(values));
  }

  private Picture dots(List<Double> across) {
    Canvas canvas = new Canvas(SIDE, SIDE, PAPER);
    canvas.fill(0, SIDE - 1, SIDE, 1, AXIS);
    canvas.fill(0, 0, 1, SIDE, AXIS);
    for (int i = 0; i < alone.size(); i++) {
      int left = MARGIN + place(across.get(i), across);
      int up = MARGIN + place(alone.get(i), alone);
      canvas.fill(left, SIDE - up - DOT, DOT, DOT, Canvas.colour(0));
    }
    return canvas.picture();
  }

  /** In pixels from the lowest value, which is at 0; in the middle if all are equal. */
  private static int place(double value, List<Double> all) {
    double lowest = Collections.min(all);
    double range = Collections.max(all) - lowest;
    int length = SIDE - 2 * MARGIN - DOT;
    return range == 0 ? length / 2 : (int) Math.round(length * (value - lowest) / range);
  }
}
