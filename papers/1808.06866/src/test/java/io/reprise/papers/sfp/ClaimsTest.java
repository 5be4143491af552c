package io.reprise.papers.sfp;

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
    for (Claim c : SfpClaims.all()) {
      List<Double> of = superiorities(c).map(Criterion.Superiority::margin).toList();
      if (!of.isEmpty()) {
        margins.put(c.id(), of);
      }
    }
    assertEquals(
        Map.of(
            "soft-beats-once", List.of(5.0),
            "soft-beats-hard-start", List.of(0.0),
            "soft-beats-hard-half", List.of(0.0),
            "soft-beats-once-plain", List.of(5.0),
            "soft-beats-hard-start-plain", List.of(0.0),
            "soft-beats-hard-half-plain", List.of(0.0),
            "small-drop", List.of(-0.5, -0.5),
            "drop-grows-with-rate", List.of(0.0),
            "drop-shrinks-with-depth", List.of(0.0),
            "pre-trained-beats-scratch", List.of(0.0)),
        margins);
  }

  @Test
  void onlyTheClaimOnTimeIsLeftOutOfTheRecord() {
    assertEquals(
        List.of("realistic-below-theoretical"),
        SfpClaims.all().stream().filter(c -> !c.criterion().repeatable()).map(Claim::id).toList());
  }
}
