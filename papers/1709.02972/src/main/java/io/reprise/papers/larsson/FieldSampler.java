package io.reprise.papers.larsson;

import org.apache.commons.rng.UniformRandomProvider;

/** Random elements of S_d with small numbers. */
final class FieldSampler {
  /** The largest entry of a vector, and factor of a basis vector. */
  private static final int LARGEST = 3;

  private final int d;
  private final UniformRandomProvider random;

  FieldSampler(int d, UniformRandomProvider random) {
    this.d = d;
    this.random = random;
  }

  IntVector vector() {
    int[] entries = new int[d];
    for (int i = 0; i < d; i++) {
      entries[i] = entry();
    }
    return IntVector.of(entries);
  }

  private int entry() {
    return random.nextInt(2 * LARGEST + 1) - LARGEST;
  }

  /** Any. */
  VectorField field() {
    IntVector r = vector();
    return new VectorField(perpendicular(r), r);
  }

  /** Of a direction. */
  VectorField along(IntVector u) {
    return new VectorField(u, perpendicular(u));
  }

  private IntVector perpendicular(IntVector r) {
    IntVector sum = IntVector.zero(d);
    for (VectorField x : VectorField.basis(r)) {
      sum = sum.plus(x.u().times(entry()));
    }
    return sum;
  }
}
