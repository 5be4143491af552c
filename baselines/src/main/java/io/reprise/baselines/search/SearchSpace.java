package io.reprise.baselines.search;

import java.math.BigInteger;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * The codes that a search may choose from: one whole number a gene, from a lowest value that all
 * genes share up to the gene's own highest.
 *
 * @param highest of each gene, none below {@code lowest}
 */
public record SearchSpace(int lowest, List<Integer> highest) {
  /** Copies the list and checks it. */
  public SearchSpace {
    highest = List.copyOf(highest);
    if (highest.isEmpty()) {
      throw new IllegalArgumentException("search space of 0 genes: expected at least 1");
    }
    for (int gene = 0; gene < highest.size(); gene++) {
      if (highest.get(gene) < lowest) {
        throw new IllegalArgumentException(
            "highest value "
                + highest.get(gene)
                + " of gene "
                + gene
                + ": expected at least "
                + lowest);
      }
    }
  }

  /** Of so many genes that all have the same values. */
  public static SearchSpace uniform(int genes, int lowest, int highest) {
    return new SearchSpace(lowest, Collections.nCopies(Math.max(0, genes), highest));
  }

  /** How many genes a code has. */
  public int genes() {
    return highest.size();
  }

  /** How many codes there are. */
  public BigInteger size() {
    return highest.stream()
        .map(h -> BigInteger.valueOf(h - (long) lowest + 1))
        .reduce(BigInteger.ONE, BigInteger::multiply);
  }

  /** A code drawn uniformly. */
  public List<Integer> draw(UniformRandomProvider random) {
    return highest.stream().map(h -> random.nextInt(lowest, h + 1)).toList();
  }

  /** The nearest value that a gene may have. */
  public int clamp(int gene, int value) {
    return Math.max(lowest, Math.min(highest.get(gene), value));
  }

  /**
   * A copy of a code of this space.
   *
   * @throws IllegalArgumentException if its length or a gene's value is none of this space, naming
   *     the position, counted from 0, and the value
   */
  public List<Integer> require(List<Integer> code) {
    if (code.size() != genes()) {
      throw new IllegalArgumentException(
          "code " + code + " has " + code.size() + " genes: expected " + genes());
    }
    IntStream.range(0, genes())
        .filter(gene -> clamp(gene, code.get(gene)) != code.get(gene))
        .findFirst()
        .ifPresent(
            gene -> {
              throw new IllegalArgumentException(
                  "gene "
                      + gene
                      + " of code "
                      + code
                      + " is "
                      + code.get(gene)
                      + ": expected "
                      + lowest
                      + " to "
                      + highest.get(gene));
            });
    return List.copyOf(code);
  }
}
