package io.reprise.papers.lccl;

import io.reprise.nn.Costs;
import io.reprise.tensor.Op;
import io.reprise.tensor.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What skipping saves in theory, as the authors' train.lua counts it: of a convolution of A
 * multiply-adds whose gate is 0 at a share z, {@code z A} less the exact cost of its collaborative
 * layer. If a gate of a block is entirely 0, all convolutions of the block are saved: behind the
 * last such gate the branch is 0, behind an earlier one it is the same for every input.
 *
 * @param layers with a collaborative layer, in order
 */
record SkippedWork(List<Layer> layers) {
  /** Reads and writes of a pixel's four neighbours, by bilinear interpolation. */
  private static final int NEIGHBOURS = 4;

  /** Copies the layers. */
  SkippedWork {
    layers = List.copyOf(layers);
    if (layers.isEmpty()) {
      throw new IllegalArgumentException("no collaborative layers: expected at least one");
    }
  }

  /**
   * A layer.
   *
   * @param path of the layer, its block's path before the last dot
   * @param macs A, for one image
   * @param overhead of the collaborative layer, for one image
   * @param zeroRate z
   */
  record Layer(String path, double macs, double overhead, double zeroRate) {
    private String block() {
      return path.substring(0, Math.max(0, path.lastIndexOf('.')));
    }

    /** Whether nothing ever goes through. */
    boolean dead() {
      return zeroRate == 1;
    }
  }

  /**
   * The layers of a network.
   *
   * @param costs of the network without skipping
   * @param grid of its collaborative layers
   * @param zeroRates z by the path of the layer
   */
  static SkippedWork of(Costs costs, int grid, Map<String, Double> zeroRates) {
    Map<String, Costs.Layer> byName = new LinkedHashMap<>();
    costs.layers().forEach(l -> byName.put(l.name(), l));
    List<Layer> layers = new ArrayList<>();
    zeroRates.forEach(
        (path, z) -> {
          Costs.Layer main = byName.get(path + ".main");
          Costs.Layer cheap = byName.get(path + ".cheap");
          layers.add(new Layer(path, main.macs(), cheap.macs() + gridCost(main, grid), z));
        });
    return new SkippedWork(layers);
  }

  /** An operation for each element that is pooled, four for each that is interpolated. */
  private static double gridCost(Costs.Layer main, int grid) {
    if (grid == 1 || !(main.op() instanceof Op.Conv2d conv) || conv.strideH() != 1) {
      return 0;
    }
    Shape out = main.output();
    return (double) (main.weight().dim(1) + NEIGHBOURS) * out.dim(2) * out.dim(3);
  }

  /** Multiply-adds of all convolutions that have a collaborative layer. */
  double macs() {
    return layers.stream().mapToDouble(Layer::macs).sum();
  }

  /** The share of them that the collaborative layers cost. */
  double overheadShare() {
    return layers.stream().mapToDouble(Layer::overhead).sum() / macs();
  }

  /** The mean of z, weighted by multiply-adds. */
  double zeroRate() {
    return layers.stream().mapToDouble(l -> l.zeroRate() * l.macs()).sum() / macs();
  }

  /** How many gates are entirely 0. */
  long dead() {
    return layers.stream().filter(Layer::dead).count();
  }

  /** The share that is saved, by the rule for dead blocks; below 0 if the overhead is more. */
  double saving() {
    List<String> dead = layers.stream().filter(Layer::dead).map(Layer::block).toList();
    double saved = 0;
    for (Layer l : layers) {
      saved += (dead.contains(l.block()) ? 1 : l.zeroRate()) * l.macs() - l.overhead();
    }
    return saved / macs();
  }

  /** The share that living gates save, in blocks without a dead one; dead ones count as open. */
  double livingSaving() {
    List<String> dead = layers.stream().filter(Layer::dead).map(Layer::block).toList();
    double saved = 0;
    for (Layer l : layers) {
      saved += (dead.contains(l.block()) ? 0 : l.zeroRate()) * l.macs() - l.overhead();
    }
    return saved / macs();
  }
}
