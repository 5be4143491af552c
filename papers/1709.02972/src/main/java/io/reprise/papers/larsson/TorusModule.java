package io.reprise.papers.larsson;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * V (x) C_q over the quantum torus in two variables, where t^n t^m = q^(n_2 m_1) t^(n + m) and q is
 * a primitive root of unity of order N. In degrees of the radical R = (N Z)^2 derivations D(u, r)
 * act as on F^alpha(V), in all others ad t^s by commutators with t^s.
 */
final class TorusModule implements GradedModule, LieAction<TorusModule.Element> {
  private static final int RANK = 2;

  /** An element of a degree. */
  sealed interface Element {
    IntVector degree();
  }

  /** D(u, r) with r in the radical. */
  record Derivation(VectorField field) implements Element {
    @Override
    public IntVector degree() {
      return field.r();
    }
  }

  /** ad t^s with s outside of the radical. */
  record Inner(IntVector degree) implements Element {}

  private final LarssonModule larsson;
  private final int order;
  private final long[] powers;
  private final Map<Long, FieldMatrix> scalars = new HashMap<>();

  /**
   * The module.
   *
   * @param order N of the root of unity
   * @throws IllegalArgumentException if V is no module of sl_2, N is below 2 or does not divide p -
   *     1
   */
  TorusModule(SlModule v, Shift alpha, PrimeField field, int order) {
    if (v.rank() != RANK) {
      throw new IllegalArgumentException(
          "module of sl_" + v.rank() + " on the quantum torus: expected one of sl_2");
    }
    if (order < 2) {
      throw new IllegalArgumentException(
          "root of unity of order '" + order + "': expected at least 2");
    }
    this.larsson = new LarssonModule(v, alpha, field, LarssonModule.Action.LARSSON);
    this.order = order;
    long q = field.rootOfUnity(order);
    this.powers = new long[order];
    for (int i = 0; i < order; i++) {
      powers[i] = field.power(q, i);
    }
  }

  @Override
  public PrimeField field() {
    return larsson.field();
  }

  @Override
  public int dimension(IntVector n) {
    return larsson.dimension(n);
  }

  /** Of t^n t^m. */
  private long sigma(IntVector n, IntVector m) {
    return powers[Math.floorMod(Math.multiplyExact(n.get(1), m.get(0)), order)];
  }

  /** sigma(s, n) - sigma(n, s): the factor of the commutator of t^s and t^n. */
  private long commutator(IntVector s, IntVector n) {
    return field().subtract(sigma(s, n), sigma(n, s));
  }

  @Override
  public List<FieldMatrix> operators(IntVector n, IntVector r) {
    return r.isMultipleOf(order) ? larsson.operators(n, r) : List.of(operator(new Inner(r), n));
  }

  @Override
  public FieldMatrix operator(Element x, IntVector n) {
    return x instanceof Derivation d
        ? larsson.operator(d.field, n)
        : scalar(commutator(x.degree(), n));
  }

  private FieldMatrix scalar(long factor) {
    return scalars.computeIfAbsent(
        factor, f -> FieldMatrix.scalar(field(), larsson.v().dimension(), f));
  }

  @Override
  public Element sample(UniformRandomProvider random) {
    FieldSampler sampler = new FieldSampler(RANK, random);
    // As many derivations as inner ones, whatever N is.
    if (random.nextBoolean()) {
      VectorField x = sampler.field();
      return new Derivation(new VectorField(x.u(), x.r().times(order)));
    }
    IntVector s = sampler.vector();
    while (s.isMultipleOf(order)) {
      s = sampler.vector();
    }
    return new Inner(s);
  }

  @Override
  public IntVector degree(Element x) {
    return x.degree();
  }

  @Override
  public Optional<FieldMatrix> bracket(Element a, Element b, IntVector n) {
    if (a instanceof Derivation x && b instanceof Derivation y) {
      return Optional.of(larsson.operator(x.field.bracket(y.field), n));
    }
    IntVector degree = a.degree().plus(b.degree());
    if (a instanceof Derivation x) {
      return Optional.of(multiple(field().of(x.field.u().dot(b.degree())), degree, n));
    }
    if (b instanceof Derivation y) {
      return Optional.of(multiple(field().of(-y.field.u().dot(a.degree())), degree, n));
    }
    return degree.isMultipleOf(order)
        ? Optional.empty()
        : Optional.of(multiple(commutator(a.degree(), b.degree()), degree, n));
  }

  /** What a multiple of ad t^s does. */
  private FieldMatrix multiple(long factor, IntVector s, IntVector n) {
    return scalar(field().multiply(factor, commutator(s, n)));
  }
}
