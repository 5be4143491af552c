package io.reprise.baselines.pruning;

import io.reprise.nn.Snapshot;
import io.reprise.nn.TensorData;
import io.reprise.tensor.Engine;
import io.reprise.tensor.Scope;
import io.reprise.tensor.Seed;
import io.reprise.tensor.Shape;
import io.reprise.tensor.Tensor;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/** Which filters (output channels) of which convolutions are pruned. Immutable. */
public final class FilterSelection {
  private final Map<String, Layer> layers;

  private record Layer(int filters, BitSet pruned) {}

  private FilterSelection(Map<String, Layer> layers) {
    if (layers.isEmpty()) {
      throw new IllegalArgumentException("there is no convolution to prune");
    }
    this.layers = layers;
  }

  /**
   * {@code floor(filters * rate)}, exact for a decimal rate; so every layer keeps a filter.
   *
   * @throws IllegalArgumentException if the rate is outside [0, 1)
   */
  public static int count(int filters, double rate) {
    if (!(rate >= 0 && rate < 1)) {
      throw new IllegalArgumentException(
          "pruning rate " + rate + ": expected the pruned fraction of filters, in [0, 1)");
    }
    return BigDecimal.valueOf(rate)
        .multiply(BigDecimal.valueOf(filters))
        .setScale(0, RoundingMode.FLOOR)
        .intValueExact();
  }

  /**
   * The filters of smallest norm in each layer; of equal norms the first.
   *
   * @param weights {@code [out, in, kH, kW]} by layer
   * @param rates the pruned fraction of each layer, in the order of {@code weights}
   * @param p the norm's order, at least 1
   * @throws IllegalArgumentException if a rate is outside [0, 1), or their number differs
   * @throws IllegalStateException if a norm is not finite, naming the layer and filter
   */
  public static FilterSelection smallestNorm(
      Map<String, Tensor> weights, List<Double> rates, double p) {
    if (rates.size() != weights.size()) {
      throw new IllegalArgumentException(
          rates.size() + " pruning rates for " + weights.size() + " layers: expected one each");
    }
    Map<String, Layer> layers = new LinkedHashMap<>();
    int i = 0;
    for (Map.Entry<String, Tensor> e : weights.entrySet()) {
      int filters = e.getValue().shape().dim(0);
      int count = count(filters, rates.get(i++));
      double[] norms = norms(e.getKey(), e.getValue(), p);
      BitSet pruned = new BitSet(filters);
      IntStream.range(0, filters)
          .boxed()
          .sorted((a, b) -> Double.compare(norms[a], norms[b]))
          .limit(count)
          .forEach(pruned::set);
      layers.put(e.getKey(), new Layer(filters, pruned));
    }
    return new FilterSelection(layers);
  }

  /** The same rate in every layer, by l2 norm. */
  public static FilterSelection smallestNorm(Map<String, Tensor> weights, double rate) {
    return smallestNorm(weights, Collections.nCopies(weights.size(), rate), 2);
  }

  static double[] norms(String layer, Tensor weight, double p) {
    if (!(p >= 1)) {
      throw new IllegalArgumentException("norm of order " + p + ": expected at least 1");
    }
    float[] w = weight.toFloats();
    int filters = weight.shape().dim(0);
    int size = w.length / filters;
    double[] norms = new double[filters];
    for (int f = 0; f < filters; f++) {
      double sum = 0;
      for (int k = f * size; k < (f + 1) * size; k++) {
        sum += p == 2 ? (double) w[k] * w[k] : Math.pow(Math.abs(w[k]), p);
      }
      norms[f] = Math.pow(sum, 1 / p);
      if (!Double.isFinite(norms[f])) {
        throw new IllegalStateException("the norm of filter " + f + " of " + layer + " is " + sum);
      }
    }
    return norms;
  }

  /** As many filters as a rate prunes, chosen at random: for costs and latency, not accuracy. */
  public static FilterSelection random(Map<String, Tensor> weights, double rate, Seed seed) {
    Map<String, Layer> layers = new LinkedHashMap<>();
    weights.forEach(
        (name, w) -> {
          int filters = w.shape().dim(0);
          BitSet pruned = new BitSet(filters);
          Arrays.stream(seed.named(name).permutation(filters))
              .limit(count(filters, rate))
              .forEach(pruned::set);
          layers.put(name, new Layer(filters, pruned));
        });
    return new FilterSelection(layers);
  }

  /**
   * The selection that {@link #save} gave.
   *
   * @throws IllegalArgumentException if there is no layer, or something else than masks
   */
  public static FilterSelection restore(Snapshot saved) {
    Map<String, Layer> layers = new LinkedHashMap<>();
    saved
        .tensors()
        .forEach(
            (name, mask) -> {
              boolean[] isPruned = mask.toBooleans();
              BitSet pruned = new BitSet(isPruned.length);
              for (int f = 0; f < isPruned.length; f++) {
                pruned.set(f, isPruned[f]);
              }
              layers.put(name, new Layer(isPruned.length, pruned));
            });
    return new FilterSelection(layers);
  }

  /** By layer, for each filter whether it is pruned. */
  public Snapshot save() {
    Snapshot masks = Snapshot.EMPTY;
    for (Map.Entry<String, Layer> e : layers.entrySet()) {
      boolean[] isPruned = new boolean[e.getValue().filters];
      for (int f = 0; f < isPruned.length; f++) {
        isPruned[f] = e.getValue().pruned.get(f);
      }
      masks = masks.with(e.getKey(), TensorData.of(isPruned, Shape.of(isPruned.length)));
    }
    return masks;
  }

  /** The layers, in order. */
  public Set<String> layers() {
    return Collections.unmodifiableSet(layers.keySet());
  }

  public boolean isPruned(String layer, int filter) {
    return layer(layer).pruned.get(filter);
  }

  /** The indices of the filters of a layer that stay, ascending. */
  public int[] kept(String layer) {
    Layer l = layer(layer);
    return IntStream.range(0, l.filters).filter(f -> !l.pruned.get(f)).toArray();
  }

  private Layer layer(String name) {
    Layer l = layers.get(name);
    if (l == null) {
      throw new IllegalArgumentException(
          "no layer '" + name + "' in this selection: expected one of " + layers.keySet());
    }
    return l;
  }

  /** The share of all filters whose state (pruned or not) differs from another selection's. */
  public double changedFrom(FilterSelection other) {
    if (!layers.keySet().equals(other.layers.keySet())) {
      throw new IllegalArgumentException("the selections are of different layers");
    }
    int filters = 0;
    int changed = 0;
    for (Map.Entry<String, Layer> e : layers.entrySet()) {
      BitSet difference = (BitSet) e.getValue().pruned.clone();
      difference.xor(other.layers.get(e.getKey()).pruned);
      changed += difference.cardinality();
      filters += e.getValue().filters;
    }
    return (double) changed / filters;
  }

  /**
   * Sets every element of the pruned filters to 0, in place.
   *
   * @param weights tensors whose first axis is the filters, by layer; those not selected stay
   */
  public void zero(Map<String, Tensor> weights) {
    weights.forEach(
        (name, w) -> {
          Layer l = layer(name);
          float[] mask = new float[l.filters];
          for (int f = 0; f < mask.length; f++) {
            mask[f] = l.pruned.get(f) ? 0 : 1;
          }
          Engine engine = w.engine();
          try (Scope update = engine.inference()) {
            w.assign(w.mul(engine.tensor(mask, Shape.of(l.filters)).reshape(l.filters, 1, 1, 1)));
          }
        });
  }
}
