package io.reprise.nightly;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.experiment.history.Attempt;
import io.reprise.experiment.history.History;
import io.reprise.experiment.history.NightRecord;
import io.reprise.experiment.history.RunConfiguration;
import io.reprise.experiment.history.RunOutcome;
import io.reprise.experiment.history.RunRecord;
import io.reprise.nn.ProcessLock;
import io.reprise.tensor.DeviceUnavailableException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a night decides, with papers that take a minute and end as they are told. */
class NightTest {
  private static final String A = "0000.00001";
  private static final String B = "0000.00002";
  private static final String C = "0000.00003";
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final RunConfiguration SMOKE =
      new RunConfiguration("smoke", "torch", "cpu", 1, 2, List.of(1), Map.of(), true);

  @TempDir Path folder;

  private final List<String> lines = new ArrayList<>();
  private final List<String> pages = new ArrayList<>();
  private final List<String> ran = new ArrayList<>();
  private final Map<String, Function<RunRecord, PaperRunner.Ending>> ends = new HashMap<>();
  private Instant now = Instant.parse("2026-11-20T01:00:00Z");
  private double milliseconds = 10;
  private History history;

  @BeforeEach
  void open() {
    history = new History(folder, lines::add);
  }

  /** Each paper takes a minute, or ends at the deadline before. */
  private final class Papers implements PaperRunner {
    @Override
    public Ending run(RunRecord run, Path results, Optional<Instant> deadline) {
      ran.add(run.paper());
      Instant end = now.plus(MINUTE);
      if (deadline.filter(end::isAfter).isPresent()) {
        now = deadline.get();
        return Ending.cut("the time was up");
      }
      now = end;
      return ends.getOrDefault(run.paper(), r -> Ending.complete(outcome())).apply(run);
    }

    @Override
    public Optional<String> page(RunRecord run, Path results, Instant deadline) {
      ran.add("page of " + run.paper());
      return Optional.empty();
    }
  }

  private RunOutcome outcome(String... failures) {
    RunOutcome.Timed timed =
        new RunOutcome.Timed("net", "dense", 1, "Fast", milliseconds, List.of(milliseconds), "");
    return new RunOutcome(
        "Title",
        1,
        "Shapes",
        Map.of(),
        2,
        List.of(failures),
        Map.of(),
        List.of(),
        List.of(timed),
        new RunOutcome.Gate(0, List.of(), List.of(), List.of()));
  }

  private NightSettings settings(String name, Optional<Duration> budget, boolean gateLatency) {
    return new NightSettings(
        name, List.of(A, B, C), SMOKE, budget, Duration.ofMinutes(5), 2, gateLatency);
  }

  private int night(NightSettings settings, String... obstacles) {
    now = now.plus(MINUTE);
    ran.clear();
    lines.clear();
    return new Night(
            settings,
            history,
            new Papers(),
            () -> List.of(obstacles),
            pages::add,
            Map.of("commit", "abc", "dirty", "true"),
            () -> now,
            lines::add)
        .run();
  }

  private int night(String name) {
    return night(settings(name, Optional.empty(), false));
  }

  private int night(String name, Duration budget) {
    return night(settings(name, Optional.of(budget), false));
  }

  private NightRecord last() {
    List<NightRecord> nights = history.nights();
    return nights.get(nights.size() - 1);
  }

  @Test
  void runsEachPaperOnceANight() {
    assertEquals(Night.WELL, night("monday"));
    assertEquals(List.of(A, B, C), ran);
    assertEquals(Night.WELL, night("monday"));
    assertEquals(List.of(), ran);
    assertEquals(Night.WELL, night("tuesday"));
    assertEquals(List.of(A, B, C), ran);
    assertEquals(2, history.runs(B).size());
  }

