package io.reprise.papers.eraserelu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.datasets.Dataset;
import io.reprise.experiment.Claim;
import io.reprise.experiment.Cost;
import io.reprise.experiment.Criterion;
import io.reprise.experiment.Evidence;
import io.reprise.experiment.Finding;
import io.reprise.experiment.LatencyResult;
import io.reprise.experiment.Scale;
import io.reprise.experiment.Verdict;
import java.util.ArrayList;
import java.util.Arrays;
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

  private static Finding judge(String claim, List<Cost> costs) {
    Evidence evidence =
        new Evidence(
            Scale.QUICK,
            "torch",
            "cpu",
            "Shapes",
            Dataset.Origin.PROCEDURAL,
            List.of(),
            costs,
            List.of());
    return Claim.judge(EraseReluClaims.all(), evidence).get(claim);
  }

  @Test
  void theMarginsAreThoseThatWereFixedBeforeResultsWereSeen() {
    Map<String, List<Double>> margins = new LinkedHashMap<>();
    for (Claim c : EraseReluClaims.all()) {
      List<Double> of = superiorities(c).map(Criterion.Superiority::margin).toList();
      if (!of.isEmpty()) {
        margins.put(c.id(), of);
      }
    }
    assertEquals(
        Map.of(
            "lower-training-loss", List.of(0.0, 0.0),
            "gap-grows-with-depth", List.of(0.0),
            "deep-network-better", List.of(0.0),
            "best-network-better", List.of(0.39),
            "first-worse-than-last", List.of(0.0),
            "both-far-worse", List.of(5.0),
            "proportion", List.of(-1.0, -1.0)),
        margins);
  }

  @Test
  void onlyTheClaimOnTimeIsLeftOutOfTheRecord() {
    assertEquals(
        List.of("not-slower"),
        EraseReluClaims.all().stream()
            .filter(c -> !c.criterion().repeatable())
            .map(Claim::id)
            .toList());
  }

  @Test
  void theCountsOfReluFollowTheFormulaAndThoseOfAllNetworksAreTold() {
    Finding found = judge("relu-count", List.of());
    assertEquals(Verdict.REPRODUCED, found.verdict());
    assertTrue(found.evidence().contains("ResNet-110 109 to 55"), found.evidence());
    assertTrue(
        found.evidence().contains("Inception-v3 94 to 50")
            && found.evidence().contains("DenseNet-BC-100, k=12 99 to 51"),
        found.evidence());
  }

  @Test
  void aNetworkThatCostsMoreWithoutReluWouldBeNamed() {
    List<Cost> costs = new ArrayList<>();
    for (String setting : List.of("all ReLUs", "last ReLUs erased")) {
      costs.add(new Cost("A", setting, 10, 20, 0, 0));
      costs.add(new Cost("B", setting, 10, setting.length(), 0, 0));
    }
    Finding found = judge("free-of-cost", costs);
    assertEquals(Verdict.NOT_REPRODUCED, found.verdict());
    assertTrue(found.evidence().endsWith("others: [B]"), found.evidence());
    assertEquals(
        Verdict.REPRODUCED, judge("free-of-cost", List.of(costs.get(0), costs.get(2))).verdict());
  }

  private static LatencyResult latency(String network, String setting, double... milliseconds) {
    return new LatencyResult(
        new LatencyResult.Key(
            "1709.07634", 1, network, setting, 4, "torch", "cpu", 2, "cpu", 2, 1, 2),
        Arrays.stream(milliseconds).boxed().toList(),
        List.of(),
        Map.of());
  }

  private static Finding notSlower(LatencyResult... all) {
    Evidence evidence =
        new Evidence(
            Scale.QUICK,
            "torch",
            "cpu",
            "Shapes",
            Dataset.Origin.PROCEDURAL,
            List.of(),
            List.of(),
            List.of(all));
    return Claim.judge(EraseReluClaims.all(), evidence).get("not-slower");
  }

  @Test
  void onlyTimesWithoutNoiseDecideWhetherItIsSlower() {
    LatencyResult whole = latency("A", "all ReLUs", 10, 10, 10, 10);
    LatencyResult faster = latency("A", "last ReLUs erased", 9, 9, 9, 9);
    LatencyResult slower = latency("A", "last ReLUs erased", 11, 11, 11, 11);
    LatencyResult otherWhole = latency("B", "all ReLUs", 10, 10, 10, 10);
    LatencyResult noisy = latency("B", "last ReLUs erased", 30, 30, 9, 9);
    assertEquals(Verdict.REPRODUCED, notSlower(whole, faster).verdict());
    assertEquals(Verdict.NOT_REPRODUCED, notSlower(whole, slower).verdict());
    Finding part = notSlower(whole, faster, otherWhole, noisy);
    assertEquals(Verdict.REPRODUCED, part.verdict());
    assertEquals(
        "A, batch 4: -10.0% of the time; 1 more are noisy and not counted", part.evidence());
    assertEquals(Verdict.NOT_RUN, notSlower(otherWhole, noisy).verdict());
    assertEquals(Verdict.NOT_RUN, notSlower(whole).verdict());
  }
}
