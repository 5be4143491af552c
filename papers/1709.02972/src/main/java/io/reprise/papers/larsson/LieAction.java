package io.reprise.papers.larsson;

import java.util.Optional;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * What an algebra's elements do on a graded space, so that it can be tested whether that is a Lie
 * action.
 *
 * @param <X> elements of a degree
 */
interface LieAction<X> {
  PrimeField field();

  /** A random element with small numbers. */
  X sample(UniformRandomProvider random);

  IntVector degree(X element);

  /** What an element does from degree n on. */
  FieldMatrix operator(X element, IntVector n);

  /** What the bracket of two does from degree n on; empty if the bracket is 0. */
  Optional<FieldMatrix> bracket(X a, X b, IntVector n);

  /** How many of so many pairs, on a random degree each, do not act as their bracket does. */
  default int bracketErrors(UniformRandomProvider random, int pairs, java.util.List<IntVector> on) {
    int errors = 0;
    for (int i = 0; i < pairs; i++) {
      X a = sample(random);
      X b = sample(random);
      IntVector n = on.get(random.nextInt(on.size()));
      FieldMatrix commutator =
          operator(a, n.plus(degree(b)))
              .times(operator(b, n))
              .minus(operator(b, n.plus(degree(a))).times(operator(a, n)));
      boolean equal = bracket(a, b, n).map(commutator::equals).orElseGet(commutator::isZero);
      if (!equal) {
        errors++;
      }
    }
    return errors;
  }
}