  @Test
  void whatTheBudgetCutsGoesOnFirstTheNextTime() {
    assertEquals(Night.GOES_ON, night("monday", Duration.ofSeconds(90)));
    assertEquals(List.of(A, B, "page of " + B), ran);
    assertEquals(List.of(B, C), last().waiting());
    assertEquals(75, last().exitCode());
    assertTrue(last().message().endsWith("; 2 go on the next time: " + B + ", " + C));
    assertEquals(1.5, last().budgetMinutes());
    assertTrue(lines.contains(B + ": run 1 is not complete: the time was up"), lines::toString);
    assertEquals(Night.GOES_ON, night("tuesday", Duration.ofMinutes(2)));
    assertEquals(List.of(B, C), ran);
    assertEquals(Night.WELL, night("wednesday", Duration.ofHours(1)));
    assertEquals(List.of(A, B, C), ran);
    RunRecord run = history.runs(B).get(0);
    assertEquals(
        List.of(Attempt.Ending.CUT, Attempt.Ending.COMPLETE),
        run.attempts().stream().map(Attempt::ending).toList());
    assertEquals(90, run.seconds());
    assertEquals(List.of("abc+"), run.commits());
  }

  @Test
  void recordsOfNightAndRunSayAllThatThereIs() {
    ends.put(A, r -> PaperRunner.Ending.complete(outcome("v, seed 1: it failed")));
    assertEquals(Night.FAILED, night("monday"));
    NightRecord night = last();
    assertEquals("monday", night.name());
    assertEquals("2026-11-20T01:01:00.000Z", night.start());
    assertEquals("2026-11-20T01:04:00.000Z", night.end());
    assertEquals("abc", night.environment().get("commit"));
    assertEquals(SMOKE, night.configuration());
    assertNull(night.budgetMinutes());
    assertEquals(
        new NightRecord.Turn(A, 1, Attempt.Ending.COMPLETE, 60, 2, 1, false, ""),
        night.runs().get(0));
    assertEquals(
        "3 of 3 papers completed by this process; in trouble: " + A + "; the night is complete",
        night.message());
    assertTrue(lines.contains("FAILED: v, seed 1: it failed"), lines::toString);
    assertEquals(List.of(A, B, C, ""), pages);
    assertEquals(Night.FAILED, night("monday"), "of the night, whichever process it was");
    assertEquals(List.of(), ran);
  }

  @Test
  void worseThanRecordedIsAFailureAndBetterIsNone() {
    RunOutcome good = outcome();
    ends.put(A, r -> PaperRunner.Ending.complete(with(good, List.of(), List.of("A: better"))));
    assertEquals(Night.WELL, night("monday"));
    assertTrue(lines.contains("better than expected: A: better"), lines::toString);
    ends.put(A, r -> PaperRunner.Ending.complete(with(good, List.of("A: worse"), List.of())));
    assertEquals(Night.FAILED, night("tuesday"));
    assertTrue(lines.contains("WORSE: A: worse"), lines::toString);
  }

  private static RunOutcome with(RunOutcome o, List<String> worse, List<String> better) {
    return new RunOutcome(
        o.title(),
        o.experimentVersion(),
        o.data(),
        o.environment(),
        o.planned(),
        o.failures(),
        o.verdicts(),
        o.metrics(),
        o.latencies(),
        new RunOutcome.Gate(1, List.of(), worse, better));
  }

  @Test
  void aPaperThatCannotBeRunFailsTheNightAndHoldsUpNoOther() {
    ends.put(A, r -> PaperRunner.Ending.error("its JVM died"));
    assertEquals(Night.FAILED, night("monday"));
    assertEquals(List.of(A, B, C, "page of " + A), ran);
    assertEquals("its JVM died", last().runs().get(0).message());
    assertEquals(Night.FAILED, night("tuesday"));
    assertEquals(A, ran.get(0));
    assertEquals(Night.FAILED, night("wednesday"));
    assertEquals(Night.FAILED, night("thursday"));
    assertEquals(List.of(B, C, A, "page of " + A), ran);
  }

  @Test
  void anObstacleEndsTheNightBeforeAnyPaper() {
    int code = night(settings("monday", Optional.empty(), false), "no GPU", "no memory");
    assertEquals(Night.UNUSABLE, code);
    assertEquals(List.of(), ran);
    assertEquals("no GPU; no memory", last().message());
    assertEquals(2, last().exitCode());
    assertEquals(List.of(A, B, C), last().waiting());
  }

