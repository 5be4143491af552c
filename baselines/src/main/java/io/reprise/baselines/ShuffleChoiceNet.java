package io.reprise.baselines;

import io.reprise.nn.ConvLayer;
import io.reprise.nn.Dropout;
import io.reprise.nn.LayerContext;
import io.reprise.nn.Linear;
import io.reprise.nn.Mode;
import io.reprise.nn.Module;
import io.reprise.nn.Sequential;
import io.reprise.tensor.Op;
import io.reprise.tensor.Shape;
import io.reprise.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * A path through the block search space of Single Path One-Shot (arXiv 1904.00420): ShuffleNet V2
 * blocks with kernels 3, 5 or 7, or an Xception-like one. Input {@code [N, 3, H, W]}, output
 * logits.
 */
public final class ShuffleChoiceNet extends Module {
  private final Sequential body;
  private final Linear classifier;

  /** A candidate block, in the order of the paper's numbers 0 to 3. */
  public enum Choice {
    SHUFFLE_3(3),
    SHUFFLE_5(5),
    SHUFFLE_7(7),
    XCEPTION(3);

    private final int kernel;

    Choice(int kernel) {
      this.kernel = kernel;
    }
  }

  /**
   * A block of a path.
   *
   * @param middle channels inside
   */
  public record Block(Choice choice, int middle) {}

  /**
   * Which network.
   *
   * @param widths that the stages put out, multiples of 4; each stage's first block halves the
   *     image
   * @param repeats blocks of each stage
   * @param blocks all of them, in order
   */
  public record Design(
      int stemWidth,
      List<Integer> widths,
      List<Integer> repeats,
      List<Block> blocks,
      int lastWidth,
      int classes) {
    private static final List<Integer> WIDTHS = List.of(64, 160, 320, 640);
    private static final List<Integer> REPEATS = List.of(4, 4, 8, 4);
    private static final List<Choice> NUMBERED =
        List.of(Choice.SHUFFLE_3, Choice.SHUFFLE_5, Choice.SHUFFLE_7, Choice.XCEPTION);

    /** Copies the lists and checks that they fit together. */
    public Design {
      widths = Requirements.counts("path: widths", widths);
      repeats = Requirements.counts("path: repeats", repeats);
      blocks = List.copyOf(blocks);
      Requirements.positive("path: stem, last or classes", stemWidth, lastWidth, classes);
      int total = repeats.stream().mapToInt(n -> n).sum();
      if (blocks.size() != total || widths.size() != repeats.size()) {
        throw new IllegalArgumentException(
            "path of " + blocks.size() + " blocks: expected " + total + ", as repeats " + repeats);
      }
      if (widths.stream().anyMatch(w -> w % 4 != 0)) {
        throw new IllegalArgumentException("path: widths " + widths + ": expected multiples of 4");
      }
    }

    /**
     * For ImageNet.
     *
     * @param choices 20 numbers of {@link Choice}, 0 to 3
     */
    public static Design imageNet(List<Integer> choices) {
      return imageNet(choices, choices.stream().map(c -> 4).toList());
    }

    /**
     * For ImageNet, with searched widths.
     *
     * @param choices 20 numbers of {@link Choice}, 0 to 3
     * @param scales 20 numbers s, 0 to 7, for {@code 0.2 (s + 1)} times a block's half width
     */
    public static Design imageNet(List<Integer> choices, List<Integer> scales) {
      if (scales.size() != choices.size()) {
        throw new IllegalArgumentException(
            choices.size() + " choices and " + scales.size() + " scales: expected equally many");
      }
      List<Block> blocks = new ArrayList<>();
      for (int stage = 0; stage < WIDTHS.size(); stage++) {
        for (int i = 0; i < REPEATS.get(stage) && blocks.size() < choices.size(); i++) {
          int layer = blocks.size();
          int half = WIDTHS.get(stage) / 2;
          int middle = half * (inRange("scale", scales.get(layer), layer, 8) + 1) / 5;
          blocks.add(
              new Block(NUMBERED.get(inRange("choice", choices.get(layer), layer, 4)), middle));
        }
      }
      return new Design(16, WIDTHS, REPEATS, blocks, 1024, 1000);
    }

    private static int inRange(String what, int value, int layer, int end) {
      if (value < 0 || value >= end) {
        throw new IllegalArgumentException(
            what + " " + value + " of layer " + layer + ": expected 0 to " + (end - 1));
      }
      return value;
    }
  }

