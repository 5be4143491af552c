package io.reprise.datasets.procedural.probes;

import io.reprise.nn.ConvNorm;
import io.reprise.nn.LayerContext;
import io.reprise.nn.Linear;
import io.reprise.nn.Mode;
import io.reprise.nn.Module;
import io.reprise.tensor.Op;
import io.reprise.tensor.Shape;
import io.reprise.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * A small convolutional network: blocks of a 3x3 convolution with stride 2, normalisation and ReLU,
 * then one linear map of the last maps. {@code [N, C, H, W]} to {@code [N, outputs]}.
 */
public final class ConvProbe extends Module {
  private final List<ConvNorm> blocks = new ArrayList<>();
  private final Linear head;

  /**
   * Builds one block a width.
   *
   * @param image {@code [C, H, W]}
   */
  public ConvProbe(LayerContext at, Shape image, List<Integer> widths, int outputs) {
    int in = image.dim(0);
    int height = image.dim(1);
    int width = image.dim(2);
    for (int out : widths) {
      String name = "block" + blocks.size();
      blocks.add(child(name, new ConvNorm(at.at(name), in, out, 3, Op.Conv2d.of(2, 1))));
      in = out;
      height = (height + 1) / 2;
      width = (width + 1) / 2;
    }
    head = child("head", new Linear(at.at("head"), in * height * width, outputs));
  }

  /** What the last linear map sees, {@code [N, features]}. */
  public Tensor features(Tensor x, Mode mode) {
    Tensor y = x;
    for (ConvNorm block : blocks) {
      y = block.forward(y, mode).relu();
    }
    return y.flatten();
  }

  @Override
  public Tensor forward(Tensor x, Mode mode) {
    return head.forward(features(x, mode), mode);
  }
}