  @Test
  void aDeviceThatIsLostEndsTheNightAndThePaperGoesOnTheNext() {
    ends.put(
        B,
        r -> {
          throw new DeviceUnavailableException("the GPU is gone");
        });
    assertEquals(Night.UNUSABLE, night("monday"));
    assertEquals(List.of(A, B), ran);
    assertEquals("the GPU is gone", last().message());
    ends.clear();
    assertEquals(Night.WELL, night("tuesday"));
    assertEquals(List.of(B, C, A), ran);
    assertEquals(1, history.runs(B).size());
  }

  @Test
  void leavesAPaperToAnotherProcess() {
    ProcessLock lock = history.tryLock(B).orElseThrow();
    assertEquals(Night.WELL, night("monday"));
    assertEquals(List.of(A, C), ran);
    assertEquals(List.of(B), last().waiting());
    assertTrue(lines.contains(B + ": another process is at it"), lines::toString);
    assertTrue(last().message().endsWith("; other processes are at " + B), last()::message);
    lock.close();
    assertEquals(Night.WELL, night("monday"));
    assertEquals(List.of(B), ran);
  }

  @Test
  void aSlowerNetworkIsAWarningUnlessAFailureIsAskedFor() {
    double[] before = {10, 10.1, 9.9, 10.05, 9.95, 10};
    for (int i = 0; i < before.length; i++) {
      milliseconds = before[i];
      assertEquals(Night.WELL, night("night-" + i));
      assertEquals(List.of(), last().latencyChanges());
    }
    milliseconds = 12;
    assertEquals(Night.WELL, night("slow"));
    assertEquals(3, last().latencyChanges().size());
    String change = last().latencyChanges().get(0);
    assertTrue(
        change.startsWith(A + ", net, dense, batch 1: slower, 12.0 ms after 10.0 ms in 6 earlier"),
        change);
    assertTrue(lines.contains("latency of " + change), lines::toString);
    milliseconds = 100;
    NightSettings gated = settings("slower", Optional.empty(), true);
    assertEquals(Night.FAILED, night(gated));
    assertEquals(Night.FAILED, night(gated), "of the night, whichever process it was");
    assertEquals(List.of(), ran);
  }

  @Test
  void aFasterNetworkIsNeverAFailure() {
    for (int i = 0; i < 6; i++) {
      milliseconds = 10 + i % 2 * 0.1;
      night("night-" + i);
    }
    milliseconds = 5;
    assertEquals(Night.WELL, night(settings("fast", Optional.empty(), true)));
    assertTrue(last().latencyChanges().get(0).contains(": faster, "), last()::toString);
  }

  @Test
  void keepsFilesOfTheNewestRunsOnly() throws Exception {
    ends.put(
        A,
        r -> {
          Path checkpoint = history.results(r).resolve(".unfinished/1.safetensors");
          try {
            Files.createDirectories(checkpoint.getParent());
            Files.createFile(checkpoint);
            Files.createFile(history.results(r).resolve("result.json"));
          } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
          }
          return PaperRunner.Ending.complete(outcome());
        });
    for (int i = 0; i < 4; i++) {
      night("night-" + i);
    }
    List<RunRecord> runs = history.runs(A);
    assertEquals(4, runs.size());
    assertFalse(Files.exists(history.results(runs.get(1))));
    assertTrue(Files.exists(history.results(runs.get(2)).resolve("result.json")));
    assertFalse(Files.exists(history.results(runs.get(3)).resolve(".unfinished")));
  }

  @Test
  void settingsThatNoNightCanHaveAreRefused() {
    assertRefused("night 'a b': expected", () -> settings("a b", Optional.empty(), false));
    assertRefused(
        "keep '0': expected at least 1",
        () ->
            new NightSettings(
                "monday", List.of(A), SMOKE, Optional.empty(), Duration.ZERO, 0, false));
    assertRefused("budget '0': expected more", () -> NightSettings.minutes("budget", "0"));
    assertRefused("budget 'soon': expected min", () -> NightSettings.minutes("budget", "soon"));
    assertEquals(Optional.empty(), NightSettings.minutes("budget", null));
    assertEquals(Optional.of(Duration.ofSeconds(30)), NightSettings.minutes("budget", "0.5"));
  }

  private static void assertRefused(String words, org.junit.jupiter.api.function.Executable what) {
    String message = assertThrows(IllegalArgumentException.class, what).getMessage();
    assertTrue(message.startsWith(words), message);
  }
}
