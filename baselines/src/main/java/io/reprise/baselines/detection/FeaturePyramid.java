package io.reprise.baselines.detection;

import io.reprise.nn.ConvLayer;
import io.reprise.nn.LayerContext;
import io.reprise.nn.Mode;
import io.reprise.nn.Module;
import io.reprise.tensor.Op;
import io.reprise.tensor.SpatialOp;
import io.reprise.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * A feature pyramid (arXiv 1612.03144): maps of a backbone's stages, finest first, to as many maps
 * of equal width. As a module it is for a backbone whose maps have equal widths already: it reads
 * one map and gives one.
 */
public final class FeaturePyramid extends Module {
  private final List<Module> laterals = new ArrayList<>();
  private final List<Module> outputs = new ArrayList<>();

  /**
   * A pyramid.
   *
   * @param in channels of each map, finest first
   * @param out channels of all maps that it puts out
   */
  public FeaturePyramid(LayerContext at, List<Integer> in, int out) {
    for (int i = 0; i < in.size(); i++) {
      String lateral = "lateral" + i;
      String output = "output" + i;
      laterals.add(
          child(
              lateral, ConvLayer.BIASED.build(at.at(lateral), in.get(i), out, 1, Op.Conv2d.PLAIN)));
      outputs.add(
          child(output, ConvLayer.BIASED.build(at.at(output), out, out, 3, Op.Conv2d.of(1, 1))));
    }
  }

  /** The pyramid's maps, finest first. */
  public List<Tensor> maps(List<Tensor> stages, Mode mode) {
    List<Tensor> maps = new ArrayList<>();
    Tensor coarser = null;
    for (int i = laterals.size() - 1; i >= 0; i--) {
      Tensor y = laterals.get(i).forward(stages.get(i), mode);
      if (coarser != null) {
        y =
            y.add(
                coarser.interpolate(
                    new SpatialOp.Interpolate(
                        y.shape().dim(2),
                        y.shape().dim(3),
                        SpatialOp.Interpolation.NEAREST,
                        false)));
      }
      coarser = y;
      maps.add(0, outputs.get(i).forward(y, mode));
    }
    return maps;
  }

  @Override
  public Tensor forward(Tensor x, Mode mode) {
    return maps(List.of(x), mode).get(0);
  }
}
