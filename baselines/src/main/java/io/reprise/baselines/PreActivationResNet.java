package io.reprise.baselines;

import io.reprise.nn.ChannelLayer;
import io.reprise.nn.ConvLayer;
import io.reprise.nn.LayerContext;
import io.reprise.nn.Linear;
import io.reprise.nn.Mode;
import io.reprise.nn.Module;
import io.reprise.tensor.Op;
import io.reprise.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * CIFAR networks whose normalisation and activation stand before each convolution: pre-activation
 * residual networks (arXiv 1603.05027) and wide ones (arXiv 1605.07146). The first block of a stage
 * shares its first activation with the shortcut. Input {@code [N, 3, H, W]}, output logits.
 */
public final class PreActivationResNet extends Module {
  private final Module stem;
  private final List<Block> blocks = new ArrayList<>();
  private final Module norm;
  private final Module activation;
  private final Module features;
  private final Linear classifier;

  /**
   * Which network.
   *
   * @param stemWidth channels of the first convolution
   * @param stemStride of the first convolution; 1 as published, 2 for quick experiments
   * @param blocks residual blocks of each stage; each stage but the first halves the image
   * @param widths inside the blocks of each stage
   * @param bottleneck whether blocks are 1x1, 3x3, 1x1 to four times the width, else 3x3, 3x3
   * @param projection whether a shortcut that changes shape is a 1x1 convolution, else it takes
   *     every second pixel and appends zero channels
   * @param pointwiseStride whether a bottleneck's stride is in its first 1x1 convolution, as in the
   *     authors' code, else in the 3x3
   * @param style what the layers are made of
   */
  public record Design(
      int stemWidth,
      int stemStride,
      List<Integer> blocks,
      List<Integer> widths,
      int classes,
      boolean bottleneck,
      boolean projection,
      boolean pointwiseStride,
      Style style) {
    /** Copies the lists and checks that they fit together. */
    public Design {
      blocks = Requirements.counts("pre-activation ResNet: blocks", blocks);
      widths = Requirements.counts("pre-activation ResNet: widths", widths);
      Requirements.positive(
          "pre-activation ResNet: stem width, stem stride or classes",
          stemWidth,
          stemStride,
          classes);
      if (blocks.size() != widths.size()) {
        throw new IllegalArgumentException(
            "pre-activation ResNet: blocks "
                + blocks
                + " and widths "
                + widths
                + ": expected one each a stage");
      }
    }

    /**
     * With basic blocks and padding shortcuts, of depth 6n+2.
     *
     * @throws IllegalArgumentException if there is no such depth
     */
    public static Design basic(int depth, int classes) {
      int n = perStage(depth, 6);
      return new Design(
          16,
          1,
          List.of(n, n, n),
          List.of(16, 32, 64),
          classes,
          false,
          false,
          false,
          UniformStyle.STANDARD);
    }

    /**
     * With bottlenecks and projections, of depth 9n+2 (164, 1001).
     *
     * @throws IllegalArgumentException if there is no such depth
     */
    public static Design bottleneck(int depth, int classes) {
      int n = perStage(depth, 9);
      return new Design(
          16,
          1,
          List.of(n, n, n),
          List.of(16, 32, 64),
          classes,
          true,
          true,
          false,
          UniformStyle.STANDARD);
    }

    /**
     * Wide ResNet of depth 6n+4 and a factor to the widths, for example 28, 10.
     *
     * @throws IllegalArgumentException if there is no such depth
     */
    public static Design wide(int depth, int factor, int classes) {
      int n = perStage(depth - 2, 6);
      return new Design(
          16,
          1,
          List.of(n, n, n),
          List.of(16 * factor, 32 * factor, 64 * factor),
          classes,
          false,
          true,
          false,
          UniformStyle.STANDARD);
    }

    private static int perStage(int depth, int layers) {
      if (depth < layers + 2 || (depth - 2) % layers != 0) {
        throw new IllegalArgumentException(
            "pre-activation ResNet: "
                + (depth - 2)
                + " layers in blocks: expected a multiple of "
                + layers);
      }
      return (depth - 2) / layers;
    }

    /** With shortcuts of the other kind. */
    public Design withProjection(boolean projects) {
      return new Design(
          stemWidth,
          stemStride,
          blocks,
          widths,
          classes,
          bottleneck,
          projects,
          pointwiseStride,
          style);
    }

    /** With a bottleneck's stride in its first 1x1 convolution. */
    public Design withPointwiseStride() {
      return new Design(
          stemWidth, stemStride, blocks, widths, classes, bottleneck, projection, true, style);
    }

    /** With other widths of the stages, the stem as wide as the first, and its stride. */
    public Design withStem(int newStride, List<Integer> newWidths) {
      return new Design(
          newWidths.get(0),
          newStride,
          blocks,
          newWidths,
          classes,
          bottleneck,
          projection,
          pointwiseStride,
          style);
    }

    /** With layers of another style. */
    public Design withStyle(Style newStyle) {
      return new Design(
          stemWidth,
          stemStride,
          blocks,
          widths,
          classes,
          bottleneck,
          projection,
          pointwiseStride,
          newStyle);
    }

    int outWidth(int stage) {
      return widths.get(stage) * (bottleneck ? 4 : 1);
    }
  }

