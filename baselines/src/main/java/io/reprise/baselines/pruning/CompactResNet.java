package io.reprise.baselines.pruning;

import io.reprise.baselines.ResNet;
import io.reprise.nn.BatchNorm2d;
import io.reprise.nn.Conv2d;
import io.reprise.nn.ConvNorm;
import io.reprise.nn.LayerContext;
import io.reprise.nn.Linear;
import io.reprise.nn.Mode;
import io.reprise.nn.Module;
import io.reprise.tensor.Engine;
import io.reprise.tensor.Op;
import io.reprise.tensor.Scope;
import io.reprise.tensor.Seed;
import io.reprise.tensor.Shape;
import io.reprise.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * A residual network with its pruned filters physically removed, for evaluation. It computes what
 * the masked network computes: a channel whose filter is zero still carries the constant that its
 * batch normalisation makes of 0, and every such constant is folded into what reads it, exactly,
 * including at zero-padded borders. Residual sums keep their full width.
 */
public final class CompactResNet extends Module {
  private final ResNet.Design design;
  private final Cut stem;
  private final List<CutBlock> blocks = new ArrayList<>();
  private final Linear classifier;
  private final Widening stemWidening;

  /**
   * A compact network with fresh weights, all folded constants 0.
   *
   * @param image {@code [C, H, W]} of the inputs it will be given
   * @throws IllegalArgumentException if the design is grouped, already narrowed or of another style
   */
  public CompactResNet(
      LayerContext at, ResNet.Design design, FilterSelection selection, Shape image) {
    requirePlain(design);
    this.design = design;
    int stride = design.imageNetStem() ? 2 : 1;
    int[] everything = IntStream.range(0, image.dim(0)).toArray();
    int[] stemKept = selection.kept("stem");
    stem =
        child(
            "stem",
            new Cut(
                at.at("stem"),
                everything,
                stemKept,
                image.dim(0),
                design.imageNetStem() ? 7 : 3,
                design.imageNetStem() ? Op.Conv2d.of(2, 3) : Op.Conv2d.of(1, 1),
                image.dim(1),
                image.dim(2)));
    int height = halved(image.dim(1), stride);
    int width = halved(image.dim(2), stride);
    if (design.imageNetStem()) {
      height = halved(height, 2);
      width = halved(width, 2);
    }
    int in = design.widths().get(0);
    int[] kept = stemKept;
    for (int stage = 0; stage < design.blocks().size(); stage++) {
      int out = design.outWidth(stage);
      for (int i = 0; i < design.blocks().get(stage); i++) {
        String name = "stage" + (stage + 1) + "_block" + i;
        int step = stage > 0 && i == 0 ? 2 : 1;
        blocks.add(
            child(
                name,
                new CutBlock(
                    at.at(name), name, design, stage, selection, kept, in, step, height, width)));
        height = halved(height, step);
        width = halved(width, step);
        in = out;
        kept = IntStream.range(0, out).toArray();
      }
    }
    stemWidening =
        blocks.get(0).projection == null
            ? child("widening", new Widening(at.engine(), stemKept, design.widths().get(0)))
            : null;
    classifier = child("classifier", new Linear(at.at("classifier"), in, design.classes()));
  }

  /** Grouped, restyled or already narrowed networks have other constants to fold. */
  private static void requirePlain(ResNet.Design design) {
    ResNet.Design plain =
        new ResNet.Design(
            design.blocks(),
            design.widths(),
            design.classes(),
            design.bottleneck(),
            design.imageNetStem(),
            design.projection());
    if (!plain.equals(design)) {
      throw new IllegalArgumentException(
          "compact network of " + design + ": expected a plain residual network, as " + plain);
    }
  }

  private static int halved(int extent, int stride) {
    return (extent + stride - 1) / stride;
  }

  /**
   * Cuts the selected filters out of a network in which they are zero.
   *
   * @param image {@code [C, H, W]} of the inputs it will be given
   * @throws IllegalArgumentException if a selected filter is not zero
   */
  public static CompactResNet cut(ResNet net, FilterSelection selection, Shape image) {
    Map<String, ConvNorm> convs = ResNetFilters.of(net);
    convs.forEach((path, conv) -> requireZero(path, conv, selection));
    Engine engine = net.stem().conv().weight().engine();
    CompactResNet compact =
        new CompactResNet(LayerContext.root(engine, new Seed(0)), net.design(), selection, image);
    try (Scope copying = engine.inference()) {
      float[] constants = compact.stem.copy(net.stem(), null, true);
      if (compact.stemWidening != null) {
        set(compact.stemWidening.constants, constants);
      }
      for (int i = 0; i < compact.blocks.size(); i++) {
        compact.blocks.get(i).copy(net.blocks().get(i), i == 0 ? constants : null);
      }
      compact.classifier.load(net.children().get("classifier").state());
    }
    return compact;
  }

