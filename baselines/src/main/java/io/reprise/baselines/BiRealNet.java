package io.reprise.baselines;

import io.reprise.nn.BinaryConv2d;
import io.reprise.nn.ChannelLayer;
import io.reprise.nn.ConvLayer;
import io.reprise.nn.ConvNorm;
import io.reprise.nn.LayerContext;
import io.reprise.nn.Linear;
import io.reprise.nn.Mode;
import io.reprise.nn.Module;
import io.reprise.nn.Sequential;
import io.reprise.tensor.Op;
import io.reprise.tensor.Tensor;
import java.util.Collections;
import java.util.List;

/**
 * Residual networks of one-bit convolutions, each with a shortcut of its own (Bi-Real Net, arXiv
 * 1808.00278). The stem, the 1x1 shortcuts and the classifier are real. Input {@code [N, 3, H, W]},
 * output logits.
 */
public final class BiRealNet extends Module {
  private final Sequential body;
  private final Linear classifier;

  /**
   * Which network.
   *
   * @param stemWidth channels of the first convolution
   * @param blocks of one convolution, by stage; each stage but the first halves the image
   * @param widths of each stage
   * @param imageNetStem a 7x7 convolution of stride 2 and a 3x3 maximum of stride 2, else one 3x3
   * @param convolution what the blocks convolve with: one-bit, or real for the full-precision twin
   * @param activation after each sum; Bi-Real Net has none
   */
  public record Design(
      int stemWidth,
      List<Integer> blocks,
      List<Integer> widths,
      boolean imageNetStem,
      int classes,
      ConvLayer convolution,
      ChannelLayer activation) {
    private static final ConvLayer ONE_BIT = BinaryConv2d::new;

    /** Copies the lists and checks that they fit together. */
    public Design {
      blocks = Requirements.counts("Bi-Real Net: blocks", blocks);
      widths = Requirements.counts("Bi-Real Net: widths", widths);
      Requirements.positive("Bi-Real Net: stem or classes", stemWidth, classes);
      if (blocks.size() != widths.size()) {
        throw new IllegalArgumentException(
            "Bi-Real Net: blocks "
                + blocks
                + " and widths "
                + widths
                + ": expected one each a stage");
      }
    }

    /**
     * For ImageNet.
     *
     * @param depth 18 or 34
     */
    public static Design imageNet(int depth) {
      List<Integer> blocks =
          switch (depth) {
            case 18 -> List.of(4, 4, 4, 4);
            case 34 -> List.of(6, 8, 12, 6);
            default ->
                throw new IllegalArgumentException(
                    "Bi-Real Net depth " + depth + ": expected 18 or 34");
          };
      return new Design(
          64, blocks, List.of(64, 128, 256, 512), true, 1000, ONE_BIT, ChannelLayer.IDENTITY);
    }

    /** ResNet-18 for CIFAR with four stages of these widths; the stem has the first one's. */
    public static Design cifar(List<Integer> widths, int classes) {
      return new Design(
          widths.get(0),
          Collections.nCopies(widths.size(), 4),
          widths,
          false,
          classes,
          ONE_BIT,
          ChannelLayer.IDENTITY);
    }

    /**
     * A wide residual network for CIFAR.
     *
     * @param depth 22 or 40: three shortcuts, the stem, and 6 or 12 convolutions a stage
     * @param kernelStage the stem's width and those of the three stages
     */
    public static Design wide(int depth, List<Integer> kernelStage, int classes) {
      if ((depth - 4) % 3 != 0 || depth < 7 || kernelStage.size() != 4) {
        throw new IllegalArgumentException(
            "wide Bi-Real Net of depth "
                + depth
                + " and widths "
                + kernelStage
                + ": expected 3n+4 and four widths");
      }
      return new Design(
          kernelStage.get(0),
          Collections.nCopies(3, (depth - 4) / 3),
          kernelStage.subList(1, 4),
          false,
          classes,
          ONE_BIT,
          ChannelLayer.IDENTITY);
    }

    /** With other convolutions in the blocks and another activation after each sum. */
    public Design with(ConvLayer newConvolution, ChannelLayer newActivation) {
      return new Design(
          stemWidth, blocks, widths, imageNetStem, classes, newConvolution, newActivation);
    }
  }

  public BiRealNet(LayerContext at, Design design) {
    Sequential.Builder all = new Sequential.Builder(at.at("body"));
    int kernel = design.imageNetStem ? 7 : 3;
    Op.Conv2d stem = design.imageNetStem ? Op.Conv2d.of(2, 3) : Op.Conv2d.of(1, 1);
    all.add(c -> ConvLayer.NORMALIZED.build(c, 3, design.stemWidth, kernel, stem));
    if (design.imageNetStem) {
      all.then(x -> x.pool2d(Op.Pool2d.max(3, 2, 1)));
    }
    int in = design.stemWidth;
    for (int stage = 0; stage < design.blocks.size(); stage++) {
      for (int i = 0; i < design.blocks.get(stage); i++) {
        int from = in;
        int out = design.widths.get(stage);
        int stride = stage > 0 && i == 0 ? 2 : 1;
        all.add(c -> new Block(c, design, from, out, stride));
        all.add(c -> design.activation.build(c, out));
        in = out;
      }
    }
    body = child("body", all.then(x -> x.mean(2, 3)).build());
    classifier = child("classifier", new Linear(at.at("classifier"), in, design.classes));
  }

  @Override
  public Tensor forward(Tensor x, Mode mode) {
    return classifier.forward(body.forward(x, mode), mode);
  }

  private static final class Block extends Module {
    private final Module conv;
    private final Module projection;
    private final int stride;

    Block(LayerContext at, Design design, int in, int out, int stride) {
      this.stride = stride;
      conv =
          child(
              "conv",
              new ConvNorm(
                  at.at("conv"),
                  design.convolution,
                  ChannelLayer.BATCH_NORM,
                  in,
                  out,
                  3,
                  Op.Conv2d.of(stride, 1)));
      projection =
          stride == 1 && in == out
              ? null
              : child(
                  "projection",
                  ConvLayer.NORMALIZED.build(at.at("projection"), in, out, 1, Op.Conv2d.PLAIN));
    }

    @Override
    public Tensor forward(Tensor x, Mode mode) {
      Tensor y = conv.forward(x, mode);
      if (projection == null) {
        return x.add(y);
      }
      Tensor small = stride > 1 ? x.pool2d(Op.Pool2d.average(stride, stride, 0)) : x;
      return projection.forward(small, mode).add(y);
    }
  }
}
