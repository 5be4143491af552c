package io.reprise.nightly;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.experiment.RunSettings;
import io.reprise.experiment.history.Attempt;
import io.reprise.experiment.history.History;
import io.reprise.experiment.history.NightRecord;
import io.reprise.experiment.history.RunConfiguration;
import io.reprise.experiment.history.RunOutcome;
import io.reprise.experiment.history.RunRecord;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Nights with real processes: killed, and ended at the deadline. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class PaperJvmTest {
  private static final String FIRST = GatedExperiment.First.ID;
  private static final String SECOND = GatedExperiment.Second.ID;
  private static final String HANGS = "hangs in process ";

  @TempDir Path folder;

  private final List<String> lines = new ArrayList<>();
  private Path nights;
  private Path data;
  private History history;

  @BeforeEach
  void folders() throws IOException {
    nights = folder.resolve("nights");
    data = Files.createDirectory(folder.resolve("data"));
    history = new History(nights, lines::add);
  }

  private Process night() throws IOException {
    lines.clear();
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-Xmx256m",
            "-cp",
            System.getProperty("java.class.path"),
            NightProgram.class.getName(),
            nights.toString(),
            data.toString())
        .redirectErrorStream(true)
        .start();
  }

  /** Reads what the night says until a trial hangs, and gives the process that it hangs in. */
  private ProcessHandle hanging(Process night) throws IOException {
    BufferedReader reader = night.inputReader();
    for (String line = reader.readLine(); line != null; line = reader.readLine()) {
      lines.add(line);
      if (line.contains(HANGS)) {
        long pid = Long.parseLong(line.substring(line.indexOf(HANGS) + HANGS.length()).strip());
        return ProcessHandle.of(pid).orElseThrow();
      }
    }
    throw new AssertionError("nothing hangs: " + lines);
  }

  /** SIGKILL; its paper's JVM ends by itself. */
  private static void kill(Process night, ProcessHandle paper) throws Exception {
    assertFalse(paper.equals(night.toHandle()));
    night.toHandle().destroyForcibly();
    night.waitFor();
    paper.onExit().get(1, TimeUnit.MINUTES);
  }

  private List<String> ran() throws IOException {
    return Files.readAllLines(data.resolve("ran"));
  }

  @Test
  void aNightThatIsKilledTwiceGoesOnAndRunsNoTrialTwice() throws Exception {
    Process first = night();
    kill(first, hanging(first));
    assertEquals(List.of(FIRST + " free"), ran());
    Files.createFile(data.resolve(FIRST));
    Process second = night();
    kill(second, hanging(second));
    assertTrue(lines.contains(FIRST + ": run 1 goes on"), lines::toString);
    assertTrue(lines.contains(FIRST + ": run 1 is complete"), lines::toString);
    assertTrue(lines.contains(SECOND + ": run 1 begins"), lines::toString);
    Files.createFile(data.resolve(SECOND));
    Process third = night();
    third.inputReader().lines().forEach(lines::add);
    assertEquals(Night.WELL, third.waitFor(), lines::toString);
    assertFalse(lines.stream().anyMatch(l -> l.startsWith(FIRST + ": run")), lines::toString);
    assertEquals(
        List.of(FIRST + " free", FIRST + " gated", SECOND + " free", SECOND + " gated"), ran());
    assertComplete(FIRST);
    assertComplete(SECOND);
    assertEquals(
        List.of(Optional.empty(), Optional.empty(), Optional.of(0)),
        history.nights().stream().map(n -> Optional.ofNullable(n.exitCode())).toList());
    try (Stream<Path> all = Files.walk(nights)) {
      assertEquals(List.of(), all.filter(f -> f.toString().endsWith(".tmp")).toList());
    }
    assertTrue(Files.size(nights.resolve("reports/target/reprise/" + SECOND + "/index.html")) > 0);
  }

  /** One run, in two attempts of which one was killed, with both trials. */
  private void assertComplete(String paper) {
    List<RunRecord> runs = history.runs(paper);
    assertEquals(1, runs.size());
    RunRecord run = runs.get(0);
    assertEquals(2, run.attempts().size());
    assertEquals(null, run.attempts().get(0).ending());
    assertEquals(Attempt.Ending.COMPLETE, run.attempts().get(1).ending());
    RunOutcome outcome = run.outcome();
    assertEquals(2, outcome.planned());
    assertTrue(outcome.well());
    assertEquals(
        List.of("free", "gated"),
        outcome.metrics().stream().map(RunOutcome.Measured::variant).toList());
    assertEquals(List.of(50.0), outcome.metrics().get(0).values());
    assertTrue(
        outcome.environment().containsKey("engine.threads"), outcome.environment()::toString);
    assertEquals("monday", run.attempts().get(0).night());
    assertEquals(
        List.of(paper),
        history.nights().stream()
            .flatMap(n -> n.runs().stream())
            .map(NightRecord.Turn::paper)
            .filter(paper::equals)
            .toList());
  }

  private RunRecord begun(Map<String, String> options) {
    RunConfiguration configuration = RunConfiguration.of(RunSettings.parse(options::get), false);
    return history.begin(
        FIRST, configuration, had -> Attempt.begun("n", "2026-11-20T12:00:00.000Z", "", "", had));
  }

  @Test
  void atTheDeadlineAPaperIsEndedWithAllThatItStartedAndHasAPageOfWhatThereIs() throws Exception {
    Map<String, String> options = NightProgram.options(nights.toString(), data.toString());
    options.put("jobs", "2");
    RunRecord run = begun(options);
    List<ProcessHandle> hanging = new ArrayList<>();
    // The deadline comes when a trial hangs: a JVM for trials has started by then.
    PaperJvm jvm =
        new PaperJvm(
            options,
            false,
            line -> {
              lines.add(line);
              if (line.contains(HANGS)) {
                String pid = line.substring(line.indexOf(HANGS) + HANGS.length()).strip();
                ProcessHandle.of(Long.parseLong(pid)).ifPresent(hanging::add);
              }
            });
    PaperRunner.Ending ending =
        jvm.run(run, history.results(run), Optional.of(Instant.now().plusSeconds(5)));
    assertEquals(Attempt.Ending.CUT, ending.kind(), () -> ending + " " + lines);
    for (ProcessHandle trial : hanging) {
      trial.onExit().get(1, TimeUnit.MINUTES);
    }
    assertEquals(
        Optional.empty(), jvm.page(run, history.results(run), Instant.now().plusSeconds(60)));
    assertTrue(Files.size(nights.resolve("reports/target/reprise/" + FIRST + "/index.html")) > 0);
  }

  @Test
  void whatEndsAPapersJvmIsToldAndIsNoOutcome() {
    Map<String, String> options = NightProgram.options(nights.toString(), data.toString());
    RunRecord run = begun(options);
    options.put("set", "unknown=1");
    PaperRunner.Ending ending =
        new PaperJvm(options, false, lines::add).run(run, history.results(run), Optional.empty());
    assertEquals(Attempt.Ending.ERROR, ending.kind());
    assertTrue(ending.outcome().isEmpty());
    assertTrue(
        ending.message().startsWith("its JVM ended with exit code 2: reprise: set 'unknown': "),
        ending::message);
  }
}
