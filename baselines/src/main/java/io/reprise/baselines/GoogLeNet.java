package io.reprise.baselines;

import io.reprise.nn.Branches;
import io.reprise.nn.ChannelLayer;
import io.reprise.nn.ConvLayer;
import io.reprise.nn.Dropout;
import io.reprise.nn.LayerContext;
import io.reprise.nn.Linear;
import io.reprise.nn.LocalResponseNorm;
import io.reprise.nn.Mode;
import io.reprise.nn.Module;
import io.reprise.nn.Sequential;
import io.reprise.tensor.Op;
import io.reprise.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * GoogLeNet, or Inception-v1 (arXiv 1409.4842), without the auxiliary classifiers of training: the
 * original, torchvision's, and the CIFAR form that pruning papers cut. Input {@code [N, 3, H, W]},
 * output logits.
 */
public final class GoogLeNet extends Module {
  private static final int PARTS = 10;

  private final Sequential body;
  private final Linear classifier;

  /** Whose network. */
  public enum Form {
    /** With a 5x5 convolution in each module and response normalisation in the stem. */
    ORIGINAL(5, 1),
    /** With a 3x3 convolution in place of the 5x5. */
    TORCHVISION(3, 1),
    /** With two 3x3 convolutions in place of the 5x5, a 3x3 stem, full resolution at the start. */
    CIFAR(3, 2);

    private final int kernel;
    private final int convolutions;

    Form(int kernel, int convolutions) {
      this.kernel = kernel;
      this.convolutions = convolutions;
    }
  }

  /**
   * Widths of an inception module.
   *
   * @param one the 1x1 branch
   * @param threeReduce the 1x1 convolution before the 3x3
   * @param fiveReduce the 1x1 convolution before the 5x5
   * @param fiveInner the first of two 3x3 convolutions in place of the 5x5
   * @param pool the 1x1 convolution after the maximum
   */
  public record Inception(
      int one, int threeReduce, int three, int fiveReduce, int fiveInner, int five, int pool) {
    /** Checks the widths. */
    public Inception {
      Requirements.positive(
          "inception: width", one, threeReduce, three, fiveReduce, fiveInner, five, pool);
    }

    int out() {
      return one + three + five + pool;
    }

    /** With the three inner widths at {@code tenths} tenths, rounded down, at least 1. */
    public Inception withInner(int tenths) {
      return withInner(
          Math.max(1, threeReduce * tenths / 10),
          Math.max(1, fiveReduce * tenths / 10),
          Math.max(1, fiveInner * tenths / 10));
    }

    /** With other inner widths; what it puts out stays. */
    public Inception withInner(int newThreeReduce, int newFiveReduce, int newFiveInner) {
      return new Inception(one, newThreeReduce, three, newFiveReduce, newFiveInner, five, pool);
    }
  }

  /**
   * Which network.
   *
   * @param modules nine; a maximum follows the second and the seventh
   * @param style what a convolutional layer is made of; the stem's convolutions are block 0, each
   *     inception module is a block, with seven layers in the CIFAR form and six in the others:
   *     1x1; 1x1, 3x3; 1x1, 5x5; pooled 1x1
   */
  public record Design(Form form, List<Inception> modules, int classes, Style style) {
    /** Copies the list and checks its length. */
    public Design {
      modules = List.copyOf(modules);
      Requirements.positive("GoogLeNet: classes", classes);
      if (modules.size() != 9) {
        throw new IllegalArgumentException(
            "GoogLeNet: " + modules.size() + " modules: expected nine");
      }
    }

    /** The published network of a form, for 1,000 classes. */
    public static Design imageNet(Form form) {
      return new Design(
          form,
          published(),
          1000,
          form == Form.ORIGINAL ? UniformStyle.UNNORMALIZED : UniformStyle.STANDARD);
    }

    /** The CIFAR network, whose convolutions have biases and batch normalisation. */
    public static Design cifar(int classes) {
      return new Design(Form.CIFAR, published(), classes, UniformStyle.BIASED);
    }

    private static List<Inception> published() {
      return List.of(
          new Inception(64, 96, 128, 16, 32, 32, 32),
          new Inception(128, 128, 192, 32, 96, 96, 64),
          new Inception(192, 96, 208, 16, 48, 48, 64),
          new Inception(160, 112, 224, 24, 64, 64, 64),
          new Inception(128, 128, 256, 24, 64, 64, 64),
          new Inception(112, 144, 288, 32, 64, 64, 64),
          new Inception(256, 160, 320, 32, 128, 128, 128),
          new Inception(256, 160, 320, 32, 128, 128, 128),
          new Inception(384, 192, 384, 48, 128, 128, 128));
    }

    /** With other modules. */
    public Design withModules(List<Inception> newModules) {
      return new Design(form, newModules, classes, style);
    }

    /** With layers of another style. */
    public Design withStyle(Style newStyle) {
      return new Design(form, modules, classes, newStyle);
    }
  }

  public GoogLeNet(LayerContext at, Design design) {
    Sequential.Builder all = new Sequential.Builder(at.at("body"));
    append(all, design, 0, PARTS);
    all.then(x -> x.mean(2, 3));
    if (design.form != Form.CIFAR) {
      all.add(c -> new Dropout(c, design.form == Form.ORIGINAL ? 0.4 : 0.2));
    }
    body = child("body", all.build());
    classifier =
        child("classifier", new Linear(at.at("classifier"), width(design, PARTS), design.classes));
  }

