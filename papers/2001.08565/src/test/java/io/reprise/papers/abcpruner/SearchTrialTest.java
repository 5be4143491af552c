package io.reprise.papers.abcpruner;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.experiment.Experiments;
import io.reprise.experiment.Run;
import io.reprise.experiment.RunSettings;
import io.reprise.experiment.TrialResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SearchTrialTest {
  private static final String COLONY = "VGG-mini, ABCPruner 70%";

  @TempDir Path folder;

  private Run<?> run(String results, Map<String, String> options, Consumer<String> log)
      throws IOException {
    Path data = Files.createDirectories(folder.resolve("no data"));
    Map<String, String> all = new HashMap<>(options);
    all.putIfAbsent("scale", "smoke");
    all.put("threads", "2");
    all.put("data", data.toString());
    all.put("results", folder.resolve(results).toString());
    return Run.of(Experiments.of("2001.08565"), RunSettings.parse(all::get), log);
  }

  private TrialResult result(String results, Map<String, String> options, String variant)
      throws IOException {
    return result(run(results, options, line -> {}), variant);
  }

  private static TrialResult result(Run<?> run, String variant) {
    return run.plan().stream()
        .filter(p -> p.variant().name().replaceFirst(" \\(.*", "").equals(variant))
        .findFirst()
        .map(run::run)
        .orElseThrow();
  }

  /** All but measured time. */
  private static Map<String, Double> bits(TrialResult result) {
    assertFalse(result.failed(), () -> result.error().toString());
    Map<String, Double> all = new TreeMap<>(result.measurements());
    all.keySet().removeIf(name -> name.endsWith("_seconds"));
    return all;
  }

  @Test
  void theSameSeedFindsTheSameStructureWithTheSameBits() throws Exception {
    TrialResult one = result("one", Map.of(), COLONY);
    TrialResult two = result("two", Map.of(), COLONY);
    assertEquals(bits(one), bits(two));
    assertEquals(one.curves(), two.curves());
    assertEquals(0, one.measurements().get("whole_inheritance_difference"));
    assertEquals(
        one.measurements().get("search_evaluations"),
        one.curves().get("best fitness by evaluation").size());
    assertEquals(5, one.curves().get("tenths of channels kept by place").size());
    for (String time : List.of("search_seconds", "pass_seconds", "whole_pass_seconds")) {
      assertTrue(one.measurements().get(time) > 0, time);
    }
  }

  /** What a killed JVM leaves is what lies in the folder at that moment. */
  @Test
  void aSearchThatWasKilledGoesOnWithTheSameBits() throws Exception {
    Map<String, String> always = Map.of("checkpoint", "0");
    Run<?> unbroken =
        run(
            "whole",
            always,
            line -> {
              if (line.contains("structures in")) {
                copy(folder.resolve("whole"), folder.resolve("killed"));
              }
            });
    TrialResult whole = result(unbroken, COLONY);
    // The last checkpoint is after the whole search; the one before lacks an evaluation.
    try (Stream<Path> files = Files.walk(folder.resolve("killed/.unfinished"))) {
      Files.delete(files.filter(Files::isRegularFile).max(SearchTrialTest::byNumber).orElseThrow());
    }
    TrialResult resumed = result("killed", always, COLONY);
    assertEquals("1 trainings went on from checkpoints", resumed.environment().get("resumed"));
    assertEquals(bits(whole), bits(resumed));
    assertEquals(whole.curves(), resumed.curves());
  }

  /** Of the training that was written last, which is the search. */
  private static int byNumber(Path a, Path b) {
    try {
      return Files.getLastModifiedTime(a).compareTo(Files.getLastModifiedTime(b));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void copy(Path from, Path to) {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path target = to.resolve(from.relativize(file));
        Files.createDirectories(target.getParent());
        Files.copy(file, target, StandardCopyOption.COPY_ATTRIBUTES);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void armsOfASeedShareThePreTrainedNetworkAndTheColonysSearch() throws Exception {
    Run<?> run = run("shared", Map.of(), line -> {});
    TrialResult colony = result(run, COLONY);
    TrialResult scratch = result(run, "VGG-mini, ABCPruner's structure from scratch 70%");
    TrialResult uniform = result(run, "VGG-mini, uniform widths of ABCPruner's FLOPs 70%");
    String genes = "tenths of channels kept by place";
    assertEquals(colony.curves().get(genes), scratch.curves().get(genes));
    assertEquals(1, uniform.curves().get(genes).stream().distinct().count());
    assertFalse(scratch.measurements().containsKey("top1_accuracy_before_tuning"));
    try (Stream<Path> files = Files.walk(folder.resolve("shared/.stages"))) {
      assertEquals(2, files.filter(Files::isRegularFile).count());
    }
  }

  @Test
  void theSearchesOfASeedBeginWithTheSameStructures() throws Exception {
    Run<?> run = run("paired", Map.of(), line -> {});
    String curve = "best fitness by evaluation";
    List<Double> colony = result(run, COLONY).curves().get(curve);
    List<Double> random = result(run, "VGG-mini, random search 70%").curves().get(curve);
    assertEquals(colony.subList(0, 2), random.subList(0, 2));
    assertEquals(7, random.size());
  }

  @Test
  void theWholeNetworkSavesNothing() throws Exception {
    TrialResult unpruned = result("unpruned", Map.of(), "VGG-mini, unpruned");
    assertEquals(0, unpruned.measurements().get("flops_reduction"));
    assertEquals(10, unpruned.measurements().get("mean_gene"));
    assertEquals(
        unpruned.measurements().get("top1_accuracy_before_tuning"),
        unpruned.measurements().get("top1_accuracy"));
  }

  @Test
  void aNetworkThatDivergesIsWorthNothingAndDoesNotEndTheSearch() throws Exception {
    List<String> lines = new ArrayList<>();
    Run<?> run = run("diverging", Map.of("set", "learningRate=1e30,cycles=0"), lines::add);
    TrialResult failed = result(run, COLONY);
    assertTrue(failed.failed(), "fine-tuning diverges too");
    assertTrue(
        lines.stream().anyMatch(l -> l.contains("evaluation 2 of") && l.endsWith("fitness 0")),
        lines::toString);
  }

  @Test
  void settingsThatMakeNoSenseFailTheTrialByValue() throws Exception {
    Map<String, String> wrong =
        Map.of(
            "most=11", "most tenths of channels 11: expected 1 to 10",
            "heldOut=1.5", "heldOut 1.5: expected a share",
            "heldOut=0.0", "heldOut 0.0 without testFitness",
            "backbone=VGG-19", "backbone 'VGG-19': expected",
            "sources=1", "bee colony: sources 1: expected at least 2",
            "filters=SOME", "SOME");
    for (Map.Entry<String, String> e : wrong.entrySet()) {
      TrialResult failed = result("bad " + e.getKey(), Map.of("set", e.getKey()), COLONY);
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
}
