package io.reprise.papers.lccl;

import io.reprise.datasets.Picture;
import io.reprise.datasets.procedural.Canvas;
import io.reprise.experiment.figures.Figure;
import io.reprise.experiment.figures.HeatMap;
import io.reprise.experiment.figures.Range;
import io.reprise.experiment.figures.Tiles;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A picture of where gates are open: on average, and on single images. */
final class GateFigures {
  /** What a page has room for. */
  private static final int LAYERS = 6;

  private static final int SIDE = 96;
  private static final Range SHARE = new Range(0, 1);

  private GateFigures() {}

  /** An image of 32 x 32 pixels and the gates that it opens. */
  record Example(Picture image, GateStatistics gates) {}

  /**
   * A row for all test images and one for each example, a column for each of up to six layers.
   *
   * @param all the gates of all test images
   */
  static Figure of(GateStatistics all, List<Example> examples) {
    List<String> layers = spread(List.copyOf(all.counts().keySet()));
    List<String> rows = new ArrayList<>(List.of("mean"));
    examples.forEach(e -> rows.add("image " + rows.size()));
    List<String> columns = new ArrayList<>(List.of("image"));
    columns.addAll(layers);
    return Tiles.of(
            rows,
            columns,
            (row, column) -> {
              GateStatistics gates = row == 0 ? all : examples.get(row - 1).gates;
              return column > 0
                  ? map(gates.counts().get(layers.get(column - 1)))
                  : row == 0
                      ? nothing()
                      : Canvas.of(
                              examples.get(row - 1).image,
                              SIDE / examples.get(row - 1).image.width())
                          .picture();
            })
        .figure(
            "open gates",
            "Where the gates V of "
                + layers.size()
                + " layers are above 0: the share of all test images (first row), and single test"
                + " images. Yellow is open, dark blue is closed and skipped; with a gate for each"
                + " map, the share of the maps.",
            "Maps of open gates by layer, for all test images and for " + examples.size());
  }

  /** The first, the last, and as many between them as there is room for. */
  static List<String> spread(List<String> layers) {
    int count = Math.min(LAYERS, layers.size());
    List<String> some = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      some.add(layers.get(count == 1 ? 0 : i * (layers.size() - 1) / (count - 1)));
    }
    return some;
  }

  private static Picture map(GateStatistics.Count count) {
    float[][] share = count.openShare();
    return HeatMap.of(share, SHARE, SIDE / share.length);
  }

  private static Picture nothing() {
    float[][] none = new float[1][1];
    Arrays.fill(none[0], Float.NaN);
    return HeatMap.of(none, SHARE, SIDE);
  }
}
