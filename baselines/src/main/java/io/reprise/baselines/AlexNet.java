package io.reprise.baselines;

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
import java.util.List;

/**
 * AlexNet (Krizhevsky et al. 2012). Input {@code [N, 3, 224, 224]} for torchvision's form, {@code
 * [N, 3, 227, 227]} for Caffe's; output logits.
 */
public final class AlexNet extends Module {
  private final Sequential layers;

  /** Whose network. */
  public enum Form {
    /** One tower without response normalisation (arXiv 1404.5997), dropout before linear layers. */
    TORCHVISION,
    /** Two groups in three convolutions, normalisation before pooling. */
    ALEXNET,
    /** As {@link #ALEXNET}, normalisation after pooling: Caffe's reference network. */
    CAFFENET
  }

  /**
   * Which network.
   *
   * @param widths of the five convolutions
   * @param hidden widths of the two hidden linear layers
   */
  public record Design(Form form, List<Integer> widths, List<Integer> hidden, int classes) {
    /** Copies the lists and checks their lengths. */
    public Design {
      widths = Requirements.counts("AlexNet: widths", widths);
      hidden = Requirements.counts("AlexNet: hidden widths", hidden);
      Requirements.positive("AlexNet: classes", classes);
      if (widths.size() != 5 || hidden.size() != 2) {
        throw new IllegalArgumentException(
            "AlexNet: widths " + widths + " and " + hidden + ": expected five and two");
      }
    }

    /** With the published widths and 1,000 classes. */
    public static Design of(Form form) {
      List<Integer> widths =
          form == Form.TORCHVISION
              ? List.of(64, 192, 384, 256, 256)
              : List.of(96, 256, 384, 384, 256);
      return new Design(form, widths, List.of(4096, 4096), 1000);
    }
  }

  public AlexNet(LayerContext at, Design design) {
    boolean tower = design.form == Form.TORCHVISION;
    int groups = tower ? 1 : 2;
    List<Integer> w = design.widths;
    Sequential.Builder all = new Sequential.Builder(at.at("layers"));
    all.add(c -> ConvLayer.BIASED.build(c, 3, w.get(0), 11, Op.Conv2d.of(4, tower ? 2 : 0)));
    all.then(Tensor::relu);
    poolAndNormalize(all, design.form);
    add(all, w.get(0), w.get(1), 5, groups);
    poolAndNormalize(all, design.form);
    add(all, w.get(1), w.get(2), 3, 1);
    add(all, w.get(2), w.get(3), 3, groups);
    add(all, w.get(3), w.get(4), 3, groups);
    all.then(x -> x.pool2d(Op.Pool2d.max(3, 2, 0)));
    all.then(x -> x.adaptiveAveragePool2d(6, 6).flatten());
    int in = 36 * w.get(4);
    for (int width : design.hidden) {
      int from = in;
      if (tower) {
        all.add(c -> new Dropout(c, 0.5));
      }
      all.add(c -> new Linear(c, from, width)).then(Tensor::relu);
      if (!tower) {
        all.add(c -> new Dropout(c, 0.5));
      }
      in = width;
    }
    int from = in;
    all.add(c -> new Linear(c, from, design.classes));
    layers = child("layers", all.build());
  }

  private static void add(Sequential.Builder all, int in, int out, int kernel, int groups) {
    Op.Conv2d options = Op.Conv2d.of(1, kernel / 2).withGroups(groups);
    all.add(c -> ConvLayer.BIASED.build(c, in, out, kernel, options)).then(Tensor::relu);
  }

  private static void poolAndNormalize(Sequential.Builder all, Form form) {
    if (form == Form.ALEXNET) {
      all.add(c -> new LocalResponseNorm(5, 1e-4, 0.75, 1));
    }
    all.then(x -> x.pool2d(Op.Pool2d.max(3, 2, 0)));
    if (form == Form.CAFFENET) {
      all.add(c -> new LocalResponseNorm(5, 1e-4, 0.75, 1));
    }
  }

  @Override
  public Tensor forward(Tensor x, Mode mode) {
    return layers.forward(x, mode);
  }
}
