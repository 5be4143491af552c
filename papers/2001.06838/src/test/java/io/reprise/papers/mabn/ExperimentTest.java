package io.reprise.papers.mabn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.baselines.costs.MabnNetworks;
import io.reprise.experiment.Evidence;
import io.reprise.experiment.Experiments;
import io.reprise.experiment.Reported;
import io.reprise.experiment.Run;
import io.reprise.experiment.RunSettings;
import io.reprise.experiment.Scale;
import io.reprise.experiment.TrialResult;
import io.reprise.nn.Network;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExperimentTest {
  @TempDir Path folder;

  private Run<?> run(String results, Map<String, String> options) throws java.io.IOException {
    Path data = Files.createDirectories(folder.resolve("no data"));
    Map<String, String> all = new HashMap<>(options);
    all.putIfAbsent("scale", "smoke");
    all.put("threads", "2");
    all.put("data", data.toString());
    all.put("results", folder.resolve(results).toString());
    return Run.of(Experiments.of("2001.06838"), RunSettings.parse(all::get), line -> {});
  }

  private static TrialResult result(Run<?> run, String variant) {
    return run.plan().stream()
        .filter(p -> p.variant().name().startsWith(variant))
        .findFirst()
        .map(run::run)
        .orElseThrow();
  }

  @ParameterizedTest
  @ValueSource(strings = {"plain CNN, MABN(2)", "plain CNN, BRN(2)"})
  void theSameSeedGivesTheSameMeasurementsToTheBitAlsoInAJvmOfItsOwn(String variant)
      throws Exception {
    TrialResult one = result(run("one", Map.of()), variant);
    TrialResult two = result(run("two", Map.of("fork", "true")), variant);
    assertFalse(one.failed(), () -> one.error().toString());
    assertEquals(one.measurements(), two.measurements());
    assertEquals(one.curves(), two.curves());
    assertEquals(2, one.curves().get("training loss, plain CNN").size());
    assertEquals(2, one.curves().get("log10 variance, backward projection used, plain CNN").size());
  }

  @Test
  void whatMustHoldExactlyHoldsInATrial() throws Exception {
    Map<String, Double> measured =
        result(run("exact", Map.of()), "ResNet-14, MABN(2)").measurements();
    assertTrue(measured.get("gradient_error") <= 1e-4, measured::toString);
    assertTrue(measured.get("radial_error") <= 1e-6, measured::toString);
    assertTrue(measured.get("folded_logit_difference") <= 1e-4, measured::toString);
    assertTrue(measured.get("filter_sum") <= 1e-4, measured::toString);
    assertTrue(measured.get("filter_gradient_sum") <= 1e-4, measured::toString);
    assertTrue(measured.get("average_variance_error") <= 4, measured::toString);
    assertEquals(1, measured.get("average_variance_ratio"), 0.15);
  }

  @Test
  void aBatchThatDoesNotDivideFailsTheTrialByValue() throws Exception {
    TrialResult failed =
        result(run("bad", Map.of("set", "normalizationBatch=3")), "plain CNN, BN(32) (");
    assertTrue(failed.failed());
    assertTrue(
        failed.error().message().contains("multiple of the normalisation batch 3"),
        failed.error().message());
  }

  @Test
  void theProtocolForFullDataNeedsTheRealData() {
    String message =
        assertThrows(IllegalArgumentException.class, () -> run("p", Map.of("scale", "paper")))
            .getMessage();
    assertTrue(message.contains("cifar-10-batches-bin"), message);
  }

  @Test
  void theLayerAddsNoParametersToResNet50AndItsStateIsTwoWindows() {
    Map<String, Network> bySetting = new HashMap<>();
    new MabnNetworks().networks().forEach(n -> bySetting.put(n.setting(), n));
    var bn = bySetting.get(MabnNetworks.BN).costs();
    var mabn = bySetting.get(MabnNetworks.MABN).costs();
    assertEquals(25_557_032, bn.parameters());
    assertEquals(bn.parameters(), mabn.parameters());
    assertEquals(4_089_184_256L, mabn.convMacs() + mabn.linearMacs());
    // Two statistics a channel; and the 53 layers' counts.
    long channels = bn.numbers().buffers() / 2;
    assertEquals((2 * 16 + 1) * channels + 2 * 53, mabn.numbers().buffers());
  }

  @Test
  void everyNumberOfTheTablesHasAnAnswer() throws Exception {
    Evidence evidence = run("none", Map.of()).evidence();
    MovingAverageBatchNormalization experiment = new MovingAverageBatchNormalization();
    List<Reported> rows = experiment.reported();
    assertEquals(60, rows.size());
    for (Reported row : rows) {
      assertFalse(experiment.reproduce(row, evidence).reason().isBlank());
    }
    assertEquals(
        List.of("36.80", "33.10"),
        rows.stream()
            .filter(r -> r.method().equals("SyncBN") && r.setting().startsWith("from scratch"))
            .filter(r -> r.setting().endsWith("AP box") || r.setting().endsWith("AP mask"))
            .map(Reported::printed)
            .toList());
  }

  @Test
  void theFoldedNetworkIsTimedBesideTheOthers() {
    assertEquals(
        List.of("BN", "MABN folded", "GN", "LN", "IN"),
        new MovingAverageBatchNormalization()
            .timed(Scale.QUICK).stream().map(Network::setting).toList());
  }
}
