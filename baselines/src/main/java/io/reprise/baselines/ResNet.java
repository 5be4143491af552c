package io.reprise.baselines;

import io.reprise.nn.ConvNorm;
import io.reprise.nn.LayerContext;
import io.reprise.nn.Linear;
import io.reprise.nn.Mode;
import io.reprise.nn.Module;
import io.reprise.tensor.Op;
import io.reprise.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * Residual networks (arXiv 1512.03385): for CIFAR with identity shortcuts that pad channels (option
 * A), and for ImageNet in torchvision's layout, with projection shortcuts (option B) and a
 * bottleneck's stride in its 3x3 convolution. Input {@code [N, 3, H, W]}, output logits.
 */
public final class ResNet extends Module {
  private final Design design;
  private final ConvNorm stem;
  private final List<Block> blocks = new ArrayList<>();
  private final Linear classifier;

  /**
   * Which residual network.
   *
   * @param blocks residual blocks of each stage; each stage but the first halves the image
   * @param widths of the 3x3 convolutions of each stage
   * @param bottleneck whether blocks are 1x1, 3x3, 1x1 with four times the width at the end
   * @param imageNetStem a 7x7 convolution of stride 2 and a 3x3 maximum of stride 2, else one 3x3
   * @param projection whether a shortcut that changes shape is a 1x1 convolution, else it takes
   *     every second pixel and appends zero channels
   */
  public record Design(
      List<Integer> blocks,
      List<Integer> widths,
      int classes,
      boolean bottleneck,
      boolean imageNetStem,
      boolean projection) {
    /** Copies the lists and checks that they fit together. */
    public Design {
      blocks = List.copyOf(blocks);
      widths = List.copyOf(widths);
      if (blocks.isEmpty() || blocks.size() != widths.size()) {
        throw new IllegalArgumentException(
            "ResNet: blocks " + blocks + " and widths " + widths + ": expected one each a stage");
      }
      for (List<Integer> list : List.of(blocks, widths, List.of(classes))) {
        if (list.stream().anyMatch(n -> n < 1)) {
          throw new IllegalArgumentException(
              "ResNet: blocks "
                  + blocks
                  + ", widths "
                  + widths
                  + " and "
                  + classes
                  + " classes: expected all at least 1");
        }
      }
    }

    /**
     * The CIFAR network of a depth.
     *
     * @throws IllegalArgumentException if {@code depth} is not 6n+2 with n of at least 1
     */
    public static Design cifar(int depth, int classes) {
      if (depth < 8 || (depth - 2) % 6 != 0) {
        throw new IllegalArgumentException(
            "ResNet depth " + depth + ": a CIFAR network has depth 6n+2 (8, 14, 20, 32, 56, ...)");
      }
      int n = (depth - 2) / 6;
      return new Design(List.of(n, n, n), List.of(16, 32, 64), classes, false, false, false);
    }

    /**
     * The ImageNet network of a depth, with 1,000 classes.
     *
     * @throws IllegalArgumentException if {@code depth} is not 18, 34, 50, 101 or 152
     */
    public static Design imageNet(int depth) {
      List<Integer> blocks =
          switch (depth) {
            case 18 -> List.of(2, 2, 2, 2);
            case 34, 50 -> List.of(3, 4, 6, 3);
            case 101 -> List.of(3, 4, 23, 3);
            case 152 -> List.of(3, 8, 36, 3);
            default ->
                throw new IllegalArgumentException(
                    "ResNet depth " + depth + ": ImageNet networks have 18, 34, 50, 101 or 152");
          };
      return new Design(blocks, List.of(64, 128, 256, 512), 1000, depth >= 50, true, true);
    }

    /** The channels that a stage's blocks put out. */
    public int outWidth(int stage) {
      return widths.get(stage) * (bottleneck ? 4 : 1);
    }
  }

