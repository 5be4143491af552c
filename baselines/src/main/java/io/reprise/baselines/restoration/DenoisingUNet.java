package io.reprise.baselines.restoration;

import io.reprise.nn.ConvLayer;
import io.reprise.nn.LayerContext;
import io.reprise.nn.Mode;
import io.reprise.nn.Module;
import io.reprise.nn.Sequential;
import io.reprise.tensor.Op;
import io.reprise.tensor.SpatialOp;
import io.reprise.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The denoiser in front of a classifier that high-level guidance trains (arXiv 1712.02976): a U-Net
 * whose output is added to the image. Input and output {@code [N, C, H, W]} of any size of at least
 * 1 pixel at the lowest level.
 */
public final class DenoisingUNet extends Module {
  private final List<Sequential> down = new ArrayList<>();
  private final List<Sequential> up = new ArrayList<>();
  private final Module last;

  /**
   * Which network; lists are by level, from the image down.
   *
   * @param channels of the image
   * @param widths of the levels' convolutions; each level but the first halves the map
   * @param down convolutions of each level on the way down
   * @param up convolutions of each level but the lowest on the way up
   */
  public record Design(int channels, List<Integer> widths, List<Integer> down, List<Integer> up) {
    /** The winning submission's. */
    public static final Design PUBLISHED =
        new Design(3, List.of(64, 128, 256, 256, 256), List.of(2, 3, 3, 3, 3), List.of(2, 3, 3, 3));

    /** Copies the lists and checks that they fit together. */
    public Design {
      widths = List.copyOf(widths);
      down = List.copyOf(down);
      up = List.copyOf(up);
      if (widths.isEmpty() || down.size() != widths.size() || up.size() != widths.size() - 1) {
        throw new IllegalArgumentException(
            "denoising U-Net: widths "
                + widths
                + ", down "
                + down
                + ", up "
                + up
                + ": expected one each a level, but none up at the lowest");
      }
      for (List<Integer> counts : List.of(List.of(channels), widths, down, up)) {
        if (counts.stream().anyMatch(n -> n < 1)) {
          throw new IllegalArgumentException(
              "denoising U-Net: " + counts + ": expected all at least 1");
        }
      }
    }
  }

  public DenoisingUNet(LayerContext at, Design design) {
    int in = design.channels;
    for (int level = 0; level < design.widths.size(); level++) {
      String name = "down" + level;
      int width = design.widths.get(level);
      int stride = level == 0 ? 1 : 2;
      down.add(child(name, convolutions(at.at(name), in, width, design.down.get(level), stride)));
      in = width;
    }
    for (int level = design.up.size() - 1; level >= 0; level--) {
      String name = "up" + level;
      int width = design.widths.get(level);
      up.add(child(name, convolutions(at.at(name), in + width, width, design.up.get(level), 1)));
      in = width;
    }
    last =
        child(
            "last", ConvLayer.PLAIN.build(at.at("last"), in, design.channels, 1, Op.Conv2d.PLAIN));
  }

  private static Sequential convolutions(
      LayerContext at, int in, int width, int count, int stride) {
    Sequential.Builder layers = new Sequential.Builder(at);
    for (int i = 0; i < count; i++) {
      int from = i == 0 ? in : width;
      Op.Conv2d options = Op.Conv2d.of(i == 0 ? stride : 1, 1);
      layers.add(c -> ConvLayer.NORMALIZED.build(c, from, width, 3, options)).then(Tensor::relu);
    }
    return layers.build();
  }

  @Override
  public Tensor forward(Tensor x, Mode mode) {
    List<Tensor> maps = new ArrayList<>();
    Tensor y = x;
    for (Sequential level : down) {
      y = level.forward(y, mode);
      maps.add(y);
    }
    Collections.reverse(maps);
    for (int i = 0; i < up.size(); i++) {
      Tensor across = maps.get(i + 1);
      Tensor larger =
          y.interpolate(
              new SpatialOp.Interpolate(
                  across.shape().dim(2),
                  across.shape().dim(3),
                  SpatialOp.Interpolation.BILINEAR,
                  false));
      y = up.get(i).forward(larger.concat(1, across), mode);
    }
    return x.add(last.forward(y, mode));
  }
}
