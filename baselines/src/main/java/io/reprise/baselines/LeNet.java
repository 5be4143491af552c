package io.reprise.baselines;

import io.reprise.nn.ConvLayer;
import io.reprise.nn.Dropout;
import io.reprise.nn.LayerContext;
import io.reprise.nn.Linear;
import io.reprise.nn.Mode;
import io.reprise.nn.Module;
import io.reprise.nn.Sequential;
import io.reprise.tensor.Op;
import io.reprise.tensor.Tensor;
import java.util.List;

/**
 * LeNet-5 in Caffe's form (LeCun et al. 1998): 5x5 convolutions without padding, each with a 2x2
 * maximum, then linear layers; without convolutions it is LeNet-300-100. Input {@code [N, C, H,
 * W]}, output logits.
 */
public final class LeNet extends Module {
  private final Sequential layers;

  /**
   * Which network.
   *
   * @param channels of the input
   * @param side of the square input
   * @param widths of the convolutions; may be empty
   * @param hidden widths of the hidden linear layers
   * @param rectifiesConvolutions whether ReLU follows the convolutions; Caffe's LeNet has none
   * @param dropout behind each hidden layer, in [0, 1)
   */
  public record Design(
      int channels,
      int side,
      List<Integer> widths,
      List<Integer> hidden,
      boolean rectifiesConvolutions,
      double dropout,
      int classes) {
    /** Caffe's LeNet-5 for 28x28 grey images: 431,080 parameters. */
    public static final Design CAFFE =
        new Design(1, 28, List.of(20, 50), List.of(500), false, 0, 10);

    /** Two hidden layers for 28x28 grey images: 266,610 parameters. */
    public static final Design FULLY_CONNECTED =
        new Design(1, 28, List.of(), List.of(300, 100), false, 0, 10);

    /** Copies the lists and checks that the image is large enough. */
    public Design {
      widths = List.copyOf(widths);
      hidden = List.copyOf(hidden);
      widths.forEach(w -> Requirements.positive("LeNet: width", w));
      hidden.forEach(w -> Requirements.positive("LeNet: hidden width", w));
      Requirements.positive("LeNet: channels or classes", channels, classes);
      if (pooledSide(side, widths.size()) < 1) {
        throw new IllegalArgumentException(
            "LeNet: side " + side + " is too small for " + widths.size() + " convolutions");
      }
    }

    private static int pooledSide(int side, int convolutions) {
      int s = side;
      for (int i = 0; i < convolutions; i++) {
        s = (s - 4) / 2;
      }
      return s;
    }
  }

  public LeNet(LayerContext at, Design design) {
    Sequential.Builder all = new Sequential.Builder(at.at("layers"));
    int in = design.channels;
    for (int width : design.widths) {
      int from = in;
      all.add(c -> ConvLayer.BIASED.build(c, from, width, 5, Op.Conv2d.PLAIN));
      all.then(x -> design.rectifiesConvolutions ? x.relu() : x);
      all.then(x -> x.pool2d(Op.Pool2d.max(2, 2, 0)));
      in = width;
    }
    int side = Design.pooledSide(design.side, design.widths.size());
    in *= side * side;
    all.then(Tensor::flatten);
    for (int width : design.hidden) {
      int from = in;
      all.add(c -> new Linear(c, from, width)).then(Tensor::relu);
      all.add(c -> new Dropout(c, design.dropout));
      in = width;
    }
    int from = in;
    all.add(c -> new Linear(c, from, design.classes));
    layers = child("layers", all.build());
  }

  @Override
  public Tensor forward(Tensor x, Mode mode) {
    return layers.forward(x, mode);
  }
}
