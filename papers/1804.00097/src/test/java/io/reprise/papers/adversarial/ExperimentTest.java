package io.reprise.papers.adversarial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.experiment.Claim;
import io.reprise.experiment.Criterion;
import io.reprise.experiment.Experiments;
import io.reprise.experiment.Finding;
import io.reprise.experiment.Reproduction;
import io.reprise.experiment.Run;
import io.reprise.experiment.RunSettings;
import io.reprise.experiment.Scale;
import io.reprise.experiment.Settings;
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
  private static final String RANDOMIZED = Entrant.RANDOMIZED.title();

  @TempDir private Path folder;

  private Run<?> run(String results, Map<String, String> options) throws IOException {
    Path data = Files.createDirectories(folder.resolve("no data"));
    Map<String, String> all = new HashMap<>(options);
    all.putIfAbsent("scale", "smoke");
    all.put("threads", "1");
    all.put("data", data.toString());
    all.put("results", folder.resolve(results).toString());
    return Run.of(Experiments.of("1804.00097"), RunSettings.parse(all::get), line -> {});
  }

  private static TrialResult result(Run<?> run, String variant) {
    return run.plan().stream()
        .filter(p -> p.variant().name().startsWith(variant))
        .findFirst()
        .map(run::run)
        .orElseThrow();
  }

  /** All but measured times, which never come again. */
  private static Map<String, Double> repeatable(TrialResult trial) {
    return trial.measurements().entrySet().stream()
        .filter(e -> !e.getKey().endsWith("_seconds"))
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  @Test
  void theCompetitionAloneMeasuresWhatItDoesAfterAllOthersAndTheSameAgain() throws IOException {
    Run<?> run = run("one", Map.of());
    TrialResult row = result(run, RANDOMIZED);
    TrialResult after = result(run, Protocol.ALL);
    TrialResult alone = result(run("two", Map.of("fork", "true")), Protocol.ALL);
    assertFalse(row.failed(), () -> row.error().toString());
    assertFalse(alone.failed(), () -> alone.error().toString());
    assertEquals(repeatable(after), repeatable(alone));
    assertEquals(after.figures(), alone.figures());
    assertEquals(
        List.of(
            "errors by defence and attack",
            "transfer between networks",
            "target hits",
            "rankings",
            "images"),
        after.figures().stream().map(f -> f.name()).toList());
    TrialResult again = result(run("two", Map.of()), RANDOMIZED);
    assertEquals(repeatable(row), repeatable(again));
    // Two batches, so two of the four epsilons.
    assertEquals(2, row.curves().get("error under MI-FGSM on ensemble by epsilon in fours").size());
    Map<String, Finding> findings = Claim.judge(CompetitionClaims.all(), run.evidence());
    for (String id :
        List.of(
            "scores-add-up", "within-epsilon", "without-momentum-is-i-fgsm", "one-step-is-fgsm")) {
      assertEquals(Verdict.REPRODUCED, findings.get(id).verdict(), id);
    }
  }

  @Test
  void aWrongSettingFailsTheTrialByValue() throws IOException {
    TrialResult failed = result(run("bad", Map.of("set", "labels=mine")), Entrant.PLAIN.title());
    assertTrue(failed.failed());
    assertTrue(
        failed.error().message().contains("labels 'mine': expected true or predicted"),
        failed.error().message());
    TrialResult many = result(run("many", Map.of("set", "images=33")), Entrant.PLAIN.title());
    assertTrue(
        many.error().message().contains("33 pictures of Shapes: expected from 1 to 32"),
        many.error().message());
  }

  @Test
  void theProtocolOfThePaperNeedsImageNet() {
    String message =
        assertThrows(IllegalArgumentException.class, () -> run("p", Map.of("scale", "paper")))
            .getMessage();
    assertTrue(message.contains("ILSVRC 2012"), message);
  }

  @Test
  void variantsDifferInWhichDefenceTheyAreAndInNothingElse() {
    for (Scale scale : Scale.values()) {
      List<Variant> variants = Protocol.variants(scale);
      assertEquals(Entrant.values().length + 1, variants.size());
      Settings first = variants.get(0).settings().with(Protocol.DEFENCE, "");
      for (Variant v : variants) {
        assertEquals(first, v.settings().with(Protocol.DEFENCE, ""), v.name());
      }
    }
  }

  @Test
  void thePublishedNumbersStandAtScalePaper() {
    Settings published = Protocol.common(Scale.PAPER);
    assertEquals("64 128 256 256 256", published.text("widths"));
    assertEquals(100, published.integer("attackBatch"));
    assertEquals(0.001, Protocol.denoiserSchedule(published).at(60), 1e-12);
    assertEquals(0.0001, Protocol.denoiserSchedule(published).at(90), 1e-12);
    assertEquals(0.01, Protocol.schedule(published).at(30), 1e-12);
    assertThrows(
        IllegalArgumentException.class,
        () -> Protocol.schedule(published.with("schedule", "none")));
  }

  @Test
  void everyReportedNumberIsAnswered() {
    Map<Verdict, Long> verdicts =
        new AdversarialCompetition()
            .reported().stream()
                .map(CompetitionTables::reproduce)
                .collect(Collectors.groupingBy(Reproduction::verdict, Collectors.counting()));
    assertEquals(Map.of(Verdict.REPRODUCED, 6L, Verdict.NOT_RUN, 21L), verdicts);
  }

  @Test
  void attacksHaveDifferentNames() {
    long names = Stream.of(Attacks.values()).map(Attacks::title).distinct().count();
    assertEquals(Attacks.values().length, names);
    assertEquals(Attacks.MI_FGSM, Attacks.of("MI-FGSM"));
    assertTrue(
        assertThrows(IllegalArgumentException.class, () -> Attacks.of("PGD"))
            .getMessage()
            .startsWith("attack 'PGD': expected one of [noise"));
  }

  @Test
  void theMarginsAreThoseThatWereFixedBeforeResultsWereSeen() {
    Map<String, List<Double>> margins = new LinkedHashMap<>();
    for (Claim c : CompetitionClaims.all()) {
      List<Double> of = superiorities(c.criterion()).map(Criterion.Superiority::margin).toList();
      if (!of.isEmpty()) {
        margins.put(c.id(), of);
      }
    }
    assertEquals(
        Map.of(
            "momentum-transfers", List.of(0.0, 0.0, 0.0),
            "iterations-win-at-home", List.of(0.0, 0.0, -3.0),
            "ensembles-transfer", List.of(0.0),
            "adversarial-training-resists", List.of(10.0),
            "adversarial-training-costs-little", List.of(-5.0),
            "logit-guidance-beats-pixels", List.of(3.0, 3.0, 3.0),
            "feature-guidance-beats-pixels", List.of(3.0, 3.0, 3.0),
            "guidance-is-not-in-pixels", List.of(0.0, 0.0),
            "randomisation-stops-iterations", List.of(10.0),
            "randomisation-is-for-white-boxes", List.of(0.0)),
        margins);
  }

  private static Stream<Criterion.Superiority> superiorities(Criterion criterion) {
    if (criterion instanceof Criterion.Superiority one) {
      return Stream.of(one);
    }
    return criterion instanceof Criterion.AllOf all ? all.parts().stream() : Stream.empty();
  }
}