  public ShuffleChoiceNet(LayerContext at, Design design) {
    Sequential.Builder all = new Sequential.Builder(at.at("body"));
    all.add(c -> ConvLayer.NORMALIZED.build(c, 3, design.stemWidth, 3, Op.Conv2d.of(2, 1)));
    all.then(Tensor::relu);
    int in = design.stemWidth;
    int number = 0;
    for (int stage = 0; stage < design.repeats.size(); stage++) {
      int out = design.widths.get(stage);
      for (int i = 0; i < design.repeats.get(stage); i++) {
        Block block = design.blocks.get(number++);
        int from = in;
        boolean first = i == 0;
        all.add(c -> new ChoiceBlock(c, block, from, out, first));
        in = out;
      }
    }
    int from = in;
    all.add(c -> ConvLayer.NORMALIZED.build(c, from, design.lastWidth, 1, Op.Conv2d.PLAIN));
    all.then(Tensor::relu).then(x -> x.mean(2, 3)).add(c -> new Dropout(c, 0.1));
    body = child("body", all.build());
    classifier =
        child(
            "classifier", new Linear(at.at("classifier"), design.lastWidth, design.classes, false));
  }

  @Override
  public Tensor forward(Tensor x, Mode mode) {
    return classifier.forward(body.forward(x, mode), mode);
  }

  /** Every second channel passes by; a halving block reads all of them twice. */
  private static final class ChoiceBlock extends Module {
    private final Sequential main;
    private final Sequential projection;

    ChoiceBlock(LayerContext at, Block block, int in, int out, boolean halves) {
      int from = halves ? in : in / 2;
      int kernel = block.choice.kernel;
      int mid = block.middle;
      Op.Conv2d step = Op.Conv2d.of(halves ? 2 : 1, kernel / 2);
      Sequential.Builder layers = new Sequential.Builder(at.at("main"));
      if (block.choice == Choice.XCEPTION) {
        depthwise(layers, from, kernel, step);
        pointwise(layers, from, mid);
        depthwise(layers, mid, kernel, Op.Conv2d.of(1, kernel / 2));
        pointwise(layers, mid, mid);
        depthwise(layers, mid, kernel, Op.Conv2d.of(1, kernel / 2));
      } else {
        pointwise(layers, from, mid);
        depthwise(layers, mid, kernel, step);
      }
      pointwise(layers, mid, out - from);
      main = child("main", layers.build());
      if (halves) {
        Sequential.Builder passing = new Sequential.Builder(at.at("projection"));
        depthwise(passing, in, kernel, step);
        pointwise(passing, in, in);
        projection = child("projection", passing.build());
      } else {
        projection = null;
      }
    }

    private static void depthwise(
        Sequential.Builder layers, int channels, int kernel, Op.Conv2d step) {
      layers.add(
          c ->
              ConvLayer.NORMALIZED.build(c, channels, channels, kernel, step.withGroups(channels)));
    }

    private static void pointwise(Sequential.Builder layers, int in, int out) {
      layers.add(c -> ConvLayer.NORMALIZED.build(c, in, out, 1, Op.Conv2d.PLAIN));
      layers.then(Tensor::relu);
    }

    @Override
    public Tensor forward(Tensor x, Mode mode) {
      if (projection != null) {
        return projection.forward(x, mode).concat(1, main.forward(x, mode));
      }
      Shape s = x.shape();
      Tensor pairs = x.reshape(s.dim(0), s.dim(1) / 2, 2, s.dim(2), s.dim(3));
      Tensor even = pairs.slice(2, 0, 1).squeeze(2);
      Tensor odd = pairs.slice(2, 1, 2).squeeze(2);
      return even.concat(1, main.forward(odd, mode));
    }
  }
}
