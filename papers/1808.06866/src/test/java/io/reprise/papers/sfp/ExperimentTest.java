package io.reprise.papers.sfp;

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
import io.reprise.experiment.Scale;
import io.reprise.experiment.TrialResult;
import io.reprise.experiment.Verdict;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExperimentTest {
  @TempDir Path folder;

  private Run<?> run(String results, Map<String, String> options) throws java.io.IOException {
    Path data = Files.createDirectories(folder.resolve("no data"));
    Map<String, String> all = new java.util.HashMap<>(options);
    all.putIfAbsent("scale", "smoke");
    all.put("threads", "2");
    all.put("data", data.toString());
    all.put("results", folder.resolve(results).toString());
    return Run.of(Experiments.of("1808.06866"), RunSettings.parse(all::get), line -> {});
  }

  private static TrialResult soft(Run<?> run) {
    return run.plan().stream()
        .filter(p -> p.variant().name().matches("ResNet-8, SFP 40%( \\(.*\\))?"))
        .findFirst()
        .map(run::run)
        .orElseThrow();
  }

  @Test
  void theSameSeedGivesTheSameMeasurementsToTheBit() throws Exception {
    TrialResult one = soft(run("one", Map.of()));
    TrialResult two = soft(run("two", Map.of()));
    assertFalse(one.failed(), () -> one.error().toString());
    assertEquals(one.measurements(), two.measurements());
    assertEquals(one.curves(), two.curves());
    assertTrue(one.measurements().get("compact_logit_difference") <= 1e-4);
    assertEquals(2, one.curves().get("training_loss").size());
  }

  @Test
  void aVariantInAJvmOfItsOwnFindsThePreTrainedNetworkAndMeasuresTheSame() throws Exception {
    String variant = "ResNet-8, SFP 40%, pre-trained start";
    Run<?> here = run("here", Map.of());
    Run<?> fork = run("fork", Map.of("fork", "true"));
    for (String name : List.of("ResNet-8, unpruned", variant)) {
      TrialResult one = result(here, name);
      TrialResult two = result(fork, name);
      assertFalse(two.failed(), () -> two.error().toString());
      assertEquals(one.measurements(), two.measurements());
      assertEquals(one.curves(), two.curves());
    }
    try (Stream<Path> files = Files.walk(folder.resolve("fork/.stages"))) {
      assertEquals(1, files.filter(Files::isRegularFile).count());
    }
  }

  private static TrialResult result(Run<?> run, String variant) {
    return run.plan().stream()
        .filter(p -> p.variant().name().equals(variant))
        .findFirst()
        .map(run::run)
        .orElseThrow();
  }

  @Test
  void aSettingCanBeOverridden() throws Exception {
    TrialResult shorter = soft(run("shorter", Map.of("set", "epochs=1,batch=128")));
    assertEquals(1, shorter.curves().get("training_loss").size());
    assertEquals("1", shorter.key().settings().get("epochs"));
    assertEquals("ResNet-8, SFP 40% (epochs=1, batch=128)", shorter.key().variant());
    String message =
        assertThrows(IllegalArgumentException.class, () -> run("x", Map.of("set", "epoch=1")))
            .getMessage();
    assertTrue(message.contains("epoch") && message.contains("epochs"), message);
  }

  @Test
  void aRateThatMakesNoSenseFailsTheTrialByValue() throws Exception {
    TrialResult failed = soft(run("bad", Map.of("set", "rate=1.2")));
    assertTrue(failed.failed());
    assertTrue(failed.error().message().contains("1.2"), failed.error().message());
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
    SoftFilterPruning experiment = new SoftFilterPruning();
    List<Reported> rows = experiment.reported();
    assertEquals(195, rows.size());
    Map<Verdict, Long> verdicts =
        rows.stream()
            .filter(r -> r.metric().startsWith("flops") || r.metric().equals("speedup"))
            .filter(r -> r.method().startsWith("SFP"))
            .map(r -> experiment.reproduce(r, evidence))
            .collect(Collectors.groupingBy(Reproduction::verdict, Collectors.counting()));
    // ResNet-20 at 30% prints 24.3 M beside 42.2%, which is 23.4 M; ResNet-18, 50 and 101 differ by
    // convention.
    assertEquals(Map.of(Verdict.REPRODUCED, 35L, Verdict.NOT_REPRODUCED, 9L), verdicts);
  }

  @Test
  void aVariantsSettingIsThatOfTheTables() {
    assertEquals(
        List.of("rate 30%, from scratch", "rate 40%, from scratch"),
        Protocol.variants(Scale.PAPER).stream()
            .filter(v -> v.model().equals("ResNet-56") && v.method().equals("SFP"))
            .map(v -> v.setting())
            .filter(s -> s.matches("rate [34]0%, from scratch"))
            .toList());
  }
}
