package io.reprise.baselines.normalization;

import io.reprise.baselines.Style;
import io.reprise.nn.ChannelLayer;
import io.reprise.nn.ConvLayer;

/**
 * The same convolution and normalisation at every place of a network, in its blocks and outside;
 * the first layer's convolution may be another.
 */
public record NormalizedStyle(ConvLayer stem, ConvLayer convolution, ChannelLayer normalization)
    implements Style {
  @Override
  public ConvLayer convolution(Position at) {
    return convolution;
  }

  @Override
  public ChannelLayer normalization(Position at) {
    return normalization;
  }

  @Override
  public ConvLayer convolution(Outside at) {
    return at == Outside.STEM ? stem : convolution;
  }

  @Override
  public ChannelLayer normalization(Outside at) {
    return normalization;
  }
}
