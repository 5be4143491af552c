package io.reprise.papers.circleloss;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.datasets.Dataset.Origin;
import io.reprise.experiment.Claim;
import io.reprise.experiment.Criterion;
import io.reprise.experiment.Evidence;
import io.reprise.experiment.Experiments;
import io.reprise.experiment.Reported;
import io.reprise.experiment.Reproduction;
import io.reprise.experiment.Run;
import io.reprise.experiment.RunSettings;
import io.reprise.experiment.Scale;
import io.reprise.experiment.Settings;
import io.reprise.experiment.TrialResult;
import io.reprise.experiment.Variant;
import io.reprise.experiment.Verdict;
import io.reprise.nn.Schedule;
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
    return Run.of(Experiments.of("2002.10857"), RunSettings.parse(all::get), line -> {});
  }

  private static TrialResult result(Run<?> run, String variant) {
    return run.plan().stream()
        .filter(p -> p.variant().name().startsWith(variant))
        .findFirst()
        .map(run::run)
        .orElseThrow();
  }

  private static List<String> names(Scale scale) {
    return Protocol.variants(scale).stream().map(Variant::name).toList();
  }

  @Test
  void theSameSeedGivesTheSameMeasurementsAndFiguresToTheBit() throws IOException {
    Map<String, Integer> figures = Map.of("faces, CircleLoss", 2, "retrieval, CircleLoss", 1);
    for (String variant : figures.keySet()) {
      TrialResult one = result(run("one", Map.of()), variant);
      TrialResult two = result(run("two", Map.of()), variant);
      assertFalse(one.failed(), () -> one.error().toString());
      assertEquals(one.measurements(), two.measurements());
      assertEquals(one.curves(), two.curves());
      assertEquals(one.figures(), two.figures());
      assertEquals(figures.get(variant), one.figures().size());
      assertTrue(one.measurements().containsKey("map_range_over_scales"));
    }
  }

  @Test
  void aTrialInAJvmOfItsOwnMeasuresTheSame() throws IOException {
    String variant = "persons, AM-Softmax";
    TrialResult here = result(run("here", Map.of()), variant);
    TrialResult fork = result(run("fork", Map.of("fork", "true")), variant);
    assertFalse(fork.failed(), () -> fork.error().toString());
    assertEquals(here.measurements(), fork.measurements());
  }

  @Test
  void badSettingsFailTheTrialByValue() throws IOException {
    for (Map.Entry<String, String> bad :
        Map.of(
                "gamma=-1", "scale gamma '-1.0': expected a number above 0",
                "margin=1.5", "margin m '1.5': expected between -1 and 1",
                "study=64", "study '64': expected scale/margin, such as 64/0.25",
                "loss=Unified loss", "it takes pair labels",
                "network=large", "network 'large': expected")
            .entrySet()) {
      TrialResult failed = result(run("bad", Map.of("set", bad.getKey())), "persons, AM-Softmax");
      assertTrue(failed.failed(), bad.getKey());
      String message = failed.error().message();
      assertTrue(message.contains(bad.getValue()), message);
    }
  }

  @Test
  void theProtocolOfThePaperNamesEveryFolderThatIsMissing() {
    String message =
        assertThrows(IllegalArgumentException.class, () -> run("p", Map.of("scale", "paper")))
            .getMessage();
    assertTrue(
        message.contains("[CUB_200_2011, MSMT17_V1, Market-1501-v15.09.15, lfw, ms-celeb-1m]"),
        message);
  }

  @Test
  void everyTrialSaysWhatItsOwnTaskUses() throws IOException {
    PairSimilarityOptimization experiment = new PairSimilarityOptimization();
    CircleData data = experiment.data(Scale.SMOKE, folder);
    assertEquals("Faces, Pedestrians, Vehicles", data.name());
    assertEquals(Origin.PROCEDURAL, data.origin());
    Map<String, String> used =
        experiment.variants(Scale.SMOKE).stream()
            .collect(
                Collectors.toMap(
                    Variant::setting, v -> experiment.dataOf(v, data).name(), (a, b) -> a));
    assertEquals(Map.of("faces", "Faces", "persons", "Pedestrians", "retrieval", "Vehicles"), used);
    assertEquals(data.checksum(), experiment.data(Scale.SMOKE, folder).checksum());
  }

  @Test
  void everyReportedNumberIsAnswered() throws IOException {
    Evidence evidence = run("none", Map.of()).evidence();
    PairSimilarityOptimization experiment = new PairSimilarityOptimization();
    List<Reported> rows = experiment.reported();
    assertEquals(107, rows.size());
    for (Reported row : rows) {
      Reproduction found = experiment.reproduce(row, evidence);
      assertEquals(Verdict.NOT_RUN, found.verdict());
      assertFalse(found.reason().isBlank(), row.title());
    }
  }

  @Test
  void rowsThatThePublishedProtocolAnswersHaveAVariant() throws IOException {
    Evidence quick = run("none", Map.of()).evidence();
    Evidence paper =
        new Evidence(
            Scale.PAPER,
            quick.engine(),
            quick.device(),
            quick.dataName(),
            Origin.REAL,
            List.of(),
            List.of(),
            List.of());
    PairSimilarityOptimization experiment = new PairSimilarityOptimization();
    List<String> asked =
        experiment.reported().stream()
            .map(r -> experiment.reproduce(r, paper).reason())
            .filter(r -> r.startsWith("no finished trial of "))
            .map(r -> r.replaceAll(".*'(.*)'", "$1"))
            .toList();
    // Five losses on LFW; two on two data sets with two numbers each.
    assertEquals(5 + 8, asked.size());
    assertTrue(names(Scale.PAPER).containsAll(asked), asked.toString());
  }

  @Test
  void everyClaimComparesVariantsThatThereAre() {
    for (Scale scale : List.of(Scale.QUICK, Scale.PAPER)) {
      for (Claim claim : CircleClaims.all()) {
        superiorities(claim.criterion())
            .flatMap(s -> s.contrasts().get(scale).variants().stream())
            .forEach(v -> assertTrue(names(scale).contains(v), v + " in " + names(scale)));
      }
    }
    assertEquals(10 + 4 + 4, names(Scale.PAPER).size());
  }

  @Test
  void thePublishedRateFallsAtHalf70And90Percent() {
    Settings faces =
        Protocol.variants(Scale.PAPER).stream()
            .filter(v -> v.name().equals("faces, CircleLoss"))
            .findFirst()
            .orElseThrow()
            .settings();
    Schedule schedule = Protocol.schedule(faces);
    assertEquals(100, faces.integer("epochs"));
    assertEquals(182_000, 100 * faces.integer("iterations"));
    assertEquals(0.1, schedule.at(49.9), 1e-12);
    assertEquals(0.01, schedule.at(50), 1e-12);
    assertEquals(0.001, schedule.at(70), 1e-12);
    assertEquals(0.0001, schedule.at(90), 1e-12);
    assertEquals(
        "schedule 'x': expected steps or cosine",
        assertThrows(
                IllegalArgumentException.class,
                () -> Protocol.schedule(faces.with("schedule", "x")))
            .getMessage());
  }

  @Test
  void theMarginsAreThoseThatWereFixedBeforeResultsWereSeen() {
    Map<String, List<Double>> margins = new LinkedHashMap<>();
    for (Claim c : CircleClaims.all()) {
      List<Double> of = superiorities(c.criterion()).map(Criterion.Superiority::margin).toList();
      if (!of.isEmpty()) {
        margins.put(c.id(), of);
      }
    }
    assertEquals(
        Map.of(
            "margins-beat-normface-on-faces", List.of(0.0, 0.0),
            "on-a-par-with-am-softmax-on-faces", List.of(-1.0),
            "best-on-faces-as-published", List.of(0.0, 0.0, 0.0, 0.0),
            "best-on-persons", List.of(0.0, 0.0),
            "on-a-par-in-retrieval", List.of(-1.0, -1.0),
            "robust-to-scale-on-faces", List.of(0.0, 0.0),
            "robust-to-scale-in-retrieval", List.of(0.0)),
        margins);
  }

  private static Stream<Criterion.Superiority> superiorities(Criterion criterion) {
    if (criterion instanceof Criterion.Superiority one) {
      return Stream.of(one);
    }
    return criterion instanceof Criterion.AllOf all ? all.parts().stream() : Stream.empty();
  }
}
