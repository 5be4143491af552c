package io.reprise.baselines.cells;

import io.reprise.nn.ConvLayer;
import io.reprise.nn.LayerContext;
import io.reprise.nn.Mode;
import io.reprise.nn.Module;
import io.reprise.nn.Sequential;
import io.reprise.nn.Stateless;
import io.reprise.tensor.Op;
import io.reprise.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/** A searched cell: sums of two edges each; all sums, side by side, are its output. */
final class Cell extends Module {
  private final List<Genotype.Edge> edges;
  private final List<Module> operations = new ArrayList<>();
  private final Module older;
  private final Module newer;

  /**
   * A cell.
   *
   * @param halvesOlder whether the cell before reduced, so that the older input is twice as large
   */
  Cell(
      LayerContext at,
      CellNetwork.Design design,
      int olderIn,
      int newerIn,
      int width,
      boolean reduces,
      boolean halvesOlder) {
    CellLayers layers = design.layers();
    edges = reduces ? design.genotype().reduction() : design.genotype().normal();
    LayerContext olderAt = at.at("older");
    older =
        child(
            "older",
            halvesOlder
                ? new FactorizedReduce(
                    olderAt, layers, layers.reducingConvolution(), olderIn, width)
                : pointwise(olderAt, layers, olderIn, width));
    newer = child("newer", pointwise(at.at("newer"), layers, newerIn, width));
    for (int i = 0; i < edges.size(); i++) {
      Genotype.Edge edge = edges.get(i);
      int stride = reduces && edge.from() < Genotype.INPUTS ? 2 : 1;
      String name = "edge" + i;
      operations.add(child(name, operation(at.at(name), layers, edge.operation(), width, stride)));
    }
  }

  /** The channels that it puts out. */
  static int outWidth(List<Genotype.Edge> edges, int width) {
    return edges.size() / 2 * width;
  }

  private static Module pointwise(LayerContext at, CellLayers layers, int in, int out) {
    return new Sequential.Builder(at)
        .add(c -> layers.activation().build(c, in))
        .add(c -> layers.convolution().build(c, in, out, 1, Op.Conv2d.PLAIN))
        .add(c -> layers.normalization().build(c, out))
        .build();
  }

  private static Module operation(
      LayerContext at, CellLayers layers, Genotype.Operation operation, int width, int stride) {
    return switch (operation) {
      case MAX_POOL_3 -> pool(at, layers, Op.Pool2d.max(3, stride, 1), width);
      case AVERAGE_POOL_3 -> pool(at, layers, average(stride), width);
      case SKIP ->
          stride == 1
              ? new Stateless(x -> x)
              : new FactorizedReduce(at, layers, layers.convolution(), width, width);
      case SEPARABLE_3 -> separable(at, layers, width, 3, stride);
      case SEPARABLE_5 -> separable(at, layers, width, 5, stride);
      case DILATED_3 -> dilated(at, layers, width, 3, stride);
      case DILATED_5 -> dilated(at, layers, width, 5, stride);
    };
  }

  /** A 3x3 average that does not count padding. */
  private static Op.Pool2d average(int stride) {
    return new Op.Pool2d(Op.Pooling.AVERAGE, 3, 3, stride, stride, 1, 1, false, false);
  }

  private static Module pool(LayerContext at, CellLayers layers, Op.Pool2d pool, int width) {
    Sequential.Builder all = new Sequential.Builder(at).then(x -> x.pool2d(pool));
    return layers.normalizesPools()
        ? all.add(c -> layers.normalization().build(c, width)).build()
        : all.build();
  }

  private static Module separable(
      LayerContext at, CellLayers layers, int width, int kernel, int stride) {
    Sequential.Builder all = new Sequential.Builder(at);
    depthwise(all, layers, width, kernel, Op.Conv2d.of(stride, kernel / 2));
    depthwise(all, layers, width, kernel, Op.Conv2d.of(1, kernel / 2));
    return all.build();
  }

  private static Module dilated(
      LayerContext at, CellLayers layers, int width, int kernel, int stride) {
    Sequential.Builder all = new Sequential.Builder(at);
    depthwise(all, layers, width, kernel, Op.Conv2d.of(stride, kernel - 1).withDilation(2));
    return all.build();
  }

  private static void depthwise(
      Sequential.Builder all, CellLayers layers, int width, int kernel, Op.Conv2d options) {
    ConvLayer convolution = layers.convolution();
    all.add(c -> layers.activation().build(c, width));
    all.add(c -> convolution.build(c, width, width, kernel, options.withGroups(width)));
    all.add(c -> convolution.build(c, width, width, 1, Op.Conv2d.PLAIN));
    all.add(c -> layers.normalization().build(c, width));
  }

  @Override
  public Tensor forward(Tensor x, Mode mode) {
    return forward(x, x, mode);
  }

  /** The output for those of the two cells before. */
  Tensor forward(Tensor olderOutput, Tensor newerOutput, Mode mode) {
    List<Tensor> nodes = new ArrayList<>();
    nodes.add(older.forward(olderOutput, mode));
    nodes.add(newer.forward(newerOutput, mode));
    for (int i = 0; i < edges.size(); i += 2) {
      Tensor first = operations.get(i).forward(nodes.get(edges.get(i).from()), mode);
      Tensor second = operations.get(i + 1).forward(nodes.get(edges.get(i + 1).from()), mode);
      nodes.add(first.add(second));
    }
    List<Tensor> rest = nodes.subList(Genotype.INPUTS + 1, nodes.size());
    return nodes.get(Genotype.INPUTS).concat(1, rest.toArray(new Tensor[0]));
  }
}
