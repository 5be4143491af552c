package io.reprise.papers.larsson;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * What loops from a degree back to it do there: the algebra with 1 that products D(u2, -r) D(u1,
 * r), and those of three steps if so wanted, generate in End(V). If it is all of End(V), any vector
 * of this degree but 0 generates all others of it.
 */
final class LocalAlgebra {
  /** Random combinations of all loops to start from: two generate what all do almost always. */
  private static final int STARTS = 2;

  private final GradedModule module;
  private final List<IntVector> steps;
  private final Set<IntVector> allowed;
  private final boolean three;

  /**
   * For any degree.
   *
   * @param steps all degrees of single steps
   * @param three whether loops of three steps count too
   */
  LocalAlgebra(GradedModule module, List<IntVector> steps, boolean three) {
    this.module = module;
    this.steps = steps.stream().filter(r -> !r.isZero()).toList();
    this.allowed = new HashSet<>(this.steps);
    this.three = three;
  }

  /**
   * The dimension at a degree, exact modulo the prime whatever the random numbers: the algebra of
   * random combinations of loops is part of it, and every loop outside of that is then adjoined.
   *
   * @return 0 where the module has nothing
   */
  int dimension(IntVector n, UniformRandomProvider random) {
    int size = module.dimension(n);
    if (size == 0) {
      return 0;
    }
    OperatorAlgebra algebra = new OperatorAlgebra(module.field(), size);
    if (algebra.isWhole()) {
      return algebra.dimension();
    }
    for (int i = 0; i < STARTS; i++) {
      algebra.adjoin(combination(n, size, random));
    }
    if (!algebra.isWhole()) {
      loops(n, algebra::adjoin);
    }
    return algebra.dimension();
  }

  private FieldMatrix combination(IntVector n, int size, UniformRandomProvider random) {
    Combination sum = new Combination(module.field(), size, random);
    loops(n, sum::add);
    return sum.value;
  }

  /** A sum of maps with random factors. */
  private static final class Combination {
    private final PrimeField field;
    private final UniformRandomProvider random;
    private FieldMatrix value;

    Combination(PrimeField field, int size, UniformRandomProvider random) {
      this.field = field;
      this.random = random;
      this.value = FieldMatrix.scalar(field, size, 0);
    }

    void add(FieldMatrix map) {
      value = value.plus(map, random.nextLong(field.p()));
    }
  }

  private void loops(IntVector n, Consumer<FieldMatrix> take) {
    for (IntVector r : steps) {
      IntVector there = n.plus(r);
      for (FieldMatrix out : module.operators(n, r)) {
        if (out.isZero()) {
          continue;
        }
        if (allowed.contains(r.negated())) {
          for (FieldMatrix back : module.operators(there, r.negated())) {
            take.accept(back.times(out));
          }
        }
        if (three) {
          triangles(n, r, out, take);
        }
      }
    }
  }

  private void triangles(IntVector n, IntVector r, FieldMatrix out, Consumer<FieldMatrix> take) {
    IntVector there = n.plus(r);
    for (IntVector s : steps) {
      IntVector back = r.plus(s).negated();
      if (!allowed.contains(back)) {
        continue;
      }
      for (FieldMatrix second : module.operators(there, s)) {
        if (!second.isZero()) {
          FieldMatrix both = second.times(out);
          for (FieldMatrix last : module.operators(there.plus(s), back)) {
            take.accept(last.times(both));
          }
        }
      }
    }
  }
}