  private static void requireZero(String path, ConvNorm conv, FilterSelection selection) {
    float[] w = conv.conv().weight().toFloats();
    int size = w.length / conv.conv().weight().shape().dim(0);
    for (int k = 0; k < w.length; k++) {
      if (w[k] != 0 && selection.isPruned(path, k / size)) {
        throw new IllegalArgumentException(
            "filter "
                + k / size
                + " of "
                + path
                + " is to be cut but holds "
                + w[k]
                + ": expected zeros");
      }
    }
  }

  @Override
  public Tensor forward(Tensor x, Mode mode) {
    if (mode != Mode.EVALUATE) {
      throw new IllegalArgumentException("a compact network is for evaluation, mode is " + mode);
    }
    Tensor y = ResNet.pool(design, stem.forward(x, mode).relu());
    for (CutBlock block : blocks) {
      boolean first = block == blocks.get(0);
      y = block.forward(y, first && stemWidening != null ? stemWidening.forward(y, mode) : y);
    }
    return classifier.forward(y.mean(2, 3), mode);
  }

  /** A narrowed convolution and normalisation, with what the cut inputs contributed. */
  private static final class Cut extends Module {
    private final int[] in;
    private final int[] out;
    private final int fullIn;
    private final Shape inputExtent;
    private final Conv2d conv;
    private final BatchNorm2d norm;
    private final Tensor contribution;

    Cut(
        LayerContext at,
        int[] in,
        int[] out,
        int fullIn,
        int kernel,
        Op.Conv2d options,
        int height,
        int width) {
      this.in = in;
      this.out = out;
      this.fullIn = fullIn;
      this.inputExtent = Shape.of(height, width);
      conv = child("conv", new Conv2d(at.at("conv"), in.length, out.length, kernel, options));
      norm = child("norm", new BatchNorm2d(at.at("norm"), out.length));
      boolean dependsOnPlace = kernel > 1;
      contribution =
          dependsOnPlace && in.length < fullIn
              ? buffer(
                  "contribution",
                  at.engine()
                      .full(
                          0,
                          Shape.of(
                              1,
                              out.length,
                              halved(height, options.strideH()),
                              halved(width, options.strideW()))))
              : null;
    }

    @Override
    public Tensor forward(Tensor x, Mode mode) {
      Tensor y = conv.forward(x, mode);
      return norm.forward(contribution == null ? y : y.add(contribution), mode);
    }

    /**
     * Takes over the kept part of a full layer.
     *
     * @param inputConstants what each cut input channel carries, 0 for kept ones; null if none
     * @param rectified whether a ReLU follows
     * @return what each output channel carries if it was cut, 0 for kept ones
     */
    float[] copy(ConvNorm full, float[] inputConstants, boolean rectified) {
      Engine engine = full.conv().weight().engine();
      Shape w = full.conv().weight().shape();
      int kernel = w.dim(2) * w.dim(3);
      float[] from = full.conv().weight().toFloats();
      float[] to = new float[out.length * in.length * kernel];
      for (int o = 0; o < out.length; o++) {
        for (int i = 0; i < in.length; i++) {
          System.arraycopy(
              from, (out[o] * fullIn + in[i]) * kernel, to, (o * in.length + i) * kernel, kernel);
        }
      }
      set(conv.weight(), to);
      float[] scale = full.norm().scale().toFloats();
      float[] shift = full.norm().shift().toFloats();
      float[] mean = full.norm().runningMean().toFloats();
      float[] variance = full.norm().runningVariance().toFloats();
      set(norm.scale(), pick(scale));
      set(norm.shift(), pick(shift));
      set(norm.runningVariance(), pick(variance));
      float[] keptMean = pick(mean);
      if (inputConstants != null && in.length < fullIn) {
        int extent = contribution == null ? 1 : Math.toIntExact(inputExtent.elements());
        float[] planes = new float[fullIn * extent];
        for (int c = 0; c < fullIn; c++) {
          Arrays.fill(planes, c * extent, (c + 1) * extent, inputConstants[c]);
        }
        Shape shape =
            contribution == null
                ? Shape.of(1, fullIn, 1, 1)
                : Shape.of(1, fullIn, inputExtent.dim(0), inputExtent.dim(1));
        Tensor index =
            engine.tensor(Arrays.stream(out).asLongStream().toArray(), Shape.of(out.length));
        Tensor added =
            engine
                .tensor(planes, shape)
                .conv2d(full.conv().weight().indexSelect(0, index), full.conv().options());
        if (contribution != null) {
          contribution.assign(added);
        } else {
          // Without a window the contribution is the same everywhere: the mean takes it up.
          float[] everywhere = added.toFloats();
          for (int o = 0; o < out.length; o++) {
            keptMean[o] -= everywhere[o];
          }
        }
      }
      set(norm.runningMean(), keptMean);

      float[] constants = new float[w.dim(0)];
      for (int c = 0; c < constants.length; c++) {
        double ofZero =
            shift[c] - scale[c] * mean[c] / Math.sqrt(variance[c] + BatchNorm2d.EPSILON);
        constants[c] = (float) (rectified ? Math.max(0, ofZero) : ofZero);
      }
      for (int o : out) {
        constants[o] = 0;
      }
      return constants;
    }

