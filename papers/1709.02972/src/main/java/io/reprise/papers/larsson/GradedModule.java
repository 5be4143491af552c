package io.reprise.papers.larsson;

import java.util.List;

/**
 * A graded module over a graded Lie algebra, modulo a prime: in each degree a space of coordinates,
 * and between degrees what the algebra's elements of a degree do.
 */
interface GradedModule {
  PrimeField field();

  /** Of the space of degree n, from 0 on. */
  int dimension(IntVector n);

  /** What a spanning set of the algebra's degree r does from degree n to n + r. */
  List<FieldMatrix> operators(IntVector n, IntVector r);
}
