package io.reprise.papers.larsson;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The modules over sl_d of which the cases are made. */
final class SlModules {
  private static final Pattern WEDGE = Pattern.compile("wedge(\\d)");
  private static final Pattern SYM = Pattern.compile("sym(\\d)(dual)?");

  private SlModules() {}

  /** How a matrix of E_ij is made. */
  @FunctionalInterface
  interface Units {
    IntegerMatrix of(int i, int j);
  }

  /** A module by the matrix of each E_ij. */
  static SlModule module(String name, int d, Units units) {
    List<List<IntegerMatrix>> all = new ArrayList<>();
    for (int i = 0; i < d; i++) {
      List<IntegerMatrix> row = new ArrayList<>();
      for (int j = 0; j < d; j++) {
        row.add(units.of(i, j));
      }
      all.add(row);
    }
    return new SlModule(name, d, all);
  }

  /**
   * A module by its name: {@code trivial}, {@code wedgeK}, {@code symM}, {@code symMdual}, {@code
   * adjoint} or {@code hook}.
   *
   * @throws IllegalArgumentException if there is none of that name
   */
  static SlModule of(String name, int d) {
    Matcher wedge = WEDGE.matcher(name);
    if (wedge.matches()) {
      return exterior(d, Integer.parseInt(wedge.group(1)));
    }
    Matcher sym = SYM.matcher(name);
    if (sym.matches()) {
      SlModule power = symmetric(d, Integer.parseInt(sym.group(1)));
      return sym.group(2) == null ? power : dual(power);
    }
    return switch (name) {
      case "trivial" -> trivial(d);
      case "adjoint" -> adjoint(d);
      case "hook" -> hook(d);
      default ->
          throw new IllegalArgumentException(
              "module '" + name + "': expected trivial, wedgeK, symM, symMdual, adjoint or hook");
    };
  }

  static SlModule trivial(int d) {
    return module("trivial", d, (i, j) -> IntegerMatrix.zero(1, 1));
  }

  /**
   * The exterior power: k-subsets in lexicographic order, where E_ij puts i in the place of j, with
   * the sign of sorting.
   *
   * @param k from 1 to d - 1
   */
  static SlModule exterior(int d, int k) {
    if (k < 1 || k >= d) {
      throw new IllegalArgumentException(
          "exterior power '" + k + "' of C^" + d + ": expected 1 to " + (d - 1));
    }
    return module("wedge" + k, d, (i, j) -> Wedges.derivation(d, k, i, j));
  }

  /** Polynomials of a degree: E_ij x^b = b_j x^(b + e_i - e_j). */
  static SlModule symmetric(int d, int degree) {
    List<IntVector> monomials =
        IntVector.box(d, degree).stream().filter(b -> isMonomial(b, degree)).toList();
    Map<IntVector, Integer> places = places(monomials);
    return module(
        "sym" + degree,
        d,
        (i, j) ->
            byColumns(
                monomials.size(),
                column -> {
                  IntVector b = monomials.get(column);
                  IntVector to = b.plus(IntVector.unit(d, i)).plus(IntVector.unit(d, j).negated());
                  return b.get(j) == 0 ? Map.of() : Map.of(places.get(to), (long) b.get(j));
                }));
  }

  private static boolean isMonomial(IntVector b, int degree) {
    int sum = 0;
    for (int i = 0; i < b.dimension(); i++) {
      if (b.get(i) < 0) {
        return false;
      }
      sum += b.get(i);
    }
    return sum == degree;
  }

  /** The contragredient module: E_ij becomes -E_ij transposed. */
  static SlModule dual(SlModule v) {
    return module(v.name() + "dual", v.rank(), (i, j) -> v.unit(i, j).transposed().times(-1));
  }

  /** sl_d itself: the E_ij with i and j apart, then E_ii - E_(i+1)(i+1), under commutators. */
  static SlModule adjoint(int d) {
    List<IntVector> basis = new ArrayList<>();
    for (int i = 0; i < d; i++) {
      for (int j = 0; j < d; j++) {
        if (i != j) {
          basis.add(IntVector.of(i, j));
        }
      }
    }
    Map<IntVector, Integer> places = places(basis);
    int roots = basis.size();
    int size = roots + d - 1;
    return module(
        "adjoint",
        d,
        (i, j) -> {
          IntegerMatrix unit = elementary(d, i, j);
          return byColumns(
              size,
              column -> {
                IntegerMatrix x =
                    column < roots
                        ? elementary(d, basis.get(column).get(0), basis.get(column).get(1))
                        : elementary(d, column - roots, column - roots)
                            .minus(elementary(d, column - roots + 1, column - roots + 1));
                return coordinates(unit.commutator(x), places, roots);
              });
        });
  }

  private static IntegerMatrix elementary(int d, int i, int j) {
    return IntegerMatrix.of(d, d, (row, column) -> row == i && column == j ? 1 : 0);
  }

  /** Of a matrix of trace 0: a diagonal a has the partial sums of a as coordinates. */
  private static Map<Integer, Long> coordinates(
      IntegerMatrix x, Map<IntVector, Integer> places, int roots) {
    Map<Integer, Long> all = new HashMap<>();
    places.forEach((ij, place) -> all.put(place, x.get(ij.get(0), ij.get(1))));
    long sum = 0;
    for (int i = 0; i + 1 < x.rows(); i++) {
      sum = Math.addExact(sum, x.get(i, i));
      all.put(roots + i, sum);
    }
    return all;
  }

  /**
   * The kernel of C^d (x) wedge^2 -> wedge^3, of highest weight omega_1 + omega_2. Its basis: a (x)
   * ab for a and b apart, and of three i, j, k in order i (x) jk + j (x) ik and k (x) ij + j (x)
   * ik.
   *
   * @throws IllegalArgumentException if d is below 3
   */
  static SlModule hook(int d) {
    if (d < 3) {
      throw new IllegalArgumentException("hook of sl_" + d + ": expected d of at least 3");
    }
    return Hook.of(d);
  }

  static Map<IntVector, Integer> places(List<IntVector> vectors) {
    Map<IntVector, Integer> places = new HashMap<>();
    for (int i = 0; i < vectors.size(); i++) {
      places.put(vectors.get(i), i);
    }
    return places;
  }

  /** The image of a basis vector: coefficients by place. */
  @FunctionalInterface
  interface Image {
    Map<Integer, Long> of(int column);
  }

  static IntegerMatrix byColumns(int size, Image image) {
    List<Map<Integer, Long>> columns = new ArrayList<>();
    for (int j = 0; j < size; j++) {
      columns.add(image.of(j));
    }
    return IntegerMatrix.of(size, size, (i, j) -> columns.get(j).getOrDefault(i, 0L));
  }
}
