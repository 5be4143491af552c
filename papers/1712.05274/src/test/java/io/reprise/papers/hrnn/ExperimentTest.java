package io.reprise.papers.hrnn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.experiment.Evidence;
import io.reprise.experiment.Experiments;
import io.reprise.experiment.Reported;
import io.reprise.experiment.Reproduction;
import io.reprise.experiment.Run;
import io.reprise.experiment.RunSettings;
import io.reprise.experiment.TrialResult;
import io.reprise.experiment.Verdict;
import io.reprise.papers.hrnn.Protocol.Method;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExperimentTest {
  @TempDir Path folder;

  private Run<?> run(String results, Map<String, String> options) throws IOException {
    Path data = Files.createDirectories(folder.resolve("no data"));
    Map<String, String> all = new HashMap<>(options);
    all.put("scale", "smoke");
    all.put("threads", "1");
    all.put("data", data.toString());
    all.put("results", folder.resolve(results).toString());
    return Run.of(Experiments.of(Hrnn.ID), RunSettings.parse(all::get), line -> {});
  }

  private static TrialResult result(Run<?> run, Method method) {
    return run.plan().stream()
        .filter(p -> p.declared().equals(method.title()))
        .findFirst()
        .map(run::run)
        .orElseThrow();
  }

  @Test
  void theSameSeedGivesTheSameMeasurementsToTheBitAlsoInAJvmOfItsOwn() throws IOException {
    TrialResult here = result(run("here", Map.of()), Method.THREE);
    TrialResult fork = result(run("fork", Map.of("fork", "true")), Method.THREE);
    assertFalse(here.failed(), () -> here.error().toString());
    assertFalse(fork.failed(), () -> fork.error().toString());
    assertEquals(here.measurements(), fork.measurements());
    assertEquals(here.curves(), fork.curves());
    assertEquals(here.figures(), fork.figures());
    Map<String, Double> m = here.measurements();
    assertEquals(
        m.get("bar_bits") + m.get("beat_bits") + m.get("note_bits"),
        m.get("bits_per_melody"),
        1e-9);
    assertTrue(m.get("chain_excess") < 1e-4);
    assertEquals(0, m.get("future_leak"), 1e-4);
    assertEquals(0, m.get("carry_difference"), 1e-4);
    assertEquals(0, m.get("parameter_difference"));
    assertEquals(1, m.get("beats_follow_bars_in_data"));
    assertEquals(3, here.figures().get(0).sounds().size());
    assertEquals(2, here.curves().get("validation bits of the beat level").size());
    assertEquals(
        4, here.curves().get("self-similarity of generated melodies by lag in bars").size());
  }

  @Test
  void variantsOfASeedShareWeightsOrderAndReference() throws IOException {
    Run<?> run = run("shared", Map.of());
    TrialResult one = result(run, Method.ONE);
    TrialResult narrow = result(run, Method.ONE_NARROW);
    TrialResult two = result(run, Method.TWO);
    String composed = "self-similarity of composed melodies by lag in bars";
    assertEquals(one.curves().get(composed), two.curves().get(composed));
    assertEquals(2, one.figures().size(), "what is to be learned, once");
    assertFalse(one.measurements().containsKey("beat_bits"));
    assertFalse(two.measurements().containsKey("beats_follow_bars"));
    assertTrue(two.measurements().containsKey("notes_follow_beats"));
    assertTrue(
        narrow.measurements().get("parameters") < two.measurements().get("parameters")
            && two.measurements().get("parameters") < one.measurements().get("parameters"));
  }

  @Test
  void shuffledBarsChangeWhatIsLearnedAndNotWhatIsAsked() throws IOException {
    Run<?> run = run("control", Map.of());
    TrialResult ordered = result(run, Method.THREE);
    TrialResult shuffled = result(run, Method.THREE_SHUFFLED);
    String composed = "self-similarity of composed melodies by lag in bars";
    assertEquals(ordered.curves().get(composed), shuffled.curves().get(composed));
    assertFalse(
        ordered.measurements().get("bar_bits").equals(shuffled.measurements().get("bar_bits")));
  }

  @Test
  void settingsThatMakeNoSenseFailTheTrialByValue() throws IOException {
    assertTrue(error("batch=0").startsWith("batch 0"));
    assertTrue(error("dropout=1").contains("dropout rate 1.0"));
    assertTrue(error("hidden=0").contains("LSTM"));
    assertTrue(error("epochs=0").contains("epochs 0"));
  }

  private String error(String setting) throws IOException {
    TrialResult bad = result(run(setting, Map.of("set", setting)), Method.TWO);
    assertTrue(bad.failed());
    return bad.error().message();
  }

  @Test
  void listenersAreNotReplacedButAStatisticIsNamed() throws IOException {
    Evidence evidence = run("none", Map.of()).evidence();
    Hrnn experiment = new Hrnn();
    List<Reported> rows = experiment.reported();
    assertEquals(1, rows.size());
    assertEquals("33.69", rows.get(0).printed());
    Reproduction found = experiment.reproduce(rows.get(0), evidence);
    assertEquals(Verdict.NOT_RUN, found.verdict());
    assertTrue(found.reason().contains("pass_for_composed: HRNN-3L not run"), found.reason());
    assertEquals(List.of(), CostFormula.differences(evidence));
  }
}
