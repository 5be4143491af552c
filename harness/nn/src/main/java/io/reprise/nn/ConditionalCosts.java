package io.reprise.nn;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Multiply-adds of a network that leaves out part of its work by example: skipped blocks, masked
 * filters, positions whose result is known to be 0.
 *
 * @param dense multiply-adds if nothing is left out
 * @param measured the mean over the examples of what each needed
 * @param expected what the layers' mean shares come to: equals {@code measured} if shares do not
 *     vary together, which masks of one network usually do
 * @param least of any example
 * @param most of any example
 */
public record ConditionalCosts(
    long dense, double measured, double expected, double least, double most) {
  /**
   * Which shares of a layer's work were done for one example, each in [0, 1]. Its multiply-adds
   * scale with their product.
   *
   * @param filters of its output channels, or of all its weights if these are sparse
   * @param inputs of its input channels
   * @param positions of its output pixels
   */
  public record Active(double filters, double inputs, double positions) {
    /** The whole layer. */
    public static final Active WHOLE = new Active(1, 1, 1);

    /** Nothing of it. */
    public static final Active SKIPPED = new Active(0, 0, 0);

    /** Checks the shares. */
    public Active {
      for (double share : new double[] {filters, inputs, positions}) {
        if (!(share >= 0 && share <= 1)) {
          throw new IllegalArgumentException(
              "active share "
                  + share
                  + " of filters, inputs or positions: expected a number in [0, 1]");
        }
      }
    }

    /** The shares of masks that hold for what is computed. */
    public static Active of(boolean[] filters, boolean[] inputs) {
      return new Active(share(filters), share(inputs), 1);
    }

    private static double share(boolean[] mask) {
      int active = 0;
      for (boolean a : mask) {
        active += a ? 1 : 0;
      }
      return mask.length == 0 ? 0 : (double) active / mask.length;
    }

    double product() {
      return filters * inputs * positions;
    }
  }

  /**
   * What examples came to.
   *
   * @param examples by example, by name of {@link Costs.Layer} what ran of it; layers that are not
   *     named ran whole
   * @throws IllegalArgumentException if there are no examples, or a name is no layer's
   */
  public static ConditionalCosts of(Costs dense, Collection<Map<String, Active>> examples) {
    if (examples.isEmpty()) {
      throw new IllegalArgumentException("conditional costs: expected at least one example");
    }
    Set<String> names = dense.layers().stream().map(Costs.Layer::name).collect(Collectors.toSet());
    Map<String, double[]> sums = new HashMap<>();
    double total = 0;
    double least = Double.POSITIVE_INFINITY;
    double most = 0;
    for (Map<String, Active> example : examples) {
      requireLayers(example.keySet(), names);
      double macs = 0;
      for (Costs.Layer layer : dense.layers()) {
        macs += layer.macs() * example.getOrDefault(layer.name(), Active.WHOLE).product();
      }
      for (String name : names) {
        Active a = example.getOrDefault(name, Active.WHOLE);
        double[] sum = sums.computeIfAbsent(name, n -> new double[3]);
        sum[0] += a.filters();
        sum[1] += a.inputs();
        sum[2] += a.positions();
      }
      total += macs;
      least = Math.min(least, macs);
      most = Math.max(most, macs);
    }
    int n = examples.size();
    double expected = 0;
    for (Costs.Layer layer : dense.layers()) {
      double[] sum = sums.get(layer.name());
      expected += layer.macs() * (sum[0] / n) * (sum[1] / n) * (sum[2] / n);
    }
    return new ConditionalCosts(
        dense.count(Costs.Convention.MACS), total / n, expected, least, most);
  }

  private static void requireLayers(Set<String> given, Set<String> names) {
    List<String> unknown = given.stream().filter(name -> !names.contains(name)).sorted().toList();
    if (!unknown.isEmpty()) {
      throw new IllegalArgumentException(
          "conditional costs: layers " + unknown + ": expected some of " + names);
    }
  }
}
