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
import java.util.Map;

/**
 * ShuffleNet (arXiv 1707.01083): bottlenecks of grouped 1x1 and depthwise 3x3 convolutions with a
 * channel shuffle between them. Input {@code [N, 3, H, W]}, output logits.
 */
public final class ShuffleNetV1 extends Module {
  private final Sequential body;
  private final Linear classifier;

  /**
   * Which network.
   *
   * @param groups of the 1x1 convolutions
   * @param widths that the three stages put out
   * @param units of each stage
   */
  public record Design(
      int groups, int stemWidth, List<Integer> widths, List<Integer> units, int classes) {
    private static final Map<Integer, Integer> FIRST_WIDTHS =
        Map.of(1, 144, 2, 200, 3, 240, 4, 272, 8, 384);

    /** Copies the lists and checks that they fit together. */
    public Design {
      widths = Requirements.counts("ShuffleNet: widths", widths);
      units = Requirements.counts("ShuffleNet: units", units);
      Requirements.positive("ShuffleNet: groups, stem or classes", groups, stemWidth, classes);
      int divisor = 4 * groups;
      if (widths.size() != units.size() || widths.stream().anyMatch(w -> w % divisor != 0)) {
        throw new IllegalArgumentException(
            "ShuffleNet: widths "
                + widths
                + " for units "
                + units
                + ": expected multiples of "
                + divisor
                + ", one each a stage");
      }
    }

    /**
     * For ImageNet at width 1.
     *
     * @param groups 1, 2, 3, 4 or 8
     */
    public static Design imageNet(int groups) {
      Integer first = FIRST_WIDTHS.get(groups);
      if (first == null) {
        throw new IllegalArgumentException(
            "ShuffleNet of " + groups + " groups: expected 1, 2, 3, 4 or 8");
      }
      return new Design(groups, 24, List.of(first, 2 * first, 4 * first), List.of(4, 8, 4), 1000);
    }
  }

  public ShuffleNetV1(LayerContext at, Design design) {
    Sequential.Builder all = new Sequential.Builder(at.at("body"));
    all.add(c -> ConvLayer.NORMALIZED.build(c, 3, design.stemWidth, 3, Op.Conv2d.of(2, 1)));
    all.then(Tensor::relu).then(x -> x.pool2d(Op.Pool2d.max(3, 2, 1)));
    int in = design.stemWidth;
    for (int stage = 0; stage < design.units.size(); stage++) {
      int out = design.widths.get(stage);
      for (int i = 0; i < design.units.get(stage); i++) {
        int from = in;
        int stride = i == 0 ? 2 : 1;
        // The first 1x1 convolution reads too few channels to divide them.
        int groups = stage == 0 && i == 0 ? 1 : design.groups;
        all.add(c -> new Unit(c, design.groups, groups, from, out, stride));
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

  private static final class Unit extends Module {
    private final Sequential branch;
    private final boolean halves;

    Unit(LayerContext at, int groups, int firstGroups, int in, int out, int stride) {
      halves = stride == 2;
      int mid = out / 4;
      int added = halves ? out - in : out;
      Op.Conv2d reduce = Op.Conv2d.PLAIN.withGroups(firstGroups);
      Op.Conv2d depthwise = Op.Conv2d.of(stride, 1).withGroups(mid);
      Op.Conv2d expand = Op.Conv2d.PLAIN.withGroups(groups);
      branch =
          child(
              "branch",
              new Sequential.Builder(at.at("branch"))
                  .add(c -> ConvLayer.NORMALIZED.build(c, in, mid, 1, reduce))
                  .then(Tensor::relu)
                  .add(c -> new ChannelShuffle(groups))
                  .add(c -> ConvLayer.NORMALIZED.build(c, mid, mid, 3, depthwise))
                  .add(c -> ConvLayer.NORMALIZED.build(c, mid, added, 1, expand))
                  .build());
    }

    @Override
    public Tensor forward(Tensor x, Mode mode) {
      Tensor y = branch.forward(x, mode);
      return (halves ? x.pool2d(Op.Pool2d.average(3, 2, 1)).concat(1, y) : x.add(y)).relu();
    }
  }
}
