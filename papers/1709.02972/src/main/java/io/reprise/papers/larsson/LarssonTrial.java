package io.reprise.papers.larsson;

import io.reprise.experiment.Measurements;
import io.reprise.experiment.Settings;
import io.reprise.tensor.Seed;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** One trial: all cases of a family, one after the other. */
final class LarssonTrial {
  private final Settings settings;
  private final Seed seed;
  private final Outcomes outcomes;

  private LarssonTrial(Settings settings, Seed seed, Consumer<String> log) {
    this.settings = settings;
    this.seed = seed;
    this.outcomes = new Outcomes(log);
  }

  /**
   * Runs a trial.
   *
   * @throws IllegalArgumentException if a setting makes no sense, or V is reducible
   */
  static Measurements run(Settings settings, Seed seed, Consumer<String> log) {
    LarssonTrial trial = new LarssonTrial(settings, seed, log);
    Protocol.Family family =
        Protocol.Family.valueOf(settings.text("family").toUpperCase(Locale.ROOT));
    for (String prime : settings.text("primes").split(" ", -1)) {
      PrimeField field = new PrimeField(Long.parseLong(prime));
      switch (family) {
        case DIVERGENCE_ZERO -> trial.finite(field);
        case QUANTUM_TORUS -> trial.torus(field);
        case INFINITE -> trial.infinite(field);
        case CONTROLS -> trial.controls(field);
      }
    }
    return trial.outcomes.measured();
  }

  private List<Shift> shifts(int d) {
    List<Shift> all = new ArrayList<>();
    for (String shift : settings.text("shifts").split(";", -1)) {
      all.add(Shift.parse(shift, d));
    }
    return all;
  }

  private List<SlModule> modules(int d, PrimeField field) {
    List<SlModule> all = new ArrayList<>();
    for (String name : settings.text("modules").split(" ", -1)) {
      SlModule v = SlModules.of(name, d);
      v.requireIrreducible(field);
      all.add(v);
    }
    return all;
  }

  private Windows.Extents extents() {
    return new Windows.Extents(
        settings.integer("radius"),
        settings.integer("spinRadius"),
        settings.integer("steps"),
        settings.flag("threeSteps"));
  }

  private void finite(PrimeField field) {
    int d = settings.integer("d");
    for (SlModule v : modules(d, field)) {
      for (Shift alpha : shifts(d)) {
        Windows windows = Windows.lattice(d, 1, extents(), alpha);
        alpha.requireFaithful(field, windows.degrees());
        alpha.requireFaithful(field, windows.wider());
        LarssonModule module = new LarssonModule(v, alpha, field, LarssonModule.Action.LARSSON);
        Seed own = seed.named(v.name() + " " + alpha);
        outcomes.decide(
            new Outcomes.Case(
                "S_" + d, "F(V), V=" + v.name(), v, alpha, Prediction.of(v, alpha, 1)),
            field,
            () ->
                new Verification(
                        module, windows, DeRham.on(v, alpha), settings.integer("degrees"), own)
                    .decide(
                        module.bracketErrors(
                            own.named("pairs").generator(),
                            settings.integer("pairs"),
                            windows.degrees()),
                        coreLemmaErrors(module, own, windows)));
      }
    }
  }

  private int coreLemmaErrors(LarssonModule module, Seed own, Windows windows) {
    return module.coreLemmaErrors(
        own.named("triples").generator(), settings.integer("triples"), windows.degrees());
  }

  private void torus(PrimeField field) {
    int order = settings.integer("order");
    for (SlModule v : modules(2, field)) {
      for (Shift alpha : shifts(2)) {
        TorusModule module = new TorusModule(v, alpha, field, order);
        LarssonModule larsson = new LarssonModule(v, alpha, field, LarssonModule.Action.LARSSON);
        String algebra = "quantum torus d=2 N=" + order;
        Seed own = seed.named(v.name() + " " + alpha);
        for (boolean central : List.of(false, true)) {
          Windows windows =
              central
                  ? Windows.lattice(2, order, extents(), alpha)
                  : Windows.outside(2, order, extents());
          alpha.requireFaithful(field, windows.degrees());
          alpha.requireFaithful(field, windows.wider());
          outcomes.decide(
              new Outcomes.Case(
                  algebra,
                  (central ? "V(x)Z(C_q)" : "V(x)[C_q,C_q]") + ", V=" + v.name(),
                  v,
                  alpha,
                  central ? Prediction.of(v, alpha, order) : Prediction.outsideOfTheCentre(v)),
              field,
              () ->
                  new Verification(
                          module,
                          windows,
                          central ? DeRham.on(v, alpha) : Optional.empty(),
                          settings.integer("degrees"),
                          own.named(central ? "centre" : "outside"))
                      .decide(
                          module.bracketErrors(
                              own.named("pairs").generator(),
                              settings.integer("pairs"),
                              windows.degrees()),
                          coreLemmaErrors(larsson, own, windows)));
        }
      }
    }
  }

  private void infinite(PrimeField field) {
    List<WeightModule> modules =
        List.of(
            WeightModule.verma(Shift.fraction(settings.text("lambda")), field),
            WeightModule.dense(
                Shift.fraction(settings.text("mu")), Shift.fraction(settings.text("nu")), field));
    for (WeightModule v : modules) {
      for (Shift alpha : shifts(2)) {
        long start = System.nanoTime();
        Membership membership =
            new Membership(
                v,
                alpha,
                IntVector.box(2, settings.integer("radius")),
                IntVector.box(2, settings.integer("steps")));
        Seed own = seed.named(v.name() + " " + alpha);
        int letters = settings.integer("letters");
        Map<String, Object> row =
            outcomes.identities(
                Outcomes.row("S_2", "F(V), V=" + v.name(), alpha, field),
                v.hasSquare(),
                membership.bracketErrors(own.named("pairs").generator(), settings.integer("pairs")),
                membership.coreLemmaErrors(
                    own.named("triples").generator(), settings.integer("triples")));
        outcomes.certificate(row, "v_0 in degree 0", membership.fromZero(letters));
        outcomes.certificate(
            row, "random vector", membership.fromRandom(letters, own.named("vector").generator()));
        outcomes.took(start);
      }
    }
  }

  private void controls(PrimeField field) {
    for (String rank : settings.text("ranks").split(" ", -1)) {
      int d = Integer.parseInt(rank);
      for (SlModule v : modules(d, field)) {
        for (Shift alpha : shifts(d)) {
          Windows windows = Windows.lattice(d, 1, extents(), alpha);
          alpha.requireFaithful(field, windows.degrees());
          Seed own = seed.named(d + " " + v.name() + " " + alpha);
          for (Controls.Outcome outcome :
              new Controls(v, alpha, field, windows, own).run(settings.integer("pairs"))) {
            outcomes.control(Outcomes.row("S_" + d, "F(V), V=" + v.name(), alpha, field), outcome);
          }
        }
      }
    }
  }
}
