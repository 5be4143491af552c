package io.reprise.nn;

import io.reprise.tensor.Op;

/**
 * Makes a layer of {@code [N, in, H, W]} to {@code [N, out, H', W']}, where H' and W' are those of
 * a convolution with the given kernel and options. {@code Conv2d::new} is one, {@code
 * ConvNorm::new} is another; designs take it as a value, so that a paper's convolution plugs into a
 * published network.
 */
@FunctionalInterface
public interface ConvLayer {
  /** A convolution without bias. */
  ConvLayer PLAIN = Conv2d::new;

  /** A convolution with a bias. */
  ConvLayer BIASED =
      (at, in, out, kernel, options) ->
          new Conv2d(
              at, in, out, kernel, options, true, Initializer.kaimingNormal(Initializer.Fan.OUT));

  /** A convolution and batch normalisation. */
  ConvLayer NORMALIZED = ConvNorm::new;

  /** The layer for so many channels. */
  Module build(LayerContext at, int in, int out, int kernel, Op.Conv2d options);
}
