package io.reprise.papers.sdbnn;

import io.reprise.baselines.binary.SelfDistributionConv2d.Pass;
import io.reprise.datasets.Picture;
import io.reprise.experiment.figures.Figure;
import io.reprise.experiment.figures.HeatMap;
import io.reprise.experiment.figures.Range;
import io.reprise.experiment.figures.Tiles;
import io.reprise.tensor.Tensor;
import java.util.List;

/** A layer's input and its signs, before and after the boundary has moved, of the first image. */
final class SignFigure {
  private static final int CHANNELS = 3;
  private static final int CELL = 3;
  private static final Range SIGNS = new Range(-1, 1);

  private SignFigure() {}

  static Figure of(Pass pass) {
    float[][][] input = channels(pass.input());
    float[][][] moved = channels(pass.moved());
    return Tiles.of(
            List.of("channel 1", "channel 2", "channel 3"),
            List.of("input", "its signs", "its signs after ASD"),
            (row, column) ->
                switch (column) {
                  case 0 -> HeatMap.of(input[row], Range.of(input), CELL);
                  case 1 -> signs(input[row]);
                  default -> signs(moved[row]);
                })
        .figure(
            "signs of the first one-bit convolution",
            "Three channels of what the first one-bit convolution sees of the first test image:"
                + " the numbers, their signs (yellow is +1), and their signs after activation self"
                + " distribution.",
            "Maps of an image's activations: after the shift more pixels are +1 than before it.");
  }

  private static Picture signs(float[][] values) {
    float[][] signs = new float[values.length][values[0].length];
    for (int row = 0; row < values.length; row++) {
      for (int column = 0; column < values[row].length; column++) {
        signs[row][column] = values[row][column] >= 0 ? 1 : -1;
      }
    }
    return HeatMap.of(signs, SIGNS, CELL);
  }

  /** The first channels of the first image. */
  private static float[][][] channels(Tensor x) {
    float[] values = x.slice(0, 0, 1).toFloats();
    int height = x.shape().dim(2);
    int width = x.shape().dim(3);
    float[][][] maps = new float[CHANNELS][height][width];
    for (int c = 0; c < CHANNELS; c++) {
      for (int row = 0; row < height; row++) {
        System.arraycopy(values, (c * height + row) * width, maps[c][row], 0, width);
      }
    }
    return maps;
  }
}
