package io.reprise.papers.eraserelu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.experiment.Evidence;
import io.reprise.experiment.Experiments;
import io.reprise.experiment.Reported;
import io.reprise.experiment.Reproduction;
import io.reprise.experiment.Run;
import io.reprise.experiment.RunSettings;
import io.reprise.experiment.TrialResult;
import io.reprise.experiment.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExperimentTest {
  @TempDir Path folder;

  private Run<?> run(String results, Map<String, String> options, Consumer<String> log)
      throws IOException {
    Path data = Files.createDirectories(folder.resolve("no data"));
    Map<String, String> all = new HashMap<>(options);
    all.putIfAbsent("scale", "smoke");
    all.put("threads", "2");
    all.put("data", data.toString());
    all.put("results", folder.resolve(results).toString());
    return Run.of(Experiments.of("1709.07634"), RunSettings.parse(all::get), log);
  }

  private static TrialResult result(Run<?> run, String variant) {
    return run.plan().stream()
        .filter(p -> p.variant().name().startsWith(variant))
        .findFirst()
        .map(run::run)
        .orElseThrow();
  }

  private TrialResult shallow(String results, Map<String, String> options) throws IOException {
    return result(run(results, options, line -> {}), "ResNet-8w8, last erased");
  }

  @Test
  void theSameSeedGivesTheSameMeasurementsToTheBit() throws Exception {
    TrialResult one = shallow("one", Map.of());
    TrialResult two = shallow("two", Map.of());
    assertFalse(one.failed(), () -> one.error().toString());
    assertEquals(one.measurements(), two.measurements());
    assertEquals(one.curves(), two.curves());
    assertEquals(2, one.curves().values().iterator().next().size());
  }

  @Test
  void whatIsMeasuredOfAnErasedNetworkIsWhatTheRuleSays() throws Exception {
    Map<String, Double> last = shallow("last", Map.of()).measurements();
    Run<?> whole = run("whole", Map.of(), line -> {});
    Map<String, Double> all = result(whole, "ResNet-8w8, all ReLUs").measurements();
    assertEquals(4, last.get("relus"));
    assertEquals(7, all.get("relus"));
    assertEquals(0, all.get("negative_features"));
    assertTrue(last.get("negative_features") > 5, () -> "" + last.get("negative_features"));
    // Each of its blocks changes the shape.
    assertFalse(all.containsKey("identity_gradient_error"));
  }

  @Test
  void theGradientOfADeepNetworkIsBlockedOnlyByTheLastRelus() throws Exception {
    Run<?> run = run("deep", Map.of("set", "epochs=1,model=ResNet-14w8"), line -> {});
    Map<String, Double> last = result(run, "ResNet-32w8, last erased").measurements();
    Map<String, Double> all = result(run, "ResNet-32w8, all ReLUs").measurements();
    assertEquals(0, last.get("identity_gradient_error"));
    assertEquals(0, all.get("identity_gradient_error"));
    assertEquals(0, last.get("identity_gradient_blocked"));
    assertEquals(50, all.get("identity_gradient_blocked"), 5);
  }

  @Test
  void aShareThatErasesNothingIsWarnedOf() throws Exception {
    List<String> lines = new ArrayList<>();
    Map<String, String> few = Map.of("set", "proportion=0.25,epochs=1");
    TrialResult result = result(run("few", few, lines::add), "ResNet-8w8, last erased");
    assertFalse(result.failed(), () -> result.error().toString());
    assertTrue(
        lines.stream().anyMatch(l -> l.contains("warning") && l.contains("erases none of 7")),
        lines::toString);
  }

  @Test
  void aRuleThatMakesNoSenseFailsTheTrialByValue() throws Exception {
    Map<String, String> wrong =
        Map.of(
            "proportion=1.5", "proportion 1.5 of modules: expected [0, 1]",
            "position=second", "position 'second': expected last, first, both or middle K",
            "position=middle 2", "at 'stage1_block0.activation1': position 'middle 2' of 2 ReLUs",
            "model=VGG-16", "model 'VGG-16': expected");
    for (Map.Entry<String, String> e : wrong.entrySet()) {
      TrialResult failed = shallow("bad " + e.getKey(), Map.of("set", e.getKey()));
      assertTrue(failed.failed(), e.getKey());
      String message = failed.error().message();
      assertTrue(message.contains(e.getValue()), message);
    }
  }

  @Test
  void theProtocolOfThePaperNeedsTheRealData() {
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () -> run("p", Map.of("scale", "paper"), line -> {}))
            .getMessage();
    assertTrue(message.contains("no data") && message.contains("cifar-10-batches-bin"), message);
  }

  @Test
  void everyPrintedNumberOfParametersIsThatOfTheNetwork() throws Exception {
    Evidence evidence = run("none", Map.of(), line -> {}).evidence();
    EraseReluExperiment experiment = new EraseReluExperiment();
    List<Reported> rows =
        experiment.reported().stream().filter(r -> r.metric().equals("params")).toList();
    assertEquals(7, rows.size());
    for (Reported row : rows) {
      Reproduction found = experiment.reproduce(row, evidence);
      assertEquals(Verdict.REPRODUCED, found.verdict(), row::title);
      // 68,155,210 is printed as 68.1.
      assertEquals(row.printed().equals("68.1"), found.reason().contains("cut"), found::reason);
    }
  }
}
