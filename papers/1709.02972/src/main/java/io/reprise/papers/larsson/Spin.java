package io.reprise.papers.larsson;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The smallest graded subspace of a window that holds a vector and is closed under all steps that
 * stay in the window. What the vector generates in the whole module is at least that.
 */
final class Spin {
  private Spin() {}

  /** A vector of a degree. */
  private record Found(IntVector degree, int basis) {}

  /**
   * The dimension that is reached in each degree of the window, in its order.
   *
   * @param start the vector's degree, in the window
   */
  static Map<IntVector, Integer> dimensions(
      GradedModule module,
      List<IntVector> window,
      List<IntVector> steps,
      IntVector start,
      long[] vector) {
    Map<IntVector, Echelon> spans = new HashMap<>();
    for (IntVector n : window) {
      spans.put(n, new Echelon(module.field(), module.dimension(n)));
    }
    if (!spans.containsKey(start)) {
      throw new IllegalArgumentException(
          "degree " + start + " of a vector: expected one of the window of " + window.size());
    }
    Deque<Found> fresh = new ArrayDeque<>();
    if (spans.get(start).insert(vector)) {
      fresh.add(new Found(start, 0));
    }
    while (!fresh.isEmpty()) {
      Found next = fresh.remove();
      long[] x = spans.get(next.degree).basis(next.basis);
      for (IntVector r : steps) {
        IntVector to = next.degree.plus(r);
        Echelon there = spans.get(to);
        if (there == null || there.isWhole()) {
          continue;
        }
        for (FieldMatrix map : module.operators(next.degree, r)) {
          if (there.insert(map.image(x))) {
            fresh.add(new Found(to, there.rank() - 1));
          }
        }
      }
    }
    Map<IntVector, Integer> dimensions = new LinkedHashMap<>();
    window.forEach(n -> dimensions.put(n, spans.get(n).rank()));
    return dimensions;
  }
}
