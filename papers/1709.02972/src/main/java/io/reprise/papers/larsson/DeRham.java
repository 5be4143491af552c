package io.reprise.papers.larsson;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The maps delta_k: w t^n to ((n + alpha) ^ w) t^n between F^alpha of the k-th exterior power and
 * the next, and the submodules of F^alpha of the k-th that they give: the image L of delta_(k-1)
 * and the kernel K of delta_k. They are equal but in degree -alpha, where L is 0 and K everything.
 */
final class DeRham {
  private final Shift alpha;
  private final int k;
  private final int d;
  private final List<IntegerMatrix> into;
  private final List<IntegerMatrix> outOf;

  /**
   * Of the k-th exterior power of C^d.
   *
   * @param k from 0 to d - 1
   */
  DeRham(Shift alpha, int k) {
    this.alpha = alpha;
    this.k = k;
    this.d = alpha.dimension();
    this.into = k == 0 ? List.of() : wedges(k - 1);
    this.outOf = wedges(k);
  }

  /** k. */
  int power() {
    return k;
  }

  private List<IntegerMatrix> wedges(int power) {
    List<IntegerMatrix> all = new ArrayList<>();
    for (int i = 0; i < d; i++) {
      all.add(Wedges.wedge(d, power, i));
    }
    return all;
  }

  private static IntegerMatrix combination(List<IntegerMatrix> matrices, long[] factors) {
    IntegerMatrix sum = IntegerMatrix.zero(matrices.get(0).rows(), matrices.get(0).columns());
    for (int i = 0; i < factors.length; i++) {
      if (factors[i] != 0) {
        sum = sum.plus(matrices.get(i).times(factors[i]));
      }
    }
    return sum;
  }

  /**
   * Whether D(u, r) delta = delta D(u, r) for delta into and out of the exterior power, in all
   * degrees n and for all r and u, over the rational numbers. Both sides are polynomials of degree
   * 2 at most in each n_i and r_i and linear in u, so that they are equal if they are for entries
   * of n and r from -1 to 1 and each unit vector u; there they are compared in whole numbers, with
   * all denominators cleared.
   */
  boolean intertwines() {
    return (k == 0 || intertwines(k - 1, into)) && intertwines(k, outOf);
  }

  private boolean intertwines(int power, List<IntegerMatrix> wedges) {
    List<List<IntegerMatrix>> before = units(power);
    List<List<IntegerMatrix>> after = units(power + 1);
    long q = alpha.denominator();
    List<IntVector> grid = IntVector.box(d, 1);
    for (IntVector n : grid) {
      long[] m = alpha.scaled(n);
      IntegerMatrix here = combination(wedges, m);
      for (IntVector r : grid) {
        long[] factors = new long[d];
        long[] moved = new long[d];
        for (int i = 0; i < d; i++) {
          factors[i] = Math.multiplyExact(q, r.get(i));
          moved[i] = Math.addExact(m[i], factors[i]);
        }
        IntegerMatrix there = combination(wedges, moved);
        for (int u = 0; u < d; u++) {
          IntegerMatrix first = acting(before.get(u), factors, m[u]);
          IntegerMatrix second = acting(after.get(u), factors, m[u]);
          if (!there.times(first).equals(second.times(here))) {
            return false;
          }
        }
      }
    }
    return true;
  }

  /** E_iu on an exterior power, by u and i; on the first and last these act as in gl_d. */
  private List<List<IntegerMatrix>> units(int power) {
    List<List<IntegerMatrix>> all = new ArrayList<>();
    for (int u = 0; u < d; u++) {
      List<IntegerMatrix> row = new ArrayList<>();
      for (int i = 0; i < d; i++) {
        row.add(Wedges.derivation(d, power, i, u));
      }
      all.add(row);
    }
    return all;
  }

  /** (u|n + alpha) + r u^T for a unit vector u, times the common denominator. */
  private static IntegerMatrix acting(List<IntegerMatrix> units, long[] r, long scalar) {
    IntegerMatrix sum = combination(units, r);
    return sum.plus(IntegerMatrix.identity(sum.rows()).times(scalar));
  }

  /** The de Rham maps of a module, if it has the matrices of an exterior power or is trivial. */
  static Optional<DeRham> on(SlModule v, Shift alpha) {
    for (int k = 0; k < v.rank(); k++) {
      if (isPower(v, k)) {
        return Optional.of(new DeRham(alpha, k));
      }
    }
    return Optional.empty();
  }

  private static boolean isPower(SlModule v, int k) {
    int d = v.rank();
    SlModule power = k == 0 ? SlModules.trivial(d) : SlModules.exterior(d, k);
    for (int i = 0; i < d; i++) {
      for (int j = 0; j < d; j++) {
        if (!power.unit(i, j).equals(v.unit(i, j))) {
          return false;
        }
      }
    }
    return true;
  }

  /** The image of delta_(k-1) modulo a prime. */
  Family image(PrimeField field) {
    Map<IntVector, Echelon> known = new HashMap<>();
    return n ->
        known.computeIfAbsent(
            n,
            m ->
                k == 0
                    ? new Echelon(field, 1)
                    : Echelon.columns(field, combination(into, alpha.scaled(m)).modulo(field)));
  }

  /**
   * The kernel of delta_k modulo a prime. It holds the image, so the ranks tell it: those of both
   * maps add up to the dimension, or delta_k is 0. Ranks over the rational numbers are not below
   * those modulo a prime and cannot add up to more, so they are the same.
   *
   * @throws IllegalStateException in a degree where the ranks do neither
   */
  Family kernel(PrimeField field) {
    Family image = image(field);
    Map<IntVector, Echelon> known = new HashMap<>();
    return n -> known.computeIfAbsent(n, m -> kernel(field, image.at(m), m));
  }

  private Echelon kernel(PrimeField field, Echelon image, IntVector n) {
    IntegerMatrix out = combination(outOf, alpha.scaled(n));
    int rank = Echelon.columns(field, out.modulo(field)).rank();
    if (rank == 0 && out.isZero()) {
      return Echelon.whole(field, out.columns());
    }
    if (rank + image.rank() != out.columns()) {
      throw new IllegalStateException(
          "degree "
              + n
              + ": ranks "
              + image.rank()
              + " and "
              + rank
              + " of the de Rham maps modulo "
              + field.p()
              + ": expected a sum of "
              + out.columns());
    }
    return image;
  }
}
