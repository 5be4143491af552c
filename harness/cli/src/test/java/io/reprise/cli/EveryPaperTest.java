package io.reprise.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.experiment.Claim;
import io.reprise.experiment.Criterion;
import io.reprise.experiment.Evidence;
import io.reprise.experiment.Experiment;
import io.reprise.experiment.Experiments;
import io.reprise.experiment.Metric;
import io.reprise.experiment.Reported;
import io.reprise.experiment.Reproduction;
import io.reprise.experiment.Run;
import io.reprise.experiment.RunSettings;
import io.reprise.experiment.Scale;
import io.reprise.experiment.Variant;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What must hold of every paper's declarations, whatever the paper. */
class EveryPaperTest {
  @TempDir Path folder;

  static List<String> papers() {
    return Experiments.all().stream().map(e -> e.paper().id()).toList();
  }

  private static Stream<Criterion.Superiority> superiorities(Claim claim) {
    if (claim.criterion() instanceof Criterion.Superiority one) {
      return Stream.of(one);
    }
    return claim.criterion() instanceof Criterion.AllOf all ? all.parts().stream() : Stream.empty();
  }

  @ParameterizedTest
  @MethodSource("papers")
  void everyVariantOfAScaleHasANameOfItsOwn(String paper) {
    Experiment<?> experiment = Experiments.of(paper);
    for (Scale scale : Scale.values()) {
      List<String> names = experiment.variants(scale).stream().map(Variant::name).toList();
      assertFalse(names.isEmpty(), scale::id);
      assertEquals(names.size(), new HashSet<>(names).size(), () -> scale.id() + ": " + names);
    }
  }

  @ParameterizedTest
  @MethodSource("papers")
  void everyContrastIsOfVariantsThatItsScaleRunsAndOfADeclaredMetric(String paper) {
    Experiment<?> experiment = Experiments.of(paper);
    for (Claim claim : experiment.claims()) {
      superiorities(claim)
          .forEach(
              s -> {
                assertTrue(declares(experiment, s.metric()), claim.id());
                s.contrasts()
                    .forEach(
                        (scale, contrast) ->
                            assertTrue(
                                names(experiment, scale).containsAll(contrast.variants()),
                                () -> claim.id() + " at " + scale.id() + ": " + contrast.words()));
              });
    }
  }

  private static boolean declares(Experiment<?> experiment, Metric metric) {
    return experiment.metrics().contains(metric);
  }

  private static Set<String> names(Experiment<?> experiment, Scale scale) {
    return new HashSet<>(experiment.variants(scale).stream().map(Variant::name).toList());
  }

  @ParameterizedTest
  @MethodSource("papers")
  void everyReportedNumberIsAnsweredAndEveryClaimJudgedBeforeAnyTrialHasRun(String paper)
      throws IOException {
    Experiment<?> experiment = Experiments.of(paper);
    Map<String, String> options =
        Map.of(
            "scale",
            "smoke",
            "threads",
            "1",
            "data",
            folder.toString(),
            "results",
            folder.resolve("results").toString());
    Evidence evidence = Run.of(experiment, RunSettings.parse(options::get), line -> {}).evidence();
    for (Reported row : experiment.reported()) {
      Reproduction answer = experiment.reproduce(row, evidence);
      assertNotNull(answer, row::title);
      assertFalse(answer.reason().isBlank(), row::title);
    }
    assertEquals(experiment.claims().size(), Claim.judge(experiment.claims(), evidence).size());
  }
}
