package io.reprise.reports;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.reprise.datasets.Dataset;
import io.reprise.experiment.Evidence;
import io.reprise.experiment.MemoryUse;
import io.reprise.experiment.Scale;
import io.reprise.experiment.TrialResult;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ProvenancesTest {
  private static TrialResult trial(int seed, String memory) {
    TrialResult.Key key =
        new TrialResult.Key(
            "2001.00001", 1, "smoke", "a", Map.of(), seed, "torch", "cpu", 1, "d", "REAL", "00");
    return new TrialResult(
        TrialResult.SCHEMA,
        key,
        "done",
        Map.of(),
        Map.of(),
        null,
        1,
        Map.of("cores", "2", MemoryUse.MAIN, memory));
  }

  private static List<String> memory(String... perTrial) {
    List<TrialResult> trials =
        IntStream.range(0, perTrial.length).mapToObj(i -> trial(i + 1, perTrial[i])).toList();
    Evidence evidence =
        new Evidence(
            Scale.SMOKE, "torch", "cpu", "d", Dataset.Origin.REAL, trials, List.of(), List.of());
    return Provenances.of(evidence).stream()
        .filter(r -> r.name().equals(MemoryUse.MAIN))
        .findFirst()
        .orElseThrow()
        .trials();
  }

  @Test
  void ofMemoryTheLeastAndTheMostAreShown() {
    assertEquals(List.of("980", "1024"), memory("1024", "980"));
    assertEquals(List.of("980 to 10240"), memory("1024", "980", "10240"));
  }
}
