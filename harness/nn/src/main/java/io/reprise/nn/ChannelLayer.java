package io.reprise.nn;

import io.reprise.tensor.Tensor;

/**
 * Makes a layer that leaves the shape {@code [N, C, ..]} as it is: a normalisation, an activation,
 * an attention module. Designs take it as a value, so that a paper's module plugs into a published
 * network.
 */
@FunctionalInterface
public interface ChannelLayer {
  /** The input as it is. */
  ChannelLayer IDENTITY = (at, channels) -> new Stateless(x -> x);

  /** {@code max(x, 0)}. */
  ChannelLayer RELU = (at, channels) -> new Stateless(Tensor::relu);

  /** {@code x} limited to -1 to 1, as one-bit networks have it. */
  ChannelLayer HARD_TANH = (at, channels) -> new Stateless(x -> x.clamp(-1, 1));

  /** {@code x} limited to 0 to 6 (arXiv 1704.04861). */
  ChannelLayer RELU6 = (at, channels) -> new Stateless(x -> x.clamp(0, 6));

  /** {@code x * hardSigmoid(x)} (arXiv 1905.02244). */
  ChannelLayer HARD_SWISH = (at, channels) -> new Stateless(Tensor::hardSwish);

  /** A slope for each channel, see {@link PRelu}. */
  ChannelLayer PRELU = PRelu::new;

  /** Batch normalisation. */
  ChannelLayer BATCH_NORM = BatchNorm2d::new;

  /** Batch normalisation whose scale and shift are not trained. */
  ChannelLayer BATCH_NORM_NOT_AFFINE = BatchNorm2d::notAffine;

  /** The layer for so many channels. */
  Module build(LayerContext at, int channels);
}
