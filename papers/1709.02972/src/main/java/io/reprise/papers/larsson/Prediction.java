package io.reprise.papers.larsson;

import java.util.Optional;
import org.apache.commons.math3.util.CombinatoricsUtils;

/**
 * What the theorem says of F^alpha(V) for an irreducible V, from V's matrices and alpha alone.
 *
 * @param irreducible the verdict
 * @param localAlgebra its dimension by degree
 * @param components strongly connected ones of the graph of degrees
 * @param layers of an exterior power or the trivial module; empty for all others
 */
record Prediction(
    boolean irreducible, Profile localAlgebra, int components, Optional<Layers> layers) {

  /**
   * Predicts.
   *
   * @param lattice N where degrees are those of N Z^d, else 1
   */
  static Prediction of(SlModule v, Shift alpha, int lattice) {
    boolean integral = alpha.opposite(lattice).isPresent();
    int dim = v.dimension();
    if (dim == 1) {
      return new Prediction(
          !integral,
          Profile.of(1, 1, integral),
          integral ? 2 : 1,
          Optional.of(
              new Layers(
                  0,
                  Profile.of(0, 0, integral),
                  Profile.of(1, 0, integral),
                  Profile.of(1, 0, integral),
                  Optional.empty(),
                  integral ? Optional.of(Profile.of(0, 1, true)) : Optional.empty())));
    }
    return v.isMinuscule() ? minuscule(v, integral) : whole(dim, integral);
  }

  /** Irreducible: all of End(V) in every degree. */
  private static Prediction whole(int dim, boolean integral) {
    return new Prediction(true, Profile.of(dim * dim, dim * dim, integral), 1, Optional.empty());
  }

  private static Prediction minuscule(SlModule v, boolean integral) {
    int d = v.rank();
    int k = power(v);
    int inside = (int) CombinatoricsUtils.binomialCoefficient(d - 1, k - 1);
    int outside = (int) CombinatoricsUtils.binomialCoefficient(d - 1, k);
    // Block triangular maps, full in each block; for d = 2 both blocks are the function module and
    // have the same entry.
    int blocks = inside * inside + (d == 2 ? 0 : outside * outside);
    int dim = v.dimension();
    return new Prediction(
        false,
        // From -alpha every step leads into the image, which has nothing at -alpha to come back to.
        Profile.of(blocks + inside * outside, 1, integral),
        1,
        Optional.of(
            new Layers(
                k,
                Profile.of(inside, 0, integral),
                Profile.of(outside, 0, integral),
                Profile.of(dim, dim, integral),
                Optional.of(Profile.of(inside, 0, integral)),
                integral ? Optional.of(Profile.of(inside, 1, true)) : Optional.empty())));
  }

  /** k of a minuscule module, whose highest weight is the k-th fundamental one. */
  private static int power(SlModule v) {
    IntVector weight = v.highestWeight();
    for (int i = 0; i < weight.dimension(); i++) {
      if (weight.equals(IntVector.unit(weight.dimension(), i))) {
        return i + 1;
      }
    }
    throw new IllegalArgumentException(
        "module '"
            + v.name()
            + "' of highest weight "
            + weight
            + ": expected a fundamental weight,"
            + " since all squares vanish");
  }

  /** Of the part of V (x) C_q outside of the centre: irreducible whatever V and alpha are. */
  static Prediction outsideOfTheCentre(SlModule v) {
    return whole(v.dimension(), false);
  }
}
