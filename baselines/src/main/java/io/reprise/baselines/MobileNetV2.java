package io.reprise.baselines;

import io.reprise.nn.ChannelLayer;
import io.reprise.nn.ConvLayer;
import io.reprise.nn.Dropout;
import io.reprise.nn.LayerContext;
import io.reprise.nn.Linear;
import io.reprise.nn.Mode;
import io.reprise.nn.Module;
import io.reprise.nn.Sequential;
import io.reprise.tensor.Op;
import io.reprise.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * A stem, inverted residual blocks, a 1x1 convolution, a classifier: MobileNetV2 (arXiv
 * 1801.04381), and networks searched in spaces of its blocks. Input {@code [N, 3, H, W]}, output
 * logits.
 */
public final class MobileNetV2 extends Module {
  private final Sequential body;
  private final Linear classifier;

  /**
   * Which network.
   *
   * @param stemWidth of the first 3x3 convolution
   * @param stemStride of it
   * @param blocks in order
   * @param lastWidth of the 1x1 convolution after them
   * @param hidden width of a linear layer without bias between pooling and classifier, or 0
   */
  public record Design(
      int stemWidth,
      int stemStride,
      List<InvertedResidual.Design> blocks,
      int lastWidth,
      int hidden,
      ChannelLayer activation,
      double dropout,
      int classes) {
    /** Copies the list and checks the values. */
    public Design {
      blocks = List.copyOf(blocks);
      Requirements.positive("MobileNetV2: stem", stemWidth, stemStride);
      Requirements.positive("MobileNetV2: last width or classes", lastWidth, classes);
    }

    /**
     * For ImageNet, as torchvision's.
     *
     * @param factor to all widths, which round to multiples of 8
     */
    public static Design imageNet(double factor) {
      return of(
          Requirements.divisibleByEight(32 * factor),
          List.of(1, 2, 3, 4, 3, 3, 1),
          List.of(1, 2, 2, 2, 1, 2, 1),
          factor,
          true,
          ChannelLayer.RELU6,
          1000);
    }

    /** For ImageNet at width 1 with other numbers of blocks in the seven groups. */
    public static Design imageNet(List<Integer> repeats) {
      return of(32, repeats, List.of(1, 2, 2, 2, 1, 2, 1), 1, true, ChannelLayer.RELU6, 1000);
    }

    /**
     * For CIFAR, as students of distillation have it (arXiv 1904.09149): the first block expands,
     * ReLU, widths rounded down.
     */
    public static Design cifar(double factor, int classes) {
      return of(
          (int) (32 * factor),
          List.of(1, 2, 3, 4, 3, 3, 1),
          List.of(1, 1, 2, 2, 1, 2, 1),
          factor,
          false,
          ChannelLayer.RELU,
          classes);
    }

    private static Design of(
        int stem,
        List<Integer> repeats,
        List<Integer> strides,
        double factor,
        boolean imageNet,
        ChannelLayer activation,
        int classes) {
      List<Integer> widths = List.of(16, 24, 32, 64, 96, 160, 320);
      if (repeats.size() != widths.size()) {
        throw new IllegalArgumentException(
            "MobileNetV2: repeats " + repeats + ": expected one for each of seven groups");
      }
      List<InvertedResidual.Design> blocks = new ArrayList<>();
      int in = stem;
      for (int group = 0; group < widths.size(); group++) {
        double scaled = widths.get(group) * factor;
        int out = imageNet ? Requirements.divisibleByEight(scaled) : (int) scaled;
        int expansion = group == 0 ? 1 : 6;
        for (int i = 0; i < repeats.get(group); i++) {
          int stride = i == 0 ? strides.get(group) : 1;
          boolean expands = group > 0 || !imageNet;
          blocks.add(InvertedResidual.Design.of(in * expansion, out, 3, stride, expands));
          in = out;
        }
      }
      int last = Requirements.divisibleByEight(1280 * Math.max(1, factor));
      int stemStride = 2;
      return new Design(stem, stemStride, blocks, last, 0, activation, imageNet ? 0.2 : 0, classes);
    }

    /** With other blocks. */
    public Design withBlocks(List<InvertedResidual.Design> newBlocks) {
      return new Design(
          stemWidth, stemStride, newBlocks, lastWidth, hidden, activation, dropout, classes);
    }
  }

  public MobileNetV2(LayerContext at, Design design) {
    Sequential.Builder all = new Sequential.Builder(at.at("body"));
    Op.Conv2d stem = Op.Conv2d.of(design.stemStride, 1);
    all.add(c -> ConvLayer.NORMALIZED.build(c, 3, design.stemWidth, 3, stem));
    all.add(c -> design.activation.build(c, design.stemWidth));
    int in = design.stemWidth;
    for (InvertedResidual.Design block : design.blocks) {
      int from = in;
      all.add(c -> new InvertedResidual(c, block, from, design.activation));
      in = block.out();
    }
    int from = in;
    all.add(c -> ConvLayer.NORMALIZED.build(c, from, design.lastWidth, 1, Op.Conv2d.PLAIN));
    all.add(c -> design.activation.build(c, design.lastWidth)).then(x -> x.mean(2, 3));
    int features = design.lastWidth;
    if (design.hidden > 0) {
      all.add(c -> new Linear(c, design.lastWidth, design.hidden, false));
      all.add(c -> design.activation.build(c, design.hidden));
      features = design.hidden;
    }
    all.add(c -> new Dropout(c, design.dropout));
    body = child("body", all.build());
    classifier = child("classifier", new Linear(at.at("classifier"), features, design.classes));
  }

  @Override
  public Tensor forward(Tensor x, Mode mode) {
    return classifier.forward(body.forward(x, mode), mode);
  }
}
