package io.reprise.papers.larsson;

import io.reprise.tensor.Seed;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.rng.UniformRandomProvider;

/** Wrong actions, too small algebras and made-up submodules, which checks must tell apart. */
final class Controls {
  private final SlModule v;
  private final Shift alpha;
  private final PrimeField field;
  private final Windows windows;
  private final Seed seed;

  /** For one module. */
  Controls(SlModule v, Shift alpha, PrimeField field, Windows windows, Seed seed) {
    this.v = v;
    this.alpha = alpha;
    this.field = field;
    this.windows = windows;
    this.seed = seed;
  }

  /** What a control had to show and what it showed. */
  record Outcome(String control, String expected, String found, boolean behaves) {}

  /** All that apply to the module. */
  List<Outcome> run(int pairs) {
    List<Outcome> all = new ArrayList<>();
    all.add(transposed(pairs));
    all.add(cartan());
    DeRham.on(v, alpha).filter(maps -> maps.power() > 0).ifPresent(maps -> addFamilies(maps, all));
    return all;
  }

  /** u r^T in place of r u^T: no Lie action, but on the trivial module, where both are 0. */
  private Outcome transposed(int pairs) {
    LarssonModule wrong = new LarssonModule(v, alpha, field, LarssonModule.Action.TRANSPOSED);
    int errors =
        wrong.bracketErrors(seed.named("transposed").generator(), pairs, windows.degrees());
    boolean trivial = v.dimension() == 1;
    return new Outcome(
        "u r^T acts",
        trivial ? "0 bracket errors" : "bracket errors",
        errors + " of " + pairs,
        trivial == (errors == 0));
  }

  /** Only D(u, 0): it acts by scalars and joins no degrees. */
  private Outcome cartan() {
    LarssonModule whole = new LarssonModule(v, alpha, field, LarssonModule.Action.LARSSON);
    GradedModule part = new CartanPart(whole);
    LocalAlgebra local = new LocalAlgebra(part, windows.steps(), windows.three());
    int largest = 0;
    for (IntVector n : windows.degrees()) {
      largest = Math.max(largest, local.dimension(n, seed.named("cartan").generator()));
    }
    int components = DegreeGraph.components(part, windows.degrees(), windows.steps());
    int degrees = windows.degrees().size();
    return new Outcome(
        "only D(u, 0)",
        "local algebra 1, " + degrees + " components",
        "local algebra " + largest + ", " + components + " components",
        largest == 1 && components == degrees);
  }

  private record CartanPart(GradedModule whole) implements GradedModule {
    @Override
    public PrimeField field() {
      return whole.field();
    }

    @Override
    public int dimension(IntVector n) {
      return whole.dimension(n);
    }

    @Override
    public List<FieldMatrix> operators(IntVector n, IntVector r) {
      return r.isZero() ? whole.operators(n, r) : List.of();
    }
  }

  /** Random subspaces of the dimensions of L are no submodule, and L itself is one. */
  private void addFamilies(DeRham maps, List<Outcome> all) {
    GradedModule module = new LarssonModule(v, alpha, field, LarssonModule.Action.LARSSON);
    Family image = maps.image(field);
    Map<IntVector, Echelon> drawn = new HashMap<>();
    Family random = n -> drawn.computeIfAbsent(n, m -> random(m, image.at(m).rank()));
    int leaks = random.leaks(module, windows.degrees(), windows.steps());
    int own = image.leaks(module, windows.degrees(), windows.steps());
    all.add(new Outcome("random subspaces as large as L", "leaks", leaks + " leaks", leaks > 0));
    all.add(new Outcome("L itself", "0 leaks", own + " leaks", own == 0));
  }

  private Echelon random(IntVector n, int rank) {
    UniformRandomProvider random = seed.named("subspace " + n).generator();
    Echelon space = new Echelon(field, v.dimension());
    while (space.rank() < rank) {
      space.insert(random.longs(v.dimension(), 0, field.p()).toArray());
    }
    return space;
  }
}
