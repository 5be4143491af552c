package io.reprise.papers.larsson;

import io.reprise.experiment.Scale;
import io.reprise.experiment.Settings;
import io.reprise.experiment.Variant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The families of cases of each scale, with their settings. */
final class Protocol {
  /** What a variant's cases are. */
  enum Family {
    /** Modules of finite dimension over S_d. */
    DIVERGENCE_ZERO,
    /** The same over the quantum torus, on the centre and outside of it. */
    QUANTUM_TORUS,
    /** Modules of infinite dimension over S_2. */
    INFINITE,
    CONTROLS
  }

  private static final String METHOD = "Larsson functor";
  private static final String SHIFTS = "1/2 1/3 1/5 2/7 3/11; 0 0 0 0 0";
  private static final String TORUS_SHIFTS = "1/5 1/7; 0 0";

  /** Of these N = 3 and 6 divide the first two less 1. */
  private static final List<Long> PRIMES = List.of(1_000_003L, 2_147_483_647L, 998_244_353L);

  private Protocol() {}

  static List<Variant> variants(Scale scale) {
    return switch (scale) {
      case SMOKE ->
          List.of(
              finite(2, "trivial wedge1 sym2", sizes(scale, 2, 2, 0)),
              torus(2, "trivial wedge1 sym2", sizes(scale, 2, 2, 0)),
              infinite(sizes(scale, 2, 2, 0)),
              controls("2", sizes(scale, 2, 2, 0)));
      case QUICK ->
          List.of(
              finite(2, "trivial wedge1 sym2 sym2dual sym3", sizes(scale, 2, 2, 0)),
              finite(3, "trivial wedge1 wedge2 sym2 sym2dual sym3 adjoint", sizes(scale, 1, 2, 0)),
              finite(
                  4, "trivial wedge1 wedge2 wedge3 sym2 sym2dual adjoint", sizes(scale, 1, 1, 0)),
              torus(2, "trivial wedge1 sym2 sym3", sizes(scale, 2, 2, 0)),
              torus(3, "trivial wedge1 sym2 sym3", sizes(scale, 2, 2, 0)),
              infinite(sizes(scale, 2, 2, 0)),
              controls("2 3", sizes(scale, 1, 1, 0)));
      case PAPER -> paper();
    };
  }

  private static List<Variant> paper() {
    Scale scale = Scale.PAPER;
    List<Variant> all = new ArrayList<>();
    all.add(finite(2, "trivial wedge1 sym2 sym2dual sym3", sizes(scale, 3, 2, 0)));
    all.add(finite(3, "trivial wedge1 wedge2 sym2 sym2dual sym3 adjoint", sizes(scale, 3, 2, 0)));
    all.add(
        finite(
            4,
            "trivial wedge1 wedge2 wedge3 sym2 sym2dual sym3 adjoint hook",
            sizes(scale, 3, 1, 81)));
    all.add(
        finite(
            5,
            "trivial wedge1 wedge2 wedge3 wedge4 sym2 sym2dual adjoint",
            sizes(scale, 3, 1, 27)));
    for (int order : List.of(2, 3, 6)) {
      all.add(torus(order, "trivial wedge1 sym2 sym3", sizes(scale, 3, 2, 0)));
    }
    all.add(infinite(sizes(scale, 3, 2, 0)));
    all.add(controls("2 3 4", sizes(scale, 1, 1, 0)));
    return all;
  }

  /**
   * Settings that all families have.
   *
   * @param degrees in how many random degrees local algebras are computed; 0 for all of the window
   */
  private static Settings sizes(Scale scale, int radius, int spin, int degrees) {
    return Settings.none()
        .with("primes", primes(scale == Scale.PAPER ? PRIMES : PRIMES.subList(0, 1)))
        .with("radius", radius)
        .with("spinRadius", spin)
        .with("steps", 1)
        .with("degrees", degrees)
        .with("pairs", 300)
        .with("triples", 100);
  }

  private static String primes(List<Long> primes) {
    return String.join(" ", primes.stream().map(String::valueOf).toList());
  }

  private static Variant finite(int d, String modules, Settings sizes) {
    return new Variant(
        "S_" + d,
        METHOD,
        "F(V), V of finite dimension",
        "S_" + d,
        family(sizes, Family.DIVERGENCE_ZERO)
            .with("d", d)
            .with("modules", modules)
            .with("shifts", SHIFTS)
            // Loops of two steps do not give all that loops give where d is 2.
            .with("threeSteps", d == 2));
  }

  private static Variant torus(int order, String modules, Settings sizes) {
    List<String> dividing = new ArrayList<>();
    for (String prime : sizes.text("primes").split(" ", -1)) {
      if ((Long.parseLong(prime) - 1) % order == 0) {
        dividing.add(prime);
      }
    }
    return new Variant(
        "quantum torus, N = " + order,
        METHOD,
        "V (x) C_q",
        "N = " + order,
        family(sizes, Family.QUANTUM_TORUS)
            .with("primes", String.join(" ", dividing))
            .with("order", order)
            .with("modules", modules)
            .with("shifts", TORUS_SHIFTS)
            .with("threeSteps", true));
  }

  private static Variant infinite(Settings sizes) {
    return new Variant(
        "V of infinite dimension",
        METHOD,
        "F(V), Verma and dense V",
        "S_2",
        family(sizes, Family.INFINITE)
            .with("shifts", SHIFTS)
            .with("steps", 2)
            .with("lambda", "1/3")
            .with("mu", "1/3")
            .with("nu", "2/5")
            .with("letters", 4));
  }

  private static Variant controls(String ranks, Settings sizes) {
    return new Variant(
        "negative controls",
        METHOD,
        "wrong actions and subspaces",
        "S_d, d = " + ranks.replace(" ", ", "),
        family(sizes, Family.CONTROLS)
            .with("ranks", ranks)
            .with("modules", "trivial wedge1 sym2")
            .with("shifts", SHIFTS)
            .with("threeSteps", false));
  }

  private static Settings family(Settings sizes, Family family) {
    return sizes.with("family", family.name().toLowerCase(Locale.ROOT));
  }
}
