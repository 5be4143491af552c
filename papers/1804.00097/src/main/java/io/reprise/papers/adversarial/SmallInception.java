package io.reprise.papers.adversarial;

import io.reprise.nn.Branches;
import io.reprise.nn.ConvLayer;
import io.reprise.nn.LayerContext;
import io.reprise.nn.Linear;
import io.reprise.nn.Mode;
import io.reprise.nn.Module;
import io.reprise.nn.Sequential;
import io.reprise.tensor.Op;
import io.reprise.tensor.Tensor;
import java.util.List;

/**
 * Two inception modules behind a stem, for images of 32 pixels: 1x1; 1x1 and 3x3; 1x1 and two 3x3;
 * pooled 1x1, all with batch normalisation and ReLU. Input {@code [N, 3, H, W]}, output logits.
 */
final class SmallInception extends Module {
  private static final int STEM = 16;

  private final Sequential body;
  private final Linear classifier;

  SmallInception(LayerContext at, int classes) {
    Sequential.Builder layers = new Sequential.Builder(at.at("body"));
    layers.add(c -> conv(c, 3, STEM, 3, 2));
    layers.add(c -> inception(c, STEM, 8));
    layers.then(x -> x.pool2d(Op.Pool2d.max(3, 2, 1)));
    layers.add(c -> inception(c, 4 * 8, 16));
    body = child("body", layers.build());
    classifier = child("classifier", new Linear(at.at("classifier"), 4 * 16, classes));
  }

  /** Four branches of equal widths. */
  private static Module inception(LayerContext at, int in, int width) {
    return new Branches(
        List.of(
            conv(at.at("one"), in, width, 1, 1),
            new Sequential(
                List.of(
                    conv(at.at("three.reduce"), in, width, 1, 1),
                    conv(at.at("three"), width, width, 3, 1))),
            new Sequential(
                List.of(
                    conv(at.at("five.reduce"), in, width / 2, 1, 1),
                    conv(at.at("five.first"), width / 2, width, 3, 1),
                    conv(at.at("five.second"), width, width, 3, 1))),
            new Sequential.Builder(at.at("pooled"))
                .then(x -> x.pool2d(Op.Pool2d.max(3, 1, 1)))
                .add(c -> conv(c, in, width, 1, 1))
                .build()));
  }

  private static Module conv(LayerContext at, int in, int out, int kernel, int stride) {
    return new Sequential.Builder(at)
        .add(c -> ConvLayer.NORMALIZED.build(c, in, out, kernel, Op.Conv2d.of(stride, kernel / 2)))
        .then(Tensor::relu)
        .build();
  }

  @Override
  public Tensor forward(Tensor x, Mode mode) {
    return classifier.forward(body.forward(x, mode).mean(2, 3), mode);
  }
}
