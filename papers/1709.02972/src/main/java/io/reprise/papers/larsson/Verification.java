package io.reprise.papers.larsson;

import io.reprise.tensor.Seed;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.rng.UniformRandomProvider;

/** Decides one module: the steps of the verdict, none of which looks at the prediction. */
final class Verification {
  private final GradedModule module;
  private final Windows windows;
  private final Optional<DeRham> deRham;
  private final int degrees;
  private final Seed seed;

  /**
   * Of a module.
   *
   * @param deRham its de Rham maps, if V is an exterior power or trivial
   * @param degrees in how many random degrees local algebras are computed beside 0 and -alpha; 0
   *     for all of the window
   */
  Verification(
      GradedModule module, Windows windows, Optional<DeRham> deRham, int degrees, Seed seed) {
    this.module = module;
    this.windows = windows;
    this.deRham = deRham;
    this.degrees = degrees;
    this.seed = seed;
  }

  /**
   * Decides.
   *
   * @param bracketErrors of the action, which then is none
   */
  Decision decide(int bracketErrors, int coreLemmaErrors) {
    Map<IntVector, Integer> local = localAlgebras(module);
    Profile profile = Profile.of(local, windows.opposite());
    int components = DegreeGraph.components(module, windows.degrees(), windows.steps());
    Optional<Layers> layers = deRham.map(this::layers);
    boolean wider =
        layers.isEmpty()
            || (layers.equals(deRham.map(maps -> layers(maps, windows.wider())))
                && DegreeGraph.components(module, windows.wider(), windows.steps()) == components);
    Answer answer =
        bracketErrors > 0
            ? Answer.INVALID
            : isWhole(module, local) && components == 1
                ? Answer.IRREDUCIBLE
                : layers.isPresent() && isProper(layers.get()) && deRham.get().intertwines()
                    ? Answer.REDUCIBLE
                    : Answer.UNDECIDED;
    return new Decision(
        answer,
        bracketErrors,
        coreLemmaErrors,
        profile,
        components,
        layers,
        deRham.map(this::factorsIrreducible).orElse(true),
        wider);
  }

  private Map<IntVector, Integer> localAlgebras(GradedModule of) {
    LocalAlgebra algebra = new LocalAlgebra(of, windows.steps(), windows.three());
    Map<IntVector, Integer> all = new LinkedHashMap<>();
    for (IntVector n : windows.sampled(degrees, seed.named("degrees").generator())) {
      all.put(n, algebra.dimension(n, seed.named("combinations " + n).generator()));
    }
    return all;
  }

  private static boolean isWhole(GradedModule of, Map<IntVector, Integer> local) {
    return local.entrySet().stream()
        .allMatch(e -> e.getValue() == of.dimension(e.getKey()) * of.dimension(e.getKey()));
  }

  private boolean isIrreducible(GradedModule factor) {
    return isWhole(factor, localAlgebras(factor))
        && DegreeGraph.components(factor, windows.degrees(), windows.steps()) <= 1;
  }

  private boolean factorsIrreducible(DeRham maps) {
    return isIrreducible(Factor.submodule(module, maps.image(module.field())))
        && isIrreducible(Factor.quotient(module, maps.kernel(module.field())));
  }

  /** Whether L, or K for the trivial module, is neither 0 nor everything. */
  private static boolean isProper(Layers layers) {
    return layers.power() == 0
        ? layers.opposite().isPresent()
        : !layers.submodule().elsewhere().equals("0") && !layers.quotient().elsewhere().equals("0");
  }

  private Layers layers(DeRham maps) {
    return layers(maps, windows.spin());
  }

  private Layers layers(DeRham maps, List<IntVector> window) {
    PrimeField field = module.field();
    Family image = maps.image(field);
    Family kernel = maps.kernel(field);
    Map<IntVector, Integer> inside = new LinkedHashMap<>();
    Map<IntVector, Integer> outside = new LinkedHashMap<>();
    for (IntVector n : window) {
      inside.put(n, image.at(n).rank());
      outside.put(n, module.dimension(n) - kernel.at(n).rank());
    }
    UniformRandomProvider random = seed.named("vectors").generator();
    // From the smaller window, so that the wider one starts where it does.
    List<IntVector> starts =
        windows.spin().stream().filter(n -> !windows.opposite().equals(Optional.of(n))).toList();
    IntVector start = starts.get(random.nextInt(starts.size()));
    Echelon there = image.at(start);
    return new Layers(
        maps.power(),
        profile(inside),
        profile(outside),
        profile(spin(window, start, Echelon.whole(field, module.dimension(start)), random)),
        there.rank() == 0
            ? Optional.empty()
            : Optional.of(profile(spin(window, start, there, random))),
        windows
            .opposite()
            .map(n -> spin(window, n, Echelon.whole(field, module.dimension(n)), random))
            .map(this::profile));
  }

  private Profile profile(Map<IntVector, Integer> dimensions) {
    return Profile.of(dimensions, windows.opposite());
  }

  /** What a random vector of a subspace, which is not 0, generates. */
  private Map<IntVector, Integer> spin(
      List<IntVector> window, IntVector start, Echelon among, UniformRandomProvider random) {
    PrimeField field = module.field();
    long[] vector = new long[module.dimension(start)];
    for (int i = 0; i < among.rank(); i++) {
      long factor = 1 + random.nextLong(field.p() - 1);
      long[] basis = among.basis(i);
      for (int j = 0; j < vector.length; j++) {
        vector[j] = field.add(vector[j], field.multiply(factor, basis[j]));
      }
    }
    return Spin.dimensions(module, window, windows.steps(), start, vector);
  }
}
