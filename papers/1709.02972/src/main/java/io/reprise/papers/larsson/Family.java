package io.reprise.papers.larsson;

import java.util.List;

/** A subspace of each degree of a graded module; a submodule, if operators keep to it. */
interface Family {
  /** Of degree n. */
  Echelon at(IntVector n);

  /** How many pairs of a degree of the window and a step, inside or out, lead out of the family. */
  default int leaks(GradedModule module, List<IntVector> window, List<IntVector> steps) {
    int leaks = 0;
    for (IntVector n : window) {
      Echelon from = at(n);
      for (IntVector r : steps) {
        Echelon to = at(n.plus(r));
        if (leaks(module.operators(n, r), from, to)) {
          leaks++;
        }
      }
    }
    return leaks;
  }

  private static boolean leaks(List<FieldMatrix> maps, Echelon from, Echelon to) {
    for (FieldMatrix map : maps) {
      for (int i = 0; i < from.rank(); i++) {
        if (!to.contains(map.image(from.basis(i)))) {
          return true;
        }
      }
    }
    return false;
  }
}
