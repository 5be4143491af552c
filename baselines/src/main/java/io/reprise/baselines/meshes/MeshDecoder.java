package io.reprise.baselines.meshes;

import io.reprise.nn.BatchNorm2d;
import io.reprise.nn.ConvLayer;
import io.reprise.nn.LayerContext;
import io.reprise.nn.Linear;
import io.reprise.nn.Mode;
import io.reprise.nn.Module;
import io.reprise.tensor.Op;
import io.reprise.tensor.SpatialOp;
import io.reprise.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * From features {@code [N, features]} to the vertices {@code [N, 3, V]} of a face on a grid of its
 * surface, from a coarse mesh to finer ones (arXiv 1904.05562 as far as it is known, after arXiv
 * 1807.10267).
 */
public final class MeshDecoder extends Module {
  private final Design design;
  private final Linear squeeze;
  private final Linear expand;
  private final List<Module> filters = new ArrayList<>();
  private final List<BatchNorm2d> norms = new ArrayList<>();
  private final Module vertices;

  /** How a vertex sees its neighbours. */
  public enum Operator {
    /** Chebyshev filters on the mesh. */
    CHEBYSHEV,
    /** 3x3 convolutions on the grid, as position maps do. */
    GRID
  }

  /**
   * Which decoder.
   *
   * @param features that it reads
   * @param hidden of a linear layer in front; 0 for none
   * @param sides vertices of a side at each level, coarsest first
   * @param channels of each level
   * @param order Chebyshev polynomials of a filter
   */
  public record Design(
      int features,
      int hidden,
      List<Integer> sides,
      List<Integer> channels,
      int order,
      Operator operator) {
    /** Copies the lists and checks the values. */
    public Design {
      sides = List.copyOf(sides);
      channels = List.copyOf(channels);
      if (sides.isEmpty()
          || sides.size() != channels.size()
          || sides.stream().anyMatch(s -> s < 2)
          || channels.stream().anyMatch(c -> c < 1)) {
        throw new IllegalArgumentException(
            "mesh decoder: sides "
                + sides
                + ", channels "
                + channels
                + ": expected sides of at least 2 and one number of channels each");
      }
      if (features < 1 || hidden < 0 || order < 1) {
        throw new IllegalArgumentException(
            "mesh decoder: features "
                + features
                + ", hidden "
                + hidden
                + ", order "
                + order
                + ": expected at least 1, 0 and 1");
      }
    }

    /** With another operator. */
    public Design withOperator(Operator other) {
      return new Design(features, hidden, sides, channels, order, other);
    }
  }

  public MeshDecoder(LayerContext at, Design design) {
    this.design = design;
    int wide = design.hidden == 0 ? design.features : design.hidden;
    squeeze =
        design.hidden == 0
            ? null
            : child("squeeze", new Linear(at.at("squeeze"), design.features, wide));
    int side = design.sides.get(0);
    int in = design.channels.get(0);
    expand = child("expand", new Linear(at.at("expand"), wide, side * side * in));
    for (int i = 1; i < design.sides.size(); i++) {
      String level = "level" + i;
      int out = design.channels.get(i);
      side = design.sides.get(i);
      filters.add(child(level, filter(at.at(level), side, in, out)));
      norms.add(child(level + "_norm", new BatchNorm2d(at.at(level + "_norm"), out)));
      in = out;
    }
    vertices = child("vertices", filter(at.at("vertices"), side, in, 3));
  }

  private Module filter(LayerContext at, int side, int in, int out) {
    return design.operator == Operator.GRID
        ? ConvLayer.BIASED.build(at, in, out, 3, Op.Conv2d.of(1, 1))
        : new ChebyshevConv(at, MeshGraph.grid(side), in, out, design.order);
  }

  @Override
  public Tensor forward(Tensor x, Mode mode) {
    Tensor features = squeeze == null ? x : squeeze.forward(x, mode).relu();
    int side = design.sides.get(0);
    Tensor y =
        expand
            .forward(features, mode)
            .reshape(x.shape().dim(0), design.channels.get(0), side, side);
    for (int i = 0; i < filters.size(); i++) {
      side = design.sides.get(i + 1);
      y =
          y.interpolate(
              new SpatialOp.Interpolate(side, side, SpatialOp.Interpolation.BILINEAR, true));
      y = norms.get(i).forward(apply(filters.get(i), y, mode), mode).relu();
    }
    y = apply(vertices, y, mode);
    return y.reshape(x.shape().dim(0), 3, side * side);
  }

  private Tensor apply(Module filter, Tensor x, Mode mode) {
    if (design.operator == Operator.GRID) {
      return filter.forward(x, mode);
    }
    int side = x.shape().dim(2);
    int n = x.shape().dim(0);
    Tensor y = filter.forward(x.reshape(n, x.shape().dim(1), side * side), mode);
    return y.reshape(n, y.shape().dim(1), side, side);
  }
}
