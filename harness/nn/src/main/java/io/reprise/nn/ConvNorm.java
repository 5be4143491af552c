package io.reprise.nn;

import io.reprise.tensor.Op;
import io.reprise.tensor.Tensor;

/** A convolution without bias, followed by batch normalisation. */
public final class ConvNorm extends Module {
  private final Conv2d conv;
  private final BatchNorm2d norm;

  public ConvNorm(LayerContext at, int in, int out, int kernel, Op.Conv2d options) {
    conv = child("conv", new Conv2d(at.at("conv"), in, out, kernel, options));
    norm = child("norm", new BatchNorm2d(at.at("norm"), out));
  }

  public Conv2d conv() {
    return conv;
  }

  public BatchNorm2d norm() {
    return norm;
  }

  @Override
  public Tensor forward(Tensor x, Mode mode) {
    return norm.forward(conv.forward(x, mode), mode);
  }
}
