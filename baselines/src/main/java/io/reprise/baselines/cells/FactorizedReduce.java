package io.reprise.baselines.cells;

import io.reprise.nn.ConvLayer;
import io.reprise.nn.LayerContext;
import io.reprise.nn.Mode;
import io.reprise.nn.Module;
import io.reprise.tensor.Op;
import io.reprise.tensor.Tensor;

/** Halves the image by two 1x1 convolutions of half the channels, one of every other pixel. */
final class FactorizedReduce extends Module {
  private final Module activation;
  private final Module even;
  private final Module odd;
  private final Module norm;

  FactorizedReduce(LayerContext at, CellLayers layers, ConvLayer convolution, int in, int out) {
    if (out % 2 != 0) {
      throw new IllegalArgumentException(
          at.path() + ": reduction to " + out + " channels: expected an even number");
    }
    Op.Conv2d halving = Op.Conv2d.of(2, 0);
    activation = child("activation", layers.activation().build(at.at("activation"), in));
    even = child("even", convolution.build(at.at("even"), in, out / 2, 1, halving));
    odd = child("odd", convolution.build(at.at("odd"), in, out / 2, 1, halving));
    norm = child("norm", layers.normalization().build(at.at("norm"), out));
  }

  @Override
  public Tensor forward(Tensor x, Mode mode) {
    Tensor y = activation.forward(x, mode);
    Tensor shifted = y.slice(2, 1, y.shape().dim(2)).slice(3, 1, y.shape().dim(3));
    return norm.forward(even.forward(y, mode).concat(1, odd.forward(shifted, mode)), mode);
  }
}
