package io.reprise.baselines.meshes;

import io.reprise.nn.Conv2d;
import io.reprise.nn.Initializer;
import io.reprise.nn.LayerContext;
import io.reprise.nn.Mode;
import io.reprise.nn.Module;
import io.reprise.tensor.Op;
import io.reprise.tensor.Shape;
import io.reprise.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * Graph convolution by Chebyshev polynomials of the Laplacian (arXiv 1606.09375): {@code [N, in,
 * V]} to {@code [N, out, V]}. The sparse products are gathered and scattered, so that cost
 * conventions, which count dense products, count the mixing of channels alone.
 */
public final class ChebyshevConv extends Module {
  private final int order;
  private final Tensor from;
  private final Tensor to;
  private final Tensor laplacian;
  private final Conv2d mix;

  /**
   * A filter that reaches {@code order - 1} edges far.
   *
   * @param order the number of polynomials, at least 1; with 1 each vertex is on its own
   */
  public ChebyshevConv(LayerContext at, MeshGraph graph, int in, int out, int order) {
    if (order < 1) {
      throw new IllegalArgumentException(
          at.path() + ": " + order + " Chebyshev polynomials: expected at least 1");
    }
    this.order = order;
    Shape entries = Shape.of(graph.entries());
    from = at.engine().tensor(graph.from(), entries);
    to = at.engine().tensor(graph.to(), entries);
    laplacian = at.engine().tensor(graph.laplacian(), entries);
    Initializer uniform = Initializer.fanInUniform((double) order * in);
    mix =
        child("mix", new Conv2d(at.at("mix"), order * in, out, 1, Op.Conv2d.PLAIN, true, uniform));
  }

  @Override
  public Tensor forward(Tensor x, Mode mode) {
    List<Tensor> polynomials = new ArrayList<>();
    polynomials.add(x);
    for (int k = 1; k < order; k++) {
      Tensor next = laplacian(polynomials.get(k - 1));
      polynomials.add(k == 1 ? next : next.mul(2).sub(polynomials.get(k - 2)));
    }
    Tensor all = x.concat(1, polynomials.subList(1, order).toArray(new Tensor[0]));
    return mix.forward(all.unsqueeze(3), mode).squeeze(3);
  }

  private Tensor laplacian(Tensor x) {
    return x.engine().full(0, x.shape()).indexAdd(2, to, x.indexSelect(2, from).mul(laplacian));
  }
}