  public ResNet(LayerContext at, Design design) {
    this.design = design;
    int in = design.widths.get(0);
    stem =
        child(
            "stem",
            new ConvNorm(
                at.at("stem"),
                3,
                in,
                design.imageNetStem ? 7 : 3,
                design.imageNetStem ? Op.Conv2d.of(2, 3) : Op.Conv2d.of(1, 1)));
    for (int stage = 0; stage < design.blocks.size(); stage++) {
      for (int i = 0; i < design.blocks.get(stage); i++) {
        String name = "stage" + (stage + 1) + "_block" + i;
        int stride = stage > 0 && i == 0 ? 2 : 1;
        blocks.add(child(name, new Block(at.at(name), design, stage, in, stride)));
        in = design.outWidth(stage);
      }
    }
    classifier = child("classifier", new Linear(at.at("classifier"), in, design.classes));
  }

  public Design design() {
    return design;
  }

  public ConvNorm stem() {
    return stem;
  }

  public List<Block> blocks() {
    return List.copyOf(blocks);
  }

  @Override
  public Tensor forward(Tensor x, Mode mode) {
    Tensor y = pool(design, stem.forward(x, mode).relu());
    for (Block block : blocks) {
      y = block.forward(y, mode);
    }
    return classifier.forward(y.mean(2, 3), mode);
  }

  /** What follows the stem's ReLU. */
  public static Tensor pool(Design design, Tensor x) {
    return design.imageNetStem ? x.pool2d(Op.Pool2d.max(3, 2, 1)) : x;
  }

  /** A residual block: a branch of two or three convolutions, a shortcut, ReLU of their sum. */
  public static final class Block extends Module {
    private final List<ConvNorm> branch = new ArrayList<>();
    private final ConvNorm projection;
    private final int stride;
    private final int out;

    Block(LayerContext at, Design design, int stage, int in, int stride) {
      this.stride = stride;
      this.out = design.outWidth(stage);
      int width = design.widths.get(stage);
      if (design.bottleneck) {
        add(at, in, width, 1, Op.Conv2d.PLAIN);
        add(at, width, width, 3, Op.Conv2d.of(stride, 1));
        add(at, width, out, 1, Op.Conv2d.PLAIN);
      } else {
        add(at, in, width, 3, Op.Conv2d.of(stride, 1));
        add(at, width, out, 3, Op.Conv2d.of(1, 1));
      }
      boolean changes = stride != 1 || in != out;
      projection =
          changes && design.projection
              ? child(
                  "projection",
                  new ConvNorm(at.at("projection"), in, out, 1, Op.Conv2d.of(stride, 0)))
              : null;
    }

    private void add(LayerContext at, int in, int width, int kernel, Op.Conv2d options) {
      String name = "conv" + (branch.size() + 1);
      branch.add(child(name, new ConvNorm(at.at(name), in, width, kernel, options)));
    }

    /** The convolutions of the branch, in order. */
    public List<ConvNorm> branch() {
      return List.copyOf(branch);
    }

    /** The shortcut's convolution, or null if it has none. */
    public ConvNorm projection() {
      return projection;
    }

    @Override
    public Tensor forward(Tensor x, Mode mode) {
      Tensor y = x;
      for (int i = 0; i < branch.size(); i++) {
        y = branch.get(i).forward(y, mode);
        y = i < branch.size() - 1 ? y.relu() : y;
      }
      return y.add(projection == null ? padded(x) : projection.forward(x, mode)).relu();
    }

    private Tensor padded(Tensor x) {
      return paddedShortcut(x, stride, out);
    }

    /** The step of the block's strided convolution and of its shortcut. */
    public int stride() {
      return stride;
    }
  }

  /** The shortcut without parameters: every {@code stride}-th pixel, zero channels appended. */
  public static Tensor paddedShortcut(Tensor x, int stride, int out) {
    Tensor y = x;
    if (stride > 1) {
      y = y.slice(2, 0, x.shape().dim(2), stride).slice(3, 0, x.shape().dim(3), stride);
    }
    int missing = out - x.shape().dim(1);
    return missing > 0 ? y.pad(1, 0, missing, 0) : y;
  }
}
