package io.reprise.papers.larsson;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.commons.math3.fraction.BigFraction;

/**
 * The shift alpha of degrees, a vector of rational numbers.
 *
 * @param values one a dimension
 */
record Shift(List<BigFraction> values) {
  /** Copies the values. */
  Shift {
    values = List.copyOf(values);
    if (values.isEmpty()) {
      throw new IllegalArgumentException("shift without values: expected one a dimension");
    }
  }

  /**
   * Reads the first entries of a list such as {@code 1/2 -3 1/5}.
   *
   * @throws IllegalArgumentException if an entry is no fraction or there are fewer than dimensions
   */
  static Shift parse(String text, int dimension) {
    String[] entries = text.trim().split(" +", -1);
    if (entries.length < dimension) {
      throw new IllegalArgumentException(
          "shift '" + text + "': expected at least " + dimension + " fractions");
    }
    List<BigFraction> values = new ArrayList<>();
    for (int i = 0; i < dimension; i++) {
      values.add(fraction(entries[i]));
    }
    return new Shift(values);
  }

  /**
   * Reads a fraction such as {@code 1/3} or {@code -2}.
   *
   * @throws IllegalArgumentException if it is none
   */
  static BigFraction fraction(String text) {
    if (!text.matches("-?\\d{1,9}(/[1-9]\\d{0,8})?")) {
      throw new IllegalArgumentException("fraction '" + text + "': expected one such as -1/3");
    }
    String[] parts = text.split("/", -1);
    BigInteger denominator = parts.length == 1 ? BigInteger.ONE : new BigInteger(parts[1]);
    return new BigFraction(new BigInteger(parts[0]), denominator);
  }

  int dimension() {
    return values.size();
  }

  /** -alpha, if it is a degree of the lattice N Z^d. */
  Optional<IntVector> opposite(int lattice) {
    int[] degree = new int[dimension()];
    for (int i = 0; i < degree.length; i++) {
      BigFraction share = values.get(i).divide(lattice);
      if (!share.getDenominator().equals(BigInteger.ONE)) {
        return Optional.empty();
      }
      degree[i] = values.get(i).negate().getNumerator().intValueExact();
    }
    return Optional.of(IntVector.of(degree));
  }

  /** The least common denominator. */
  long denominator() {
    BigInteger common = BigInteger.ONE;
    for (BigFraction v : values) {
      common = common.multiply(v.getDenominator()).divide(common.gcd(v.getDenominator()));
    }
    return common.longValueExact();
  }

  /** n + alpha times the common denominator. */
  long[] scaled(IntVector n) {
    BigInteger common = BigInteger.valueOf(denominator());
    return IntStream.range(0, dimension())
        .mapToLong(
            i -> values.get(i).add(n.get(i)).multiply(common).getNumerator().longValueExact())
        .toArray();
  }

  /**
   * n + alpha modulo a prime.
   *
   * @throws IllegalArgumentException if the prime divides a denominator
   */
  long[] modulo(PrimeField field, IntVector n) {
    return IntStream.range(0, dimension())
        .mapToLong(i -> field.add(field.of(values.get(i)), field.of(n.get(i))))
        .toArray();
  }

  /**
   * Requires that n + alpha is 0 modulo the prime only where it is 0, so that no degree looks like
   * -alpha by chance.
   *
   * @throws IllegalArgumentException naming the degree
   */
  void requireFaithful(PrimeField field, List<IntVector> degrees) {
    for (IntVector n : degrees) {
      boolean vanishes = Arrays.stream(modulo(field, n)).allMatch(x -> x == 0);
      boolean zero = Arrays.stream(scaled(n)).allMatch(x -> x == 0);
      if (vanishes != zero) {
        throw new IllegalArgumentException(
            "prime '"
                + field.p()
                + "': degree "
                + n
                + " plus "
                + this
                + " is 0 modulo it but not"
                + " 0: expected another prime");
      }
    }
  }

  /** As in {@code reported.csv}, where no entry is an integer or all are 0; else the entries. */
  String words() {
    if (values.stream().allMatch(v -> v.getNumerator().signum() == 0)) {
      return "alpha=0";
    }
    return values.stream().noneMatch(v -> v.getDenominator().equals(BigInteger.ONE))
        ? "generic alpha"
        : "alpha=" + this;
  }

  @Override
  public String toString() {
    return values.stream()
        .map(v -> v.toString().replace(" ", ""))
        .collect(Collectors.joining(", ", "(", ")"));
  }
}
