package io.reprise.baselines;

import io.reprise.nn.ChannelLayer;
import io.reprise.nn.ConvNorm;
import io.reprise.nn.LayerContext;
import io.reprise.nn.Linear;
import io.reprise.nn.Mode;
import io.reprise.nn.Module;
import io.reprise.tensor.Op;
import io.reprise.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Residual networks (arXiv 1512.03385) and their widened, grouped and attending relatives: for
 * CIFAR with identity shortcuts that pad channels (option A) or with projections (option B), and
 * for ImageNet in torchvision's layout, with projections and a bottleneck's stride in its 3x3
 * convolution. Input {@code [N, 3, H, W]}, output logits.
 */
public final class ResNet extends Module {
  private final Design design;
  private final ConvNorm stem;
  private final List<Block> blocks = new ArrayList<>();
  private final Module features;
  private final Linear classifier;

  /**
   * Which residual network.
   *
   * @param blocks residual blocks of each stage
   * @param widths inside the blocks of each stage; a bottleneck's 3x3 convolution has this width
   * @param outWidths that the blocks of each stage put out
   * @param strides of each stage's first block
   * @param stemWidth channels that the first stage reads
   * @param groups of a bottleneck's 3x3 convolution
   * @param bottleneck whether blocks are 1x1, 3x3, 1x1, else 3x3, 3x3
   * @param imageNetStem a 7x7 convolution of stride 2 and a 3x3 maximum of stride 2, else one 3x3
   * @param projection whether a shortcut that changes shape is a 1x1 convolution, else it takes
   *     every second pixel and appends zero channels
   * @param inner by block the widths of all its convolutions but the last, where they are not those
   *     of the stage, as after pruning; else empty
   * @param style what the blocks' layers are made of
   */
  public record Design(
      List<Integer> blocks,
      List<Integer> widths,
      List<Integer> outWidths,
      List<Integer> strides,
      int stemWidth,
      int groups,
      int classes,
      boolean bottleneck,
      boolean imageNetStem,
      boolean projection,
      List<List<Integer>> inner,
      Style style) {
    /** Copies the lists and checks that they fit together. */
    public Design {
      blocks = List.copyOf(blocks);
      widths = List.copyOf(widths);
      outWidths = List.copyOf(outWidths);
      strides = List.copyOf(strides);
      inner = inner.stream().map(List::copyOf).toList();
      if (blocks.isEmpty()
          || blocks.size() != widths.size()
          || blocks.size() != outWidths.size()
          || blocks.size() != strides.size()) {
        throw new IllegalArgumentException(
            "ResNet: blocks " + blocks + " and widths " + widths + ": expected one each a stage");
      }
      for (List<Integer> list :
          List.of(blocks, widths, outWidths, strides, List.of(classes, groups, stemWidth))) {
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
      int total = blocks.stream().mapToInt(n -> n).sum();
      int each = bottleneck ? 2 : 1;
      if (!inner.isEmpty()
          && (inner.size() != total
              || inner.stream()
                  .anyMatch(b -> b.size() != each || b.stream().anyMatch(w -> w < 1)))) {
        throw new IllegalArgumentException(
            "ResNet: inner widths "
                + inner
                + ": expected "
                + each
                + " of at least 1 for each of "
                + total
                + " blocks");
      }
    }

    /** Ungrouped, with the usual strides and output widths and the standard style. */
    public Design(
        List<Integer> blocks,
        List<Integer> widths,
        int classes,
        boolean bottleneck,
        boolean imageNetStem,
        boolean projection) {
      this(
          blocks,
          widths,
          widths.stream().map(w -> bottleneck ? 4 * w : w).toList(),
          IntStream.range(0, widths.size()).map(s -> s == 0 ? 1 : 2).boxed().toList(),
          widths.isEmpty() ? 0 : widths.get(0),
          1,
          classes,
          bottleneck,
          imageNetStem,
          projection,
          List.of(),
          UniformStyle.STANDARD);
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

    /** ResNeXt for ImageNet (arXiv 1611.05431) of depth 50, 101 or 152, for example 50, 32, 4. */
    public static Design resNeXt(int depth, int cardinality, int groupWidth) {
      Design plain = imageNet(depth);
      if (!plain.bottleneck) {
        throw new IllegalArgumentException(
            "ResNeXt depth " + depth + ": expected a bottleneck's, 50, 101 or 152");
      }
      List<Integer> widths =
          plain.widths.stream().map(w -> w * groupWidth * cardinality / 64).toList();
      return plain.withWidths(widths, plain.outWidths, cardinality);
    }

    /** ResNeXt for CIFAR (arXiv 1611.05431) of depth 9n+2, for example 29, 8, 64. */
    public static Design cifarResNeXt(int depth, int cardinality, int groupWidth, int classes) {
      if (depth < 11 || (depth - 2) % 9 != 0) {
        throw new IllegalArgumentException(
            "ResNeXt depth " + depth + ": a CIFAR network has depth 9n+2 (11, 20, 29, ...)");
      }
      int n = (depth - 2) / 9;
      int w = cardinality * groupWidth;
      return new Design(List.of(n, n, n), List.of(64, 64, 64), classes, true, false, true)
          .withWidths(List.of(w, 2 * w, 4 * w), List.of(256, 512, 1024), cardinality);
    }

    /** torchvision's Wide ResNet of depth 50 or 101 with bottlenecks so many times as wide. */
    public static Design wide(int depth, int factor) {
      Design plain = imageNet(depth);
      return plain.withWidths(
          plain.widths.stream().map(w -> w * factor).toList(), plain.outWidths, 1);
    }

    private Design withWidths(List<Integer> newWidths, List<Integer> newOutWidths, int newGroups) {
      return new Design(
          blocks,
          newWidths,
          newOutWidths,
          strides,
          stemWidth,
          newGroups,
          classes,
          bottleneck,
          imageNetStem,
          projection,
          inner,
          style);
    }

    /**
     * Channels of the stem and what the stages put out and, if these are no bottlenecks, inside.
     */
    public Design withStreams(int newStemWidth, List<Integer> streams) {
      return new Design(
          blocks,
          widths,
          streams,
          strides,
          newStemWidth,
          groups,
          classes,
          bottleneck,
          imageNetStem,
          projection,
          inner,
          style);
    }

    /** As many blocks in each stage. */
    public Design withBlocks(List<Integer> newBlocks) {
      return new Design(
          newBlocks,
          widths,
          outWidths,
          strides,
          stemWidth,
          groups,
          classes,
          bottleneck,
          imageNetStem,
          projection,
          inner,
          style);
    }

    /** With another number of classes. */
    public Design withClasses(int newClasses) {
      return new Design(
          blocks,
          widths,
          outWidths,
          strides,
          stemWidth,
          groups,
          newClasses,
          bottleneck,
          imageNetStem,
          projection,
          inner,
          style);
    }

    /** With projections as shortcuts (option B), or with padding (option A). */
    public Design withProjection(boolean projects) {
      return new Design(
          blocks,
          widths,
          outWidths,
          strides,
          stemWidth,
          groups,
          classes,
          bottleneck,
          imageNetStem,
          projects,
          inner,
          style);
    }

    /** With a 3x3 convolution and no maximum in front, for small images. */
    public Design withSmallStem() {
      return new Design(
          blocks,
          widths,
          outWidths,
          strides,
          stemWidth,
          groups,
          classes,
          bottleneck,
          false,
          projection,
          inner,
          style);
    }

    /** With other strides of the stages. */
    public Design withStrides(List<Integer> newStrides) {
      return new Design(
          blocks,
          widths,
          outWidths,
          newStrides,
          stemWidth,
          groups,
          classes,
          bottleneck,
          imageNetStem,
          projection,
          inner,
          style);
    }

    /** Cut inside the blocks: the same width for all convolutions of a block but its last. */
    public Design withInner(List<Integer> byBlock) {
      return withInnerOf(
          byBlock.stream().map(w -> bottleneck ? List.of(w, w) : List.of(w)).toList());
    }

    /** Cut inside the blocks, see {@link #inner}. */
    public Design withInnerOf(List<List<Integer>> byBlock) {
      return new Design(
          blocks,
          widths,
          outWidths,
          strides,
          stemWidth,
          groups,
          classes,
          bottleneck,
          imageNetStem,
          projection,
          byBlock,
          style);
    }

    /** With blocks of another style. */
    public Design withStyle(Style newStyle) {
      return new Design(
          blocks,
          widths,
          outWidths,
          strides,
          stemWidth,
          groups,
          classes,
          bottleneck,
          imageNetStem,
          projection,
          inner,
          newStyle);
    }

    /** The channels that a stage's blocks put out. */
    public int outWidth(int stage) {
      return outWidths.get(stage);
    }

    private List<Integer> innerWidths(int stage, int block) {
      int width = widths.get(stage);
      return inner.isEmpty()
          ? (bottleneck ? List.of(width, width) : List.of(width))
          : inner.get(block);
    }
  }

  public ResNet(LayerContext at, Design design) {
    this.design = design;
    int in = design.stemWidth;
    stem =
        child(
            "stem",
            new ConvNorm(
                at.at("stem"),
                design.style.convolution(Style.Outside.STEM),
                design.style.normalization(Style.Outside.STEM),
                3,
                in,
                design.imageNetStem ? 7 : 3,
                design.imageNetStem ? Op.Conv2d.of(2, 3) : Op.Conv2d.of(1, 1)));
    for (int stage = 0; stage < design.blocks.size(); stage++) {
      for (int i = 0; i < design.blocks.get(stage); i++) {
        String name = "stage" + (stage + 1) + "_block" + i;
        blocks.add(child(name, new Block(at.at(name), design, stage, blocks.size(), in, i == 0)));
        in = design.outWidth(stage);
      }
    }
    features = child("features", design.style.features().build(at.at("features"), in));
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
    return classifier.forward(features.forward(y.mean(2, 3), mode), mode);
  }

  /** What follows the stem's ReLU. */
  public static Tensor pool(Design design, Tensor x) {
    return design.imageNetStem ? x.pool2d(Op.Pool2d.max(3, 2, 1)) : x;
  }

  /** A residual block: a branch of two or three convolutions, a shortcut, ReLU of their sum. */
  public static final class Block extends Module {
    private final List<Module> branch = new ArrayList<>();
    private final List<Module> activations = new ArrayList<>();
    private final Module attention;
    private final Module projection;
    private final int count;
    private final int stride;
    private final int out;

    Block(LayerContext at, Design design, int stage, int number, int in, boolean first) {
      this.count = design.bottleneck ? 3 : 2;
      this.stride = first ? design.strides.get(stage) : 1;
      this.out = design.outWidth(stage);
      List<Integer> inner = design.innerWidths(stage, number);
      if (design.bottleneck) {
        Op.Conv2d wide = Op.Conv2d.of(stride, 1).withGroups(design.groups);
        add(at, design.style, number, in, inner.get(0), 1, Op.Conv2d.PLAIN, false);
        add(at, design.style, number, inner.get(0), inner.get(1), 3, wide, false);
        add(at, design.style, number, inner.get(1), out, 1, Op.Conv2d.PLAIN, true);
      } else {
        add(at, design.style, number, in, inner.get(0), 3, Op.Conv2d.of(stride, 1), false);
        add(at, design.style, number, inner.get(0), out, 3, Op.Conv2d.of(1, 1), true);
      }
      attention = child("attention", design.style.attention(number).build(at.at("attention"), out));
      boolean changes = stride != 1 || in != out;
      projection =
          changes && design.projection
              ? child(
                  "projection",
                  design
                      .style
                      .shortcut(number)
                      .build(at.at("projection"), in, out, 1, Op.Conv2d.of(stride, 0)))
              : null;
    }

    private void add(
        LayerContext at,
        Style style,
        int number,
        int in,
        int width,
        int kernel,
        Op.Conv2d options,
        boolean last) {
      int layer = branch.size() + 1;
      Style.Position place = new Style.Position(number, layer, last);
      String conv = "conv" + layer;
      String activation = "activation" + layer;
      branch.add(child(conv, style.layer(place).build(at.at(conv), in, width, kernel, options)));
      ChannelLayer rectifier =
          style.activation(place, Style.InModule.ofChain(number, layer, count));
      activations.add(child(activation, rectifier.build(at.at(activation), width)));
    }

    /**
     * The convolutions of the branch, in order.
     *
     * @throws IllegalStateException if the design's style made other layers of them
     */
    public List<ConvNorm> branch() {
      return branch.stream().map(Block::standard).toList();
    }

    /**
     * The shortcut's convolution, or null if it has none.
     *
     * @throws IllegalStateException if the design's style made another layer of it
     */
    public ConvNorm projection() {
      return projection == null ? null : standard(projection);
    }

    private static ConvNorm standard(Module layer) {
      if (layer instanceof ConvNorm conv) {
        return conv;
      }
      throw new IllegalStateException(
          "this block's layer is a " + layer.getClass().getSimpleName() + ": expected ConvNorm");
    }

    @Override
    public Tensor forward(Tensor x, Mode mode) {
      Tensor y = branchMaps(x, mode);
      Tensor shortcut = projection == null ? padded(x) : projection.forward(x, mode);
      Module last = activations.get(activations.size() - 1);
      return last.forward(attention.forward(y, mode).add(shortcut), mode);
    }

    /** What the block's attention reads of an input: the maps of the branch's last layer. */
    public Tensor branchMaps(Tensor x, Mode mode) {
      Tensor y = x;
      int last = branch.size() - 1;
      for (int i = 0; i <= last; i++) {
        y = branch.get(i).forward(y, mode);
        y = i < last ? activations.get(i).forward(y, mode) : y;
      }
      return y;
    }

    /** What stands between the branch and the sum. */
    public Module attention() {
      return attention;
    }

    private Tensor padded(Tensor x) {
      return paddedShortcut(x, stride, out);
    }

    /** The step of the block's strided convolution and of its shortcut. */
    public int stride() {
      return stride;
    }
  }

  /**
   * The shortcut without parameters: every {@code stride}-th pixel, zero channels appended.
   *
   * @throws IllegalArgumentException if it has more than {@code out} channels
   */
  public static Tensor paddedShortcut(Tensor x, int stride, int out) {
    Tensor y = x;
    if (stride > 1) {
      y = y.slice(2, 0, x.shape().dim(2), stride).slice(3, 0, x.shape().dim(3), stride);
    }
    int missing = out - x.shape().dim(1);
    if (missing < 0) {
      throw new IllegalArgumentException(
          "padded shortcut: input " + x.shape() + " has more than " + out + " channels");
    }
    return missing > 0 ? y.pad(1, 0, missing, 0) : y;
  }
}
