package io.reprise.papers.larsson;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * The degrees and steps of a verdict.
 *
 * @param degrees the window, for the graph of degrees
 * @param spin the window in which vectors generate
 * @param wider the same with a radius more by one
 * @param steps of the algebra that are used
 * @param three whether loops of three steps are used too
 * @param opposite -alpha, if it is a degree; then in every window
 */
record Windows(
    List<IntVector> degrees,
    List<IntVector> spin,
    List<IntVector> wider,
    List<IntVector> steps,
    boolean three,
    Optional<IntVector> opposite) {

  /**
   * How large windows are.
   *
   * @param radius R of the window
   * @param spin radius of that in which vectors generate
   * @param step the largest entry of a step, in units of the lattice
   * @param three whether loops of three steps are used too
   */
  record Extents(int radius, int spin, int step, boolean three) {
    /**
     * Checks them.
     *
     * @throws IllegalArgumentException if one is below 1
     */
    Extents {
      if (radius < 1 || spin < 1 || step < 1) {
        throw new IllegalArgumentException(
            "window radius '"
                + radius
                + "', spin radius '"
                + spin
                + "', steps '"
                + step
                + "': expected at least 1 each");
      }
    }
  }

  /** Checks that -alpha is in sight. */
  Windows {
    degrees = List.copyOf(degrees);
    spin = List.copyOf(spin);
    wider = List.copyOf(wider);
    steps = List.copyOf(steps);
    for (List<IntVector> window : List.of(degrees, spin)) {
      if (opposite.isPresent() && !window.contains(opposite.get())) {
        throw new IllegalArgumentException(
            "-alpha = "
                + opposite.get()
                + " lies outside of a window of "
                + window.size()
                + " degrees: expected a larger radius");
      }
    }
  }

  /** Of the lattice N Z^d, with N = 1 for S_d itself. */
  static Windows lattice(int d, int n, Extents e, Shift alpha) {
    return new Windows(
        box(d, e.radius, n),
        box(d, e.spin, n),
        box(d, e.spin + 1, n),
        box(d, e.step, n),
        e.three,
        alpha.opposite(n));
  }

  private static List<IntVector> box(int d, int radius, int n) {
    return IntVector.box(d, radius).stream().map(x -> x.times(n)).toList();
  }

  /** Of the degrees outside of (N Z)^d, with all steps up to N times their largest entry. */
  static Windows outside(int d, int n, Extents e) {
    Predicate<IntVector> isOutside = x -> !x.isMultipleOf(n);
    return new Windows(
        IntVector.box(d, e.radius).stream().filter(isOutside).toList(),
        IntVector.box(d, e.spin).stream().filter(isOutside).toList(),
        IntVector.box(d, e.spin + 1).stream().filter(isOutside).toList(),
        IntVector.box(d, e.step * n),
        e.three,
        Optional.empty());
  }

  /**
   * Some degrees of the window.
   *
   * @param count how many by chance, beside 0 and -alpha; 0 for all
   */
  List<IntVector> sampled(int count, UniformRandomProvider random) {
    if (count == 0 || count >= degrees.size()) {
      return degrees;
    }
    Set<IntVector> some = new LinkedHashSet<>();
    degrees.stream().filter(IntVector::isZero).forEach(some::add);
    opposite.ifPresent(some::add);
    List<IntVector> rest = new ArrayList<>(degrees);
    rest.removeAll(some);
    for (int i = 0; i < count && !rest.isEmpty(); i++) {
      some.add(rest.remove(random.nextInt(rest.size())));
    }
    return List.copyOf(some);
  }
}
