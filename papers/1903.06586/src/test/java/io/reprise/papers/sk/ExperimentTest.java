package io.reprise.papers.sk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.baselines.ResNet;
import io.reprise.baselines.costs.SkNetworks;
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
import io.reprise.nn.Costs;
import io.reprise.nn.LayerContext;
import io.reprise.nn.Module;
import io.reprise.nn.Network;
import io.reprise.tensor.Seed;
import io.reprise.tensor.Shape;
import io.reprise.tensor.meta.MetaEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExperimentTest {
  private static final String SELECTING = "glyphs, ResNeXt-8 (4x4d), K3+K5 selected";

  @TempDir Path folder;

  private Run<?> run(String results, Map<String, String> options) throws IOException {
    Path data = Files.createDirectories(folder.resolve("no data"));
    Map<String, String> all = new HashMap<>(options);
    all.putIfAbsent("scale", "smoke");
    all.put("threads", "1");
    all.put("data", data.toString());
    all.put("results", folder.resolve(results).toString());
    return Run.of(Experiments.of("1903.06586"), RunSettings.parse(all::get), line -> {});
  }

  private static TrialResult result(Run<?> run, String variant) {
    return run.plan().stream()
        .filter(p -> p.variant().name().startsWith(variant))
        .findFirst()
        .map(run::run)
        .orElseThrow();
  }

  @Test
  void eachTrialNamesTheDataThatItUses() throws IOException {
    run("one", Map.of())
        .plan()
        .forEach(
            p ->
                assertEquals(
                    p.variant().setting().equals("glyphs") ? "Scaled glyphs" : "Shapes",
                    p.key().dataName()));
  }

  @Test
  void theSameSeedMeasuresTheSameToTheBitAndWhatMustHoldHolds() throws Exception {
    TrialResult one = result(run("one", Map.of()), SELECTING);
    TrialResult two = result(run("two", Map.of("fork", "true")), SELECTING);
    assertFalse(one.failed(), () -> one.error().toString());
    assertFalse(two.failed(), () -> two.error().toString());
    Map<String, Double> m = one.measurements();
    assertEquals(m, two.measurements());
    assertTrue(m.get("attention_sum_error") <= 1e-6, m::toString);
    assertTrue(m.get("zero_matrices_deviation_from_mean") <= 1e-6, m::toString);
    assertTrue(m.get("branch_order_deviation") <= 1e-5, m::toString);
    assertTrue(m.get("gradient_deviation_from_formulas") <= 1e-4, m::toString);
    double rise =
        m.get("selected_kernel_unit1_glyphs_of_12_pixels")
            - m.get("selected_kernel_unit1_glyphs_of_4_pixels");
    assertEquals(rise, m.get("selected_kernel_rise_early_stages"), 1e-12);
    assertTrue(m.containsKey("top1_accuracy_glyphs_of_8_pixels"));
    assertFalse(m.containsKey("selected_kernel_unit3_glyphs_of_4_pixels"), "two units");
  }

  @Test
  void aVariantWithoutSelectionMeasuresNone() throws Exception {
    TrialResult k5 = result(run("k5", Map.of()), "10 classes, ResNeXt-11 (4x4d), K5");
    assertFalse(k5.failed(), () -> k5.error().toString());
    assertEquals(Set.of("top1_accuracy", "top5_accuracy", "test_loss"), k5.measurements().keySet());
  }

  @Test
  void kernelsThatCannotBeFailTheTrialByName() throws Exception {
    TrialResult failed = result(run("bad", Map.of("set", "kernels=K9")), SELECTING);
    assertTrue(failed.failed());
    assertTrue(failed.error().message().contains("K9"), failed.error().message());
  }

  @Test
  void theProtocolOfThePaperNeedsTheRealData() {
    String message =
        assertThrows(IllegalArgumentException.class, () -> run("p", Map.of("scale", "paper")))
            .getMessage();
    assertTrue(message.contains("no data") && message.contains("cifar-10-batches-bin"), message);
  }

  @Test
  void theNetworksOfTheCifarTablesAreThoseWhoseCostsArePublished() {
    Map<String, String> names =
        Map.of(
            "ResNeXt-29 8x64d", "ResNeXt-29 8x64d",
            "ResNeXt-29 16x32d", "ResNeXt-29 16x32d",
            "ResNeXt-29 16x64d", "ResNeXt-29 16x64d",
            "SENet-29", "SENet-29",
            "SKNet-29", "SKNet-29");
    for (int classes : List.of(10, 100)) {
      Protocol.Source source =
          classes == 10 ? Protocol.Source.IMAGES_10 : Protocol.Source.IMAGES_100;
      names.forEach(
          (model, network) -> {
            Variant variant =
                Protocol.variants(Scale.PAPER).stream()
                    .filter(v -> v.name().equals(Protocol.published(source, model)))
                    .findFirst()
                    .orElseThrow();
            Costs own =
                Costs.of(
                    at -> new ResNet(at, Protocol.model(variant.settings()).design(classes)),
                    Shape.of(3, 32, 32));
            Network published =
                new SkNetworks()
                    .networks().stream()
                        .filter(n -> n.name().equals(network))
                        .filter(n -> n.setting().equals("CIFAR-" + classes))
                        .findFirst()
                        .orElseThrow();
            assertEquals(published.costs().parameters(), own.parameters(), model);
            assertEquals(published.costs().convMacs(), own.convMacs(), model);
          });
    }
  }

  /** What variants of a seed share starts alike: the paths decide the initial weights. */
  @Test
  void variantsOfASeedShareTheirConvolutions() {
    Set<String> k3 = parameters(Kernels.K3);
    assertEquals(k3, parameters(Kernels.K5));
    for (Kernels more : List.of(Kernels.K3_K5_SUM, Kernels.K3_K5_SELECT, Kernels.K3_SE)) {
      assertTrue(parameters(more).containsAll(k3), more::title);
      assertTrue(parameters(more).size() > k3.size(), more::title);
    }
    assertTrue(parameters(Kernels.K3_K5_SELECT).containsAll(parameters(Kernels.K3_K5_SUM)));
  }

  private static Set<String> parameters(Kernels kernels) {
    try (MetaEngine meta = new MetaEngine()) {
      Module net =
          new ResNet(
              LayerContext.root(meta, new Seed(1)),
              new Model(Model.Body.SMALL, kernels, 4, 8).design(10));
      return Set.copyOf(net.parameters().keySet());
    }
  }

  @Test
  void everyMarginIsZeroAsItWasBeforeResultsWereSeen() {
    List<Claim> claims = SkClaims.all();
    assertEquals(17, claims.size());
    List<Criterion.Superiority> all =
        claims.stream().flatMap(c -> superiorities(c.criterion())).toList();
    assertEquals(14, all.size());
    all.forEach(s -> assertEquals(0, s.margin()));
  }

  private static Stream<Criterion.Superiority> superiorities(Criterion criterion) {
    if (criterion instanceof Criterion.Superiority one) {
      return Stream.of(one);
    }
    return criterion instanceof Criterion.AllOf all ? all.parts().stream() : Stream.empty();
  }

  @Test
  void theOverheadOfSknet50IsAsPrintedToTheDigit() throws Exception {
    Evidence evidence = run("none", Map.of()).evidence();
    SelectiveKernels experiment = new SelectiveKernels();
    List<Reported> rows =
        experiment.reported().stream().filter(r -> r.table().equals("overhead")).toList();
    assertEquals(6, rows.size());
    for (Reported row : rows) {
      Reproduction found = experiment.reproduce(row, evidence);
      assertEquals(Verdict.REPRODUCED, found.verdict(), row::title);
    }
  }
}
