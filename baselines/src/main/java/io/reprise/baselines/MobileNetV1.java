package io.reprise.baselines;

import io.reprise.nn.ConvLayer;
import io.reprise.nn.LayerContext;
import io.reprise.nn.Linear;
import io.reprise.nn.Mode;
import io.reprise.nn.Module;
import io.reprise.nn.Sequential;
import io.reprise.tensor.Op;
import io.reprise.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * MobileNet (arXiv 1704.04861): depthwise 3x3 convolutions, each followed by a pointwise one. Input
 * {@code [N, 3, H, W]}, output logits.
 */
public final class MobileNetV1 extends Module {
  private final Sequential body;
  private final Linear classifier;

  /**
   * Which network.
   *
   * @param stemWidth of the first convolution, of stride 2
   * @param widths of the pointwise convolutions
   * @param strides of the depthwise convolutions before them
   */
  public record Design(int stemWidth, List<Integer> widths, List<Integer> strides, int classes) {
    /** Copies the lists and checks that they fit together. */
    public Design {
      widths = Requirements.counts("MobileNet: widths", widths);
      strides = Requirements.counts("MobileNet: strides", strides);
      Requirements.positive("MobileNet: stem width or classes", stemWidth, classes);
      if (widths.size() != strides.size()) {
        throw new IllegalArgumentException(
            "MobileNet: widths " + widths + " and strides " + strides + ": expected equally many");
      }
    }

    /**
     * For ImageNet.
     *
     * @param factor to all widths, which round down
     */
    public static Design imageNet(double factor) {
      return imageNet(factor, 6);
    }

    /**
     * For ImageNet, with another depth.
     *
     * @param middle how many of the blocks of 512 channels, from 1; 6 are published
     */
    public static Design imageNet(double factor, int middle) {
      Requirements.positive("MobileNet: middle blocks", middle);
      List<Integer> widths = new ArrayList<>(List.of(64, 128, 128, 256, 256));
      List<Integer> strides = new ArrayList<>(List.of(1, 2, 1, 2, 1));
      widths.addAll(Collections.nCopies(middle, 512));
      strides.add(2);
      strides.addAll(Collections.nCopies(middle - 1, 1));
      widths.addAll(List.of(1024, 1024));
      strides.addAll(List.of(2, 1));
      return new Design(
          (int) (32 * factor),
          widths.stream().map(w -> (int) (w * factor)).toList(),
          strides,
          1000);
    }

    /** With other widths, the stem's first. */
    public Design withWidths(List<Integer> all) {
      return new Design(all.get(0), all.subList(1, all.size()), strides, classes);
    }
  }

  public MobileNetV1(LayerContext at, Design design) {
    Sequential.Builder all = new Sequential.Builder(at.at("body"));
    all.add(c -> ConvLayer.NORMALIZED.build(c, 3, design.stemWidth, 3, Op.Conv2d.of(2, 1)));
    all.then(Tensor::relu);
    int in = design.stemWidth;
    for (int i = 0; i < design.widths.size(); i++) {
      int from = in;
      int out = design.widths.get(i);
      Op.Conv2d depthwise = Op.Conv2d.of(design.strides.get(i), 1).withGroups(from);
      all.add(c -> ConvLayer.NORMALIZED.build(c, from, from, 3, depthwise)).then(Tensor::relu);
      all.add(c -> ConvLayer.NORMALIZED.build(c, from, out, 1, Op.Conv2d.PLAIN));
      all.then(Tensor::relu);
      in = out;
    }
    body = child("body", all.then(x -> x.mean(2, 3)).build());
    classifier = child("classifier", new Linear(at.at("classifier"), in, design.classes));
  }

  @Override
  public Tensor forward(Tensor x, Mode mode) {
    return classifier.forward(body.forward(x, mode), mode);
  }
}
