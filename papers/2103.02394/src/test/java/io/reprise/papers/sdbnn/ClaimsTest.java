package io.reprise.papers.sdbnn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.experiment.Claim;
import io.reprise.experiment.Criterion;
import io.reprise.experiment.Finding;
import io.reprise.experiment.Verdict;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ClaimsTest {
  private static Stream<Criterion.Superiority> superiorities(Claim claim) {
    if (claim.criterion() instanceof Criterion.Superiority one) {
      return Stream.of(one);
    }
    return claim.criterion() instanceof Criterion.AllOf all ? all.parts().stream() : Stream.empty();
  }

  @Test
  void theMarginsAreThoseThatWereFixedBeforeResultsWereSeen() {
    Map<String, List<Double>> margins = new LinkedHashMap<>();
    for (Claim c : SdBnnClaims.all()) {
      List<Double> of = superiorities(c).map(Criterion.Superiority::margin).toList();
      if (!of.isEmpty()) {
        margins.put(c.id(), of);
      }
    }
    assertEquals(
        Map.of(
            "sd-beats-ede", List.of(0.0),
            "sd-beats-ede-resnet18", List.of(0.0),
            "wsd-alone-is-noise", List.of(-1.0, -1.0),
            "ede-beats-clip", List.of(0.0)),
        margins);
  }

  @Test
  void onlyTheClaimOnTimeIsLeftOutOfTheRecord() {
    assertEquals(
        List.of("packed-below-64x"),
        SdBnnClaims.all().stream()
            .filter(c -> !c.criterion().repeatable())
            .map(Claim::id)
            .toList());
  }

  @Test
  void theExtraCostIsThatOfTheCard() {
    Finding found = SdBnnCosts.smallExtraCost(0.5);
    assertEquals(Verdict.REPRODUCED, found.verdict());
    assertEquals(
        "FLOPs +0.33% (ResNet-20), +0.17% (ResNet-18, ImageNet); of the latter's float parameters"
            + " there are +41.4%",
        found.evidence());
    assertEquals(Verdict.NOT_REPRODUCED, SdBnnCosts.smallExtraCost(0.3).verdict());
  }

  @Test
  void scalingOutputsWouldTakeFewerOperationsThanMovingInputs() {
    Finding found = SdBnnCosts.lessComputation(List.of(167.0, 163.0, 183.0, 163.0));
    assertEquals(Verdict.PARTLY, found.verdict());
    // 1,680,896 additions for the means and as many for the shift, by hand.
    for (String part :
        List.of("164.3 M", "less than 2 of 4", "283,648", "3,361,792", "1,505,280")) {
      assertTrue(found.evidence().contains(part), found.evidence());
    }
  }

  @Test
  void aRaceTakesRatiosWithinARoundAndTheirMedianOverRounds() {
    List<PackedRace.Times> rounds =
        List.of(
            new PackedRace.Times(4, 6, 2),
            // Twice as slow throughout, as a machine is now and then.
            new PackedRace.Times(8, 12, 4),
            new PackedRace.Times(3, 5, 1));
    assertEquals(
        "| 64 | 32x32 | 4.00 | 6.00 | 2.00 | 2.00 (2.00 to 3.00) | 3.00 (3.00 to 5.00) |",
        PackedRace.row(InferenceNetworks.SMALLEST, rounds).strip());
  }
}
