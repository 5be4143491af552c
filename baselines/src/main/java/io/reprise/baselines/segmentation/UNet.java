package io.reprise.baselines.segmentation;

import io.reprise.nn.BatchNorm2d;
import io.reprise.nn.ConvLayer;
import io.reprise.nn.LayerContext;
import io.reprise.nn.Mode;
import io.reprise.nn.Module;
import io.reprise.nn.Sequential;
import io.reprise.tensor.Op;
import io.reprise.tensor.SpatialOp;
import io.reprise.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * U-Net (arXiv 1505.04597) in the form with padded, normalised convolutions and bilinear
 * up-sampling: {@code [N, in, H, W]} to {@code [N, out, H, W]}; H and W must divide by 2 to the
 * number of widths less one.
 */
public final class UNet extends Module {
  private final List<Module> down = new ArrayList<>();
  private final List<Module> up = new ArrayList<>();
  private final Module output;

  /**
   * Which network.
   *
   * @param widths of the levels, the finest first, at least two
   */
  public record Design(int in, List<Integer> widths, int out) {
    /** Copies the widths and checks the values. */
    public Design {
      widths = List.copyOf(widths);
      if (in < 1 || out < 1 || widths.size() < 2 || widths.stream().anyMatch(w -> w < 1)) {
        throw new IllegalArgumentException(
            "U-Net of "
                + in
                + " to "
                + out
                + " channels, widths "
                + widths
                + ": expected at least 1, and two levels");
      }
    }

    /** Five levels of 64 to 512 channels. */
    public static Design of(int in, int out) {
      return new Design(in, List.of(64, 128, 256, 512, 512), out);
    }
  }

  public UNet(LayerContext at, Design design) {
    int in = design.in;
    for (int i = 0; i < design.widths.size(); i++) {
      down.add(child("down" + i, twice(at.at("down" + i), in, design.widths.get(i))));
      in = design.widths.get(i);
    }
    for (int i = design.widths.size() - 2; i >= 0; i--) {
      int out = design.widths.get(Math.max(i - 1, 0));
      up.add(child("up" + i, twice(at.at("up" + i), in + design.widths.get(i), out)));
      in = out;
    }
    output =
        child(
            "output", ConvLayer.BIASED.build(at.at("output"), in, design.out, 1, Op.Conv2d.PLAIN));
  }

  private static Module twice(LayerContext at, int in, int out) {
    Op.Conv2d same = Op.Conv2d.of(1, 1);
    return new Sequential.Builder(at)
        .add(c -> ConvLayer.BIASED.build(c, in, out, 3, same))
        .add(c -> new BatchNorm2d(c, out))
        .then(Tensor::relu)
        .add(c -> ConvLayer.BIASED.build(c, out, out, 3, same))
        .add(c -> new BatchNorm2d(c, out))
        .then(Tensor::relu)
        .build();
  }

  @Override
  public Tensor forward(Tensor x, Mode mode) {
    int step = 1 << (down.size() - 1);
    if (x.shape().dim(2) % step != 0 || x.shape().dim(3) % step != 0) {
      throw new IllegalArgumentException(
          "U-Net: input " + x.shape() + ": expected height and width to divide by " + step);
    }
    List<Tensor> levels = new ArrayList<>();
    Tensor y = x;
    for (Module level : down) {
      y = levels.isEmpty() ? y : y.pool2d(Op.Pool2d.max(2, 2, 0));
      y = level.forward(y, mode);
      levels.add(y);
    }
    for (int i = 0; i < up.size(); i++) {
      Tensor skip = levels.get(levels.size() - 2 - i);
      Tensor larger =
          y.interpolate(
              new SpatialOp.Interpolate(
                  skip.shape().dim(2),
                  skip.shape().dim(3),
                  SpatialOp.Interpolation.BILINEAR,
                  true));
      y = up.get(i).forward(skip.concat(1, larger), mode);
    }
    return output.forward(y, mode);
  }
}
