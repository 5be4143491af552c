package io.reprise.papers.larsson;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What was computed for one module.
 *
 * @param bracketErrors pairs of elements that do not act as their bracket does
 * @param coreLemmaErrors triples that break the core lemma
 * @param localAlgebra dimension by degree
 * @param components strongly connected ones of the graph of degrees
 * @param layers of an exterior power or the trivial module
 * @param factorsIrreducible whether submodule and quotient of the layers are irreducible
 * @param widerAgrees whether a window with a radius more by one gives the same
 */
record Decision(
    Answer answer,
    int bracketErrors,
    int coreLemmaErrors,
    Profile localAlgebra,
    int components,
    Optional<Layers> layers,
    boolean factorsIrreducible,
    boolean widerAgrees) {

  /** What differs from a prediction, in words; the verdict first. */
  List<String> differences(Prediction p) {
    List<String> all = new ArrayList<>();
    tell(all, "verdict", p.irreducible() ? Answer.IRREDUCIBLE : Answer.REDUCIBLE, answer);
    tell(all, "local algebra", p.localAlgebra().words(), localAlgebra.words());
    tell(all, "components", p.components(), components);
    tell(all, "layers", p.layers(), layers);
    tell(all, "irreducible factors", true, factorsIrreducible);
    tell(all, "same in a wider window", true, widerAgrees);
    return all;
  }

  private static void tell(List<String> all, String what, Object predicted, Object computed) {
    if (!predicted.equals(computed)) {
      all.add(what + " " + computed + ", predicted " + predicted);
    }
  }
}
