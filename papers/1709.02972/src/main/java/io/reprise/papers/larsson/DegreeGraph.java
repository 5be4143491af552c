package io.reprise.papers.larsson;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jgrapht.Graph;
import org.jgrapht.alg.connectivity.KosarajuStrongConnectivityInspector;
import org.jgrapht.graph.DefaultEdge;
import org.jgrapht.graph.SimpleDirectedGraph;

/** Degrees of a window, with an edge from n to n + r where some element of degree r is not 0. */
final class DegreeGraph {
  private DegreeGraph() {}

  /**
   * How many strongly connected components there are among degrees where the module is not 0. First
   * those by steps along axes alone, which often join everything; then those of them by all steps.
   * So there is no need for a graph of millions of edges.
   */
  static int components(GradedModule module, List<IntVector> window, List<IntVector> steps) {
    Map<IntVector, Integer> each = new HashMap<>();
    for (IntVector n : window) {
      if (module.dimension(n) > 0) {
        each.put(n, each.size());
      }
    }
    List<IntVector> along = steps.stream().filter(DegreeGraph::isAlongAnAxis).toList();
    Map<IntVector, Integer> joined = joined(module, each, along);
    return (int) joined(module, joined, steps).values().stream().distinct().count();
  }

  private static boolean isAlongAnAxis(IntVector r) {
    int entries = 0;
    for (int i = 0; i < r.dimension(); i++) {
      entries += r.get(i) == 0 ? 0 : 1;
    }
    return entries == 1;
  }

  /** The components by degree, where degrees of one group count as one vertex. */
  private static Map<IntVector, Integer> joined(
      GradedModule module, Map<IntVector, Integer> groups, List<IntVector> steps) {
    Graph<Integer, DefaultEdge> graph = new SimpleDirectedGraph<>(DefaultEdge.class);
    groups.values().forEach(graph::addVertex);
    for (Map.Entry<IntVector, Integer> from : groups.entrySet()) {
      for (IntVector r : steps) {
        Integer to = groups.get(from.getKey().plus(r));
        if (to != null
            && !to.equals(from.getValue())
            && !graph.containsEdge(from.getValue(), to)
            && acts(module, from.getKey(), r)) {
          graph.addEdge(from.getValue(), to);
        }
      }
    }
    Map<Integer, Integer> components = new HashMap<>();
    int count = 0;
    for (Set<Integer> component :
        new KosarajuStrongConnectivityInspector<>(graph).stronglyConnectedSets()) {
      for (Integer group : component) {
        components.put(group, count);
      }
      count++;
    }
    Map<IntVector, Integer> all = new HashMap<>();
    groups.forEach((n, group) -> all.put(n, components.get(group)));
    return all;
  }

  private static boolean acts(GradedModule module, IntVector n, IntVector r) {
    return module.operators(n, r).stream().anyMatch(x -> !x.isZero());
  }
}
