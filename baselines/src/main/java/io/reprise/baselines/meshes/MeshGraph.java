package io.reprise.baselines.meshes;

import java.util.ArrayList;
import java.util.List;

/**
 * The edges of a mesh, each in both directions, with the entries of its rescaled normalised
 * Laplacian {@code -D^(-1/2) A D^(-1/2)} (arXiv 1606.09375 with a largest eigenvalue of 2).
 */
public final class MeshGraph {
  private final int vertices;
  private final long[] from;
  private final long[] to;
  private final float[] laplacian;

  /** Two vertices that are joined. */
  public record Edge(int a, int b) {}

  /**
   * A graph without loops.
   *
   * @throws IllegalArgumentException if an edge names no vertex or one twice, or a vertex has none
   */
  public MeshGraph(int vertices, List<Edge> edges) {
    this.vertices = vertices;
    int[] degrees = new int[vertices];
    for (Edge e : edges) {
      if (e.a < 0 || e.b < 0 || e.a >= vertices || e.b >= vertices || e.a == e.b) {
        throw new IllegalArgumentException(
            "mesh edge " + e + ": expected two different vertices below " + vertices);
      }
      degrees[e.a]++;
      degrees[e.b]++;
    }
    for (int v = 0; v < vertices; v++) {
      if (degrees[v] == 0) {
        throw new IllegalArgumentException("mesh vertex " + v + " has no edge: expected some");
      }
    }
    from = new long[2 * edges.size()];
    to = new long[from.length];
    laplacian = new float[from.length];
    int i = 0;
    for (Edge e : edges) {
      float entry = (float) (-1 / Math.sqrt((double) degrees[e.a] * degrees[e.b]));
      from[i] = e.a;
      to[i] = e.b;
      laplacian[i++] = entry;
      from[i] = e.b;
      to[i] = e.a;
      laplacian[i++] = entry;
    }
  }

  /**
   * A square grid whose cells are cut into two triangles: neighbours are right, below, and below to
   * the left.
   *
   * @param side vertices of a side, at least 2
   */
  public static MeshGraph grid(int side) {
    List<Edge> edges = new ArrayList<>();
    for (int row = 0; row < side; row++) {
      for (int column = 0; column < side; column++) {
        int v = row * side + column;
        if (column + 1 < side) {
          edges.add(new Edge(v, v + 1));
        }
        if (row + 1 < side) {
          edges.add(new Edge(v, v + side));
          if (column > 0) {
            edges.add(new Edge(v, v + side - 1));
          }
        }
      }
    }
    return new MeshGraph(side * side, edges);
  }

  public int vertices() {
    return vertices;
  }

  /** Entries of the Laplacian that are not 0: two for each edge. */
  public int entries() {
    return from.length;
  }

  long[] from() {
    return from.clone();
  }

  long[] to() {
    return to.clone();
  }

  float[] laplacian() {
    return laplacian.clone();
  }
}
