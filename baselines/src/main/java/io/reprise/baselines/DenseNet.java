package io.reprise.baselines;

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
 * Densely connected networks (arXiv 1608.06993) for CIFAR and, in torchvision's layout, for
 * ImageNet. Input {@code [N, 3, H, W]}, output logits.
 */
public final class DenseNet extends Module {
  private final Sequential body;
  private final Linear classifier;

  /**
   * Which network.
   *
   * @param layers dense layers of each block
   * @param growth channels that each layer adds
   * @param stemWidth channels that the first block reads
   * @param bottleneck whether a 1x1 convolution to 4 times the growth stands before each 3x3
   * @param compression share of channels that a transition keeps, in (0, 1]
   * @param imageNetStem a 7x7 convolution of stride 2 with normalisation and a 3x3 maximum, else
   *     one 3x3 convolution
   * @param style what the dense layers are made of; each is a block, and a module, of one or two
   *     layers
   */
  public record Design(
      List<Integer> layers,
      int growth,
      int stemWidth,
      boolean bottleneck,
      double compression,
      boolean imageNetStem,
      int classes,
      Style style) {
    /** Copies the list and checks the values. */
    public Design {
      layers = Requirements.counts("DenseNet: layers", layers);
      Requirements.positive("DenseNet: growth, stem width or classes", growth, stemWidth, classes);
      if (!(compression > 0 && compression <= 1)) {
        throw new IllegalArgumentException(
            "DenseNet: compression " + compression + ": expected a share in (0, 1]");
      }
    }

    /**
     * For CIFAR, of depth 3n+4, or 6n+4 with bottlenecks and compression 0.5 (BC).
     *
     * @throws IllegalArgumentException if there is no such depth
     */
    public static Design cifar(
        int depth, int growth, boolean bottleneckAndCompression, int classes) {
      int each = bottleneckAndCompression ? 6 : 3;
      if (depth < each + 4 || (depth - 4) % each != 0) {
        throw new IllegalArgumentException(
            "DenseNet depth " + depth + ": expected " + each + "n+4");
      }
      int n = (depth - 4) / each;
      return new Design(
          List.of(n, n, n),
          growth,
          bottleneckAndCompression ? 2 * growth : 16,
          bottleneckAndCompression,
          bottleneckAndCompression ? 0.5 : 1,
          false,
          classes,
          UniformStyle.STANDARD);
    }

    /**
     * For ImageNet.
     *
     * @throws IllegalArgumentException if {@code depth} is not 121, 161, 169 or 201
     */
    public static Design imageNet(int depth) {
      List<Integer> layers =
          switch (depth) {
            case 121 -> List.of(6, 12, 24, 16);
            case 161 -> List.of(6, 12, 36, 24);
            case 169 -> List.of(6, 12, 32, 32);
            case 201 -> List.of(6, 12, 48, 32);
            default ->
                throw new IllegalArgumentException(
                    "DenseNet depth " + depth + ": ImageNet networks have 121, 161, 169 or 201");
          };
      int growth = depth == 161 ? 48 : 32;
      return new Design(layers, growth, 2 * growth, true, 0.5, true, 1000, UniformStyle.STANDARD);
    }

    /** With dense layers of another style. */
    public Design withStyle(Style newStyle) {
      return new Design(
          layers, growth, stemWidth, bottleneck, compression, imageNetStem, classes, newStyle);
    }
  }

  public DenseNet(LayerContext at, Design design) {
    Sequential.Builder all = new Sequential.Builder(at.at("body"));
    int width = design.stemWidth;
    if (design.imageNetStem) {
      all.add(c -> ConvLayer.NORMALIZED.build(c, 3, design.stemWidth, 7, Op.Conv2d.of(2, 3)));
      all.then(Tensor::relu).then(x -> x.pool2d(Op.Pool2d.max(3, 2, 1)));
    } else {
      all.add(c -> ConvLayer.PLAIN.build(c, 3, design.stemWidth, 3, Op.Conv2d.of(1, 1)));
    }
    int number = 0;
    for (int block = 0; block < design.layers.size(); block++) {
      for (int i = 0; i < design.layers.get(block); i++) {
        int in = width;
        int place = number++;
        all.add(c -> new DenseLayer(c, design, place, in));
        width += design.growth;
      }
      int in = width;
      Style.Position end = new Style.Position(number, 1, true);
      all.add(c -> design.style.normalization(end).build(c, in));
      all.add(c -> design.style.activation(end).build(c, in));
      if (block < design.layers.size() - 1) {
        int out = (int) (in * design.compression);
        all.add(c -> ConvLayer.PLAIN.build(c, in, out, 1, Op.Conv2d.PLAIN));
        all.then(x -> x.pool2d(Op.Pool2d.average(2, 2, 0)));
        width = out;
      }
    }
    int in = width;
    all.then(x -> x.mean(2, 3)).add(c -> design.style.features().build(c, in));
    body = child("body", all.build());
    classifier = child("classifier", new Linear(at.at("classifier"), width, design.classes));
  }

  @Override
  public Tensor forward(Tensor x, Mode mode) {
    return classifier.forward(body.forward(x, mode), mode);
  }

  /** Appends {@code growth} new channels to its input. */
  private static final class DenseLayer extends Module {
    private final Sequential branch;

    DenseLayer(LayerContext at, Design design, int number, int in) {
      Sequential.Builder layers = new Sequential.Builder(at.at("branch"));
      int middle = 4 * design.growth;
      if (design.bottleneck) {
        add(layers, design.style, Style.InModule.ofChain(number, 1, 2), in, middle, 1);
        add(layers, design.style, Style.InModule.ofChain(number, 2, 2), middle, design.growth, 3);
      } else {
        add(layers, design.style, Style.InModule.ofChain(number, 1, 1), in, design.growth, 3);
      }
      branch = child("branch", layers.build());
    }

    private static void add(
        Sequential.Builder layers, Style style, Style.InModule rank, int in, int out, int kernel) {
      Style.Position place = new Style.Position(rank.module(), rank.number(), rank.last());
      layers.add(c -> style.normalization(place).build(c, in));
      layers.add(c -> style.activation(place, rank).build(c, in));
      layers.add(
          c -> style.convolution(place).build(c, in, out, kernel, Op.Conv2d.of(1, kernel / 2)));
    }

    @Override
    public Tensor forward(Tensor x, Mode mode) {
      return x.concat(1, branch.forward(x, mode));
    }
  }
}
