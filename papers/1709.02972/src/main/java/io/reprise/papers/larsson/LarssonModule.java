package io.reprise.papers.larsson;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * F^alpha(V): in each degree n of Z^d a copy of V, where D(u, r) takes v t^n to ((u|n + alpha) v +
 * (r u^T) v) t^(n + r).
 */
final class LarssonModule implements GradedModule, LieAction<VectorField> {
  /** What acts beside the scalar (u|n + alpha). */
  enum Action {
    /** r u^T, the paper's. */
    LARSSON,
    /** u r^T, which is no Lie action unless V is trivial: a negative control. */
    TRANSPOSED
  }

  private final SlModule v;
  private final PrimeField field;
  private final Action action;
  private final long[] residues;
  private final Map<IntVector, List<Part>> parts = new HashMap<>();

  /** A field of the basis of a degree, with the part of its action that all degrees share. */
  private record Part(VectorField x, FieldMatrix matrix) {}

  /**
   * The module.
   *
   * @throws IllegalArgumentException if alpha has not d entries, or the prime divides a denominator
   */
  LarssonModule(SlModule v, Shift alpha, PrimeField field, Action action) {
    if (alpha.dimension() != v.rank()) {
      throw new IllegalArgumentException(
          "shift " + alpha + ": expected " + v.rank() + " entries, as sl_" + v.rank() + " has");
    }
    this.v = v;
    this.field = field;
    this.action = action;
    this.residues = alpha.modulo(field, IntVector.zero(v.rank()));
  }

  @Override
  public PrimeField field() {
    return field;
  }

  SlModule v() {
    return v;
  }

  @Override
  public int dimension(IntVector n) {
    return v.dimension();
  }

  @Override
  public List<FieldMatrix> operators(IntVector n, IntVector r) {
    List<FieldMatrix> all = new ArrayList<>();
    for (Part part : parts.computeIfAbsent(r, this::parts)) {
      all.add(part.matrix.plusScalar(scalar(part.x.u(), n)));
    }
    return all;
  }

  private List<Part> parts(IntVector r) {
    return VectorField.basis(r).stream().map(x -> new Part(x, matrix(x))).toList();
  }

  @Override
  public FieldMatrix operator(VectorField x, IntVector n) {
    return matrix(x).plusScalar(scalar(x.u(), n));
  }

  /** (u|n + alpha). */
  private long scalar(IntVector u, IntVector n) {
    long sum = 0;
    for (int i = 0; i < residues.length; i++) {
      long shifted = field.add(field.of(n.get(i)), residues[i]);
      sum = field.add(sum, field.multiply(field.of(u.get(i)), shifted));
    }
    return sum;
  }

  private FieldMatrix matrix(VectorField x) {
    return switch (action) {
      case LARSSON -> v.outer(x.r(), x.u()).modulo(field);
      case TRANSPOSED -> v.outer(x.u(), x.r()).modulo(field);
    };
  }

  @Override
  public VectorField sample(UniformRandomProvider random) {
    return new FieldSampler(v.rank(), random).field();
  }

  @Override
  public IntVector degree(VectorField x) {
    return x.r();
  }

  @Override
  public Optional<FieldMatrix> bracket(VectorField a, VectorField b, IntVector n) {
    return Optional.of(operator(a.bracket(b), n));
  }

  /**
   * How many of so many random u, r, s with (u|r) = (u|s) = 0 break D(u,r) D(u,s) - D(u,r+s) D(u,0)
   * = (r u^T)(s u^T), on a random degree each. It puts (r u^T)^2 v into every submodule with v.
   */
  int coreLemmaErrors(UniformRandomProvider random, int samples, List<IntVector> on) {
    FieldSampler sampler = new FieldSampler(v.rank(), random);
    int errors = 0;
    for (int i = 0; i < samples; i++) {
      IntVector u = sampler.vector();
      VectorField r = sampler.along(u);
      VectorField s = sampler.along(u);
      IntVector n = on.get(random.nextInt(on.size()));
      VectorField sum = new VectorField(u, r.r().plus(s.r()));
      VectorField still = new VectorField(u, IntVector.zero(v.rank()));
      FieldMatrix left =
          operator(r, n.plus(s.r()))
              .times(operator(s, n))
              .minus(operator(sum, n).times(operator(still, n)));
      FieldMatrix right = v.outer(r.r(), u).times(v.outer(s.r(), u)).modulo(field);
      if (!left.equals(right)) {
        errors++;
      }
    }
    return errors;
  }
}
