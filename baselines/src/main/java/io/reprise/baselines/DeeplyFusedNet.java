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
import java.util.List;
import java.util.stream.IntStream;

/**
 * Deeply-fused nets (arXiv 1605.07716): several base networks, cut into as many blocks each, whose
 * outputs are summed after every block and read by the next block of all of them. With one base
 * network it is a plain stack of 3x3 convolutions. Input {@code [N, 3, H, W]}, output logits.
 */
public final class DeeplyFusedNet extends Module {
  private final Module stem;
  private final List<Fused> blocks = new ArrayList<>();
  private final Linear classifier;

  /**
   * The blocks between two fusions.
   *
   * @param width that they put out
   * @param stride of each branch's first convolution
   * @param convolutions of each branch; 0 for the identity
   */
  public record Fusion(int width, int stride, List<Integer> convolutions) {
    /** Copies the list and checks the values. */
    public Fusion {
      convolutions = List.copyOf(convolutions);
      Requirements.positive("deeply-fused net: width or stride", width, stride);
      if (convolutions.isEmpty() || convolutions.stream().anyMatch(n -> n < 0)) {
        throw new IllegalArgumentException(
            "deeply-fused net: branches of "
                + convolutions
                + " convolutions: expected one or more");
      }
    }
  }

  /**
   * Which network.
   *
   * @param stemWidth of the 3x3 convolution in front
   * @param style what the layers are made of; every fusion is a block, its layers counted through
   *     all branches; no activation follows a branch's last layer
   */
  public record Design(int stemWidth, List<Fusion> fusions, int classes, Style style) {
    private static final int STAGES = 3;

    /** Copies the list and checks that identities stand where the shape stays. */
    public Design {
      fusions = List.copyOf(fusions);
      Requirements.positive("deeply-fused net: stem or classes", stemWidth, classes);
      int in = stemWidth;
      for (Fusion f : fusions) {
        if (f.convolutions.contains(0) && (f.stride != 1 || f.width != in)) {
          throw new IllegalArgumentException(
              "deeply-fused net: identity from "
                  + in
                  + " to "
                  + f.width
                  + " channels with stride "
                  + f.stride
                  + ": expected the same shape");
        }
        in = f.width;
      }
    }

    /**
     * Three stages of doubling width, each with one fusion of branches with so many convolutions.
     *
     * @param width of the stem and the first stage
     */
    public static Design stages(int width, List<Integer> convolutions, int classes) {
      return new Design(
          width,
          IntStream.range(0, STAGES)
              .mapToObj(s -> new Fusion(width << s, s == 0 ? 1 : 2, convolutions))
              .toList(),
          classes,
          UniformStyle.STANDARD);
    }

    /**
     * A plain network of a depth and a shallow one, fused 3 or 6 times; the shallow one has a
     * convolution at the start of each stage and is the identity elsewhere.
     *
     * @throws IllegalArgumentException if the convolutions do not divide into the fusions
     */
    public static Design deepAndShallow(int depth, int fusions, int classes) {
      if (fusions < STAGES || fusions % STAGES != 0 || depth < 2 + fusions) {
        throw new IllegalArgumentException(
            "deeply-fused net: "
                + fusions
                + " fusions at depth "
                + depth
                + ": expected a multiple of 3, and a convolution for each");
      }
      if ((depth - 2) % fusions != 0) {
        throw new IllegalArgumentException(
            "deeply-fused net: depth " + depth + ": expected 2 and a multiple of " + fusions);
      }
      int each = fusions / STAGES;
      int deep = (depth - 2) / fusions;
      return new Design(
          16,
          IntStream.range(0, fusions)
              .mapToObj(
                  f -> {
                    boolean first = f % each == 0;
                    return new Fusion(
                        16 << (f / each), first && f > 0 ? 2 : 1, List.of(deep, first ? 1 : 0));
                  })
              .toList(),
          classes,
          UniformStyle.STANDARD);
    }

    /** With layers of another style. */
    public Design withStyle(Style newStyle) {
      return new Design(stemWidth, fusions, classes, newStyle);
    }
  }

  public DeeplyFusedNet(LayerContext at, Design design) {
    int in = design.stemWidth;
    stem = child("stem", ConvLayer.NORMALIZED.build(at.at("stem"), 3, in, 3, Op.Conv2d.of(1, 1)));
    for (Fusion fusion : design.fusions) {
      String name = "fusion" + blocks.size();
      blocks.add(child(name, new Fused(at.at(name), design.style, blocks.size(), fusion, in)));
      in = fusion.width;
    }
    classifier = child("classifier", new Linear(at.at("classifier"), in, design.classes));
  }

  @Override
  public Tensor forward(Tensor x, Mode mode) {
    Tensor y = stem.forward(x, mode).relu();
    for (Fused block : blocks) {
      y = block.forward(y, mode);
    }
    return classifier.forward(y.mean(2, 3), mode);
  }

  /** The branches between two fusions, and ReLU of their sum. */
  private static final class Fused extends Module {
    private final List<Sequential> branches = new ArrayList<>();

    Fused(LayerContext at, Style style, int number, Fusion fusion, int in) {
      int layer = 0;
      for (int length : fusion.convolutions) {
        String name = "branch" + branches.size();
        Sequential.Builder layers = new Sequential.Builder(at.at(name));
        for (int i = 0; i < length; i++) {
          int from = i == 0 ? in : fusion.width;
          int stride = i == 0 ? fusion.stride : 1;
          Style.Position place = new Style.Position(number, ++layer, i == length - 1);
          layers.add(
              c -> style.layer(place).build(c, from, fusion.width, 3, Op.Conv2d.of(stride, 1)));
          if (!place.last()) {
            layers.add(c -> style.activation(place).build(c, fusion.width));
          }
        }
        branches.add(child(name, layers.build()));
      }
    }

    @Override
    public Tensor forward(Tensor x, Mode mode) {
      Tensor sum = branches.get(0).forward(x, mode);
      for (Sequential branch : branches.subList(1, branches.size())) {
        sum = sum.add(branch.forward(x, mode));
      }
      return sum.relu();
    }
  }
}
