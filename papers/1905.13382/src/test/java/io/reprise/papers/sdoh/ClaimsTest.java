package io.reprise.papers.sdoh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.experiment.Claim;
import io.reprise.experiment.Criterion;
import io.reprise.experiment.Scale;
import io.reprise.experiment.Variant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
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
    Map<String, Set<Double>> margins = new TreeMap<>();
    for (Claim c : SdohClaims.all()) {
      Set<Double> of =
          superiorities(c).map(Criterion.Superiority::margin).collect(Collectors.toSet());
      if (!of.isEmpty()) {
        margins.put(c.id(), of);
      }
    }
    assertEquals(
        Map.of(
            "sdoh-beats-online", Set.of(0.02),
            "sdoh-beats-bsodh", Set.of(0.0),
            "state-of-the-art-cifar", Set.of(0.0),
            "past-kept", Set.of(-0.01),
            "gaussian-helps", Set.of(0.0),
            "scale-helps", Set.of(0.0),
            "unseen-classes", Set.of(0.0)),
        margins);
    assertEquals(0.688, SdohClaims.bestBefore());
  }

  @Test
  void everyVariantOfAClaimIsRunAtItsScaleOnEverySource() {
    for (Scale scale : List.of(Scale.QUICK, Scale.PAPER)) {
      Set<String> names =
          Protocol.variants(scale).stream().map(Variant::name).collect(Collectors.toSet());
      List<String> asked = new ArrayList<>();
      SdohClaims.all().stream()
          .flatMap(ClaimsTest::superiorities)
          .map(s -> s.contrasts().get(scale))
          .filter(java.util.Objects::nonNull)
          .forEach(c -> asked.addAll(c.variants()));
      assertTrue(names.containsAll(asked), () -> asked + " of " + names);
      for (Protocol.Source source : Protocol.judged(scale)) {
        assertTrue(
            asked.contains(Protocol.name(Protocol.Method.SDOH_SCALED, source, false)),
            source::title);
      }
    }
  }

  @Test
  void thePublishedProtocolHasTheStreamsAndSettingsOfTheCard() {
    Map<String, List<Object>> found = new TreeMap<>();
    for (Variant v : Protocol.variants(Scale.PAPER)) {
      if (v.method().equals("SDOH") && !v.settings().flag("unseen")) {
        found.put(
            v.setting(),
            List.of(
                v.settings().integer("stream"),
                v.settings().integer("batch"),
                v.settings().integer("queries"),
                v.settings().number("rate"),
                v.settings().integer("steps")));
      }
    }
    assertEquals(
        Map.of(
            "MNIST pixels, 32 bits", List.of(20_000, 2000, 100, 0.05, 1000),
            "MNIST pixels, 64 bits", List.of(20_000, 2000, 100, 0.05, 1000),
            "CIFAR-10 fc7, 32 bits", List.of(20_000, 2000, 100, 0.05, 1000),
            "CIFAR-10 fc7, 64 bits", List.of(20_000, 2000, 100, 0.05, 1000),
            "Places205 fc7, 32 bits", List.of(100_000, 2000, 20, 2.0, 1000),
            "Places205 fc7, 64 bits", List.of(100_000, 2000, 20, 2.0, 1000)),
        found);
  }
}
