package io.reprise.papers.larsson;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** The algebra with 1 that linear maps of one space to itself generate; it grows by adjoining. */
final class OperatorAlgebra {
  private final int size;
  private final Echelon span;
  private final List<FieldMatrix> basis = new ArrayList<>();
  private final List<FieldMatrix> generators = new ArrayList<>();

  /** The multiples of the identity. */
  OperatorAlgebra(PrimeField field, int size) {
    this.size = size;
    this.span = new Echelon(field, size * size);
    FieldMatrix one = FieldMatrix.scalar(field, size, 1);
    if (span.insert(one.entries())) {
      basis.add(one);
    }
  }

  boolean contains(FieldMatrix map) {
    return span.contains(map.entries());
  }

  /** Makes a map part of the algebra, with all products. */
  void adjoin(FieldMatrix map) {
    if (isWhole() || contains(map)) {
      return;
    }
    generators.add(map);
    // What was there is closed under the earlier generators; each new basis element meets all.
    Deque<FieldMatrix> fresh = new ArrayDeque<>();
    for (FieldMatrix b : List.copyOf(basis)) {
      keep(b.times(map), fresh);
    }
    while (!fresh.isEmpty() && !isWhole()) {
      FieldMatrix b = fresh.remove();
      for (FieldMatrix g : generators) {
        keep(b.times(g), fresh);
      }
    }
  }

  private void keep(FieldMatrix product, Deque<FieldMatrix> fresh) {
    if (span.insert(product.entries())) {
      basis.add(product);
      fresh.add(product);
    }
  }

  int dimension() {
    return span.rank();
  }

  /** Whether it is all of End(V), so that V is irreducible. */
  boolean isWhole() {
    return span.rank() == size * size;
  }
}