  public PreActivationResNet(LayerContext at, Design design) {
    int in = design.stemWidth;
    stem =
        child(
            "stem",
            ConvLayer.PLAIN.build(at.at("stem"), 3, in, 3, Op.Conv2d.of(design.stemStride, 1)));
    for (int stage = 0; stage < design.blocks.size(); stage++) {
      for (int i = 0; i < design.blocks.get(stage); i++) {
        String name = "stage" + (stage + 1) + "_block" + i;
        int stride = stage > 0 && i == 0 ? 2 : 1;
        blocks.add(
            child(name, new Block(at.at(name), design, stage, blocks.size(), in, stride, i == 0)));
        in = design.outWidth(stage);
      }
    }
    Style.Position end = new Style.Position(blocks.size(), 1, true);
    norm = child("norm", design.style.normalization(end).build(at.at("norm"), in));
    activation = child("activation", design.style.activation(end).build(at.at("activation"), in));
    features = child("features", design.style.features().build(at.at("features"), in));
    classifier = child("classifier", new Linear(at.at("classifier"), in, design.classes));
  }

  @Override
  public Tensor forward(Tensor x, Mode mode) {
    Tensor y = stem.forward(x, mode);
    for (Block block : blocks) {
      y = block.forward(y, mode);
    }
    y = activation.forward(norm.forward(y, mode), mode);
    return classifier.forward(features.forward(y.mean(2, 3), mode), mode);
  }

  private static final class Block extends Module {
    private final List<Module> norms = new ArrayList<>();
    private final List<Module> activations = new ArrayList<>();
    private final List<Module> convs = new ArrayList<>();
    private final Module attention;
    private final Module projection;
    private final boolean sharesActivation;
    private final int count;
    private final int stride;
    private final int out;

    Block(
        LayerContext at,
        Design design,
        int stage,
        int number,
        int in,
        int stride,
        boolean sharesActivation) {
      this.stride = stride;
      this.sharesActivation = sharesActivation;
      this.count = design.bottleneck ? 3 : 2;
      this.out = design.outWidth(stage);
      int width = design.widths.get(stage);
      if (design.bottleneck) {
        int first = design.pointwiseStride ? stride : 1;
        add(at, design.style, number, in, width, 1, Op.Conv2d.of(first, 0), false);
        add(at, design.style, number, width, width, 3, Op.Conv2d.of(stride / first, 1), false);
        add(at, design.style, number, width, out, 1, Op.Conv2d.PLAIN, true);
      } else {
        add(at, design.style, number, in, width, 3, Op.Conv2d.of(stride, 1), false);
        add(at, design.style, number, width, out, 3, Op.Conv2d.of(1, 1), true);
      }
      attention = child("attention", design.style.attention(number).build(at.at("attention"), out));
      boolean changes = stride != 1 || in != out;
      projection =
          changes && design.projection
              ? child(
                  "projection",
                  ConvLayer.PLAIN.build(at.at("projection"), in, out, 1, Op.Conv2d.of(stride, 0)))
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
      int layer = convs.size() + 1;
      Style.Position place = new Style.Position(number, layer, last);
      String norm = "norm" + layer;
      String activation = "activation" + layer;
      String conv = "conv" + layer;
      norms.add(child(norm, style.normalization(place).build(at.at(norm), in)));
      ChannelLayer rectifier =
          style.activation(place, Style.InModule.ofChain(number, layer, count));
      activations.add(child(activation, rectifier.build(at.at(activation), in)));
      convs.add(
          child(conv, style.convolution(place).build(at.at(conv), in, width, kernel, options)));
    }

    @Override
    public Tensor forward(Tensor x, Mode mode) {
      Tensor active = activations.get(0).forward(norms.get(0).forward(x, mode), mode);
      Tensor y = convs.get(0).forward(active, mode);
      for (int i = 1; i < convs.size(); i++) {
        y = activations.get(i).forward(norms.get(i).forward(y, mode), mode);
        y = convs.get(i).forward(y, mode);
      }
      Tensor from = sharesActivation ? active : x;
      Tensor shortcut =
          projection == null
              ? ResNet.paddedShortcut(from, stride, out)
              : projection.forward(from, mode);
      return attention.forward(y, mode).add(shortcut);
    }
  }
}
