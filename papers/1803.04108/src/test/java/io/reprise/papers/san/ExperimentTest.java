package io.reprise.papers.san;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.experiment.Claim;
import io.reprise.experiment.Criterion;
import io.reprise.experiment.Evidence;
import io.reprise.experiment.Experiments;
import io.reprise.experiment.Reported;
import io.reprise.experiment.Reproduction;
import io.reprise.experiment.Run;
import io.reprise.experiment.RunSettings;
import io.reprise.experiment.Scale;
import io.reprise.experiment.TrialResult;
import io.reprise.experiment.Variant;
import io.reprise.experiment.Verdict;
import io.reprise.tensor.Shape;
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
  private static final String SAN = Protocol.name(Method.SAN);

  @TempDir private Path folder;

  private Run<?> run(String results, Map<String, String> options) throws IOException {
    Path data = Files.createDirectories(folder.resolve("no data"));
    Map<String, String> all = new HashMap<>(options);
    all.putIfAbsent("scale", "smoke");
    all.put("threads", "1");
    all.put("data", data.toString());
    all.put("results", folder.resolve(results).toString());
    return Run.of(Experiments.of("1803.04108"), RunSettings.parse(all::get), line -> {});
  }

  private static TrialResult result(Run<?> run, String variant) {
    return run.plan().stream()
        .filter(p -> p.variant().name().equals(variant))
        .findFirst()
        .map(run::run)
        .orElseThrow();
  }

  @Test
  void theSameSeedGivesTheSameMeasurementsAndFiguresAlsoInAJvmOfItsOwn() throws IOException {
    TrialResult here = result(run("here", Map.of()), SAN);
    TrialResult fork = result(run("fork", Map.of("fork", "true")), SAN);
    assertFalse(here.failed(), () -> here.error().toString());
    assertFalse(fork.failed(), () -> fork.error().toString());
    assertEquals(here.measurements(), fork.measurements());
    assertEquals(here.curves(), fork.curves());
    assertEquals(here.figures(), fork.figures());
    assertEquals(3, here.figures().size());
    assertEquals(0.0, here.measurements().get("generator_change"));
    assertEquals(2, here.curves().get("loss of the generators").size());
  }

  @Test
  void whatADetectorSeesChangesWhatItFinds() throws IOException {
    Run<?> run = run("all", Map.of());
    List<String> names =
        Stream.of(Method.TWICE, Method.SAN, Method.ORACLE).map(Protocol::name).toList();
    List<Double> errors =
        names.stream().map(n -> result(run, n).measurements().get("nme_dark")).toList();
    assertEquals(3, errors.stream().distinct().count(), errors.toString());
    TrialResult dark = result(run, Protocol.trainedOn(Scale.SMOKE, Protocol.rare(Scale.SMOKE)));
    Map<String, Double> m = dark.measurements();
    assertEquals(
        Math.log(m.get("nme_normal") * m.get("nme_washed_out")) / 2 - Math.log(m.get("nme_dark")),
        m.get("log_cross_gap"),
        1e-9);
    assertEquals(Math.log(m.get("nme_dark") / m.get("nme_normal")), m.get("log_rare_gap"), 1e-9);
    assertEquals(Math.log(m.get("nme_dark") / m.get("nme")), m.get("log_rare_excess"), 1e-9);
  }

  @Test
  void theProtocolOfThePaperNeedsItsData() {
    String message =
        assertThrows(IllegalArgumentException.class, () -> run("p", Map.of("scale", "paper")))
            .getMessage();
    assertTrue(message.contains("300W-Style/lists") && message.contains("no data"), message);
  }

  @Test
  void everyReportedNumberIsAnsweredByAReasonWithoutTheData() throws IOException {
    Evidence evidence = run("none", Map.of()).evidence();
    StyleAggregatedDetection experiment = new StyleAggregatedDetection();
    List<Reported> rows = experiment.reported();
    assertEquals(50, rows.size());
    Map<Verdict, Long> verdicts =
        rows.stream()
            .map(r -> experiment.reproduce(r, evidence))
            .collect(Collectors.groupingBy(Reproduction::verdict, Collectors.counting()));
    assertEquals(Map.of(Verdict.NOT_RUN, 50L), verdicts);
    Map<String, Long> reasons =
        rows.stream()
            .map(r -> experiment.reproduce(r, evidence).reason().replaceFirst("[:,].*", ""))
            .collect(Collectors.groupingBy(r -> r, Collectors.counting()));
    assertEquals(11, reasons.get("needs the published protocol"));
  }

  @Test
  void costsAreThoseOfTheIndependentComputation() {
    Map<String, Long> parameters = new LinkedHashMap<>();
    new StyleAggregatedDetection()
        .networks()
        .forEach(n -> parameters.put(n.name() + ", " + n.setting(), n.costs().parameters()));
    assertEquals(34_430_485, parameters.get("Detector of 68 points, SAN"));
    assertEquals(18_755_087, parameters.get("Detector of 68 points, SAN without its generators"));
    assertEquals(16_716_687, parameters.get("Detector of 68 points, single input"));
    assertEquals(33_470_722, parameters.get("Detector of 19 points, SAN"));
    assertEquals(7_837_699, parameters.get("Generator, one"));
    assertEquals(2_764_737, parameters.get("Discriminator, one"));
    assertNotEquals(Shape.of(3, 128, 128), Protocol.SMALL_INPUT);
  }

  @Test
  void theProtocolOfThePaperHasEveryVariant() {
    List<Variant> all = Protocol.variants(Scale.PAPER);
    List<String> names = all.stream().map(Variant::name).toList();
    assertEquals(
        List.of(
            "single input",
            "same image twice",
            "SAN",
            "aggregated image alone",
            "SAN, 2 clusters",
            "SAN, 4 clusters",
            "single input, trained on Gray",
            "single input, trained on Light",
            "single input, trained on Sketch",
            "oracle, trained on Gray",
            "single input, detected boxes",
            "single input, AFLW",
            "SAN, detected boxes",
            "SAN, AFLW"),
        names);
    Variant san = all.get(2);
    assertEquals(200, san.settings().integer("ganEpochs"));
    assertEquals(2e-4, san.settings().number("ganRate"));
    assertEquals("30 35 40 45", san.settings().text("drops"));
    assertEquals("", san.settings().text("otherStyle"));
    assertEquals("Original", all.get(9).settings().text("otherStyle"));
  }

  @Test
  void claimsNameVariantsThatThereAre() {
    for (Scale scale : List.of(Scale.QUICK, Scale.PAPER)) {
      List<String> names = Protocol.variants(scale).stream().map(Variant::name).toList();
      SanClaims.all().stream()
          .flatMap(c -> superiorities(c.criterion()))
          .filter(s -> s.contrasts().containsKey(scale))
          .forEach(
              s ->
                  assertTrue(
                      names.containsAll(s.contrasts().get(scale).variants()),
                      s.contrasts().get(scale).words()));
    }
  }

  @Test
  void theMarginsAreThoseThatWereFixedBeforeResultsWereSeen() {
    assertEquals(Math.log(1.15), SanClaims.FIFTEEN_PERCENT_MORE, 1e-4);
    assertEquals(-Math.log(0.9), SanClaims.A_TENTH_LESS, 1e-4);
    Map<String, List<Double>> margins = new LinkedHashMap<>();
    for (Claim c : SanClaims.all()) {
      List<Double> of = superiorities(c.criterion()).map(Criterion.Superiority::margin).toList();
      if (!of.isEmpty()) {
        margins.put(c.id(), of);
      }
    }
    assertEquals(
        Map.of(
            "styles-hurt", List.of(0.1398, 0.1398, 0.1398),
            "rare-style-hurts", List.of(0.1398),
            "better-on-rare-style", List.of(0.0),
            "not-by-weights-alone", List.of(0.0),
            "more-on-rare-style", List.of(0.0),
            "better-detector", List.of(0.0, 0.0),
            "oracle-is-best", List.of(0.1054),
            "styles-are-hidden", List.of(0.0),
            "styles-come-closer", List.of(0.1054),
            "aggregated-is-not-enough", List.of(0.0)),
        withoutAflw(margins));
    assertEquals(List.of(0.0), margins.get("better-detector-aflw"));
  }

  private static Map<String, List<Double>> withoutAflw(Map<String, List<Double>> margins) {
    Map<String, List<Double>> some = new LinkedHashMap<>(margins);
    some.remove("better-detector-aflw");
    return some;
  }

  private static Stream<Criterion.Superiority> superiorities(Criterion criterion) {
    if (criterion instanceof Criterion.Superiority one) {
      return Stream.of(one);
    }
    return criterion instanceof Criterion.AllOf all ? all.parts().stream() : Stream.empty();
  }
}
