package io.reprise.baselines;

import io.reprise.nn.BatchNorm2d;
import io.reprise.nn.Dropout;
import io.reprise.nn.LayerContext;
import io.reprise.nn.Linear;
import io.reprise.nn.Mode;
import io.reprise.nn.Module;
import io.reprise.nn.Sequential;
import io.reprise.tensor.Op;
import io.reprise.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;

/**
 * Plain stacks of 3x3 convolutions and 2x2 maxima (arXiv 1409.1556): torchvision's for ImageNet,
 * and the CIFAR forms with batch normalisation that pruning papers cut. Input {@code [N, 3, H, W]},
 * output logits.
 */
public final class Vgg extends Module {
  /** Stands for a 2x2 maximum in a layout. */
  public static final int POOL = 0;

  private final Sequential convolutions;
  private final Sequential classifier;
  private final int poolTo;

  /**
   * Which network.
   *
   * @param layout widths of the convolutions, and {@link #POOL}
   * @param poolTo side of the averaged map that the classifier reads
   * @param hidden widths of hidden linear layers
   * @param normalizesHidden whether batch normalisation stands behind them
   * @param dropout behind each hidden layer, in [0, 1)
   * @param style what a convolutional layer is made of; each is a block of one layer, those between
   *     two poolings are a module
   */
  public record Design(
      List<Integer> layout,
      int poolTo,
      List<Integer> hidden,
      boolean normalizesHidden,
      double dropout,
      int classes,
      Style style) {
    /** Copies the lists and checks the values. */
    public Design {
      layout = List.copyOf(layout);
      hidden = List.copyOf(hidden);
      if (layout.isEmpty() || layout.get(0) == POOL || layout.stream().anyMatch(w -> w < 0)) {
        throw new IllegalArgumentException(
            "VGG layout "
                + layout
                + ": expected widths and "
                + POOL
                + " for pooling, a width first");
      }
      hidden.forEach(w -> Requirements.positive("VGG: hidden width", w));
      Requirements.positive("VGG: pooled side or classes", poolTo, classes);
    }

    /**
     * For ImageNet, as torchvision's.
     *
     * @param depth 11, 13, 16 or 19
     * @param style {@link UniformStyle#UNNORMALIZED} or {@link UniformStyle#BIASED}
     */
    public static Design imageNet(int depth, Style style) {
      List<Integer> layout = new ArrayList<>(layoutOf(depth));
      layout.add(POOL);
      return new Design(layout, 7, List.of(4096, 4096), false, 0.5, 1000, style);
    }

    /**
     * For CIFAR, with one linear layer.
     *
     * @param depth 11, 13, 16 or 19, that of the ImageNet network with the same convolutions
     * @param style {@link UniformStyle#STANDARD} or {@link UniformStyle#BIASED}
     */
    public static Design cifar(int depth, int classes, Style style) {
      return new Design(layoutOf(depth), 1, List.of(), false, 0, classes, style);
    }

    private static List<Integer> layoutOf(int depth) {
      List<Integer> convs =
          switch (depth) {
            case 11 -> List.of(1, 1, 2, 2, 2);
            case 13 -> List.of(2, 2, 2, 2, 2);
            case 16 -> List.of(2, 2, 3, 3, 3);
            case 19 -> List.of(2, 2, 4, 4, 4);
            default ->
                throw new IllegalArgumentException(
                    "VGG depth " + depth + ": expected 11, 13, 16 or 19");
          };
      List<Integer> widths = List.of(64, 128, 256, 512, 512);
      List<Integer> layout = new ArrayList<>();
      for (int stage = 0; stage < convs.size(); stage++) {
        if (stage > 0) {
          layout.add(POOL);
        }
        layout.addAll(Collections.nCopies(convs.get(stage), widths.get(stage)));
      }
      return layout;
    }

    /** With convolutions of other widths, in order. */
    public Design withWidths(List<Integer> widths) {
      long convs = layout.stream().filter(w -> w != POOL).count();
      if (widths.size() != convs) {
        throw new IllegalArgumentException(
            "VGG widths " + widths + ": expected one for each of " + convs + " convolutions");
      }
      Requirements.counts("VGG widths", widths);
      Iterator<Integer> next = widths.iterator();
      return new Design(
          layout.stream().map(w -> w == POOL ? POOL : next.next()).toList(),
          poolTo,
          hidden,
          normalizesHidden,
          dropout,
          classes,
          style);
    }

    /** With hidden linear layers that are followed by batch normalisation and ReLU. */
    public Design withNormalizedHidden(List<Integer> widths) {
      return new Design(layout, poolTo, widths, true, dropout, classes, style);
    }

    /** With layers of another style. */
    public Design withStyle(Style newStyle) {
      return new Design(layout, poolTo, hidden, normalizesHidden, dropout, classes, newStyle);
    }
  }

  public Vgg(LayerContext at, Design design) {
    poolTo = design.poolTo;
    Sequential.Builder features = new Sequential.Builder(at.at("convolutions"));
    int in = 3;
    int number = 0;
    int group = 0;
    int before = 0;
    for (int i = 0; i < design.layout.size(); i++) {
      int width = design.layout.get(i);
      if (width == POOL) {
        features.then(x -> x.pool2d(Op.Pool2d.max(2, 2, 0)));
        group += before > 0 ? 1 : 0;
        before = 0;
        continue;
      }
      Style.Position place = new Style.Position(number++, 1, true);
      before++;
      Style.InModule rank =
          Style.InModule.ofChain(group, before, before + convolutionsFrom(design.layout, i + 1));
      int from = in;
      features.add(c -> design.style.layer(place).build(c, from, width, 3, Op.Conv2d.of(1, 1)));
      features.add(c -> design.style.activation(place, rank).build(c, width));
      in = width;
    }
    convolutions = child("convolutions", features.build());
    Sequential.Builder linear = new Sequential.Builder(at.at("classifier"));
    in *= poolTo * poolTo;
    for (int width : design.hidden) {
      int from = in;
      linear.add(c -> new Linear(c, from, width));
      if (design.normalizesHidden) {
        linear.add(c -> new BatchNorm2d(c, width));
      }
      linear.then(Tensor::relu);
      linear.add(c -> new Dropout(c, design.dropout));
      in = width;
    }
    int from = in;
    linear.add(c -> new Linear(c, from, design.classes));
    classifier = child("classifier", linear.build());
  }

  /** How many convolutions stand at {@code first} and behind it before the next pooling. */
  private static int convolutionsFrom(List<Integer> layout, int first) {
    int end = layout.subList(first, layout.size()).indexOf(POOL);
    return end < 0 ? layout.size() - first : end;
  }

  @Override
  public Tensor forward(Tensor x, Mode mode) {
    return classifier.forward(read(x, mode), mode);
  }

  /**
   * What the last linear layer reads, such as the second hidden layer's output (fc7) of the network
   * for ImageNet.
   *
   * @return {@code [N, width]}
   */
  public Tensor features(Tensor x, Mode mode) {
    Tensor y = read(x, mode);
    List<Module> layers = List.copyOf(classifier.children().values());
    for (Module layer : layers.subList(0, layers.size() - 1)) {
      y = layer.forward(y, mode);
    }
    return y;
  }

  /** What the classifier reads. */
  private Tensor read(Tensor x, Mode mode) {
    return convolutions.forward(x, mode).adaptiveAveragePool2d(poolTo, poolTo).flatten();
  }
}
