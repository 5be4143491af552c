package io.reprise.papers.lccl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.experiment.Claim;
import io.reprise.experiment.Criterion;
import io.reprise.experiment.Sample;
import io.reprise.experiment.Settings;
import io.reprise.experiment.Verdict;
import io.reprise.nn.Schedule;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class JudgementTest {
  private static Stream<Criterion.Superiority> superiorities(Claim claim) {
    if (claim.criterion() instanceof Criterion.Superiority one) {
      return Stream.of(one);
    }
    return claim.criterion() instanceof Criterion.AllOf all ? all.parts().stream() : Stream.empty();
  }

  @Test
  void theMarginsAreThoseThatWereFixedBeforeResultsWereSeen() {
    Map<String, List<Double>> margins = new LinkedHashMap<>();
    for (Claim c : LcclClaims.all()) {
      List<Double> of = superiorities(c).map(Criterion.Superiority::margin).distinct().toList();
      if (!of.isEmpty()) {
        margins.put(c.id(), of);
      }
    }
    assertEquals(
        Map.of(
            "natural-sparsity", List.of(10.0),
            "natural-sparsity-of-living-gates", List.of(10.0),
            "small-drop", List.of(-3.0),
            "small-drop-published", List.of(-1.6),
            "drop-shrinks-with-depth", List.of(0.0),
            "normalisation-keeps-accuracy", List.of(0.0)),
        margins);
  }

  @Test
  void onlyTheClaimOnTimeIsLeftOutOfTheRecord() {
    assertEquals(
        List.of("realistic-below-theoretical"),
        LcclClaims.all().stream().filter(c -> !c.criterion().repeatable()).map(Claim::id).toList());
  }

  @Test
  void spreadsAreComparedByTheFTest() {
    Sample wide = new Sample(List.of(0.0, 3.0, 6.0));
    Sample narrow = new Sample(List.of(1.0, 2.0, 3.0));
    // With two degrees of freedom each, P(F > r) = 1 / (1 + r).
    assertEquals(0.1, SpreadOverSeeds.pLarger(wide, narrow), 1e-9);
    assertEquals(0.9, SpreadOverSeeds.pLarger(narrow, wide), 1e-9);
    Sample constant = new Sample(List.of(2.0, 2.0));
    assertEquals(0, SpreadOverSeeds.pLarger(wide, constant));
    assertEquals(1, SpreadOverSeeds.pLarger(constant, wide));
    assertEquals(1, SpreadOverSeeds.pLarger(constant, constant));
  }

  @Test
  void aLargerSpreadIsShownByTheTestAndInPartByTwiceTheDeviation() {
    assertEquals(Verdict.REPRODUCED, SpreadOverSeeds.verdict(0.02, 1.5));
    assertEquals(Verdict.PARTLY, SpreadOverSeeds.verdict(0.03, 2));
    assertEquals(Verdict.NOT_RUN, SpreadOverSeeds.verdict(0.3, 1.9));
    assertEquals(Verdict.NOT_REPRODUCED, SpreadOverSeeds.verdict(0.9, 0.99));
  }

  @Test
  void skippingPaysFromWhereItsTimeCrossesTheDenseOne() {
    List<Double> z = List.of(0.0, 0.3, 0.6, 0.9);
    assertEquals(0.45, SkipRace.breakEven(z, List.of(9.0, 7.0, 5.0, 3.0), 6).orElseThrow(), 1e-9);
    assertEquals(0.9, SkipRace.breakEven(z, List.of(9.0, 7.0, 5.0, 3.0), 3).orElseThrow(), 1e-9);
    assertEquals(0, SkipRace.breakEven(z, List.of(9.0, 7.0, 5.0, 3.0), 10).orElseThrow(), 1e-9);
    assertTrue(SkipRace.breakEven(z, List.of(9.0, 7.0, 5.0, 3.0), 2).isEmpty());
    // A dip that does not last is none.
    assertEquals(0.75, SkipRace.breakEven(z, List.of(9.0, 5.0, 8.0, 4.0), 6).orElseThrow(), 1e-9);
  }

  @Test
  void theTheoreticalSpeedUpIncludesTheOverhead() {
    TimedLayer layer = TimedLayer.named("64->64, 8x8");
    assertEquals(1 / (1 + 1 / 576.0), layer.theoreticalSpeedUp(0), 1e-12);
    assertEquals(576, layer.theoreticalSpeedUp(1), 1e-9);
    String message =
        assertThrows(IllegalArgumentException.class, () -> TimedLayer.named("8->8, 8x8"))
            .getMessage();
    assertTrue(message.contains("'8->8, 8x8'") && message.contains("64->64, 56x56"), message);
  }

  @Test
  void thePublishedRateWarmsUpAndFallsThrice() {
    Settings paper =
        Settings.none().with("epochs", 200).with("learningRate", 0.1).with("schedule", "authors");
    Schedule rate = Protocol.schedule(paper);
    double[] epochs = {0, 5.99, 6, 89, 90, 139, 140, 179, 180, 199};
    double[] rates = {0.01, 0.01, 0.1, 0.1, 0.01, 0.01, 0.001, 0.001, 0.0001, 0.0001};
    for (int i = 0; i < epochs.length; i++) {
      assertEquals(rates[i], rate.at(epochs[i]), 1e-9, "epoch " + epochs[i]);
    }
    assertThrows(
        IllegalArgumentException.class, () -> Protocol.schedule(paper.with("schedule", "none")));
  }

  @Test
  void aPictureHasRoomForSixLayers() {
    List<String> many = Stream.iterate(0, i -> i < 108, i -> i + 1).map(i -> "" + i).toList();
    assertEquals(List.of("0", "21", "42", "64", "85", "107"), GateFigures.spread(many));
    assertEquals(List.of("a", "b"), GateFigures.spread(List.of("a", "b")));
    assertEquals(List.of("a"), GateFigures.spread(List.of("a")));
    assertFalse(GateFigures.spread(many).contains("1"));
  }
}
