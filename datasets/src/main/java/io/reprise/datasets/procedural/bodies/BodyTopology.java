package io.reprise.datasets.procedural.bodies;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Which vertices make the triangles of every {@link BodyMesh}: the same ones in each, so vertex i
 * of one body is vertex i of another. Each part is a closed surface without holes: {@value #RINGS}
 * rings of {@value #AROUND} vertices and a pole at each end; parts overlap at the joints and share
 * no vertex. Seen from outside, corners go round clockwise on a screen.
 *
 * <p>Texture places are numbered apart from vertices, since the first column of a part meets its
 * last one: {@value #RINGS} + 2 rows of {@value #AROUND} + 1 places a part.
 */
public final class BodyTopology {
  static final int RINGS = 10;
  static final int AROUND = 12;
  private static final int VERTICES_PER_PART = RINGS * AROUND + 2;
  private static final int PLACES_PER_PART = (RINGS + 2) * (AROUND + 1);
  private static final int PARTS = BodyPart.ALL.size();

  /**
   * A triangle by its vertices, and by the places of the texture at its corners.
   *
   * @param part that it is of
   * @param vertices three numbers
   * @param places three numbers
   */
  public record Triangle(BodyPart part, List<Integer> vertices, List<Integer> places) {}

  /** An edge, the lower number first. */
  public record Edge(int a, int b) {}

  private static final List<Triangle> TRIANGLES = Collections.unmodifiableList(triangulated());

  private BodyTopology() {}

  public static int vertices() {
    return PARTS * VERTICES_PER_PART;
  }

  /** All triangles, part by part. */
  public static List<Triangle> triangles() {
    return TRIANGLES;
  }

  /** The part that a vertex is of. */
  public static BodyPart part(int vertex) {
    return BodyPart.ALL.get(vertex / VERTICES_PER_PART);
  }

  /** Every edge once, in order of the first triangle that has it. */
  public static List<Edge> edges() {
    Set<Edge> edges = new LinkedHashSet<>();
    for (Triangle t : TRIANGLES) {
      for (int i = 0; i < 3; i++) {
        int a = t.vertices().get(i);
        int b = t.vertices().get((i + 1) % 3);
        edges.add(new Edge(Math.min(a, b), Math.max(a, b)));
      }
    }
    return List.copyOf(edges);
  }

  /** The column of a texture place, as a share of the width. */
  public static double column(int place) {
    int column = place % PLACES_PER_PART % (AROUND + 1);
    return BodyPart.ALL.get(place / PLACES_PER_PART).column((double) column / AROUND);
  }

  /** The row of a texture place, as a share of the height. */
  public static double row(int place) {
    int row = place % PLACES_PER_PART / (AROUND + 1);
    return BodyPart.ALL.get(place / PLACES_PER_PART).row(row / (RINGS + 1.0));
  }

  /** The vertex at a ring, counted from 1, where 0 and RINGS + 1 are the poles. */
  private static int vertex(int part, int ring, int around) {
    int first = part * VERTICES_PER_PART;
    if (ring == 0) {
      return first;
    }
    return ring > RINGS
        ? first + VERTICES_PER_PART - 1
        : first + 1 + (ring - 1) * AROUND + around % AROUND;
  }

  private static List<Triangle> triangulated() {
    List<Triangle> all = new ArrayList<>();
    for (int p = 0; p < PARTS; p++) {
      BodyPart part = BodyPart.ALL.get(p);
      for (int ring = 0; ring <= RINGS; ring++) {
        for (int k = 0; k < AROUND; k++) {
          int v = p * PLACES_PER_PART + ring * (AROUND + 1) + k;
          int below = v + AROUND + 1;
          int a = vertex(p, ring, k);
          int b = vertex(p, ring, k + 1);
          int c = vertex(p, ring + 1, k + 1);
          int d = vertex(p, ring + 1, k);
          if (ring > 0) {
            all.add(new Triangle(part, List.of(a, b, c), List.of(v, v + 1, below + 1)));
          }
          if (ring < RINGS) {
            all.add(new Triangle(part, List.of(a, c, d), List.of(v, below + 1, below)));
          }
        }
      }
    }
    return all;
  }
}
