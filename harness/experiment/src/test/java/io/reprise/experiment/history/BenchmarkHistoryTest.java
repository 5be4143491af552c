package io.reprise.experiment.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchmarkHistoryTest {
  private static final Instant NOW = Instant.parse("2026-11-20T01:00:00Z");
  private static final Map<String, String> HERE = Map.of("cpu", "Fast", "commit", "abc");

  @TempDir Path folder;
  private final List<String> warnings = new ArrayList<>();

  private BenchmarkHistory history() {
    return new History(folder, warnings::add).benchmarks();
  }

  private static RunOutcome.Timed timed(String what, double... rounds) {
    return RunOutcome.Timed.of(
        what,
        "torch",
        64,
        "Fast, 2 cores",
        IntStream.range(0, rounds.length).mapToObj(i -> rounds[i]).toList());
  }

  private BenchmarkRecord add(RunOutcome.Timed... times) {
    return history().add("peers", NOW, HERE, List.of(times));
  }

  @Test
  void whatIsKeptIsReadAgain() {
    BenchmarkRecord first = add(timed("train", 10, 10.2, 10.1), timed("infer", 3));
    BenchmarkRecord second = add(timed("train", 10.3));
    assertEquals(List.of("peers"), history().names());
    assertEquals(List.of(first, second), history().runs("peers"));
    assertEquals(2, second.number());
    assertEquals("2026-11-20T01:00:00.000Z", first.time());
    assertEquals(10.1, first.times().get(0).milliseconds());
    assertEquals(List.of(), warnings);
  }

  @Test
  void aTimeIsHeldAgainstThoseOfEarlierRunsOfTheSame() {
    for (double ms : new double[] {10, 10.1, 9.9, 10.05, 9.95}) {
      assertEquals(
          LatencyChange.Found.TOO_FEW,
          add(timed("train", ms), timed("infer", 2 * ms)).changes().get(0).found());
    }
    BenchmarkRecord slower = add(timed("train", 12), timed("infer", 20));
    assertEquals(
        List.of(LatencyChange.Found.SLOWER, LatencyChange.Found.NO_CHANGE),
        slower.changes().stream().map(LatencyChange::found).toList());
    assertEquals(5, slower.changes().get(0).earlier());
  }

  @Test
  void roundsThatDifferAreNoise() {
    assertEquals(LatencyChange.Found.NOISY, add(timed("train", 10, 20)).changes().get(0).found());
  }

  @Test
  void aRecordThatCannotBeReadIsToldAndItsNumberNotGivenAgain() throws IOException {
    add(timed("train", 10));
    Path file = folder.resolve("benchmarks/peers/0001.json");
    Files.writeString(file, "{");
    assertEquals(2, add(timed("train", 11)).number());
    assertEquals(1, history().runs("peers").size());
    assertTrue(warnings.get(0).startsWith("record " + file), warnings.toString());
    assertEquals("{", Files.readString(file));
  }

  @Test
  void severalAtOnceEachHaveANumber() {
    IntStream.range(0, 8).parallel().forEach(i -> add(timed("train", 10 + i)));
    assertEquals(
        IntStream.rangeClosed(1, 8).boxed().toList(),
        history().runs("peers").stream().map(BenchmarkRecord::number).toList());
  }

  @Test
  void refusesNamesThatAreNoneAndRunsWithoutTimes() {
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () -> history().add("../peers", NOW, HERE, List.of(timed("train", 1))))
            .getMessage();
    assertEquals("benchmark '../peers': expected small letters, digits and hyphens", message);
    assertThrows(
        IllegalArgumentException.class, () -> history().add("peers", NOW, HERE, List.of()));
    assertEquals(List.of(), history().names());
  }
}
