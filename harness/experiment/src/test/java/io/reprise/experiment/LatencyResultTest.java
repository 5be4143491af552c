package io.reprise.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LatencyResultTest {
  private static final LatencyResult.Key KEY =
      new LatencyResult.Key("0", 1, "Net", "plain", 4, "torch", "cpu", 2, "CPU", 2, 1, 3);

  private static LatencyResult result(List<Double> samples, double... others) {
    return new LatencyResult(
        KEY,
        samples,
        java.util.Arrays.stream(others)
            .mapToObj(o -> new LatencyResult.Round(List.of(9.0), o))
            .toList(),
        Map.of());
  }

  @Test
  void aQuietMachineWhoseRoundsAgreeIsNotNoisy() {
    LatencyResult quiet = result(List.of(1.0, 2.0, 3.0, 1.0, 2.1, 30.0), 0.01, 0.04);
    assertEquals(List.of(2.0, 2.1), quiet.medians());
    assertEquals(Optional.empty(), quiet.noise());
    assertEquals(Optional.empty(), result(List.of(1.0, 1.0, 1.0), Double.NaN).noise());
  }

  @Test
  void otherProgramsAndRoundsThatDifferAreNoise() {
    assertEquals(
        Optional.of(
            "other programs took up to 23% of the processors; the rounds' medians differ by 50%"),
        result(List.of(2.0, 2.0, 2.0, 3.0, 3.0, 3.0), 0.01, 0.23).noise());
  }

  @Test
  void aFileWithoutRoundsIsReadAndJudgedByItsSamples() throws Exception {
    ObjectMapper json = new ObjectMapper();
    LatencyResult whole = result(List.of(1.0, 1.0, 1.0, 2.0, 2.0, 2.0), Double.NaN, 0.5);
    assertEquals(whole, json.readValue(json.writeValueAsString(whole), LatencyResult.class));
    var tree = json.valueToTree(whole);
    ((com.fasterxml.jackson.databind.node.ObjectNode) tree).remove("rounds");
    LatencyResult old = json.treeToValue(tree, LatencyResult.class);
    assertEquals(List.of(), old.rounds());
    assertEquals(Optional.of("the rounds' medians differ by 100%"), old.noise());
  }

  @Test
  void tellsWhatOthersTookFromTheSystemsCounters() {
    String self = "77 (a (strange) name) S 1 1 1 0 -1 4194560 1 0 0 0 10 20 30 40 20 0 1 0 5 6";
    ProcessorTime start = ProcessorTime.parse("cpu  100 0 50 800 50 0 0 0 0 0\ncpu0 1", self);
    assertEquals(new ProcessorTime(1000, 150, 100), start);
    ProcessorTime end = new ProcessorTime(2000, 750, 500);
    assertEquals(0.2, end.othersSince(start), 1e-12);
    assertEquals(0, new ProcessorTime(2000, 200, 500).othersSince(start));
    assertTrue(Double.isNaN(start.othersSince(start)));
  }
}
