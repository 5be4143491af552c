package io.reprise.baselines;

import io.reprise.nn.ChannelLayer;
import io.reprise.nn.Conv2d;
import io.reprise.nn.ConvLayer;
import io.reprise.nn.ConvNorm;
import io.reprise.nn.Dropout;
import io.reprise.nn.Initializer;
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
 * A path through the block search space of Single Path One-Shot (arXiv 1904.00420): ShuffleNet V2
 * blocks with kernels 3, 5 or 7, or an Xception-like one. Input {@code [N, 3, H, W]}, output
 * logits.
 */
public final class ShuffleChoiceNet extends Module {
  private static final double DROPOUT = 0.1;

  /** Of the initial weights of the first and the last layer. */
  private static final double DEVIATION = 0.01;

  private final Sequential layers;

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

    /** Of its depthwise convolutions. */
    int kernel() {
      return kernel;
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
    ChannelLayer norm = ChannelLayer.BATCH_NORM;
    List<Module> all = new ArrayList<>();
    all.add(stem(at.at("stem"), design.stemWidth, norm));
    int in = design.stemWidth;
    int number = 0;
    for (int stage = 0; stage < design.repeats.size(); stage++) {
      int out = design.widths.get(stage);
      for (int i = 0; i < design.repeats.get(stage); i++) {
        LayerContext place = at.at("layer" + number);
        Block block = design.blocks.get(number++);
        all.add(new ShuffleChoiceBlock(place, inner(norm), block, in, out, i == 0));
        in = out;
      }
    }
    all.add(head(at.at("head"), in, design.lastWidth, design.classes, norm));
    layers = child("layers", new Sequential(all));
  }

  /** The first layers: {@code [N, 3, H, W]} to {@code [N, width, H / 2, W / 2]}. */
  static Module stem(LayerContext at, int width, ChannelLayer norm) {
    ConvLayer first =
        (c, in, out, kernel, options) ->
            new Conv2d(c, in, out, kernel, options, false, Initializer.normal(0, DEVIATION));
    return new Sequential.Builder(at)
        .add(c -> new ConvNorm(c, first, norm, 3, width, 3, Op.Conv2d.of(2, 1)))
        .then(Tensor::relu)
        .build();
  }

  /** A convolution with its normalisation, with the initial weights of the authors' code. */
  static ConvLayer inner(ChannelLayer norm) {
    return (at, in, out, kernel, options) ->
        new ConvNorm(at, ShuffleChoiceNet::convolution, norm, in, out, kernel, options);
  }

  /** A convolution inside, whose initial weights deviate by 1 over the inputs of a group. */
  static Conv2d convolution(LayerContext at, int in, int out, int kernel, Op.Conv2d options) {
    Initializer weights = Initializer.normal(0, (double) options.groups() / in);
    return new Conv2d(at, in, out, kernel, options, false, weights);
  }

  /** The last layers: {@code [N, in, H, W]} to logits {@code [N, classes]}. */
  static Module head(LayerContext at, int in, int width, int classes, ChannelLayer norm) {
    return new Sequential.Builder(at)
        .add(c -> inner(norm).build(c, in, width, 1, Op.Conv2d.PLAIN))
        .then(Tensor::relu)
        .then(x -> x.mean(2, 3))
        .add(c -> new Dropout(c, DROPOUT))
        .add(c -> new Linear(c, width, classes, false, Initializer.normal(0, DEVIATION)))
        .build();
  }

  @Override
  public Tensor forward(Tensor x, Mode mode) {
    return layers.forward(x, mode);
  }
}
