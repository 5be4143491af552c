package io.reprise.papers.lccl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.baselines.PreActivationResNet;
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
import io.reprise.papers.lccl.Protocol.Form;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ExperimentTest {
  @TempDir Path folder;

  private Run<?> run(String results, Map<String, String> options) throws java.io.IOException {
    Path data = Files.createDirectories(folder.resolve("no data"));
    Map<String, String> all = new HashMap<>(options);
    all.putIfAbsent("scale", "smoke");
    all.put("threads", "2");
    all.put("data", data.toString());
    all.put("results", folder.resolve(results).toString());
    return Run.of(Experiments.of("1703.08651"), RunSettings.parse(all::get), line -> {});
  }

  private static TrialResult result(Run<?> run, Form form) {
    String name = Protocol.compared(Scale.SMOKE, form);
    return run.plan().stream()
        .filter(p -> p.variant().name().replaceFirst(" \\(.*", "").equals(name))
        .findFirst()
        .map(run::run)
        .orElseThrow();
  }

  @Test
  void theSameSeedGivesTheSameMeasurementsToTheBit() throws Exception {
    TrialResult one = result(run("one", Map.of()), Form.LCCL);
    TrialResult two = result(run("two", Map.of()), Form.LCCL);
    assertFalse(one.failed(), () -> one.error().toString());
    assertEquals(one.measurements(), two.measurements());
    assertEquals(one.curves(), two.curves());
    assertEquals(6, one.curves().get("zero_rate_by_layer").size());
    assertTrue(one.measurements().get("skip_difference") <= 1e-5);
    assertEquals(List.of("open gates"), one.figures().stream().map(f -> f.name()).toList());
  }

  @ParameterizedTest
  @EnumSource(
      value = Form.class,
      names = {"NONE", "GRID", "POINTWISE"})
  void everyFormTrainsAndSkipsWithoutADifference(Form form) throws Exception {
    Form asked = form == Form.GRID ? Form.LCCL : form;
    TrialResult trial = result(run("forms", Map.of("set", "form=" + form)), asked);
    assertFalse(trial.failed(), () -> trial.error().toString());
    assertEquals(form == Form.NONE, trial.measurements().get("skip_difference") == null);
    assertTrue(trial.measurements().getOrDefault("skip_difference", 0.0) <= 1e-5);
  }

  @ParameterizedTest
  @CsvSource({"optimizer=lion", "schedule=none", "form=SPARSE", "classes=7", "width=0"})
  void aSettingThatMakesNoSenseFailsTheTrialByValue(String setting) throws Exception {
    TrialResult failed = result(run("bad", Map.of("set", setting)), Form.LCCL);
    assertTrue(failed.failed());
    String value = setting.substring(setting.indexOf('=') + 1);
    assertTrue(failed.error().message().contains(value), failed.error().message());
  }

  @Test
  void theProtocolOfThePaperNeedsTheRealData() {
    String message =
        assertThrows(IllegalArgumentException.class, () -> run("p", Map.of("scale", "paper")))
            .getMessage();
    assertTrue(message.contains("no data") && message.contains("cifar-10-batches-bin"), message);
  }

  @Test
  void everyExactNumberOfTheTablesHasAnAnswer() throws Exception {
    Evidence evidence = run("none", Map.of()).evidence();
    LowCostCollaboration experiment = new LowCostCollaboration();
    List<Reported> rows = experiment.reported();
    assertEquals(50, rows.size());
    Map<Verdict, Long> verdicts =
        rows.stream()
            .map(r -> experiment.reproduce(r, evidence))
            .collect(Collectors.groupingBy(Reproduction::verdict, Collectors.counting()));
    assertEquals(Map.of(Verdict.REPRODUCED, 15L, Verdict.NOT_RUN, 35L), verdicts);
  }

  @Test
  void atScalePaperEveryQuotedNetworkIsTrainedPlainAndWithGates() {
    List<String> names = Protocol.variants(Scale.PAPER).stream().map(Variant::name).toList();
    for (Reported row : new LowCostCollaboration().reported()) {
      if (row.dataset().startsWith("CIFAR-")
          && row.model().startsWith("ResNet-")
          && row.table().equals("third-party")) {
        int depth = Integer.parseInt(row.model().substring("ResNet-".length()));
        int classes = row.dataset().equals("CIFAR-100") ? 100 : 10;
        assertTrue(names.contains(Protocol.name(Form.NONE, depth, classes)), row::title);
        assertTrue(names.contains(Protocol.name(Form.LCCL, depth, classes)), row::title);
      }
    }
    assertEquals(22, names.size());
  }

  @Test
  void atFullWidthTheNetworkIsThePublishedOne() {
    assertEquals(PreActivationResNet.Design.basic(20, 100), Protocol.network(20, 16, 1, 100));
  }
}