  /**
   * Parts {@code [first, end)} without what follows, for networks that share some and branch: part
   * 0 is the stem, 1 to 9 are the modules, each with the maximum behind it.
   *
   * @throws IllegalArgumentException if there are no such parts
   */
  public static Sequential parts(LayerContext at, Design design, int first, int end) {
    if (first < 0 || first >= end || end > PARTS) {
      throw new IllegalArgumentException(
          "GoogLeNet parts [" + first + ", " + end + "): expected some of " + PARTS);
    }
    Sequential.Builder all = new Sequential.Builder(at);
    append(all, design, first, end);
    return all.build();
  }

  private static void append(Sequential.Builder all, Design design, int first, int end) {
    for (int part = first; part < end; part++) {
      if (part == 0) {
        stem(all, design);
        continue;
      }
      int block = part;
      all.add(
          c -> inception(c, design, block, width(design, block), design.modules.get(block - 1)));
      if (part == 2) {
        all.then(x -> x.pool2d(halving(design.form, 3)));
      } else if (part == 7) {
        all.then(x -> x.pool2d(halving(design.form, design.form == Form.TORCHVISION ? 2 : 3)));
      }
    }
  }

  /** The channels in front of a part that is not the stem. */
  private static int width(Design design, int part) {
    return part == 1 ? 192 : design.modules.get(part - 2).out();
  }

  private static void stem(Sequential.Builder all, Design design) {
    boolean original = design.form == Form.ORIGINAL;
    if (design.form == Form.CIFAR) {
      all.add(c -> stemLayer(c, design.style, 1, 3, 192, 3, Op.Conv2d.of(1, 1)));
      return;
    }
    all.add(c -> stemLayer(c, design.style, 1, 3, 64, 7, Op.Conv2d.of(2, 3)));
    all.then(x -> x.pool2d(halving(design.form, 3)));
    if (original) {
      all.add(c -> new LocalResponseNorm(5, 1e-4, 0.75, 1));
    }
    all.add(c -> stemLayer(c, design.style, 2, 64, 64, 1, Op.Conv2d.PLAIN));
    all.add(c -> stemLayer(c, design.style, 3, 64, 192, 3, Op.Conv2d.of(1, 1)));
    if (original) {
      all.add(c -> new LocalResponseNorm(5, 1e-4, 0.75, 1));
    }
    all.then(x -> x.pool2d(halving(design.form, 3)));
  }

  /** A maximum that halves an even extent. */
  private static Op.Pool2d halving(Form form, int kernel) {
    return form == Form.CIFAR
        ? Op.Pool2d.max(kernel, 2, 1)
        : new Op.Pool2d(Op.Pooling.MAX, kernel, kernel, 2, 2, 0, 0, true, false);
  }

  private static Module inception(LayerContext at, Design design, int block, int in, Inception w) {
    Form form = design.form;
    Style style = design.style;
    List<Sequential.Builder> parts =
        IntStream.range(0, 4)
            .mapToObj(i -> new Sequential.Builder(at.at(Integer.toString(i))))
            .toList();
    int layers = 5 + form.convolutions;
    parts.get(0).add(c -> layer(c, style, new Place(block, 1, layers, true, true), in, w.one, 1));
    parts
        .get(1)
        .add(c -> layer(c, style, new Place(block, 2, layers, true, false), in, w.threeReduce, 1))
        .add(
            c ->
                layer(
                    c, style, new Place(block, 3, layers, false, true), w.threeReduce, w.three, 3));
    parts
        .get(2)
        .add(c -> layer(c, style, new Place(block, 4, layers, true, false), in, w.fiveReduce, 1));
    int from = w.fiveReduce;
    for (int i = 1; i <= form.convolutions; i++) {
      int input = from;
      boolean ends = i == form.convolutions;
      int out = ends ? w.five : w.fiveInner;
      Place place = new Place(block, 4 + i, layers, false, ends);
      parts.get(2).add(c -> layer(c, style, place, input, out, form.kernel));
      from = out;
    }
    parts
        .get(3)
        .then(x -> x.pool2d(Op.Pool2d.max(3, 1, 1)))
        .add(c -> layer(c, style, new Place(block, layers, layers, true, true), in, w.pool, 1));
    List<Module> built = new ArrayList<>();
    parts.forEach(p -> built.add(p.build()));
    return new Branches(built);
  }

  /** A layer's place in an inception module; the modules are the blocks behind the stem's. */
  private record Place(int block, int layer, int layers, boolean opens, boolean ends) {
    Style.Position position() {
      return new Style.Position(block, layer, false);
    }

    Style.InModule inModule() {
      return new Style.InModule(block - 1, layer, layers, opens, ends);
    }
  }

  private static Module layer(
      LayerContext at, Style style, Place place, int in, int out, int kernel) {
    return layer(
        at,
        style.layer(place.position()),
        style.activation(place.position(), place.inModule()),
        in,
        out,
        kernel,
        Op.Conv2d.of(1, kernel / 2));
  }

  private static Module stemLayer(
      LayerContext at, Style style, int layer, int in, int out, int kernel, Op.Conv2d options) {
    Style.Position place = new Style.Position(0, layer, false);
    return layer(at, style.layer(place), style.activation(place), in, out, kernel, options);
  }

  private static Module layer(
      LayerContext at,
      ConvLayer convolution,
      ChannelLayer activation,
      int in,
      int out,
      int kernel,
      Op.Conv2d options) {
    return new Sequential.Builder(at)
        .add(c -> convolution.build(c, in, out, kernel, options))
        .add(c -> activation.build(c, out))
        .build();
  }

  @Override
  public Tensor forward(Tensor x, Mode mode) {
    return classifier.forward(body.forward(x, mode), mode);
  }
}
