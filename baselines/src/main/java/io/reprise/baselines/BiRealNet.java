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
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Residual networks of one-bit convolutions, each with a shortcut of its own (Bi-Real Net, arXiv
 * 1808.00278). The stem, the 1x1 shortcuts and the classifier are real. Input {@code [N, C, H, W]},
 * output logits.
 */
public final class BiRealNet extends Module {
  private final Sequential body;
  private final Module features;
  private final Linear classifier;

  /** A real convolution with normalisation, and what follows it. */
  public enum Stem {
    /** 3x3. */
    CONVOLUTION,
    /** 3x3, then a 2x2 maximum. */
    HALVING,
    /** 7x7 of stride 2, then a 3x3 maximum of stride 2. */
    IMAGE_NET
  }

  /** How a block's input takes the shape of its output, where that is another. */
  public enum Shortcut {
    /** A 2x2 average, then a real 1x1 convolution with normalisation. */
    POOL_THEN_PROJECT,
    /** A real 1x1 convolution with normalisation, then a 2x2 average. */
    PROJECT_THEN_POOL,
    /** A real 1x1 convolution of the block's stride with normalisation. */
    STRIDED_PROJECT,
    /** Every second pixel, and as many zero channels before as after. */
    PAD
  }

  /**
   * Which network.
   *
   * @param channels of the input
   * @param stemWidth channels of the first convolution
   * @param blocks by stage; each stage but the first halves the image
   * @param widths of each stage
   * @param stem what stands in front of the blocks
   * @param convolution what the blocks convolve with: one-bit, or real for the full-precision twin
   * @param activation after each sum and between a block's convolutions; Bi-Real Net has none
   * @param stemActivation after the stem's normalisation; Bi-Real Net has none
   * @param perBlock convolutions that a shortcut spans
   * @param shortcut of the blocks that change shape
   * @param features between the pooled features and the classifier
   */
  public record Design(
      int channels,
      int stemWidth,
      List<Integer> blocks,
      List<Integer> widths,
      Stem stem,
      int classes,
      ConvLayer convolution,
      ChannelLayer activation,
      ChannelLayer stemActivation,
      int perBlock,
      Shortcut shortcut,
      ChannelLayer features) {
    private static final ConvLayer ONE_BIT = BinaryConv2d::new;
    private static final int COLOURS = 3;

    /** Copies the lists and checks that they fit together. */
    public Design {
      blocks = Requirements.counts("Bi-Real Net: blocks", blocks);
      widths = Requirements.counts("Bi-Real Net: widths", widths);
      Requirements.positive("Bi-Real Net: channels, stem or classes", channels, stemWidth, classes);
      Requirements.positive("Bi-Real Net: convolutions of a block", perBlock);
      if (blocks.size() != widths.size()) {
        throw new IllegalArgumentException(
            "Bi-Real Net: blocks "
                + blocks
                + " and widths "
                + widths
                + ": expected one each a stage");
      }
    }

    /** As in Bi-Real Net: a shortcut for each convolution, no activations. */
    private Design(
        int channels,
        int stemWidth,
        List<Integer> blocks,
        List<Integer> widths,
        Stem stem,
        int classes) {
      this(
          channels,
          stemWidth,
          blocks,
          widths,
          stem,
          classes,
          ONE_BIT,
          ChannelLayer.IDENTITY,
          ChannelLayer.IDENTITY,
          1,
          Shortcut.POOL_THEN_PROJECT,
          ChannelLayer.IDENTITY);
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
      return new Design(COLOURS, 64, blocks, List.of(64, 128, 256, 512), Stem.IMAGE_NET, 1000);
    }

    /** ResNet-18 for CIFAR with four stages of these widths; the stem has the first one's. */
    public static Design cifar(List<Integer> widths, int classes) {
      return new Design(
          COLOURS,
          widths.get(0),
          Collections.nCopies(widths.size(), 4),
          widths,
          Stem.CONVOLUTION,
          classes);
    }

    /** BiNet-S, for quick experiments on images of 16x16: six convolutions of 16 to 64 channels. */
    public static Design small(int channels, int classes) {
      return new Design(channels, 16, List.of(2, 2, 2), List.of(16, 32, 64), Stem.HALVING, classes);
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
          COLOURS,
          kernelStage.get(0),
          Collections.nCopies(3, (depth - 4) / 3),
          kernelStage.subList(1, 4),
          Stem.CONVOLUTION,
          classes);
    }

    /** With other convolutions in the blocks and another activation after each sum. */
    public Design with(ConvLayer newConvolution, ChannelLayer newActivation) {
      return new Design(
          channels,
          stemWidth,
          blocks,
          widths,
          stem,
          classes,
          newConvolution,
          newActivation,
          stemActivation,
          perBlock,
          shortcut,
          features);
    }

