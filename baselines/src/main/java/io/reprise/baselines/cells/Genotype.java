package io.reprise.baselines.cells;

import java.util.List;

/**
 * What a search of DARTS's space found (arXiv 1806.09055): two kinds of cells, each with two edges
 * into each of its nodes.
 *
 * @param normal edges of the cells that keep the image's size, two for each node
 * @param reduction edges of the cells that halve it
 */
public record Genotype(List<Edge> normal, List<Edge> reduction) {
  /** Nodes 0 and 1 are the outputs of the two cells before. */
  static final int INPUTS = 2;

  /** What an edge computes. */
  public enum Operation {
    MAX_POOL_3,
    AVERAGE_POOL_3,
    SKIP,
    SEPARABLE_3,
    SEPARABLE_5,
    DILATED_3,
    DILATED_5
  }

  /**
   * An edge into a node.
   *
   * @param from the node that it reads
   */
  public record Edge(Operation operation, int from) {}

  /** Copies the lists and checks that every edge reads a node before its own. */
  public Genotype {
    normal = checked("normal", normal);
    reduction = checked("reduction", reduction);
  }

  private static List<Edge> checked(String cell, List<Edge> edges) {
    List<Edge> copy = List.copyOf(edges);
    if (copy.isEmpty() || copy.size() % 2 != 0) {
      throw new IllegalArgumentException(
          cell + " cell of " + copy.size() + " edges: expected two for each node");
    }
    for (int i = 0; i < copy.size(); i++) {
      int node = INPUTS + i / 2;
      if (copy.get(i).from < 0 || copy.get(i).from >= node) {
        throw new IllegalArgumentException(
            cell
                + " cell: "
                + copy.get(i)
                + " into node "
                + node
                + ": expected to come from a node before it");
      }
    }
    return copy;
  }

  /**
   * Reads both cells from text, such as {@code skip 1, dil3 0}: operations {@code max}, {@code
   * avg}, {@code skip}, {@code sep3}, {@code sep5}, {@code dil3} and {@code dil5}, each with the
   * node that it reads.
   *
   * @throws IllegalArgumentException if there is no such operation or node, naming the entry
   */
  public static Genotype parse(String normal, String reduction) {
    return new Genotype(edges(normal), edges(reduction));
  }

  private static List<Edge> edges(String text) {
    return List.of(text.split(",", -1)).stream().map(entry -> edge(entry.strip())).toList();
  }

  private static Edge edge(String entry) {
    int space = entry.indexOf(' ');
    Operation operation =
        switch (space < 0 ? entry : entry.substring(0, space)) {
          case "max" -> Operation.MAX_POOL_3;
          case "avg" -> Operation.AVERAGE_POOL_3;
          case "skip" -> Operation.SKIP;
          case "sep3" -> Operation.SEPARABLE_3;
          case "sep5" -> Operation.SEPARABLE_5;
          case "dil3" -> Operation.DILATED_3;
          case "dil5" -> Operation.DILATED_5;
          default ->
              throw new IllegalArgumentException(
                  "edge '"
                      + entry
                      + "': expected max, avg, skip, sep3, sep5, dil3 or dil5, and a node");
        };
    if (!entry.matches("\\w+ \\d")) {
      throw new IllegalArgumentException("edge '" + entry + "': expected a node's digit last");
    }
    return new Edge(operation, entry.charAt(entry.length() - 1) - '0');
  }
}