    private float[] pick(float[] values) {
      float[] kept = new float[out.length];
      for (int o = 0; o < out.length; o++) {
        kept[o] = values[out[o]];
      }
      return kept;
    }
  }

  /** Puts kept channels back to their places, with constants in the gaps. */
  private static final class Widening extends Module {
    private final Tensor order;
    private final Tensor constants;
    private final int missing;

    Widening(Engine engine, int[] kept, int full) {
      missing = full - kept.length;
      long[] source = new long[full];
      int gap = kept.length;
      for (int c = 0; c < full; c++) {
        int k = Arrays.binarySearch(kept, c);
        source[c] = k >= 0 ? k : gap++;
      }
      order = engine.tensor(source, Shape.of(full));
      constants = buffer("constants", engine.full(0, Shape.of(1, full, 1, 1)));
    }

    @Override
    public Tensor forward(Tensor x, Mode mode) {
      return missing == 0 ? x : x.pad(1, 0, missing, 0).indexSelect(1, order).add(constants);
    }
  }

  /** A residual block whose branch is narrowed inside and adds to the kept channels of the sum. */
  private static final class CutBlock extends Module {
    private final List<Cut> branch = new ArrayList<>();
    private final Cut projection;
    private final Tensor places;
    private final Tensor constants;
    private final int stride;
    private final int out;
    private final boolean whole;

    CutBlock(
        LayerContext at,
        String path,
        ResNet.Design design,
        int stage,
        FilterSelection selection,
        int[] in,
        int fullIn,
        int stride,
        int height,
        int width) {
      this.stride = stride;
      this.out = design.outWidth(stage);
      int[] kept = in;
      int full = fullIn;
      int h = height;
      int w = width;
      List<Op.Conv2d> options =
          design.bottleneck()
              ? List.of(Op.Conv2d.PLAIN, Op.Conv2d.of(stride, 1), Op.Conv2d.PLAIN)
              : List.of(Op.Conv2d.of(stride, 1), Op.Conv2d.of(1, 1));
      for (Op.Conv2d o : options) {
        String name = "conv" + (branch.size() + 1);
        int[] next = selection.kept(path + "." + name);
        branch.add(
            child(name, new Cut(at.at(name), kept, next, full, 2 * o.paddingH() + 1, o, h, w)));
        full = branch.size() < options.size() ? design.widths().get(stage) : out;
        h = halved(h, o.strideH());
        w = halved(w, o.strideW());
        kept = next;
      }
      boolean projects = design.projection() && (stride != 1 || fullIn != out);
      projection =
          projects
              ? child(
                  "projection",
                  new Cut(
                      at.at("projection"),
                      in,
                      IntStream.range(0, out).toArray(),
                      fullIn,
                      1,
                      Op.Conv2d.of(stride, 0),
                      height,
                      width))
              : null;
      whole = kept.length == out;
      places =
          at.engine().tensor(Arrays.stream(kept).asLongStream().toArray(), Shape.of(kept.length));
      constants = buffer("constants", at.engine().full(0, Shape.of(1, out, 1, 1)));
    }

    Tensor forward(Tensor x, Tensor shortcutInput) {
      Tensor y = x;
      for (int i = 0; i < branch.size(); i++) {
        y = branch.get(i).forward(y, Mode.EVALUATE);
        y = i < branch.size() - 1 ? y.relu() : y;
      }
      Tensor shortcut =
          projection == null
              ? ResNet.paddedShortcut(shortcutInput, stride, out)
              : projection.forward(x, Mode.EVALUATE);
      return (whole ? shortcut.add(y) : shortcut.add(constants).indexAdd(1, places, y)).relu();
    }

    @Override
    public Tensor forward(Tensor x, Mode mode) {
      return forward(x, x);
    }

    void copy(ResNet.Block full, float[] inputConstants) {
      float[] carried = inputConstants;
      for (int i = 0; i < branch.size(); i++) {
        carried = branch.get(i).copy(full.branch().get(i), carried, i < branch.size() - 1);
      }
      set(constants, carried);
      if (projection != null) {
        projection.copy(full.projection(), inputConstants, false);
      }
    }
  }
}
