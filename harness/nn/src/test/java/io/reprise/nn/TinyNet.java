package io.reprise.nn;

import io.reprise.tensor.Op;
import io.reprise.tensor.Tensor;

/** A convolution with normalisation, ReLU, mean over the pixels, and a linear layer. */
final class TinyNet extends Module {
  private final ConvNorm stem;
  private final Linear head;

  TinyNet(LayerContext at, int width, int classes) {
    stem = child("stem", new ConvNorm(at.at("stem"), 2, width, 3, Op.Conv2d.of(1, 1)));
    head = child("head", new Linear(at.at("head"), width, classes));
  }

  @Override
  public Tensor forward(Tensor x, Mode mode) {
    return head.forward(stem.forward(x, mode).relu().mean(2, 3), mode);
  }
}
