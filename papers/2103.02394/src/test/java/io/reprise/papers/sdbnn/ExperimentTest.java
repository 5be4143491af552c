package io.reprise.papers.sdbnn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.baselines.binary.SelfDistributionConv2d.Design;
import io.reprise.baselines.binary.SignFunction;
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
import io.reprise.nn.LayerContext;
import io.reprise.nn.Network;
import io.reprise.tensor.Device;
import io.reprise.tensor.Engine;
import io.reprise.tensor.Engines;
import io.reprise.tensor.Seed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExperimentTest {
  @TempDir Path folder;

  private Run<?> run(String results, Map<String, String> options) throws IOException {
    Path data = Files.createDirectories(folder.resolve("no data"));
    Map<String, String> all = new HashMap<>(options);
    all.putIfAbsent("scale", "smoke");
    all.put("threads", "2");
    all.put("data", data.toString());
    all.put("results", folder.resolve(results).toString());
    return Run.of(Experiments.of("2103.02394"), RunSettings.parse(all::get), line -> {});
  }

  private static TrialResult result(Run<?> run, String variant) {
    return run.plan().stream()
        .filter(p -> p.declared().equals(variant))
        .findFirst()
        .map(run::run)
        .orElseThrow();
  }

  @Test
  void theSameSeedGivesTheSameMeasurementsToTheBitAlsoInAJvmOfItsOwn() throws Exception {
    String variant = "BiNet-S, SD-BNN";
    TrialResult here = result(run("here", Map.of("set", "epochs=2")), variant);
    TrialResult fork = result(run("fork", Map.of("set", "epochs=2", "fork", "true")), variant);
    assertFalse(here.failed(), () -> here.error().toString());
    assertFalse(fork.failed(), () -> fork.error().toString());
    assertEquals(here.measurements(), fork.measurements());
    assertEquals(here.curves(), fork.curves());
    assertEquals(2, here.curves().get("training_loss").size());
    Map<String, Double> m = here.measurements();
    assertEquals(0, m.get("packed_logit_difference"));
    assertEquals(0, m.get("signs_changed_by_scaling"));
    assertEquals(0, m.get("inputs_lowered_by_asd"));
    assertEquals(0, m.get("weight_signs_flipped_beyond_bound"));
    assertTrue(m.get("positive_inputs_after_asd") > m.get("positive_inputs_before_asd"));
  }

  @Test
  void everyEpochCanBeEvaluated() throws Exception {
    TrialResult clip =
        result(run("every", Map.of("set", "epochs=2,everyEpoch=true")), "BiNet-S, SignClip");
    assertFalse(clip.failed(), () -> clip.error().toString());
    Map<String, Double> m = clip.measurements();
    assertTrue(m.get("top1_accuracy_best_epoch") >= m.get("top1_accuracy"));
    assertFalse(m.containsKey("positive_inputs_after_asd"));
    assertFalse(m.containsKey("weight_signs_flipped"));
  }

  @Test
  void anUnknownOptimizerFailsTheTrialByName() throws Exception {
    TrialResult bad = result(run("optimizer", Map.of("set", "optimizer=lion")), "BiNet-S, EDE");
    assertTrue(bad.failed());
    assertEquals("optimizer 'lion': expected adam or sgd", bad.error().message());
  }

  @Test
  void aReductionThatLeavesNoHiddenUnitFailsTheTrialByValue() throws Exception {
    TrialResult bad = result(run("bad", Map.of("set", "reduction=17")), "BiNet-S, EDE + ASD");
    assertTrue(bad.failed());
    assertTrue(bad.error().message().contains("reduction 17"), bad.error().message());
  }

  @Test
  void thePublishedProtocolIsThatOfTheAuthorsTrainers() {
    List<Variant> all = new SdBnn().variants(Scale.PAPER);
    assertEquals(9, all.size());
    Map<String, List<Object>> settings = new HashMap<>();
    for (Variant v : all) {
      if (v.method().equals("SD-BNN")) {
        settings.put(
            v.model(),
            List.of(
                v.settings().integer("epochs"),
                v.settings().number("learningRate"),
                v.settings().number("firstSharpness"),
                v.settings().integer("reduction")));
      }
    }
    assertEquals(
        Map.of(
            "ResNet-20", List.of(500, 0.11, 1e-3, 16),
            "ResNet-18", List.of(600, 0.08, 1e-3, 16),
            "VGG-Small", List.of(400, 0.08, 0.1, 16)),
        settings);
  }

  @Test
  void onlyFlopsThatCanBeComputedAreAnsweredBelowScalePaper() throws Exception {
    Evidence evidence = run("none", Map.of()).evidence();
    SdBnn experiment = new SdBnn();
    int answered = 0;
    for (Reported row : experiment.reported()) {
      Reproduction found = experiment.reproduce(row, evidence);
      if (found.verdict() != Verdict.NOT_RUN) {
        answered++;
        assertEquals(Verdict.REPRODUCED, found.verdict(), row::title);
        assertEquals("Bi-Real Net", row.method());
        assertEquals(163.985, found.value(), 1e-3);
      }
    }
    assertEquals(1, answered);
    assertEquals(33, experiment.reported().size());
  }

  @ParameterizedTest
  @CsvSource({"BINET_S", "RESNET_20", "RESNET_18", "VGG_SMALL"})
  void variantsOfASeedShareTheWeightsThatBothHave(Protocol.Model model) {
    try (Engine engine = Engines.open(Device.CPU, 1)) {
      LayerContext at = LayerContext.root(engine, new Seed(4));
      Map<String, float[]> plain = weights(model, Protocol.Method.EDE, at);
      Map<String, float[]> moved = weights(model, Protocol.Method.SD, at);
      assertNotEquals(plain.keySet(), moved.keySet());
      assertTrue(moved.keySet().containsAll(plain.keySet()));
      plain.forEach((path, w) -> assertArrayEquals(w, moved.get(path)));
    }
  }

  private static Map<String, float[]> weights(
      Protocol.Model model, Protocol.Method method, LayerContext at) {
    Design design = Design.of(method.moved(), 4, SignFunction.CLIP);
    return model.build(at, design.layer()).state().values();
  }

  @Test
  void whatIsTimedIsThereRealAsFloatsAndPacked() {
    List<Network> timed = new SdBnn().timed(Scale.QUICK);
    assertEquals(9, timed.size());
    assertEquals(3, new SdBnn().timed(Scale.SMOKE).size());
    for (Network n : timed) {
      assertTrue(Set.of("real", "float", "packed").contains(n.setting()));
      assertEquals("real", n.baseline());
      assertEquals(n.setting().equals("real"), n.costs().binaryMacs() == 0, n::toString);
    }
  }
}
