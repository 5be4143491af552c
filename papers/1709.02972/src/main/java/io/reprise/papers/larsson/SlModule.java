package io.reprise.papers.larsson;

import java.util.List;

/**
 * A module V of finite dimension over sl_d, by integer matrices of the E_ij. Diagonal ones count by
 * their differences only: an operator that acts is always a combination of trace 0.
 */
final class SlModule {
  private final String name;
  private final int rank;
  private final List<List<IntegerMatrix>> units;

  /**
   * Checks the matrices.
   *
   * @param rank d of sl_d
   * @param units the matrix of E_ij at row i, column j, both from 0
   * @throws IllegalArgumentException if d is below 2, V is 0, a matrix has another size, or two of
   *     trace 0 do not have the commutator of sl_d; the message names the pair
   */
  SlModule(String name, int rank, List<List<IntegerMatrix>> units) {
    this.name = name;
    this.rank = rank;
    this.units = units.stream().map(List::copyOf).toList();
    if (rank < 2) {
      throw new IllegalArgumentException("sl_d with d '" + rank + "': expected at least 2");
    }
    requireSizes();
    for (int i = 0; i < rank; i++) {
      for (int j = 0; j < rank; j++) {
        for (int k = 0; k < rank; k++) {
          for (int l = 0; l < rank; l++) {
            requireCommutator(i, j, k, l);
          }
        }
      }
    }
  }

  private void requireSizes() {
    if (units.size() != rank || units.stream().anyMatch(row -> row.size() != rank)) {
      throw new IllegalArgumentException(
          "module '" + name + "': expected a matrix for each E_ij of sl_" + rank);
    }
    int size = unit(0, 0).rows();
    for (int i = 0; i < rank; i++) {
      for (int j = 0; j < rank; j++) {
        IntegerMatrix m = unit(i, j);
        if (size == 0 || m.rows() != size || m.columns() != size) {
          throw new IllegalArgumentException(
              String.format(
                  "module '%s': E_%d%d is %s: expected a square matrix of the size %d > 0 of E_11",
                  name, i + 1, j + 1, m.size(), size));
        }
      }
    }
  }

  /** A multiple of 1 in all E_ii changes neither commutators nor the differences that they are. */
  private void requireCommutator(int i, int j, int k, int l) {
    IntegerMatrix expected = IntegerMatrix.zero(dimension(), dimension());
    if (j == k) {
      expected = expected.plus(unit(i, l));
    }
    if (l == i) {
      expected = expected.minus(unit(k, j));
    }
    if (!unit(i, j).commutator(unit(k, l)).equals(expected)) {
      throw new IllegalArgumentException(
          String.format(
              "module '%s': [E_%d%d, E_%d%d] is not as in sl_%d: expected"
                  + " delta_jk E_il - delta_li E_kj",
              name, i + 1, j + 1, k + 1, l + 1, rank));
    }
  }

  /** As in {@code reported.csv}, for example {@code wedge2}. */
  String name() {
    return name;
  }

  /** d of sl_d. */
  int rank() {
    return rank;
  }

  int dimension() {
    return units.get(0).get(0).rows();
  }

  /** The matrix of E_ij, both from 0. */
  IntegerMatrix unit(int i, int j) {
    return units.get(i).get(j);
  }

  /** The matrix of the sum of a_i b_j E_ij. */
  IntegerMatrix outer(IntVector a, IntVector b) {
    IntegerMatrix sum = IntegerMatrix.zero(dimension(), dimension());
    for (int i = 0; i < rank; i++) {
      for (int j = 0; j < rank; j++) {
        long factor = Math.multiplyExact((long) a.get(i), b.get(j));
        if (factor != 0) {
          sum = sum.plus(unit(i, j).times(factor));
        }
      }
    }
    return sum;
  }

  /** Whether the squares of all E_ij with i and j apart vanish, as on exterior powers only. */
  boolean isMinuscule() {
    for (int i = 0; i < rank; i++) {
      for (int j = 0; j < rank; j++) {
        if (i != j && !unit(i, j).times(unit(i, j)).isZero()) {
          return false;
        }
      }
    }
    return true;
  }

  /**
   * The weight of the one basis vector that all E_ij with i below j take to 0.
   *
   * @return the coefficients of the fundamental weights
   * @throws IllegalArgumentException if there is not just one, as where the basis is none of weight
   *     vectors, or V is a direct sum
   */
  IntVector highestWeight() {
    IntVector found = null;
    for (int b = 0; b < dimension(); b++) {
      if (isHighest(b)) {
        if (found != null) {
          throw new IllegalArgumentException(
              "module '"
                  + name
                  + "' has several basis vectors of highest weight: expected an"
                  + " irreducible module");
        }
        found = weight(b);
      }
    }
    if (found == null) {
      throw new IllegalArgumentException(
          "module '"
              + name
              + "' has no basis vector of highest weight: expected a basis of weight"
              + " vectors");
    }
    return found;
  }

  private boolean isHighest(int b) {
    for (int i = 0; i < rank; i++) {
      for (int j = i + 1; j < rank; j++) {
        for (int row = 0; row < dimension(); row++) {
          if (unit(i, j).get(row, b) != 0) {
            return false;
          }
        }
      }
    }
    return true;
  }

  private IntVector weight(int b) {
    int[] weight = new int[rank - 1];
    for (int i = 0; i < weight.length; i++) {
      IntegerMatrix h = unit(i, i).minus(unit(i + 1, i + 1));
      weight[i] = Math.toIntExact(h.get(b, b));
    }
    return IntVector.of(weight);
  }

  /**
   * Requires that V is absolutely irreducible: that products of the E_ij span all of End(V). Where
   * they do modulo one prime, they do over the rational numbers.
   *
   * @throws IllegalArgumentException if they do not
   */
  void requireIrreducible(PrimeField field) {
    OperatorAlgebra algebra = new OperatorAlgebra(field, dimension());
    for (int i = 0; i < rank; i++) {
      for (int j = 0; j < rank; j++) {
        if (i != j) {
          algebra.adjoin(unit(i, j).modulo(field));
        }
      }
    }
    if (!algebra.isWhole()) {
      throw new IllegalArgumentException(
          String.format(
              "module '%s': sl_%d generates %d of %d dimensions of End(V) modulo %d: expected an"
                  + " irreducible module",
              name, rank, algebra.dimension(), dimension() * dimension(), field.p()));
    }
  }
}
