package io.reprise.papers.sge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.datasets.Dataset.Origin;
import io.reprise.datasets.ImageClassification;
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
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExperimentTest {
  private static final String CLUTTER = "ResNet-8 on clutter, SGE";

  @TempDir private Path folder;

  private Run<?> run(String results, Map<String, String> options) throws IOException {
    Path data = Files.createDirectories(folder.resolve("no data"));
    Map<String, String> all = new HashMap<>(options);
    all.putIfAbsent("scale", "smoke");
    all.put("threads", "2");
    all.put("data", data.toString());
    all.put("results", folder.resolve(results).toString());
    return Run.of(Experiments.of("1905.09646"), RunSettings.parse(all::get), line -> {});
  }

  private static TrialResult result(Run<?> run, String variant) {
    return run.plan().stream()
        .filter(p -> p.variant().name().startsWith(variant))
        .findFirst()
        .map(run::run)
        .orElseThrow();
  }

  @Test
  void theSameSeedGivesTheSameMeasurementsAndFiguresToTheBit() throws IOException {
    TrialResult one = result(run("one", Map.of()), CLUTTER);
    TrialResult two = result(run("two", Map.of()), CLUTTER);
    assertFalse(one.failed(), () -> one.error().toString());
    assertEquals(one.measurements(), two.measurements());
    assertEquals(one.curves(), two.curves());
    assertEquals(one.figures(), two.figures());
    assertEquals(2, one.figures().size());
    assertTrue(one.measurements().containsKey("attention_contrast_block3"));
    // What would detach the maps would leave gamma where it was.
    assertTrue(one.measurements().get("mean_abs_gamma") > 1e-5);
  }

  @Test
  void aTrialInAJvmOfItsOwnMeasuresTheSame() throws IOException {
    String variant = "ResNet-8, SE";
    TrialResult here = result(run("here", Map.of()), variant);
    TrialResult fork = result(run("fork", Map.of("fork", "true")), variant);
    assertFalse(fork.failed(), () -> fork.error().toString());
    assertEquals(here.measurements(), fork.measurements());
  }

  @Test
  void groupsThatDoNotDivideTheChannelsFailTheTrialByValue() throws IOException {
    TrialResult failed = result(run("bad", Map.of("set", "groups=5")), CLUTTER);
    assertTrue(failed.failed());
    assertTrue(
        failed.error().message().contains("16 channels do not divide into 5 groups"),
        failed.error().message());
  }

  @Test
  void theProtocolOfThePaperNeedsImageNet() {
    String message =
        assertThrows(IllegalArgumentException.class, () -> run("p", Map.of("scale", "paper")))
            .getMessage();
    assertTrue(message.contains("ILSVRC 2012") && message.contains("no data"), message);
  }

  @Test
  void photosBesideClutterAreMixedDataOfWhichEachTrialUsesOneKind() throws IOException {
    SpatialGroupwiseEnhance experiment = new SpatialGroupwiseEnhance();
    SgeData drawn = experiment.data(Scale.SMOKE, folder);
    ImageClassification pictures = (ImageClassification) drawn.pictures();
    SgeData data =
        new SgeData(
            new ImageClassification(
                "Photos",
                Origin.REAL,
                pictures.train(),
                pictures.test(),
                pictures.mean(),
                pictures.standardDeviation()),
            drawn.clutter());
    assertEquals("Photos and Parts in clutter (procedural)", data.name());
    assertEquals(Origin.MIXED, data.origin());
    Map<String, Set<Origin>> origins =
        experiment.variants(Scale.SMOKE).stream()
            .collect(
                Collectors.groupingBy(
                    v -> v.setting().replaceFirst(",.*", ""),
                    Collectors.mapping(
                        v -> experiment.dataOf(v, data).origin(), Collectors.toSet())));
    assertEquals(
        Map.of("pictures", Set.of(Origin.REAL), "parts in clutter", Set.of(Origin.PROCEDURAL)),
        origins);
  }

  @Test
  void theDataSaysWhatBothPartsAre() throws IOException {
    SgeData data = new SpatialGroupwiseEnhance().data(Scale.SMOKE, folder);
    assertEquals("Shapes and Parts in clutter", data.name());
    assertEquals(Origin.PROCEDURAL, data.origin());
    assertEquals(
        data.checksum(), new SpatialGroupwiseEnhance().data(Scale.SMOKE, folder).checksum());
    SgeData quick = new SpatialGroupwiseEnhance().data(Scale.QUICK, folder);
    assertFalse(data.checksum().equals(new SgeData(data.pictures(), quick.clutter()).checksum()));
  }

  @Test
  void everyReportedCostIsAnsweredByAComputedOne() throws IOException {
    Evidence evidence = run("none", Map.of()).evidence();
    SpatialGroupwiseEnhance experiment = new SpatialGroupwiseEnhance();
    List<Reported> rows = experiment.reported();
    assertEquals(130, rows.size());
    Map<Verdict, Long> verdicts =
        rows.stream()
            .map(r -> experiment.reproduce(r, evidence))
            .collect(Collectors.groupingBy(Reproduction::verdict, Collectors.counting()));
    // BAM's pooling, which the repository's counter does not see, and SE's in a backbone, which it
    // counts twice.
    assertEquals(
        Map.of(Verdict.REPRODUCED, 51L, Verdict.NOT_REPRODUCED, 5L, Verdict.NOT_RUN, 74L),
        verdicts);
  }

  @Test
  void theProtocolOfThePaperHasEveryNetworkAndAblation() {
    List<String> names = Protocol.variants(Scale.PAPER).stream().map(Variant::name).toList();
    for (String one :
        List.of(
            "ResNet-50, plain",
            "ResNet-101, CBAM",
            "ResNet-50, SGE, groups 256",
            "ResNet-50, SGE, gamma 0, beta 0",
            "ResNet-50, SGE, gamma 1, beta 0",
            "ResNet-50, SGE, gamma 1, beta 1",
            "ResNet-50, SGE, not standardised",
            CLUTTER)) {
      assertTrue(names.contains(one), one + " in " + names);
    }
    assertEquals(2 * 6 + 12 + 5, names.size());
  }

  @Test
  void thePublishedRateFallsAtEpochs30And60And90() {
    Settings published =
        Protocol.variants(Scale.PAPER).stream()
            .filter(v -> v.name().equals("ResNet-50, SGE"))
            .findFirst()
            .orElseThrow()
            .settings();
    Schedule schedule = Protocol.schedule(published);
    assertEquals(0.1, schedule.at(29.9), 1e-12);
    assertEquals(0.01, schedule.at(30), 1e-12);
    assertEquals(0.001, schedule.at(60), 1e-12);
    assertEquals(0.0001, schedule.at(99), 1e-12);
    assertEquals(
        "schedule 'x': expected steps or cosine",
        assertThrows(
                IllegalArgumentException.class,
                () -> Protocol.schedule(published.with("schedule", "x")))
            .getMessage());
  }

  @Test
  void theMarginsAreThoseThatWereFixedBeforeResultsWereSeen() {
    Map<String, List<Double>> margins = new LinkedHashMap<>();
    for (Claim c : SgeClaims.all()) {
      List<Double> of = superiorities(c.criterion()).map(Criterion.Superiority::margin).toList();
      if (!of.isEmpty()) {
        margins.put(c.id(), of);
      }
    }
    assertEquals(
        Map.of(
            "beats-plain", List.of(0.0, 0.0),
            "beats-plain-from-one", List.of(0.0, 0.0),
            "on-a-par-with-se", List.of(-0.5, -0.5),
            "standardisation-matters", List.of(0.0, 0.0),
            "gamma-zero-is-no-worse", List.of(-0.5, -0.5),
            "deeper", List.of(0.0, -0.5),
            "attends-to-the-object", List.of(0.0, 0.0),
            "spreads-lengths", List.of(0.0)),
        margins);
  }

  private static Stream<Criterion.Superiority> superiorities(Criterion criterion) {
    if (criterion instanceof Criterion.Superiority one) {
      return Stream.of(one);
    }
    return criterion instanceof Criterion.AllOf all ? all.parts().stream() : Stream.empty();
  }
}
