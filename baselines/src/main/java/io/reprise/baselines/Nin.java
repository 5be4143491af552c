package io.reprise.baselines;

import io.reprise.nn.ConvLayer;
import io.reprise.nn.Dropout;
import io.reprise.nn.LayerContext;
import io.reprise.nn.Mode;
import io.reprise.nn.Module;
import io.reprise.nn.Sequential;
import io.reprise.tensor.Op;
import io.reprise.tensor.Tensor;
import java.util.List;

/**
 * Network in Network for CIFAR (arXiv 1312.4400): three convolutions, each followed by two of 1x1;
 * the mean of the last maps gives the logits. Input {@code [N, 3, H, W]}.
 */
public final class Nin extends Module {
  private final Sequential layers;

  /**
   * Which network.
   *
   * @param widths of the eight convolutions before the last, which has one for each class
   */
  public record Design(List<Integer> widths, int classes) {
    /** Copies the list and checks its length. */
    public Design {
      widths = Requirements.counts("NIN: widths", widths);
      Requirements.positive("NIN: classes", classes);
      if (widths.size() != 8) {
        throw new IllegalArgumentException("NIN: widths " + widths + ": expected eight");
      }
    }

    /** With the published widths. */
    public static Design cifar(int classes) {
      return new Design(List.of(192, 160, 96, 192, 192, 192, 192, 192), classes);
    }
  }

  public Nin(LayerContext at, Design design) {
    List<Integer> w = design.widths;
    Sequential.Builder all = new Sequential.Builder(at.at("layers"));
    add(all, 3, w.get(0), 5);
    add(all, w.get(0), w.get(1), 1);
    add(all, w.get(1), w.get(2), 1);
    all.then(x -> x.pool2d(Op.Pool2d.max(3, 2, 1))).add(c -> new Dropout(c, 0.5));
    add(all, w.get(2), w.get(3), 5);
    add(all, w.get(3), w.get(4), 1);
    add(all, w.get(4), w.get(5), 1);
    all.then(x -> x.pool2d(Op.Pool2d.average(3, 2, 1))).add(c -> new Dropout(c, 0.5));
    add(all, w.get(5), w.get(6), 3);
    add(all, w.get(6), w.get(7), 1);
    add(all, w.get(7), design.classes, 1);
    layers = child("layers", all.build());
  }

  private static void add(Sequential.Builder all, int in, int out, int kernel) {
    all.add(c -> ConvLayer.BIASED.build(c, in, out, kernel, Op.Conv2d.of(1, kernel / 2)));
    all.then(Tensor::relu);
  }

  @Override
  public Tensor forward(Tensor x, Mode mode) {
    return layers.forward(x, mode).mean(2, 3);
  }
}
