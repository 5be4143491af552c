package io.reprise.baselines.binary;

import io.reprise.nn.BatchNorm2d;
import io.reprise.nn.ChannelLayer;
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
 * VGG-Small, which one-bit networks are compared on: a real 3x3 convolution and five of another
 * kind, in pairs that end in a 2x2 maximum before the last normalisation, then one linear layer.
 * Input {@code [N, 3, H, W]}, output logits.
 */
public final class VggSmall extends Module {
  private final Sequential body;

  /**
   * Which network.
   *
   * @param widths of the three pairs of convolutions
   * @param side of the square input, a multiple of 8
   * @param convolution of all layers but the first
   * @param activation after each normalisation
   */
  public record Design(
      List<Integer> widths, int side, int classes, ConvLayer convolution, ChannelLayer activation) {
    /** Copies the list and checks the values. */
    public Design {
      widths = List.copyOf(widths);
      if (widths.isEmpty() || widths.stream().anyMatch(w -> w < 1) || classes < 1) {
        throw new IllegalArgumentException(
            "VGG-Small: widths " + widths + ", " + classes + " classes: expected at least 1");
      }
      if (side < 1 || side % (1 << widths.size()) != 0) {
        throw new IllegalArgumentException(
            "VGG-Small: side " + side + ": expected a multiple of " + (1 << widths.size()));
      }
    }

    /** For CIFAR-10, with convolutions of a kind and limits of -1 and 1. */
    public static Design cifar(ConvLayer convolution) {
      return new Design(List.of(128, 256, 512), 32, 10, convolution, ChannelLayer.HARD_TANH);
    }
  }

  public VggSmall(LayerContext at, Design design) {
    Sequential.Builder all = new Sequential.Builder(at.at("body"));
    int in = 3;
    boolean first = true;
    for (int width : design.widths) {
      for (int i = 0; i < 2; i++) {
        int from = in;
        ConvLayer kind = first ? ConvLayer.PLAIN : design.convolution;
        first = false;
        all.add(c -> kind.build(c, from, width, 3, Op.Conv2d.of(1, 1)));
        if (i == 1) {
          all.then(x -> x.pool2d(Op.Pool2d.max(2, 2, 0)));
        }
        all.add(c -> new BatchNorm2d(c, width)).add(c -> design.activation.build(c, width));
        in = width;
      }
    }
    int side = design.side >> design.widths.size();
    int features = in * side * side;
    all.then(Tensor::flatten).add(c -> new Linear(c, features, design.classes));
    body = child("body", all.build());
  }

  @Override
  public Tensor forward(Tensor x, Mode mode) {
    return body.forward(x, mode);
  }
}
