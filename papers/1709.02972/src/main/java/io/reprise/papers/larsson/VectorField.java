package io.reprise.papers.larsson;

import java.util.ArrayList;
import java.util.List;

/**
 * D(u, r) = t^r sum u_i t_i d/dt_i, an element of S_d.
 *
 * @param u its direction
 * @param r its degree
 */
record VectorField(IntVector u, IntVector r) {
  /**
   * Checks the divergence.
   *
   * @throws IllegalArgumentException if (u|r) is not 0
   */
  VectorField {
    if (u.dot(r) != 0) {
      throw new IllegalArgumentException(
          "D(u, r) with u = "
              + u
              + ", r = "
              + r
              + ", (u|r) = "
              + u.dot(r)
              + ": expected 0, it is not divergence free");
    }
  }

  /** [D(u, r), D(v, s)] = D((u|s) v - (v|r) u, r + s). */
  VectorField bracket(VectorField other) {
    IntVector w = other.u.times(u.dot(other.r)).plus(u.times(-other.u.dot(r)));
    return new VectorField(w, r.plus(other.r));
  }

  /**
   * A basis of those of a degree: d of degree 0, else d - 1, for each of which one entry is r's.
   */
  static List<VectorField> basis(IntVector r) {
    int d = r.dimension();
    List<VectorField> all = new ArrayList<>();
    if (r.isZero()) {
      for (int j = 0; j < d; j++) {
        all.add(new VectorField(IntVector.unit(d, j), r));
      }
      return all;
    }
    int p = 0;
    while (r.get(p) == 0) {
      p++;
    }
    for (int j = 0; j < d; j++) {
      if (j != p) {
        IntVector u =
            IntVector.unit(d, j).times(r.get(p)).plus(IntVector.unit(d, p).times(-r.get(j)));
        all.add(new VectorField(u, r));
      }
    }
    return all;
  }
}
