package io.reprise.papers.san;

import io.reprise.baselines.landmarks.DetectionPicture;
import io.reprise.baselines.landmarks.FoundLandmarks;
import io.reprise.baselines.landmarks.StyleAggregation;
import io.reprise.datasets.Picture;
import io.reprise.datasets.procedural.Canvas;
import io.reprise.experiment.figures.Figure;
import io.reprise.experiment.figures.InputPicture;
import io.reprise.experiment.figures.Tiles;
import io.reprise.nn.Mode;
import io.reprise.tensor.Engine;
import io.reprise.tensor.Scope;
import io.reprise.tensor.Shape;
import io.reprise.tensor.Tensor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Faces in their styles and aggregated, what was found in them, and how styles separate. */
final class SanFigures {
  /** Of a tile, in pixels. */
  private static final int SIDE = 144;

  private static final int FACES = 3;
  private static final int DETECTED = 4;
  private static final int PLOT = 220;
  private static final int WHITE = 0xffffff;
  private static final int GREY = 0x909090;

  private final Engine engine;
  private final StyledSet data;

  SanFigures(Engine engine, StyledSet data) {
    this.engine = engine;
    this.data = data;
  }

  /**
   * Test faces of some styles with what was found in them.
   *
   * @param found by style
   */
  static Figure detections(List<String> styles, Map<String, FoundLandmarks> found) {
    List<String> columns = numbered("face", DETECTED, found.get(styles.get(0)).faces().size());
    return Tiles.of(
            styles,
            columns,
            (row, column) -> {
              FoundLandmarks own = found.get(styles.get(row));
              return DetectionPicture.of(own.faces().get(column), own.points().get(column), SIDE);
            })
        .figure(
            "detections",
            "The first test faces in each style, with the landmarks that were found (orange) and"
                + " green lines from them to where they are: the shorter, the better.",
            "Faces with small orange squares at eyes, nose and mouth");
  }

  private static List<String> numbered(String what, int most, int there) {
    return IntStream.rangeClosed(1, Math.min(most, there)).mapToObj(i -> what + " " + i).toList();
  }

  /**
   * Some test faces in each style, what either generator makes of them, and the mean of both.
   *
   * @throws IOException if a face cannot be read
   */
  Figure faces(StyleAggregation aggregation) throws IOException {
    List<String> rows = new ArrayList<>();
    List<List<Picture>> tiles = new ArrayList<>();
    int faces = Math.min(FACES, data.test(data.styles().get(0)).size());
    for (int i = 0; i < faces; i++) {
      for (String style : data.styles()) {
        rows.add("face " + (i + 1) + ", " + style);
        try (Scope scope = engine.inference()) {
          Tensor x = Detector.images(engine, data.test(style).faces(i, 1));
          tiles.add(
              List.of(
                  picture(x),
                  picture(aggregation.first(x, Mode.EVALUATE)),
                  picture(aggregation.second(x, Mode.EVALUATE)),
                  picture(aggregation.forward(x, Mode.EVALUATE))));
        }
      }
    }
    return Tiles.of(
            rows,
            List.of("original", "A to B", "B to A", "aggregated"),
            (row, column) -> tiles.get(row).get(column))
        .figure(
            "original and aggregated faces",
            "Test faces in each style, what the generators from the smallest cluster to the largest"
                + " and back make of them, and the mean of both, which the detector sees beside the"
                + " original. The more alike the last column is over the styles of a face, the"
                + " better.",
            "Faces in several styles, each beside its aggregated image");
  }

  private static Picture picture(Tensor image) {
    Shape shape = image.shape();
    Picture picture =
        InputPicture.of(
            image.toFloats(),
            0,
            Shape.of(shape.dim(1), shape.dim(2), shape.dim(3)),
            Detector.NORMALISATION);
    return Canvas.of(picture, Math.max(1, SIDE / picture.width())).picture();
  }

  /** Where the first two features of test faces are, by style. */
  Figure separation(Separation before, Separation after) {
    double[] low = {Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY};
    double[] high = {Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY};
    for (Separation one : List.of(before, after)) {
      for (List<double[]> style : one.features()) {
        for (double[] point : style) {
          for (int j = 0; j < 2; j++) {
            low[j] = Math.min(low[j], point[j]);
            high[j] = Math.max(high[j], point[j]);
          }
        }
      }
    }
    List<Separation> both = List.of(before, after);
    return Tiles.of(
            List.of(""),
            List.of("original", "aggregated"),
            (row, column) -> scatter(both.get(column), low, high))
        .figure(
            "styles before and after aggregation",
            "Each dot is a test face: across the first feature that styles are told apart by (of"
                + " moments the mean level), upwards the second (their deviation), on the same axes"
                + " on both sides. Colours are styles: "
                + colours()
                + ". Aggregation should bring the colours together.",
            "Two clouds of coloured dots");
  }

  private String colours() {
    List<String> names = List.of("blue", "orange", "green", "pink");
    return String.join(
        ", ",
        IntStream.range(0, data.styles().size())
            .mapToObj(s -> data.styles().get(s) + " " + names.get(s % names.size()))
            .toList());
  }

  private static Picture scatter(Separation separation, double[] low, double[] high) {
    Canvas canvas = new Canvas(PLOT, PLOT, WHITE);
    canvas.frame(0, 0, PLOT, PLOT, GREY);
    for (int s = 0; s < separation.features().size(); s++) {
      for (double[] point : separation.features().get(s)) {
        int x = place(point[0], low[0], high[0]);
        int y = PLOT - 1 - place(point[1], low[1], high[1]);
        canvas.fill(x - 1, y - 1, 3, 3, Canvas.colour(s));
      }
    }
    return canvas.picture();
  }

  private static int place(double value, double low, double high) {
    double share = high > low ? (value - low) / (high - low) : 0.5;
    return (int) Math.round(4 + share * (PLOT - 9));
  }
}
