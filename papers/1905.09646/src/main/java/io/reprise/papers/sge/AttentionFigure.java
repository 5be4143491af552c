package io.reprise.papers.sge;

import io.reprise.datasets.LabelledPictures;
import io.reprise.datasets.Picture;
import io.reprise.datasets.procedural.Canvas;
import io.reprise.datasets.procedural.ObjectMasks;
import io.reprise.experiment.figures.Figure;
import io.reprise.experiment.figures.HeatMap;
import io.reprise.experiment.figures.InputPicture;
import io.reprise.experiment.figures.Overlay;
import io.reprise.experiment.figures.Range;
import io.reprise.experiment.figures.Tiles;
import io.reprise.nn.Batch;
import io.reprise.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Some test images, the mean of a module's maps laid over them, and the maps of its groups. */
final class AttentionFigure {
  private static final int ROWS = 6;
  private static final int MOST_GROUPS = 4;
  private static final int SHORTEST_SIDE = 96;
  private static final double OPACITY = 0.6;
  private static final int ORANGE = 0xe69f00;

  private final LabelledPictures data;
  private final Optional<ObjectMasks> masks;
  private final Batch batch;
  private final int scale;
  private final List<List<float[][]>> maps = new ArrayList<>();
  private final List<float[][]> means = new ArrayList<>();
  private final Range range;

  /**
   * Reads the maps.
   *
   * @param masks of the images, if it is known where their objects are
   * @param batch the first test images
   * @param attention of one module for them, {@code [N, groups, H, W]}
   */
  AttentionFigure(
      LabelledPictures data, Optional<ObjectMasks> masks, Batch batch, Tensor attention) {
    this.data = data;
    this.masks = masks;
    this.batch = batch;
    this.scale = Math.max(1, SHORTEST_SIDE / Math.min(data.image().dim(1), data.image().dim(2)));
    int groups = attention.shape().dim(1);
    int height = attention.shape().dim(2);
    int width = attention.shape().dim(3);
    float[] values = attention.toFloats();
    for (int i = 0; i < Math.min(ROWS, batch.labels().length); i++) {
      List<float[][]> ofImage = new ArrayList<>();
      float[][] mean = new float[height][width];
      for (int g = 0; g < groups; g++) {
        float[][] map = new float[height][width];
        for (int y = 0; y < height; y++) {
          for (int x = 0; x < width; x++) {
            map[y][x] = values[((i * groups + g) * height + y) * width + x];
            mean[y][x] += map[y][x] / groups;
          }
        }
        ofImage.add(map);
      }
      maps.add(ofImage);
      means.add(mean);
    }
    range = Range.of(maps.stream().flatMap(List::stream).toArray(float[][][]::new));
  }

  Figure figure() {
    List<String> rows = new ArrayList<>();
    for (int i = 0; i < maps.size(); i++) {
      rows.add("class " + batch.labels()[i]);
    }
    List<String> columns = new ArrayList<>(List.of(masks.isPresent() ? "object" : "image"));
    columns.add("mean");
    int groups = Math.min(MOST_GROUPS, maps.get(0).size());
    for (int g = 1; g <= groups; g++) {
      columns.add("group " + g);
    }
    return Tiles.of(rows, columns, this::tile)
        .figure(
            "attention maps, last block",
            "What the last block's module multiplies its input by, "
                + range.words()
                + ": the mean over groups laid over the image, then "
                + (groups < maps.get(0).size() ? "the first " + groups + " groups" : "each group")
                + (masks.isPresent() ? ". The object is outlined in orange." : "."),
            "Rows of test images, each with its attention maps");
  }

  private Picture tile(int row, int column) {
    Picture input =
        InputPicture.of(batch.inputs(), row, data.image(), data.normalisation()).inColour();
    if (column == 0) {
      return outlined(Canvas.of(input, scale), row);
    }
    if (column == 1) {
      Picture large = Canvas.of(input, scale).picture();
      return outlined(Canvas.of(Overlay.of(large, means.get(row), range, OPACITY), 1), row);
    }
    Picture map = HeatMap.of(maps.get(row).get(column - 2), range, 1);
    return outlined(stretched(map, input.height() * scale, input.width() * scale), row);
  }

  private Picture outlined(Canvas canvas, int image) {
    masks.ifPresent(m -> canvas.outline(m, image, scale, ORANGE));
    return canvas.picture();
  }

  /** Each value as a rectangle, whatever the sides divide into. */
  private static Canvas stretched(Picture map, int height, int width) {
    Canvas canvas = new Canvas(height, width, 0);
    for (int y = 0; y < map.height(); y++) {
      for (int x = 0; x < map.width(); x++) {
        int top = y * height / map.height();
        int left = x * width / map.width();
        int colour = map.at(0, y, x) << 16 | map.at(1, y, x) << 8 | map.at(2, y, x);
        canvas.fill(
            left,
            top,
            (x + 1) * width / map.width() - left,
            (y + 1) * height / map.height() - top,
            colour);
      }
    }
    return canvas;
  }
}
