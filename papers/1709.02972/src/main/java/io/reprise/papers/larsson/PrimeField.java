package io.reprise.papers.larsson;

import java.math.BigInteger;
import org.apache.commons.math3.fraction.BigFraction;

/**
 * The field of integers modulo a prime, its elements as {@code long} from 0 to p - 1.
 *
 * @param p an odd prime below 2^31, so that a product of two elements fits
 */
record PrimeField(long p) {
  private static final int CERTAINTY = 100;

  /**
   * Checks the prime.
   *
   * @throws IllegalArgumentException if it is none or too large
   */
  PrimeField {
    if (p < 3 || p > Integer.MAX_VALUE || !BigInteger.valueOf(p).isProbablePrime(CERTAINTY)) {
      throw new IllegalArgumentException("prime '" + p + "': expected an odd prime below 2^31");
    }
  }

  long of(long integer) {
    return Math.floorMod(integer, p);
  }

  /**
   * A rational number.
   *
   * @throws IllegalArgumentException if p divides its denominator
   */
  long of(BigFraction rational) {
    BigInteger prime = BigInteger.valueOf(p);
    long denominator = rational.getDenominator().mod(prime).longValueExact();
    if (denominator == 0) {
      throw new IllegalArgumentException(
          "prime '" + p + "' divides the denominator of " + rational + ": expected another prime");
    }
    return multiply(rational.getNumerator().mod(prime).longValueExact(), inverse(denominator));
  }

  long add(long a, long b) {
    long sum = a + b;
    return sum >= p ? sum - p : sum;
  }

  long negate(long a) {
    return a == 0 ? 0 : p - a;
  }

  long subtract(long a, long b) {
    return add(a, negate(b));
  }

  long multiply(long a, long b) {
    return a * b % p;
  }

  /** {@code a} to a power from 0 on. */
  long power(long a, long exponent) {
    long result = 1;
    long square = a;
    for (long e = exponent; e > 0; e >>= 1) {
      if ((e & 1) == 1) {
        result = multiply(result, square);
      }
      square = multiply(square, square);
    }
    return result;
  }

  /**
   * The inverse.
   *
   * @throws ArithmeticException of 0
   */
  long inverse(long a) {
    if (a == 0) {
      throw new ArithmeticException("0 has no inverse modulo " + p);
    }
    return power(a, p - 2);
  }

  /** How many products of two elements may be added to an element before the sum overflows. */
  int productsBeforeOverflow() {
    return (int) Math.min(Integer.MAX_VALUE, (Long.MAX_VALUE - p) / ((p - 1) * (p - 1)));
  }

  /**
   * An element of multiplicative order {@code n}: a power of the smallest element that has it.
   *
   * @throws IllegalArgumentException if n does not divide p - 1
   */
  long rootOfUnity(int n) {
    if (n < 1 || (p - 1) % n != 0) {
      throw new IllegalArgumentException(
          "a primitive root of unity of order '"
              + n
              + "' modulo "
              + p
              + ": expected a divisor of "
              + (p - 1));
    }
    for (long g = 2; g < p; g++) {
      long root = power(g, (p - 1) / n);
      if (order(root, n) == n) {
        return root;
      }
    }
    return 1;
  }

  /** The order of an element, which divides {@code n}. */
  private int order(long a, int n) {
    long power = a;
    int order = 1;
    while (power != 1 && order < n) {
      power = multiply(power, a);
      order++;
    }
    return order;
  }
}
