package io.reprise.experiment;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The rule of {@link Verdict} holds its level and has the power that the documentation states. */
class VerdictRatesTest {
  private static final double LEVEL = 100 * Effect.LEVEL;

  /** Four standard errors of a share of 2.5% among so many. */
  private static double slack(int n) {
    return 400 * Math.sqrt(Effect.LEVEL * (1 - Effect.LEVEL) / n);
  }

  private static List<VerdictRates.Null> rates;
  private static List<VerdictRates.Power> powers;
  private static List<VerdictRates.Equivalent> equivalents;

  @BeforeAll
  static void measure() {
    rates = VerdictRates.withoutEffect();
    powers = VerdictRates.power();
    equivalents = VerdictRates.equivalence();
  }

  private static List<VerdictRates.Null> alike() {
    return rates.stream().filter(r -> r.noise() != VerdictRates.Noise.SKEWED_ONCE).toList();
  }

  @Test
  void aClaimWithoutAnEffectIsSeldomReproduced() {
    for (VerdictRates.Null r : alike()) {
      double share = r.alone().getOrDefault(Verdict.REPRODUCED, 0.0);
      assertTrue(share <= LEVEL + slack(VerdictRates.FAMILIES * VerdictRates.CLAIMS), r.toString());
    }
  }

  @Test
  void aClaimThatIsJustTrueIsSeldomContradicted() {
    for (VerdictRates.Null r : alike()) {
      double share = r.alone().getOrDefault(Verdict.NOT_REPRODUCED, 0.0);
      assertTrue(share <= LEVEL + slack(VerdictRates.FAMILIES * VerdictRates.CLAIMS), r.toString());
    }
  }

  @Test
  void amongTenClaimsWithoutAnEffectSeldomAnyIsReproduced() {
    for (VerdictRates.Null r : alike()) {
      assertTrue(r.any() <= LEVEL + slack(VerdictRates.FAMILIES), r.toString());
    }
  }

  @Test
  void withoutCorrectionTenClaimsWouldNotHoldTheLevel() {
    assertTrue(
        rates.stream()
            .filter(r -> r.noise() == VerdictRates.Noise.NORMAL)
            .allMatch(r -> r.anyUncorrected() > 4 * LEVEL),
        rates.toString());
  }

  @Test
  void tenSeedsFindAnEffectOfTwoStandardDeviationsAndFiveOneOfThree() {
    for (VerdictRates.Power p : powers) {
      if ((p.seeds() == 10 && p.effect() >= 2) || (p.seeds() == 5 && p.effect() == 3)) {
        assertTrue(p.alone() > 95 && p.among() > 65, p.toString());
      }
    }
  }

  @Test
  void moreSeedsAndLargerEffectsGiveMorePower() {
    for (VerdictRates.Power p : powers) {
      for (VerdictRates.Power q : powers) {
        if (p.seeds() <= q.seeds() && p.effect() <= q.effect()) {
          assertTrue(p.alone() <= q.alone() + 1 && p.among() <= q.among() + 1, p + " " + q);
        }
      }
    }
  }

  @Test
  void aValueAtTheEdgeOfTheBandIsSeldomCalledEquivalent() {
    for (VerdictRates.Equivalent e : equivalents) {
      assertTrue(e.edge() <= LEVEL + slack(VerdictRates.FAMILIES), e.toString());
    }
    assertTrue(equivalents.stream().anyMatch(e -> e.centre() > 95), equivalents.toString());
  }

  @Test
  void theDocumentationStatesTheMeasuredRates() throws IOException {
    String readme = Files.readString(Path.of("..", "README.md"));
    String first = VerdictRates.table(rates);
    String second = VerdictRates.table(powers, equivalents);
    assertTrue(
        readme.contains(first) && readme.contains(second),
        () -> "harness/README.md should contain:\n" + first + "\n" + second);
  }
}
