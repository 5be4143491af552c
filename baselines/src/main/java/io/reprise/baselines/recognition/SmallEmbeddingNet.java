package io.reprise.baselines.recognition;

import io.reprise.nn.BatchNorm2d;
import io.reprise.nn.ConvLayer;
import io.reprise.nn.LayerContext;
import io.reprise.nn.Linear;
import io.reprise.nn.Mode;
import io.reprise.nn.Module;
import io.reprise.nn.Sequential;
import io.reprise.tensor.Op;
import io.reprise.tensor.Shape;
import io.reprise.tensor.Tensor;
import java.util.List;

/**
 * A small network for embeddings of small pictures, for experiments of minutes: blocks of a
 * convolution with stride 2 and one without, each with normalisation and ReLU, then a linear layer
 * and normalisation. Input {@code [N, C, H, W]}, output {@code [N, D]}.
 */
public final class SmallEmbeddingNet extends Module {
  private final Sequential layers;

  /**
   * Builds the network.
   *
   * @param image the shape of one input, {@code [C, H, W]}
   * @param widths of the blocks, at least one; 12, 24, 48 for pictures of 32x32
   * @param embedding D
   * @throws IllegalArgumentException if there is no block, or a number is below 1
   */
  public SmallEmbeddingNet(LayerContext at, Shape image, List<Integer> widths, int embedding) {
    if (widths.isEmpty() || widths.stream().anyMatch(w -> w < 1) || embedding < 1) {
      throw new IllegalArgumentException(
          "small embedding network: widths "
              + widths
              + ", embedding "
              + embedding
              + ": expected at least one block, and numbers of at least 1");
    }
    Sequential.Builder all = new Sequential.Builder(at.at("layers"));
    int in = image.dim(0);
    int height = image.dim(1);
    int width = image.dim(2);
    for (int out : widths) {
      int from = in;
      all.add(c -> ConvLayer.NORMALIZED.build(c, from, out, 3, Op.Conv2d.of(2, 1)));
      all.then(Tensor::relu);
      all.add(c -> ConvLayer.NORMALIZED.build(c, out, out, 3, Op.Conv2d.of(1, 1)));
      all.then(Tensor::relu);
      in = out;
      height = (height + 1) / 2;
      width = (width + 1) / 2;
    }
    int features = in * height * width;
    all.then(Tensor::flatten);
    all.add(c -> new Linear(c, features, embedding));
    all.add(c -> new BatchNorm2d(c, embedding));
    layers = child("layers", all.build());
  }

  @Override
  public Tensor forward(Tensor x, Mode mode) {
    return layers.forward(x, mode);
  }
}
