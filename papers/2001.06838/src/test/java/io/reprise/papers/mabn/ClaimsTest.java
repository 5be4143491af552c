package io.reprise.papers.mabn;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.reprise.experiment.Claim;
import io.reprise.experiment.Criterion;
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
    for (Claim c : MabnClaims.all()) {
      List<Double> of = superiorities(c).map(Criterion.Superiority::margin).toList();
      if (!of.isEmpty()) {
        margins.put(c.id(), of);
      }
    }
    assertEquals(
        Map.of(
            "bn-needs-large-batches", List.of(3.0, 3.0),
            "mabn-beats-bn", List.of(3.0, 3.0),
            "mabn-as-good-as-large-bn", List.of(-3.0, -3.0),
            "mabn-as-good-in-full", List.of(-0.3),
            "mabn-independent-of-batch", List.of(-2.0, -2.0, -2.0, -2.0),
            "mabn-beats-brn", List.of(0.0),
            "backward-noise", List.of(0.6, 0.6),
            "mabn-calms-backward", List.of(0.6, 0.6)),
        margins);
  }

  @Test
  void onlyTheClaimOnTimeIsLeftOutOfTheRecord() {
    assertEquals(
        List.of("inference-speed"),
        MabnClaims.all().stream().filter(c -> !c.criterion().repeatable()).map(Claim::id).toList());
  }
}
