package io.reprise.baselines;

import io.reprise.nn.ChannelLayer;
import io.reprise.nn.ConvLayer;

/** The same convolution, normalisation and activation everywhere, without attention. */
public record UniformStyle(
    ConvLayer convolution, ChannelLayer normalization, ChannelLayer activation) implements Style {
  /** Convolutions without bias, batch normalisation, ReLU. */
  public static final Style STANDARD =
      new UniformStyle(ConvLayer.PLAIN, ChannelLayer.BATCH_NORM, ChannelLayer.RELU);

  /** Convolutions with a bias, batch normalisation, ReLU. */
  public static final Style BIASED =
      new UniformStyle(ConvLayer.BIASED, ChannelLayer.BATCH_NORM, ChannelLayer.RELU);

  /** Convolutions with a bias, no normalisation, ReLU. */
  public static final Style UNNORMALIZED =
      new UniformStyle(ConvLayer.BIASED, ChannelLayer.IDENTITY, ChannelLayer.RELU);

  @Override
  public ConvLayer convolution(Position at) {
    return convolution;
  }

  @Override
  public ChannelLayer normalization(Position at) {
    return normalization;
  }

  @Override
  public ChannelLayer activation(Position at) {
    return activation;
  }
}
