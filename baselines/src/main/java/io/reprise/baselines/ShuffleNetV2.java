package io.reprise.baselines;

import io.reprise.nn.ChannelShuffle;
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
 * ShuffleNet V2 (arXiv 1807.11164) in torchvision's layout: half of the channels pass by, the other
 * half go through 1x1, depthwise 3x3, 1x1, then all are shuffled. Input {@code [N, 3, H, W]},
 * output logits.
 */
public final class ShuffleNetV2 extends Module {
  private final Sequential body;
  private final Linear classifier;

  /**
   * Which network.
   *
   * @param widths that the three stages put out, even
   * @param units of each stage
   * @param lastWidth of the 1x1 convolution after them
   */
  public record Design(
      int stemWidth, List<Integer> widths, List<Integer> units, int lastWidth, int classes) {
    /** Copies the lists and checks that they fit together. */
    public Design {
      widths = Requirements.counts("ShuffleNet V2: widths", widths);
      units = Requirements.counts("ShuffleNet V2: units", units);
      Requirements.positive("ShuffleNet V2: stem, last or classes", stemWidth, lastWidth, classes);
      if (widths.size() != units.size() || widths.stream().anyMatch(w -> w % 2 != 0)) {
        throw new IllegalArgumentException(
            "ShuffleNet V2: widths "
                + widths
                + " for units "
                + units
                + ": expected even ones, one each a stage");
      }
    }

    /**
     * For ImageNet.
     *
     * @param factor 0.5, 1, 1.5 or 2
     */
    public static Design imageNet(double factor) {
      List<Integer> widths;
      if (factor == 0.5) {
        widths = List.of(48, 96, 192);
      } else if (factor == 1) {
        widths = List.of(116, 232, 464);
      } else if (factor == 1.5) {
        widths = List.of(176, 352, 704);
      } else if (factor == 2) {
        widths = List.of(244, 488, 976);
      } else {
        throw new IllegalArgumentException(
            "ShuffleNet V2 width " + factor + ": expected 0.5, 1, 1.5 or 2");
      }
      return new Design(24, widths, List.of(4, 8, 4), factor == 2 ? 2048 : 1024, 1000);
    }
  }

  public ShuffleNetV2(LayerContext at, Design design) {
    Sequential.Builder all = new Sequential.Builder(at.at("body"));
    all.add(c -> ConvLayer.NORMALIZED.build(c, 3, design.stemWidth, 3, Op.Conv2d.of(2, 1)));
    all.then(Tensor::relu).then(x -> x.pool2d(Op.Pool2d.max(3, 2, 1)));
    int in = design.stemWidth;
    for (int stage = 0; stage < design.units.size(); stage++) {
      int out = design.widths.get(stage);
      for (int i = 0; i < design.units.get(stage); i++) {
        int from = in;
        boolean first = i == 0;
        all.add(c -> new Unit(c, from, out, first));
        in = out;
      }
    }
    int from = in;
    all.add(c -> ConvLayer.NORMALIZED.build(c, from, design.lastWidth, 1, Op.Conv2d.PLAIN));
    body = child("body", all.then(Tensor::relu).then(x -> x.mean(2, 3)).build());
    classifier =
        child("classifier", new Linear(at.at("classifier"), design.lastWidth, design.classes));
  }

  @Override
  public Tensor forward(Tensor x, Mode mode) {
    return classifier.forward(body.forward(x, mode), mode);
  }

  private static final class Unit extends Module {
    private final Module passing;
    private final Sequential branch;
    private final ChannelShuffle shuffle = new ChannelShuffle(2);
    private final int half;

    Unit(LayerContext at, int in, int out, boolean halves) {
      half = out / 2;
      int from = halves ? in : half;
      Op.Conv2d step = Op.Conv2d.of(halves ? 2 : 1, 1);
      passing =
          halves
              ? child(
                  "passing",
                  new Sequential.Builder(at.at("passing"))
                      .add(c -> ConvLayer.NORMALIZED.build(c, in, in, 3, step.withGroups(in)))
                      .add(c -> ConvLayer.NORMALIZED.build(c, in, half, 1, Op.Conv2d.PLAIN))
                      .then(Tensor::relu)
                      .build())
              : null;
      branch =
          child(
              "branch",
              new Sequential.Builder(at.at("branch"))
                  .add(c -> ConvLayer.NORMALIZED.build(c, from, half, 1, Op.Conv2d.PLAIN))
                  .then(Tensor::relu)
                  .add(c -> ConvLayer.NORMALIZED.build(c, half, half, 3, step.withGroups(half)))
                  .add(c -> ConvLayer.NORMALIZED.build(c, half, half, 1, Op.Conv2d.PLAIN))
                  .then(Tensor::relu)
                  .build());
    }

    @Override
    public Tensor forward(Tensor x, Mode mode) {
      Tensor by = passing == null ? x.slice(1, 0, half) : passing.forward(x, mode);
      Tensor through = passing == null ? x.slice(1, half, 2 * half) : x;
      return shuffle.forward(by.concat(1, branch.forward(through, mode)), mode);
    }
  }
}
