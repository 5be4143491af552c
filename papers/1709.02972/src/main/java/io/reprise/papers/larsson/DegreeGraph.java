package io.reprise.papers.larsson;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jgrapht.Graph;
import org.jgrapht.alg.connectivity.KosarajuStrongConnectivityInspector;
import org.jgrapht.graph.DefaultEdge;
import org.jgrapht.graph.SimpleDirectedGraph;

/** Degrees of a window, with an edge from n to n + r where some element of degree r is not 0. */
final class DegreeGraph {
  private DegreeGraph() {}

  /** How many strongly connected components there are among degrees where the module is not 0. */
  static int components(GradedModule module, List<IntVector> window, List<IntVector> steps) {
    Graph<IntVector, DefaultEdge> graph = new SimpleDirectedGraph<>(DefaultEdge.class);
    Set<IntVector> inside = new HashSet<>();
    for (IntVector n : window) {
      if (module.dimension(n) > 0) {
        inside.add(n);
        graph.addVertex(n);
      }
    }
    for (IntVector n : window) {
      for (IntVector r : steps) {
        IntVector to = n.plus(r);
        if (!r.isZero()
            && inside.contains(n)
            && inside.contains(to)
            && module.operators(n, r).stream().anyMatch(x -> !x.isZero())) {
          graph.addEdge(n, to);
        }
      }
    }
    return new KosarajuStrongConnectivityInspector<>(graph).stronglyConnectedSets().size();
  }
}
