package io.reprise.papers.larsson;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A vector of integers: a degree, a step between degrees, or the direction of a vector field. */
final class IntVector {
  private final int[] values;

  private IntVector(int[] values) {
    this.values = values;
  }

  static IntVector of(int... values) {
    return new IntVector(values.clone());
  }

  static IntVector zero(int dimension) {
    return new IntVector(new int[dimension]);
  }

  /** A standard basis vector. */
  static IntVector unit(int dimension, int i) {
    int[] values = new int[dimension];
    values[i] = 1;
    return new IntVector(values);
  }

  /** All vectors with no entry above {@code radius} in absolute value, in lexicographic order. */
  static List<IntVector> box(int dimension, int radius) {
    List<int[]> all = List.of(new int[0]);
    for (int i = 0; i < dimension; i++) {
      List<int[]> longer = new ArrayList<>();
      for (int[] start : all) {
        for (int x = -radius; x <= radius; x++) {
          int[] next = Arrays.copyOf(start, start.length + 1);
          next[start.length] = x;
          longer.add(next);
        }
      }
      all = longer;
    }
    return all.stream().map(IntVector::new).toList();
  }

  int dimension() {
    return values.length;
  }

  int get(int i) {
    return values[i];
  }

  boolean isZero() {
    return Arrays.stream(values).allMatch(v -> v == 0);
  }

  /** Whether every entry is a multiple of {@code n}. */
  boolean isMultipleOf(int n) {
    return Arrays.stream(values).allMatch(v -> v % n == 0);
  }

  IntVector plus(IntVector other) {
    int[] sum = values.clone();
    for (int i = 0; i < sum.length; i++) {
      sum[i] = Math.addExact(sum[i], other.values[i]);
    }
    return new IntVector(sum);
  }

  IntVector times(int factor) {
    int[] product = values.clone();
    for (int i = 0; i < product.length; i++) {
      product[i] = Math.multiplyExact(product[i], factor);
    }
    return new IntVector(product);
  }

  IntVector negated() {
    return times(-1);
  }

  /** The pairing (u|r). */
  int dot(IntVector other) {
    int sum = 0;
    for (int i = 0; i < values.length; i++) {
      sum = Math.addExact(sum, Math.multiplyExact(values[i], other.values[i]));
    }
    return sum;
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof IntVector other && Arrays.equals(values, other.values);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(values);
  }

  @Override
  public String toString() {
    return Arrays.toString(values);
  }
}