    /** With other widths of the stem and the stages. */
    public Design withWidths(int newStemWidth, List<Integer> newWidths) {
      return new Design(
          channels,
          newStemWidth,
          blocks,
          newWidths,
          stem,
          classes,
          convolution,
          activation,
          stemActivation,
          perBlock,
          shortcut,
          features);
    }

    /** With so many blocks in each stage, of so many convolutions, and shortcuts of a kind. */
    public Design withBlocks(List<Integer> newBlocks, int newPerBlock, Shortcut newShortcut) {
      return new Design(
          channels,
          stemWidth,
          newBlocks,
          widths,
          stem,
          classes,
          convolution,
          activation,
          stemActivation,
          newPerBlock,
          newShortcut,
          features);
    }

    /** With a layer after the stem's normalisation and one in front of the classifier. */
    public Design withEnds(ChannelLayer newStemActivation, ChannelLayer newFeatures) {
      return new Design(
          channels,
          stemWidth,
          blocks,
          widths,
          stem,
          classes,
          convolution,
          activation,
          newStemActivation,
          perBlock,
          shortcut,
          newFeatures);
    }
  }

  public BiRealNet(LayerContext at, Design design) {
    Sequential.Builder all = new Sequential.Builder(at.at("body"));
    boolean imageNet = design.stem == Stem.IMAGE_NET;
    Op.Conv2d first = imageNet ? Op.Conv2d.of(2, 3) : Op.Conv2d.of(1, 1);
    all.add(
        c ->
            ConvLayer.NORMALIZED.build(
                c, design.channels, design.stemWidth, imageNet ? 7 : 3, first));
    if (design.stemActivation != ChannelLayer.IDENTITY) {
      all.add(c -> design.stemActivation.build(c, design.stemWidth));
    }
    if (imageNet) {
      all.then(x -> x.pool2d(Op.Pool2d.max(3, 2, 1)));
    } else if (design.stem == Stem.HALVING) {
      all.then(x -> x.pool2d(Op.Pool2d.max(2, 2, 0)));
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
    features = child("features", design.features.build(at.at("features"), in));
    classifier = child("classifier", new Linear(at.at("classifier"), in, design.classes));
  }

  @Override
  public Tensor forward(Tensor x, Mode mode) {
    return classifier.forward(features.forward(body.forward(x, mode), mode), mode);
  }

  private static final class Block extends Module {
    private final List<Module> convs = new ArrayList<>();
    private final List<Module> activations = new ArrayList<>();
    private final Module projection;
    private final Shortcut shortcut;
    private final int stride;
    private final int out;

    Block(LayerContext at, Design design, int in, int out, int stride) {
      this.shortcut = design.shortcut;
      this.stride = stride;
      this.out = out;
      for (int i = 0; i < design.perBlock; i++) {
        String suffix = i == 0 ? "" : Integer.toString(i + 1);
        if (i > 0) {
          String name = "activation" + i;
          activations.add(child(name, design.activation.build(at.at(name), out)));
        }
        convs.add(
            child(
                "conv" + suffix,
                new ConvNorm(
                    at.at("conv" + suffix),
                    design.convolution,
                    ChannelLayer.BATCH_NORM,
                    i == 0 ? in : out,
                    out,
                    3,
                    Op.Conv2d.of(i == 0 ? stride : 1, 1))));
      }
      Op.Conv2d step =
          shortcut == Shortcut.STRIDED_PROJECT ? Op.Conv2d.of(stride, 0) : Op.Conv2d.PLAIN;
      projection =
          shortcut == Shortcut.PAD || (stride == 1 && in == out)
              ? null
              : child(
                  "projection", ConvLayer.NORMALIZED.build(at.at("projection"), in, out, 1, step));
    }

    @Override
    public Tensor forward(Tensor x, Mode mode) {
      Tensor y = convs.get(0).forward(x, mode);
      for (int i = 1; i < convs.size(); i++) {
        y = convs.get(i).forward(activations.get(i - 1).forward(y, mode), mode);
      }
      return shortcut(x, mode).add(y);
    }

    private Tensor shortcut(Tensor x, Mode mode) {
      return switch (shortcut) {
        case POOL_THEN_PROJECT -> project(pool(x), mode);
        case PROJECT_THEN_POOL -> pool(project(x, mode));
        case STRIDED_PROJECT -> project(x, mode);
        case PAD -> padded(x);
      };
    }

    private Tensor project(Tensor x, Mode mode) {
      return projection == null ? x : projection.forward(x, mode);
    }

    private Tensor pool(Tensor x) {
      return stride > 1 ? x.pool2d(Op.Pool2d.average(stride, stride, 0)) : x;
    }

    private Tensor padded(Tensor x) {
      int missing = out - x.shape().dim(1);
      // Appends as many channels as are missing; half of them belong in front.
      Tensor appended = ResNet.paddedShortcut(x, stride, out);
      return missing == 0 ? appended : appended.roll(1, missing / 2);
    }
  }
}
