package io.reprise.papers.larsson;

import java.util.List;

/** A submodule, or the quotient by one, in coordinates of its own. */
final class Factor implements GradedModule {
  private final GradedModule module;
  private final Family family;
  private final boolean quotient;

  private Factor(GradedModule module, Family family, boolean quotient) {
    this.module = module;
    this.family = family;
    this.quotient = quotient;
  }

  static Factor submodule(GradedModule module, Family family) {
    return new Factor(module, family, false);
  }

  static Factor quotient(GradedModule module, Family family) {
    return new Factor(module, family, true);
  }

  @Override
  public PrimeField field() {
    return module.field();
  }

  @Override
  public int dimension(IntVector n) {
    int inside = family.at(n).rank();
    return quotient ? module.dimension(n) - inside : inside;
  }

  /**
   * What operators do on the factor.
   *
   * @throws IllegalArgumentException if one leads out of the family
   */
  @Override
  public List<FieldMatrix> operators(IntVector n, IntVector r) {
    Echelon from = family.at(n);
    Echelon to = family.at(n.plus(r));
    return module.operators(n, r).stream()
        .map(map -> quotient ? modulo(map, from, to) : within(map, from, to))
        .toList();
  }

  private FieldMatrix within(FieldMatrix map, Echelon from, Echelon to) {
    long[][] columns = new long[from.rank()][];
    for (int j = 0; j < columns.length; j++) {
      columns[j] = to.coordinates(map.image(from.basis(j)));
    }
    return FieldMatrix.of(field(), to.rank(), columns.length, (i, j) -> columns[j][i]);
  }

  private FieldMatrix modulo(FieldMatrix map, Echelon from, Echelon to) {
    List<Integer> free = from.free();
    long[][] columns = new long[free.size()][];
    for (int j = 0; j < columns.length; j++) {
      columns[j] = to.modulo(map.column(free.get(j)));
    }
    return FieldMatrix.of(field(), map.rows() - to.rank(), columns.length, (i, j) -> columns[j][i]);
  }
}
