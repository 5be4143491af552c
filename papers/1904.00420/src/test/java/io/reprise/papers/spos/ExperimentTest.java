package io.reprise.papers.spos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.experiment.Claim;
import io.reprise.experiment.Criterion;
import io.reprise.experiment.Evidence;
import io.reprise.experiment.Experiments;
import io.reprise.experiment.Reproduction;
import io.reprise.experiment.Run;
import io.reprise.experiment.RunSettings;
import io.reprise.experiment.Scale;
import io.reprise.experiment.TrialResult;
import io.reprise.experiment.Variant;
import io.reprise.experiment.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExperimentTest {
  @TempDir private Path folder;

  private Run<?> run(String results, Map<String, String> options) throws IOException {
    Path data = Files.createDirectories(folder.resolve("no data"));
    Map<String, String> all = new HashMap<>(options);
    all.putIfAbsent("scale", "smoke");
    all.put("threads", "2");
    all.put("data", data.toString());
    all.put("results", folder.resolve(results).toString());
    return Run.of(Experiments.of("1904.00420"), RunSettings.parse(all::get), line -> {});
  }

  /** The result of a variant, by the beginning of its name: a changed setting is told after it. */
  private static TrialResult result(Run<?> run, String variant) {
    return run.plan().stream()
        .filter(
            p -> {
              String name = p.variant().name();
              return name.equals(variant) || name.startsWith(variant + " (");
            })
        .findFirst()
        .map(run::run)
        .orElseThrow();
  }

  private static Map<String, Double> withoutTimes(TrialResult result) {
    assertFalse(result.failed(), () -> result.error().toString());
    Map<String, Double> numbers = new LinkedHashMap<>(result.measurements());
    numbers.keySet().removeIf(name -> name.endsWith("_seconds"));
    return numbers;
  }

  @Test
  void theSameSeedGivesTheSameSearchToTheBit() throws IOException {
    TrialResult one = result(run("one", Map.of()), Protocol.EVOLUTION);
    TrialResult two = result(run("two", Map.of()), Protocol.EVOLUTION);
    assertEquals(withoutTimes(one), withoutTimes(two));
    assertEquals(one.curves(), two.curves());
    assertEquals(6, one.measurements().get("evaluations"));
    assertEquals(6, one.curves().get("best inherited accuracy so far by evaluation").size());
    assertEquals(0, one.measurements().get("unsampled_change"));
    assertTrue(one.measurements().get("largest_cost_share") <= 1);
    assertTrue(one.measurements().get("block_updates_z") > 0);
  }

  @Test
  void variantsOfASeedSearchTheSameSupernetAndAForkMeasuresTheSame() throws IOException {
    Run<?> here = run("here", Map.of());
    TrialResult evolution = result(here, Protocol.EVOLUTION);
    TrialResult random = result(here, Protocol.RANDOM_SEARCH);
    // The supernet was trained once: its time is one and the same.
    assertEquals(
        evolution.measurements().get("supernet_seconds"),
        random.measurements().get("supernet_seconds"));
    assertEquals(
        evolution.curves().get("supernet training loss"),
        random.curves().get("supernet training loss"));
    TrialResult fork = result(run("fork", Map.of("fork", "true")), Protocol.RANDOM_SEARCH);
    assertEquals(withoutTimes(random), withoutTimes(fork));
  }

  @Test
  void theRankingTrialTellsTauWithAndWithoutReestimation() throws IOException {
    TrialResult result =
        result(run("r", Map.of("set", "paths=4,epochs=8,heldOut=100")), Protocol.RANKING);
    Map<String, Double> m = withoutTimes(result);
    assertEquals(4, m.get("evaluations"));
    assertEquals(
        m.get("kendall_tau") - m.get("kendall_tau_stale"), m.get("kendall_tau_gain"), 1e-12);
    assertEquals(
        m.get("kendall_tau") - m.get("kendall_tau_parameters"),
        m.get("kendall_tau_over_parameters"),
        1e-12);
    List<Double> alone = result.curves().get("stand-alone accuracy, worst first, by network");
    assertEquals(alone.stream().sorted().toList(), alone);
    assertEquals(4, alone.size());
    assertEquals(1, result.figures().size());
    assertNotEquals(
        result.curves().get("inherited accuracy, in the same order, by network"),
        result
            .curves()
            .get("inherited accuracy without re-estimation, in the same order, by network"));
  }

  @Test
  void aSearchUnderALatencyLimitKeepsTheTableThatItMeasured() throws IOException {
    TrialResult result = result(run("l", Map.of()), Protocol.LATENCY);
    Map<String, Double> m = withoutTimes(result);
    assertTrue(m.get("largest_cost_share") <= 1);
    assertTrue(m.get("latency_predicted") > 0 && m.get("latency_measured") > 0);
    // Six layers of four candidates.
    assertEquals(24, result.curves().get("latency table, ms, layer after layer, by block").size());
  }

  @Test
  void widthsAreSearchedInSharedWeightsToo() throws IOException {
    TrialResult result = result(run("w", Map.of()), Protocol.BLOCKS_AND_WIDTHS);
    Map<String, Double> m = withoutTimes(result);
    assertEquals(0, m.get("unsampled_change"));
    assertTrue(m.get("largest_cost_share") <= 1);
  }

  @Test
  void badSettingsFailTheTrialWithTheirValue() throws IOException {
    assertFailure("limit=1000.0", "no legal architecture: the limit is 1000.0 multiply-adds");
    assertFailure("sampling=odd", "sampling 'odd': expected uniform or binned");
    assertFailure("heldOut=320", "holding out 320 of 320 training pictures of Shapes");
    assertFailure("children=9", "evolution of 2 generations of 3 with 9 mutants");
  }

  private void assertFailure(String setting, String message) throws IOException {
    TrialResult failed = result(run("bad", Map.of("set", setting)), Protocol.EVOLUTION);
    assertTrue(failed.failed(), setting);
    assertTrue(failed.error().message().contains(message), failed.error().message());
  }

  @Test
  void theProtocolOfThePaperNeedsImageNetAndHasEveryVariant() {
    String message =
        assertThrows(IllegalArgumentException.class, () -> run("p", Map.of("scale", "paper")))
            .getMessage();
    assertTrue(message.contains("ILSVRC 2012") && message.contains("no data"), message);
    Map<String, Variant> all =
        Protocol.variants(Scale.PAPER).stream().collect(Collectors.toMap(Variant::name, v -> v));
    assertEquals(12, all.size());
    var evolution = all.get(Protocol.EVOLUTION).settings();
    assertEquals("binned", evolution.text("sampling"));
    assertEquals("uniform", all.get(Protocol.UNIFORM).settings().text("sampling"));
    assertEquals(330e6, evolution.number("limit"));
    assertEquals(1000, evolution.integer("population") * evolution.integer("generations"));
    assertNotEquals(
        all.get(Protocol.WIDTHS).settings(), all.get(Protocol.BLOCKS_AND_WIDTHS).settings());
  }

  @Test
  void everyReportedCostIsAnsweredByAComputedOne() throws IOException {
    Evidence evidence = run("none", Map.of()).evidence();
    SinglePathOneShot experiment = new SinglePathOneShot();
    Map<Verdict, Long> verdicts =
        experiment.reported().stream()
            .map(r -> experiment.reproduce(r, evidence))
            .collect(Collectors.groupingBy(Reproduction::verdict, Collectors.counting()));
    // Released: two costs; listed: one; ResNets of uniform bits: six.
    assertEquals(Map.of(Verdict.REPRODUCED, 9L, Verdict.NOT_RUN, 55L), verdicts);
  }

  @Test
  void theMarginsAreThoseThatWereFixedBeforeResultsWereSeen() {
    Map<String, List<Double>> margins = new LinkedHashMap<>();
    for (Claim c : SposClaims.all()) {
      List<Double> of = superiorities(c.criterion()).map(Criterion.Superiority::margin).toList();
      if (!of.isEmpty()) {
        margins.put(c.id(), of);
      }
    }
    assertEquals(
        Map.of(
            "better-than-random-selection", List.of(0.5),
            "as-good-as-random-search", List.of(-0.3),
            "higher-inherited-accuracy", List.of(0.0),
            "ranks-networks", List.of(0.2),
            "reestimation-matters", List.of(0.05),
            "ranks-better-than-size", List.of(0.0),
            "better-than-one-block", List.of(0.0, 0.0, 0.0, 0.0),
            "widths-help", List.of(0.0)),
        margins);
  }

  private static Stream<Criterion.Superiority> superiorities(Criterion criterion) {
    if (criterion instanceof Criterion.Superiority one) {
      return Stream.of(one);
    }
    return criterion instanceof Criterion.AllOf all ? all.parts().stream() : Stream.empty();
  }
}
