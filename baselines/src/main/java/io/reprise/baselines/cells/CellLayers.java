package io.reprise.baselines.cells;

import io.reprise.nn.BatchNorm2d;
import io.reprise.nn.ChannelLayer;
import io.reprise.nn.ConvLayer;

/**
 * What cells are made of.
 *
 * @param convolution of all edges and of the cells' inputs
 * @param reducingConvolution of the older input behind a reduction, which halves it
 * @param activation in front of convolutions
 * @param normalization behind them
 * @param normalizesPools whether it stands behind poolings too
 */
public record CellLayers(
    ConvLayer convolution,
    ConvLayer reducingConvolution,
    ChannelLayer activation,
    ChannelLayer normalization,
    boolean normalizesPools) {
  private static final double EPSILON = 1e-3;

  /** DARTS's, in 32 bits. */
  public static final CellLayers REAL =
      new CellLayers(
          ConvLayer.PLAIN, ConvLayer.PLAIN, ChannelLayer.RELU, ChannelLayer.BATCH_NORM, false);

  /** BNAS's (arXiv 1911.10862), with convolutions of a kind and an activation. */
  public static CellLayers binarized(ConvLayer convolution, ChannelLayer activation) {
    return new CellLayers(
        convolution,
        ConvLayer.PLAIN,
        activation,
        (at, channels) -> new BatchNorm2d(at, channels, EPSILON),
        true);
  }
}
