package io.reprise.experiment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The store under real processes: killed at any moment, and several on one folder. */
class ProcessesTest {
  private static final int KILLS = Integer.getInteger("kills", 12);
  private static final int MOST_TRIALS_OF_A_LIFE = 8;
  private static final int LONGEST_DELAY_MILLISECONDS = 40;

  /** What a line says of a trial only after its result is stored. */
  private static final String STORED = ": score ";

  private static final int VARIANTS = 20;
  private static final int SEEDS = 10;

  @TempDir Path folder;

  private final List<Runner> started = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();

  /** A process that runs trials, what it says, and a permit for each trial that it has stored. */
  private record Runner(
      Process process,
      CompletableFuture<Void> ready,
      Semaphore progress,
      CompletableFuture<List<String>> lines) {
    void begin() throws IOException {
      process.outputWriter().write("begin\n");
      process.outputWriter().flush();
    }

    /** SIGKILL. By its handle, since the process itself would throw its last output away. */
    void kill() throws InterruptedException {
      process.toHandle().destroyForcibly();
      process.waitFor();
    }

    /** The titles of the trials that it ran and stored. */
    List<String> finished() {
      return lines.join().stream()
          .filter(l -> l.contains(STORED))
          .map(l -> l.substring(0, l.indexOf(':')))
          .toList();
    }
  }

