package io.reprise.papers.abcpruner;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.baselines.ResNet;
import io.reprise.baselines.UniformStyle;
import io.reprise.baselines.Vgg;
import io.reprise.baselines.search.ArtificialBeeColony;
import io.reprise.baselines.search.GreedySearch;
import io.reprise.baselines.search.RandomSearch;
import io.reprise.datasets.Dataset;
import io.reprise.experiment.Claim;
import io.reprise.experiment.Criterion;
import io.reprise.experiment.Evidence;
import io.reprise.experiment.Finding;
import io.reprise.experiment.Reported;
import io.reprise.experiment.Reproduction;
import io.reprise.experiment.Scale;
import io.reprise.experiment.Settings;
import io.reprise.experiment.Variant;
import io.reprise.experiment.Verdict;
import io.reprise.papers.abcpruner.Protocol.Arm;
import io.reprise.papers.abcpruner.Protocol.Form;
import io.reprise.tensor.Shape;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class TablesTest {
  private static final Evidence NOTHING =
      new Evidence(
          Scale.SMOKE,
          "torch",
          "cpu",
          "none",
          Dataset.Origin.PROCEDURAL,
          List.of(),
          List.of(),
          List.of());

  private static Finding judge(String id) {
    Claim claim =
        new AbcPruner().claims().stream().filter(c -> c.id().equals(id)).findFirst().orElseThrow();
    return ((Criterion.Exact) claim.criterion()).predicate().apply(NOTHING);
  }

  @Test
  void countsWhatTheAuthorsCounterCounts() {
    // A 3x3 convolution of 3 to 4 channels with bias at 8x8, an average and a classifier of 5.
    Vgg.Design one = new Vgg.Design(List.of(4), 1, List.of(), false, 0, 5, UniformStyle.BIASED);
    double outputs = 4 * 64;
    double expected = 27 * outputs + 5 * outputs + (2 * 4 - 1) * 5 + (8 + 1) * 4;
    assertEquals(expected, AuthorsFlops.of(at -> new Vgg(at, one), Shape.of(3, 8, 8)));
    Vgg.Design bare = one.withStyle(UniformStyle.STANDARD);
    assertEquals(expected - outputs, AuthorsFlops.of(at -> new Vgg(at, bare), Shape.of(3, 8, 8)));
  }

  @Test
  void theFullNetworksHaveTheAuthorsFlops() {
    Map<String, Double> printed =
        Map.of("VGG-16", 314.59, "ResNet-56", 127.62, "ResNet-110", 257.08, "GoogLeNet", 1534.54);
    Shape image = Shape.of(3, 32, 32);
    printed.forEach(
        (name, millions) -> {
          Backbone b = Backbone.of(name, 10);
          Structure full = Structure.of(at -> b.cut().apply(at, b.whole()), image);
          assertEquals(millions, full.flops() / 1e6, 0.015, name);
        });
    assertEquals(
        1824.52,
        AuthorsFlops.of(at -> new ResNet(at, ResNet.Design.imageNet(18)), Shape.of(3, 224, 224))
            / 1e6,
        0.005);
  }

  @Test
  void aGeneIsOneOfTenTenthsOfEachPlace() {
    Map<String, Integer> genes =
        Map.of("VGG-mini", 5, "VGG-16", 13, "ResNet-56", 27, "ResNet-110", 54, "GoogLeNet", 9);
    genes.forEach((name, n) -> assertEquals(n, Backbone.of(name, 10).widths().size(), name));
    Backbone mini = Backbone.of("VGG-mini", 10);
    assertEquals(List.of(), mini.raised(mini.uniform(1)));
    assertEquals(16, Backbone.of("GoogLeNet", 10).widths().get(0));
    String message =
        assertThrows(IllegalArgumentException.class, () -> Backbone.of("VGG-19", 10)).getMessage();
    assertTrue(message.startsWith("backbone 'VGG-19': expected VGG-mini"), message);
  }

  @Test
  void exactClaimsAreComputed() {
    assertEquals(Verdict.REPRODUCED, judge("base-costs").verdict());
    assertEquals("54 figures agree", judge("base-costs").evidence());
    Finding space = judge("search-space");
    assertEquals(Verdict.REPRODUCED, space.verdict());
    assertEquals(
        "10000000000000 structures of tenths, 20282409603651670423947251286016 of all widths",
        space.evidence());
    // The three slips of the table.
    Finding percentages = judge("percentages");
    assertEquals(Verdict.PARTLY, percentages.verdict());
    assertTrue(
        percentages.evidence().startsWith("47 percentages agree, 4 differ"), percentages::evidence);
    assertTrue(
        percentages
            .evidence()
            .contains("ResNet-50 alpha=30% flops_reduction: printed 68.68, 77.15"));
  }

  @Test
  void everyPrintedNumberHasAnAnswer() {
    AbcPruner experiment = new AbcPruner();
    Map<Verdict, Long> verdicts =
        experiment.reported().stream()
            .map(r -> experiment.reproduce(r, NOTHING))
            .collect(Collectors.groupingBy(Reproduction::verdict, Collectors.counting()));
    // Slips: two counts of channels of which the percentages are right, and two percentages.
    assertEquals(
        Map.of(Verdict.REPRODUCED, 87L, Verdict.NOT_REPRODUCED, 4L, Verdict.NOT_RUN, 50L),
        verdicts);
  }

  @Test
  void aFoundStructureIsBuiltAndNotTakenFromTheTable() {
    AbcPruner experiment = new AbcPruner();
    Reported row =
        experiment.reported().stream()
            .filter(r -> r.model().equals("ResNet-56") && r.metric().equals("flops"))
            .findFirst()
            .orElseThrow();
    Reproduction found = experiment.reproduce(row, NOTHING);
    assertEquals(58.54, found.value(), 0.005);
    assertEquals("of the structure as found", found.reason());
  }

  @Test
  void theSearchesOfAllArmsHaveTheSameBudget() {
    for (Scale scale : Scale.values()) {
      Settings s = Protocol.variants(scale).get(0).settings();
      int n = s.integer("sources");
      int budget = n + s.integer("cycles") * (2 * n + 1);
      assertEquals(new RandomSearch(budget), Protocol.search(s, Arm.RANDOM));
      assertEquals(new GreedySearch(budget), Protocol.search(s, Arm.GREEDY));
      assertTrue(Protocol.search(s, Arm.SCRATCH) instanceof ArtificialBeeColony);
    }
  }

  @Test
  void everyRowOfTheAuthorsTableForCifarIsAVariantOfTheirProtocol() {
    Map<String, Variant> byName =
        Protocol.variants(Scale.PAPER).stream().collect(Collectors.toMap(Variant::name, v -> v));
    new AbcPruner()
        .reported().stream()
            .filter(r -> r.dataset().equals("CIFAR-10") && r.setting().startsWith("alpha"))
            .forEach(
                r -> {
                  int most = Integer.parseInt(r.setting().replaceAll("\\D", "")) / 10;
                  Variant v =
                      byName.get(Protocol.name(r.model(), Arm.COLONY, most, Form.AS_PUBLISHED));
                  assertEquals(r.setting(), v.setting());
                  assertTrue(v.settings().flag("testFitness"));
                  assertEquals(0, v.settings().number("heldOut"));
                });
  }

  @Test
  void theRateFallsAfterHalfAndThreeQuarters() {
    var published = Protocol.schedule(0.01, 150);
    assertEquals(0.01, published.at(74.9), 1e-12);
    assertEquals(0.001, published.at(75), 1e-12);
    assertEquals(0.0001, published.at(112), 1e-12);
  }
}
