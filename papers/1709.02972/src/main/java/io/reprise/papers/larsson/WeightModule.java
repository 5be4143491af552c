package io.reprise.papers.larsson;

import java.math.BigInteger;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntToLongFunction;
import org.apache.commons.math3.fraction.BigFraction;

/**
 * A module over sl_2 of infinite dimension with a basis v_k of weight vectors, modulo a prime.
 * Vectors are finite sums, by index.
 */
final class WeightModule {
  /** Indices up to this are never reached by the words that are used. */
  private static final int FAR = 32;

  private final String name;
  private final PrimeField field;
  private final int least;
  private final int raised;
  private final IntToLongFunction e12;
  private final IntToLongFunction e21;
  private final IntToLongFunction e11;
  private final IntToLongFunction e22;

  private WeightModule(
      String name,
      PrimeField field,
      int least,
      int raised,
      IntToLongFunction e12,
      IntToLongFunction e21,
      IntToLongFunction e11,
      IntToLongFunction e22) {
    this.name = name;
    this.field = field;
    this.least = least;
    this.raised = raised;
    this.e12 = e12;
    this.e21 = e21;
    this.e11 = e11;
    this.e22 = e22;
    requireFaithful();
  }

  /** That no factor vanishes modulo the prime by chance: neither is 0 over the rational numbers. */
  private void requireFaithful() {
    for (int k = Math.max(least, -FAR); k <= FAR; k++) {
      boolean lowest = k == least;
      if ((e12.applyAsLong(k) == 0 && !(lowest && raised < 0))
          || (e21.applyAsLong(k) == 0 && !(lowest && raised > 0))) {
        throw new IllegalArgumentException(
            "prime '"
                + field.p()
                + "': "
                + name
                + " looks reducible modulo it at index "
                + k
                + ": expected another prime");
      }
    }
  }

  /**
   * The Verma module of highest weight lambda: v_k for k from 0 on, E_12 v_k = k (lambda - k + 1)
   * v_(k-1), E_21 v_k = v_(k+1), E_11 = -E_22 = lambda/2 - k.
   *
   * @throws IllegalArgumentException if lambda is 0, 1, 2, ..., where it is reducible
   */
  static WeightModule verma(BigFraction lambda, PrimeField field) {
    if (isInteger(lambda) && lambda.compareTo(BigFraction.ZERO) >= 0) {
      throw new IllegalArgumentException(
          "highest weight '" + lambda + "' of a Verma module: expected none of 0, 1, 2, ...");
    }
    long weight = field.of(lambda);
    long half = field.of(lambda.divide(2));
    IntToLongFunction diagonal = k -> field.subtract(half, field.of(k));
    return new WeightModule(
        "Verma lambda=" + words(lambda),
        field,
        0,
        -1,
        k -> field.multiply(field.of(k), field.subtract(weight, field.of(k - 1))),
        k -> 1,
        diagonal,
        k -> field.negate(diagonal.applyAsLong(k)));
  }

  /**
   * A dense module: m_k for all integers k, E_12 m_k = (nu - k) m_(k+1), E_21 m_k = (mu + k)
   * m_(k-1), E_11 m_k = (mu + k) m_k, E_22 m_k = (nu - k) m_k.
   *
   * @throws IllegalArgumentException if mu or nu is an integer, where it is reducible
   */
  static WeightModule dense(BigFraction mu, BigFraction nu, PrimeField field) {
    if (isInteger(mu) || isInteger(nu)) {
      throw new IllegalArgumentException(
          "dense module of mu '" + mu + "' and nu '" + nu + "': expected no integers");
    }
    long a = field.of(mu);
    long b = field.of(nu);
    IntToLongFunction up = k -> field.subtract(b, field.of(k));
    IntToLongFunction down = k -> field.add(a, field.of(k));
    return new WeightModule(
        "dense mu=" + words(mu) + " nu=" + words(nu),
        field,
        Integer.MIN_VALUE,
        1,
        up,
        down,
        down,
        up);
  }

  private static boolean isInteger(BigFraction x) {
    return x.getDenominator().equals(BigInteger.ONE);
  }

  private static String words(BigFraction x) {
    return x.toString().replace(" ", "");
  }

  /** As in {@code reported.csv}. */
  String name() {
    return name;
  }

  PrimeField field() {
    return field;
  }

  /** Whether there is a basis vector of an index. */
  boolean has(int k) {
    return k >= least;
  }

  /** Whether (E_12)^2 or (E_21)^2 is not 0, in which case the theorem says irreducible. */
  boolean hasSquare() {
    for (int k = 0; k <= 2; k++) {
      boolean up = has(k + 2 * raised) && product(e12, k, k + raised) != 0;
      if (up || product(e21, k, k - raised) != 0) {
        return true;
      }
    }
    return false;
  }

  private long product(IntToLongFunction e, int first, int second) {
    return field.multiply(e.applyAsLong(first), e.applyAsLong(second));
  }

  /**
   * What D(u, r) does to a vector of degree n: (u|n + alpha) + r u^T.
   *
   * @param shifted n + alpha modulo the prime
   */
  Map<Integer, Long> image(VectorField x, long[] shifted, Map<Integer, Long> vector) {
    long scalar =
        field.add(
            field.multiply(field.of(x.u().get(0)), shifted[0]),
            field.multiply(field.of(x.u().get(1)), shifted[1]));
    Map<Integer, Long> image = new TreeMap<>();
    vector.forEach(
        (k, c) -> {
          long diagonal =
              field.add(
                  scalar,
                  field.add(
                      field.multiply(factor(x, 0, 0), e11.applyAsLong(k)),
                      field.multiply(factor(x, 1, 1), e22.applyAsLong(k))));
          add(image, k, field.multiply(c, diagonal));
          add(image, k + raised, product(c, factor(x, 0, 1), e12.applyAsLong(k)));
          add(image, k - raised, product(c, factor(x, 1, 0), e21.applyAsLong(k)));
        });
    return image;
  }

  private long product(long a, long b, long c) {
    return field.multiply(a, field.multiply(b, c));
  }

  /** r_i u_j. */
  private long factor(VectorField x, int i, int j) {
    return field.of(Math.multiplyExact((long) x.r().get(i), x.u().get(j)));
  }

  private void add(Map<Integer, Long> vector, int k, long value) {
    if (value == 0) {
      return;
    }
    long sum = field.add(vector.getOrDefault(k, 0L), value);
    if (sum == 0) {
      vector.remove(k);
    } else {
      vector.put(k, sum);
    }
  }

  /** A vector less another. */
  Map<Integer, Long> difference(Map<Integer, Long> a, Map<Integer, Long> b) {
    Map<Integer, Long> difference = new TreeMap<>(a);
    b.forEach((k, c) -> add(difference, k, field.negate(c)));
    return difference;
  }
}