  private Runner start(Path results, boolean waits) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Xmx128m",
                "-cp",
                System.getProperty("java.class.path"),
                ComputingProgram.class.getName(),
                results.toString(),
                Integer.toString(VARIANTS),
                Integer.toString(SEEDS),
                Boolean.toString(waits))
            .directory(folder.toFile())
            .redirectErrorStream(true);
    // Without git, which takes longer than the trial, more of the kills hit the store.
    builder.environment().put("PATH", "");
    Process process = builder.start();
    CompletableFuture<Void> ready = new CompletableFuture<>();
    Semaphore progress = new Semaphore(0);
    CompletableFuture<List<String>> lines =
        CompletableFuture.supplyAsync(
            () -> read(process.inputReader(), ready, progress), r -> new Thread(r).start());
    Runner runner = new Runner(process, ready, progress, lines);
    started.add(runner);
    return runner;
  }

  private static List<String> read(
      BufferedReader reader, CompletableFuture<Void> ready, Semaphore progress) {
    List<String> lines = new ArrayList<>();
    try (reader) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        lines.add(line);
        if (line.equals("ready")) {
          ready.complete(null);
        }
        if (line.contains(STORED)) {
          progress.release();
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      ready.complete(null);
      progress.release(MOST_TRIALS_OF_A_LIFE);
    }
    return lines;
  }

  @AfterEach
  void endWhatWasStarted() {
    started.forEach(r -> r.process().destroyForcibly());
  }

  private List<Path> files(Path results) throws IOException {
    try (Stream<Path> all = Files.walk(results)) {
      return all.filter(Files::isRegularFile).toList();
    }
  }

  /**
   * Every trial that was reported as stored is there with its picture, and nothing that cannot be
   * read.
   */
  private Set<String> stored(Path results) throws IOException {
    ResultStore store = new ResultStore(results, warnings::add);
    Set<String> titles = new HashSet<>();
    for (TrialResult result : store.all(ResultStore.Stored::result)) {
      TrialResult.Key key = result.key();
      double expected =
          ComputingExperiment.expected(Integer.parseInt(key.settings().get("start")), key.seed());
      assertEquals(expected, result.measurements().get("score"));
      assertEquals(100, result.curves().get("loss").size());
      assertArrayEquals(
          ComputingExperiment.figure(key.seed()).bytes(),
          store.picture(key.paper(), result.figures().get(0)));
      assertTrue(titles.add(key.variant() + ", seed " + key.seed()), key + " is there twice");
    }
    assertEquals(List.of(), warnings);
    return titles;
  }

  private void requireComplete(Path results) throws IOException {
    assertEquals(VARIANTS * SEEDS, stored(results).size());
    assertEquals(SEEDS, files(results).stream().filter(ProcessesTest::isPicture).count());
    List<String> others =
        files(results).stream()
            .filter(f -> !isPicture(f))
            .map(f -> f.getFileName().toString())
            .filter(n -> !n.matches("[0-9]+-[0-9a-f]{16}\\.json"))
            // An empty file by which a killed process had tried whether the folder can be written.
            .filter(n -> !n.matches("\\.probe[0-9]+\\.tmp"))
            .toList();
    assertEquals(List.of(".locks"), others);
    assertEquals(0, Files.size(results.resolve(".locks")));
  }

  private static boolean isPicture(Path file) {
    return file.getFileName().toString().matches("[0-9a-f]{16}\\.png");
  }

  @Test
  void aRunThatIsKilledAtAnyMomentLosesNoFinishedTrialAndDoesNoneTwice() throws Exception {
    Random random = new Random(20261121);
    int kills = 0;
    int rounds = 0;
    int halves = 0;
    while (kills < KILLS) {
      Path results = Files.createDirectories(folder.resolve("round" + rounds++));
      Set<String> finished = new HashSet<>();
      int exit;
      do {
        Runner runner = start(results, false);
        boolean killed = false;
        if (kills < KILLS) {
          runner.ready().join();
          runner.progress().acquire(random.nextInt(MOST_TRIALS_OF_A_LIFE + 1));
          int delay = random.nextInt(LONGEST_DELAY_MILLISECONDS);
          if (!runner.process().waitFor(delay, TimeUnit.MILLISECONDS)) {
            runner.kill();
            killed = true;
            kills++;
          }
        }
        exit = runner.process().waitFor();
        assertTrue(killed || exit == 0, () -> runner.lines().join().toString());
        for (String title : runner.finished()) {
          assertTrue(finished.add(title), title + " was run twice");
        }
        assertTrue(stored(results).containsAll(finished), "a finished trial is lost");
        halves +=
            (int) files(results).stream().filter(f -> f.toString().contains(".writing-")).count();
      } while (exit != 0);
      requireComplete(results);
    }
    Program.print(
        kills
            + " kills over "
            + rounds
            + " runs of "
            + VARIANTS * SEEDS
            + " trials; a temporary file was seen after a kill "
            + halves
            + " times");
  }

  @Test
  void twoRunnersOnOneFolderDoEveryTrialExactlyOnce() throws Exception {
    Path results = Files.createDirectories(folder.resolve("shared"));
    Runner one = start(results, true);
    Runner two = start(results, true);
    one.ready().join();
    two.ready().join();
    one.begin();
    two.begin();
    assertEquals(0, one.process().waitFor(), () -> one.lines().join().toString());
    assertEquals(0, two.process().waitFor(), () -> two.lines().join().toString());
    List<String> all = new ArrayList<>(one.finished());
    all.addAll(two.finished());
    assertEquals(VARIANTS * SEEDS, all.size());
    assertEquals(VARIANTS * SEEDS, new HashSet<>(all).size());
    assertFalse(one.finished().isEmpty());
    assertFalse(two.finished().isEmpty());
    requireComplete(results);
  }

  @Test
  void aRunnerDoesWhatAnotherThatWasKilledLeftUndone() throws Exception {
    Path results = Files.createDirectories(folder.resolve("shared"));
    Runner killed = start(results, true);
    Runner other = start(results, true);
    killed.ready().join();
    other.ready().join();
    killed.begin();
    other.begin();
    assertFalse(killed.process().waitFor(100, TimeUnit.MILLISECONDS), "it was to be killed");
    killed.kill();
    assertEquals(0, other.process().waitFor(), () -> other.lines().join().toString());
    List<String> all = new ArrayList<>(killed.finished());
    all.addAll(other.finished());
    assertEquals(all.size(), new HashSet<>(all).size());
    requireComplete(results);
  }
}
