package io.reprise.baselines.segmentation;

import io.reprise.nn.ChannelLayer;
import io.reprise.nn.ConvLayer;
import io.reprise.nn.ConvNorm;
import io.reprise.nn.LayerContext;
import io.reprise.nn.Mode;
import io.reprise.nn.Module;
import io.reprise.tensor.Op;
import io.reprise.tensor.SpatialOp;
import io.reprise.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Convolutional networks on several scales of a face that exchange feature maps between their
 * layers (arXiv 1806.02479). Input {@code [N, 3, H, W]}, output logits {@code [N, labels, H, W]}; H
 * and W must divide by 2 to the number of rows less one.
 */
public final class InterlinkedCnn extends Module {
  private static final int ROUNDS = 3;

  private final Design design;
  private final List<Module> inputs = new ArrayList<>();
  private final List<List<Module>> rounds = new ArrayList<>();
  private final List<Module> merges = new ArrayList<>();
  private final Module last;
  private final Module lastWide;

  /** What its layers are made of. */
  public enum Form {
    /** Convolutions and tanh. */
    PLAIN,
    /** With batch normalisation before each tanh. */
    NORMALIZED,
    /** Normalised, with two convolutions and ReLU between exchanges: the released code's. */
    DOUBLE
  }

  /**
   * Which network.
   *
   * @param widths of the rows, the finest first; one row is a network of a single scale
   * @param kernel of all convolutions but the last
   * @param interlinked whether rows exchange maps between layers, else only at the output
   */
  public record Design(
      List<Integer> widths,
      int labels,
      int kernel,
      int lastKernel,
      boolean interlinked,
      Form form) {
    /** Copies the widths and checks the values. */
    public Design {
      widths = List.copyOf(widths);
      if (widths.isEmpty() || widths.stream().anyMatch(w -> w < 1) || labels < 1) {
        throw new IllegalArgumentException(
            "interlinked CNN: widths " + widths + ", labels " + labels + ": expected at least 1");
      }
      if (kernel < 1 || kernel % 2 == 0 || lastKernel < 1 || lastKernel % 2 == 0) {
        throw new IllegalArgumentException(
            "interlinked CNN: kernels " + kernel + " and " + lastKernel + ": expected odd");
      }
    }

    /** The published network of four rows. */
    public static Design published(int labels, Form form) {
      return new Design(List.of(8, 16, 24, 32), labels, 5, 9, true, form);
    }

    /** With rows that meet at the output only. */
    public Design withoutLinks() {
      return new Design(widths, labels, kernel, lastKernel, false, form);
    }

    private int rows() {
      return widths.size();
    }

    private int linked(int row) {
      int own = widths.get(row);
      if (!interlinked) {
        return own;
      }
      int finer = row > 0 ? widths.get(row - 1) : 0;
      return own + finer + (row + 1 < rows() ? widths.get(row + 1) : 0);
    }

    private int merged() {
      return 2 * labels + 8;
    }
  }

  public InterlinkedCnn(LayerContext at, Design design) {
    this.design = design;
    for (int r = 0; r < design.rows(); r++) {
      String name = "input" + r;
      inputs.add(child(name, conv(at.at(name), 3, design.widths.get(r))));
    }
    boolean twice = design.form == Form.DOUBLE;
    for (int i = 0; i < ROUNDS; i++) {
      List<Module> row = new ArrayList<>();
      for (int r = 0; r < design.rows(); r++) {
        String name = "round" + i + "_row" + r;
        row.add(child(name, conv(at.at(name), design.linked(r), design.widths.get(r))));
        if (twice) {
          String second = name + "_second";
          row.add(child(second, conv(at.at(second), design.widths.get(r), design.widths.get(r))));
        }
      }
      rounds.add(row);
    }
    int coarser = 0;
    for (int r = design.rows() - 1; r >= 0; r--) {
      int own = design.widths.get(r);
      if (r > 0 && r == design.rows() - 1) {
        coarser = own;
        continue;
      }
      int out = r > 0 || twice ? own : design.merged();
      merges.add(child("merge" + r, conv(at.at("merge" + r), own + coarser, out)));
      coarser = out;
    }
    if (twice) {
      merges.add(child("widen", conv(at.at("widen"), coarser, design.merged())));
    }
    last = child("last", plain(at.at("last"), design.merged(), design.kernel));
    lastWide = child("lastWide", plain(at.at("lastWide"), design.labels, design.lastKernel));
  }

  private Module conv(LayerContext at, int in, int out) {
    ChannelLayer norm = design.form == Form.PLAIN ? ChannelLayer.IDENTITY : ChannelLayer.BATCH_NORM;
    return new ConvNorm(at, ConvLayer.BIASED, norm, in, out, design.kernel, same(design.kernel));
  }

  private Module plain(LayerContext at, int in, int kernel) {
    return ConvLayer.BIASED.build(at, in, design.labels, kernel, same(kernel));
  }

  private static Op.Conv2d same(int kernel) {
    return Op.Conv2d.of(1, kernel / 2);
  }

  @Override
  public Tensor forward(Tensor x, Mode mode) {
    int step = 1 << (design.rows() - 1);
    if (x.shape().dim(2) % step != 0 || x.shape().dim(3) % step != 0) {
      throw new IllegalArgumentException(
          "interlinked CNN: input "
              + x.shape()
              + ": expected height and width to divide by "
              + step);
    }
    List<Tensor> rows = new ArrayList<>();
    Tensor scaled = x;
    for (Module input : inputs) {
      scaled = rows.isEmpty() ? x : down(scaled);
      rows.add(input.forward(scaled, mode).tanh());
    }
    for (List<Module> round : rounds) {
      rows = exchange(rows, round, mode);
    }
    return merge(rows, mode);
  }

  private List<Tensor> exchange(List<Tensor> rows, List<Module> round, Mode mode) {
    boolean twice = design.form == Form.DOUBLE;
    UnaryOperator<Tensor> activation = twice ? Tensor::relu : Tensor::tanh;
    List<Tensor> next = new ArrayList<>();
    for (int r = 0; r < rows.size(); r++) {
      Tensor y = design.interlinked ? linked(rows, r) : rows.get(r);
      int layer = twice ? 2 * r : r;
      y = activation.apply(round.get(layer).forward(y, mode));
      next.add(twice ? activation.apply(round.get(layer + 1).forward(y, mode)) : y);
    }
    return next;
  }

  private static Tensor linked(List<Tensor> rows, int r) {
    List<Tensor> parts = new ArrayList<>();
    if (r > 0) {
      parts.add(down(rows.get(r - 1)));
    }
    parts.add(rows.get(r));
    if (r + 1 < rows.size()) {
      parts.add(up(rows.get(r + 1)));
    }
    return parts.get(0).concat(1, parts.subList(1, parts.size()).toArray(new Tensor[0]));
  }

  private Tensor merge(List<Tensor> rows, Mode mode) {
    int r = rows.size() - 1;
    Tensor y = rows.get(r);
    for (Module layer : merges) {
      if (rows.size() > 1 && r > 0) {
        y = rows.get(--r).concat(1, up(y));
      }
      y = layer.forward(y, mode).tanh();
    }
    return lastWide.forward(last.forward(y, mode), mode);
  }

  private static Tensor down(Tensor x) {
    return x.pool2d(Op.Pool2d.max(3, 2, 1));
  }

  private static Tensor up(Tensor x) {
    return x.interpolate(
        new SpatialOp.Interpolate(
            2 * x.shape().dim(2), 2 * x.shape().dim(3), SpatialOp.Interpolation.NEAREST, false));
  }
}
