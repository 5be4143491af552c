package io.reprise.experiment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.datasets.Dataset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class VerdictTest {
  private static final Metric SCORE = FakeExperiment.SCORE;
  private static final Metric LOSS = new Metric("loss", "nats", Metric.Direction.LOWER);

  private static Evidence evidence(Scale scale, List<Double> a, List<Double> b) {
    return new SimulatedTrials(scale).with(SCORE, "a", 1, a).with(SCORE, "b", 1, b).evidence();
  }

  private static Criterion.Superiority better(Metric metric, double margin) {
    return Criterion.Superiority.of(metric, margin, scale -> Contrast.of("a", "b"));
  }

  private static Finding judge(Criterion criterion, Evidence evidence) {
    return Claim.judge(List.of(new Claim("c", "A claim.", criterion)), evidence).get("c");
  }

  /** Judges "a is better than b" with b at 0, so that a's values are the differences. */
  private static Finding differences(double margin, Double... differences) {
    List<Double> zeros = java.util.Collections.nCopies(differences.length, 0.0);
    return judge(better(SCORE, margin), evidence(Scale.QUICK, List.of(differences), zeros));
  }

  private static void assertRuling(Verdict verdict, String because, Finding finding) {
    assertEquals(verdict, finding.verdict(), finding.evidence());
    assertTrue(finding.evidence().startsWith(because), finding.evidence());
  }

  @Test
  void statisticsOfASampleAreThoseOfATextbook() {
    Sample s = new Sample(List.of(2.0, 4.0, 4.0, 4.0, 5.0, 5.0, 7.0, 9.0));
    assertEquals(5, s.mean());
    assertEquals(2, s.min());
    assertEquals(9, s.max());
    assertEquals(Math.sqrt(32.0 / 7), s.standardDeviation(), 1e-12);
    // The 97.5% quantile of Student's t with 7 degrees of freedom is 2.364624.
    assertEquals(2.364624 * s.standardDeviation() / Math.sqrt(8), s.halfWidth95(), 1e-5);
    assertTrue(Double.isNaN(new Sample(List.of(1.0)).standardDeviation()));
    assertTrue(Double.isNaN(new Sample(List.of()).mean()));
  }

  @Test
  void pairedTestIsStudents() {
    // Student (1908): the additional hours of sleep gained by ten patients.
    Effect sleep =
        Effect.paired(new Sample(List.of(1.2, 2.4, 1.3, 1.3, 0.0, 1.0, 1.8, 0.8, 4.6, 1.4)));
    assertEquals(1.58, sleep.mean(), 1e-12);
    assertEquals(0.001416, sleep.pAbove(0), 1e-6);
    assertEquals(1 - 0.001416, sleep.negated().pAbove(0), 1e-6);
    assertEquals(0.700114, sleep.interval().low(), 1e-6);
    assertEquals(2.459886, sleep.interval().high(), 1e-6);
  }

  @Test
  void unpairedTestIsWelchs() {
    Effect sleep =
        Effect.unpaired(
            new Sample(List.of(1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4)),
            new Sample(List.of(0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0)));
    assertEquals(17.77647, sleep.degreesOfFreedom(), 1e-5);
    assertEquals(0.07939414 / 2, sleep.pAbove(0), 1e-8);
    assertEquals(-0.2054832, sleep.interval().low(), 1e-7);
    assertEquals(3.3654832, sleep.interval().high(), 1e-7);
  }

  @Test
  void aSinglePValueIsBelowTheLevelExactlyWhenTheIntervalExcludesTheOrigin() {
    for (double shift = -3; shift <= 6; shift += 0.01) {
      Effect e = Effect.paired(new Sample(List.of(shift, shift + 1, shift + 1.5)));
      assertEquals(e.interval().low() > 0, e.pAbove(0) < Effect.LEVEL, "shift " + shift);
    }
  }

  @Test
  void equalDifferencesCountByTheirSignsAlone() {
    Effect five = Effect.paired(new Sample(List.of(0.1, 0.1, 0.1, 0.1, 0.3 - 0.2)));
    assertEquals(1.0 / 32, five.pAbove(0));
    assertEquals(1, five.pAbove(0.1));
    assertFalse(five.interval().known());
    Effect six = Effect.paired(new Sample(List.of(0.1, 0.1, 0.1, 0.1, 0.1, 0.1)));
    assertEquals(1.0 / 64, six.pAbove(0));
    assertEquals(new Interval(0.1, 0.1), six.interval());
    Effect unpaired =
        Effect.unpaired(new Sample(List.of(2.0, 2.0, 2.0)), new Sample(List.of(1.0, 1.0)));
    assertEquals(0.1, unpaired.pAbove(0), 1e-12);
  }

  @Test
  void twoOneSidedTestsAskForTheIntervalInTheBand() {
    Effect e = Effect.paired(new Sample(List.of(-0.1, 0.0, 0.2)));
    double reach = Math.max(-e.interval().low(), e.interval().high());
    assertTrue(e.pWithin(reach + 1e-6) < Effect.LEVEL);
    assertTrue(e.pWithin(reach - 1e-6) > Effect.LEVEL);
  }

  @Test
  void holmsCorrectionIsThatOfItsPaper() {
    assertArrayEquals(
        new double[] {0.03, 0.06, 0.06, 0.02, Double.NaN},
        Effect.holm(0.01, 0.04, 0.03, 0.005, Double.NaN),
        1e-12);
    assertArrayEquals(new double[] {1, 1}, Effect.holm(0.7, 0.9));
    assertEquals(0, Effect.holm().length);
  }

  @Test
  void aDifferenceIsShownByItsSizeAndBeyondChance() {
    assertRuling(Verdict.REPRODUCED, "shown", differences(5, 10.0, 9.5, 10.3));
    assertRuling(Verdict.REPRODUCED, "shown", differences(0, 1.0, 1.1, 0.9));
    assertRuling(Verdict.REPRODUCED, "shown", differences(-0.5, -0.2, -0.21, -0.19));
  }

  @Test
  void aDifferenceThatFallsShortButIsBeyondChanceIsReproducedInPart() {
    assertRuling(Verdict.PARTLY, "in part", differences(5, 4.0, 4.5, 5.3));
  }

  @Test
  void aDifferenceThatChanceCanMakeIsUnclear() {
    assertRuling(Verdict.PARTLY, "unclear", differences(0, 10.0, -4.0, 10.3));
    assertRuling(Verdict.PARTLY, "unclear", differences(0, 10.0));
    assertRuling(Verdict.PARTLY, "unclear", differences(5, 10.0, 10.0, 10.0));
    assertRuling(Verdict.PARTLY, "unclear", differences(-0.5, 0.1, -0.9, 0.3));
  }

  @Test
  void anUnclearDifferenceOnTheWrongSideIsNoEvidenceAgainstTheClaim() {
    assertRuling(Verdict.NOT_RUN, "unclear", differences(0, -0.3, -4.0, 4.0));
    assertRuling(Verdict.NOT_RUN, "unclear", differences(5, 3.0, -4.0, 9.0));
    assertRuling(Verdict.NOT_RUN, "unclear", differences(0, 0.0, 0.0));
    assertRuling(Verdict.NOT_RUN, "unclear", differences(5, 1.0));
    assertRuling(Verdict.NOT_RUN, "unclear", differences(-0.5, -1.0, -0.4, -0.6));
  }

  @Test
  void anIntervalThatExcludesTheClaimContradictsIt() {
    assertRuling(Verdict.NOT_REPRODUCED, "contradicted", differences(5, 2.0, 2.1, 1.9));
    assertRuling(Verdict.NOT_REPRODUCED, "contradicted", differences(0, -2.0, -2.1, -1.9));
    assertRuling(Verdict.NOT_REPRODUCED, "contradicted", differences(-0.5, -2.0, -2.1, -1.9));
    assertRuling(
        Verdict.NOT_REPRODUCED, "contradicted", differences(0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0));
  }

  @Test
  void aMarginIsReachedThoughRoundingTakesTheLastDigit() {
    assertRuling(
        Verdict.REPRODUCED,
        "shown",
        differences(0.1, 0.3 - 0.2, 0.3 - 0.2 + 0.01, 0.3 - 0.2 - 0.01));
  }

  @Test
  void oneSeedNeverReproducesOrContradicts() {
    for (double value = -100; value <= 100; value += 10) {
      Verdict verdict = differences(5, value).verdict();
      assertEquals(value >= 5 ? Verdict.PARTLY : Verdict.NOT_RUN, verdict);
    }
  }

  @Test
  void theMoreClaimsTheStrongerEachHasToBe() {
    Evidence evidence =
        evidence(Scale.QUICK, List.of(10.0, 8.0, 12.0, 9.0), List.of(0.0, 3.0, 1.0, 1.0));
    Claim claim = new Claim("c", "A claim.", better(SCORE, 0));
    Finding alone = Claim.judge(List.of(claim), evidence).get("c");
    assertEquals(Verdict.REPRODUCED, alone.verdict());
    List<Claim> many =
        java.util.stream.Stream.concat(
                java.util.stream.Stream.of(claim),
                java.util.stream.IntStream.range(0, 9)
                    .mapToObj(
                        i ->
                            new Claim(
                                "reversed " + i,
                                "The reverse.",
                                Criterion.Superiority.of(SCORE, 0, s -> Contrast.of("b", "a")))))
            .toList();
    Finding among = Claim.judge(many, evidence).get("c");
    assertEquals(Verdict.PARTLY, among.verdict());
    double p = alone.statistics().orElseThrow().p();
    assertEquals(p, among.statistics().orElseThrow().p());
    assertEquals(10 * p, among.statistics().orElseThrow().adjustedP(), 1e-12);
  }

  @Test
  void twoClaimsOfOneNameAreAMistake() {
    Claim claim = new Claim("twin", "A claim.", better(SCORE, 0));
    Evidence none = evidence(Scale.QUICK, List.of(), List.of());
    String message =
        assertThrows(IllegalArgumentException.class, () -> Claim.judge(List.of(claim, claim), none))
            .getMessage();
    assertTrue(message.contains("'twin'"), message);
  }

  @Test
  void onlySeedsThatBothFinishedArePaired() {
    Evidence evidence = evidence(Scale.QUICK, List.of(5.0, 7.0, 9.0), List.of(1.0, 2.0));
    assertEquals(List.of(4.0, 5.0), evidence.difference("a", "b", SCORE).values());
    Effect effect = evidence.effect(Contrast.of("a", "b"), SCORE).orElseThrow();
    assertEquals(2, effect.n());
    assertTrue(effect.paired());
  }

  @Test
  void seedsThatDoNotPairAreComparedByWelch() {
    Evidence evidence =
        new SimulatedTrials(Scale.QUICK)
            .with(SCORE, "a", 1, List.of(5.0, 7.0, 9.0))
            .with(SCORE, "b", 3, List.of(1.0, 2.0))
            .evidence();
    Effect effect = evidence.effect(Contrast.of("a", "b"), SCORE).orElseThrow();
    assertFalse(effect.paired());
    assertEquals(5, effect.n());
    assertEquals(5.5, effect.mean());
    Finding finding = judge(better(SCORE, 0), evidence);
    assertTrue(finding.evidence().contains("5 trials without common seeds"), finding.evidence());
  }

  @Test
  void aDifferenceOfDifferencesTakesTheSeedsThatAllFinished() {
    Contrast contrast = Contrast.of("a", "b").minus(Contrast.of("c", "d"));
    Evidence evidence =
        new SimulatedTrials(Scale.QUICK)
            .with(SCORE, "a", 1, List.of(10.0, 20.0, 30.0))
            .with(SCORE, "b", 1, List.of(1.0, 2.0, 3.0))
            .with(SCORE, "c", 2, List.of(5.0, 6.0, 7.0))
            .with(SCORE, "d", 1, List.of(0.0, 1.0, 4.0))
            .evidence();
    Effect effect = evidence.effect(contrast, SCORE).orElseThrow();
    // Seed 2: 20 - 2 - 5 + 1, seed 3: 30 - 3 - 6 + 4.
    assertEquals(2, effect.n());
    assertEquals(19.5, effect.mean());
  }

  @Test
  void lessOfALossIsBetter() {
    Evidence evidence =
        new SimulatedTrials(Scale.QUICK)
            .with(LOSS, "a", 1, List.of(1.0, 1.1, 0.9))
            .with(LOSS, "b", 1, List.of(2.0, 2.2, 1.8))
            .evidence();
    assertEquals(Verdict.REPRODUCED, judge(better(LOSS, 0.5), evidence).verdict());
    assertEquals(
        Verdict.NOT_REPRODUCED,
        judge(Criterion.Superiority.of(LOSS, 0, s -> Contrast.of("b", "a")), evidence).verdict());
  }

  @Test
  void theWeakestPartDecidesAClaimInParts() {
    Evidence evidence =
        new SimulatedTrials(Scale.PAPER)
            .with(SCORE, "a", 1, List.of(9.0, 9.1, 8.9))
            .with(SCORE, "b", 1, List.of(1.0, 1.2, 1.1))
            .with(SCORE, "c", 1, List.of(1.0, 8.0, 0.0))
            .evidence();
    Criterion.Superiority strong = better(SCORE, 0);
    Criterion.Superiority weak = Criterion.Superiority.of(SCORE, 0, s -> Contrast.of("a", "c"));
    Criterion.Superiority wrong = Criterion.Superiority.of(SCORE, 0, s -> Contrast.of("b", "a"));
    Criterion.Superiority missing = Criterion.Superiority.of(SCORE, 0, s -> Contrast.of("a", "x"));
    assertEquals(Verdict.REPRODUCED, parts(evidence, strong, strong).verdict());
    Finding partly = parts(evidence, strong, weak);
    assertEquals(Verdict.PARTLY, partly.verdict());
    assertEquals(
        judge(weak, evidence).statistics().orElseThrow().p(),
        partly.statistics().orElseThrow().p());
    assertEquals(Verdict.PARTLY, parts(evidence, strong, wrong).verdict());
    assertEquals(Verdict.NOT_REPRODUCED, parts(evidence, wrong, wrong).verdict());
    assertEquals(Verdict.NOT_RUN, parts(evidence, strong, missing).verdict());
  }

  private static Finding parts(Evidence evidence, Criterion.Superiority... parts) {
    return judge(new Criterion.AllOf(List.of(parts)), evidence);
  }

  @Test
  void withoutTrialsAtSmokeAndAtOtherScalesThereIsNoVerdict() {
    Criterion claim = better(SCORE, 0);
    Finding empty = judge(claim, evidence(Scale.QUICK, List.of(), List.of(1.0)));
    assertEquals(Verdict.NOT_RUN, empty.verdict());
    assertTrue(empty.evidence().contains("[a, b]"), empty.evidence());
    List<Double> high = List.of(9.0, 9.1);
    List<Double> low = List.of(1.0, 1.05);
    assertEquals(Verdict.NOT_RUN, judge(claim, evidence(Scale.SMOKE, high, low)).verdict());
    Criterion paper =
        new Criterion.Superiority(SCORE, Map.of(Scale.PAPER, Contrast.of("a", "b")), 0);
    Finding quick = judge(paper, evidence(Scale.QUICK, high, low));
    assertEquals(Verdict.NOT_RUN, quick.verdict());
    assertTrue(quick.evidence().contains("-Dscale=paper"), quick.evidence());
    assertEquals(Verdict.REPRODUCED, judge(paper, evidence(Scale.PAPER, high, low)).verdict());
  }

  @Test
  void marginsThatCannotDecideAreRefused() {
    Metric neither = new Metric("rank", "1", Metric.Direction.NEITHER);
    assertThrows(IllegalArgumentException.class, () -> better(neither, 0));
    assertThrows(IllegalArgumentException.class, () -> better(SCORE, Double.NaN));
    assertThrows(
        IllegalArgumentException.class, () -> new Criterion.Equivalence(SCORE, "a", 93, 0));
    assertThrows(IllegalArgumentException.class, () -> new Criterion.AllOf(List.of()));
    assertThrows(
        IllegalArgumentException.class,
        () -> new Criterion.Superiority(SCORE, Map.of(Scale.SMOKE, Contrast.of("a", "b")), 0));
  }

  @Test
  void marginsSayInWordsWhatTheyAsk() {
    assertEquals(
        "mean difference at least 5 points, 95% interval above 0, corrected for all claims (Holm)",
        better(SCORE, 5).words());
    assertEquals(
        "mean difference above 0, 95% interval above 0, corrected for all claims (Holm)",
        better(LOSS, 0).words());
    assertEquals(
        "mean difference at least -0.5 points, 95% interval above -0.5, corrected for all claims"
            + " (Holm), for each of 2",
        new Criterion.AllOf(List.of(better(SCORE, -0.5), better(SCORE, -0.5))).words());
  }

  private static Finding equivalent(double reported, double band, Double... values) {
    return judge(
        new Criterion.Equivalence(SCORE, "a", reported, band),
        new SimulatedTrials(Scale.PAPER, Dataset.Origin.REAL)
            .with(SCORE, "a", 1, List.of(values))
            .evidence());
  }

  @Test
  void aReportedValueIsShownByAnIntervalInItsBand() {
    assertRuling(Verdict.REPRODUCED, "shown", equivalent(93.2, 0.5, 93.0, 93.1, 93.2));
    assertRuling(Verdict.PARTLY, "unclear", equivalent(93.2, 0.5, 92.8, 93.2, 93.6));
    assertRuling(Verdict.PARTLY, "unclear", equivalent(93.2, 0.5, 93.2));
    assertRuling(Verdict.TOO_GOOD, "too good", equivalent(93.2, 0.5, 94.0, 94.1, 94.2));
    assertRuling(Verdict.TOO_GOOD, "too good", equivalent(93.2, 0.5, 95.0));
    assertRuling(Verdict.NOT_REPRODUCED, "contradicted", equivalent(93.2, 0.5, 91.0, 91.1, 91.2));
    assertRuling(Verdict.NOT_RUN, "unclear", equivalent(93.2, 0.5, 91.0, 92.1, 93.2));
    assertRuling(Verdict.NOT_RUN, "unclear", equivalent(93.2, 0.5, 90.0));
  }

  @Test
  void onlyThePublishedProtocolOnPublishedDataIsHeldAgainstAReportedValue() {
    Criterion claim = new Criterion.Equivalence(SCORE, "a", 9, 0.5);
    List<Double> values = List.of(9.0, 9.01, 9.02);
    for (Scale scale : Scale.values()) {
      for (Dataset.Origin origin : Dataset.Origin.values()) {
        Evidence evidence =
            new SimulatedTrials(scale, origin).with(SCORE, "a", 1, values).evidence();
        boolean published = scale == Scale.PAPER && origin == Dataset.Origin.REAL;
        assertEquals(
            published ? Verdict.REPRODUCED : Verdict.NOT_RUN, judge(claim, evidence).verdict());
      }
    }
  }

  private static Reported printed(double value, double std) {
    return new Reported(
        "t",
        "m",
        "n",
        "d",
        "s",
        "score",
        Double.toString(value),
        std,
        "percent",
        "",
        Reported.Status.READ);
  }

  @Test
  void exactNumbersAreHeldToThePrintedDigits() {
    assertEquals(
        Verdict.REPRODUCED, Reproduction.exact(52.63, printed(52.6, Double.NaN), "").verdict());
    assertEquals(
        Verdict.REPRODUCED, Reproduction.exact(181.96, printed(182.0, Double.NaN), "").verdict());
    assertEquals(
        Verdict.NOT_REPRODUCED, Reproduction.exact(52.66, printed(52.6, Double.NaN), "").verdict());
  }

  @Test
  void meansAreHeldToTheBandOrTwiceThePrintedSpread() {
    Sample mean93 = new Sample(List.of(92.95, 93.0, 93.05));
    assertEquals(Verdict.REPRODUCED, mean(mean93, printed(93.2, Double.NaN)));
    assertEquals(Verdict.REPRODUCED, mean(mean93, printed(93.6, 0.5)));
    assertEquals(Verdict.NOT_REPRODUCED, mean(mean93, printed(93.9, 0.1)));
    assertEquals(Verdict.TOO_GOOD, mean(mean93, printed(92, 0.1)));
    assertEquals(Verdict.PARTLY, mean(new Sample(List.of(93.0)), printed(93.2, 0.1)));
  }

  private static Verdict mean(Sample sample, Reported row) {
    return Reproduction.mean(sample, row, 0.5, Metric.Direction.HIGHER, "").verdict();
  }

  @Test
  void anErrorBelowThePrintedOneIsTooGood() {
    Sample errors = new Sample(List.of(5.0, 5.1, 5.2));
    Reproduction found =
        Reproduction.mean(errors, printed(7, Double.NaN), 0.5, Metric.Direction.LOWER, "Nothing");
    assertEquals(Verdict.TOO_GOOD, found.verdict());
    assertTrue(found.reason().contains("best seed 5.00"), found.reason());
  }
}
