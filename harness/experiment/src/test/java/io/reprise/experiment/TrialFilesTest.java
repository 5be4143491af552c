package io.reprise.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.nn.Snapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrialFilesTest {
  @TempDir Path results;

  private final List<String> log = new ArrayList<>();
  private int computed;

  /** Keeps a word. */
  private static final class Word implements Trial.Codec<String> {
    @Override
    public Snapshot save(String outcome) {
      return Snapshot.EMPTY.with("word", outcome);
    }

    @Override
    public String restore(Snapshot saved) {
      return saved.text("word");
    }
  }

  private static TrialResult.Key key(String variant, int seed, String data) {
    return new TrialResult.Key(
        "0000.00000", 1, "smoke", variant, Map.of(), seed, "torch", "cpu", 1, "Data", "REAL", data);
  }

  private TrialFiles files(TrialResult.Key key) {
    return files(key, log::add);
  }

  private TrialFiles files(TrialResult.Key key, Consumer<String> lines) {
    Path result = new ResultStore(results, lines).file(key);
    return new TrialFiles(key, results, result, Duration.ZERO, lines);
  }

  private String stage(TrialResult.Key key, String name) {
    return files(key).stage(name, new Word(), () -> "computed " + ++computed);
  }

  private List<Path> all() throws IOException {
    try (Stream<Path> all = Files.walk(results)) {
      return all.filter(f -> Files.isRegularFile(f) && !f.endsWith(".locks")).sorted().toList();
    }
  }

  @Test
  void ofTrialsThatWantTheSameWorkAtOnceOneDoesIt() throws Exception {
    CountDownLatch working = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    AtomicInteger times = new AtomicInteger();
    Supplier<String> work =
        () -> {
          working.countDown();
          try {
            goOn.await();
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
          return "computed " + times.incrementAndGet();
        };
    ExecutorService trials = Executors.newFixedThreadPool(2);
    try {
      Future<String> first =
          trials.submit(() -> files(key("a", 1, "x")).stage("work", new Word(), work));
      working.await();
      CountDownLatch waiting = new CountDownLatch(1);
      TrialFiles other = files(key("b", 1, "x"), line -> waiting.countDown());
      Future<String> second = trials.submit(() -> other.stage("work", new Word(), work));
      waiting.await();
      goOn.countDown();
      assertEquals("computed 1", first.get());
      assertEquals("computed 1", second.get());
    } finally {
      trials.shutdownNow();
    }
  }

  @Test
  void sharedWorkIsDoneOnceForAllVariantsOfASeed() throws Exception {
    assertEquals("computed 1", stage(key("a", 1, "x"), "work"));
    assertEquals("computed 1", stage(key("b", 1, "x"), "work"));
    assertEquals("computed 2", stage(key("a", 2, "x"), "work"));
    assertEquals("computed 3", stage(key("a", 1, "y"), "work"));
    assertEquals("computed 4", stage(key("a", 1, "x"), "other work"));
    assertEquals("computed 1", stage(key("c", 1, "x"), "work"));
    assertEquals(4, all().size());
    assertEquals(List.of(), log);
  }

  @Test
  void damagedSharedWorkIsSetAsideAndDoneAgain() throws Exception {
    stage(key("a", 1, "x"), "work");
    Path file = all().get(0);
    for (int time = 2; time <= 3; time++) {
      byte[] bytes = Files.readAllBytes(file);
      bytes[bytes.length / 2] ^= 1;
      Files.write(file, bytes);
      assertEquals("computed " + time, stage(key("b", 1, "x"), "work"));
    }
    assertEquals(
        List.of(file.toString(), file + ".unreadable", file + ".unreadable-2"),
        all().stream().map(Path::toString).toList());
    assertEquals(2, log.size());
    assertTrue(log.get(0).contains("is refused: its header is damaged"), log.get(0));
  }

  @Test
  void sharedWorkThatCannotBeKeptIsNotLost() throws Exception {
    Files.writeString(results.resolve(".stages"), "a file where the folder should be");
    assertEquals("computed 1", stage(key("a", 1, "x"), "work"));
    assertEquals(1, log.size());
    assertTrue(log.get(0).startsWith("shared work could not be kept as "), log.get(0));
  }

  private static final Snapshot STATE =
      Snapshot.EMPTY.withPart("position", Snapshot.EMPTY.with("epochs", 0).with("step", 1));

  @Test
  void checkpointsBelongToOneTrainingOfOneTrial() {
    files(key("a", 1, "x")).checkpoints("first").save(STATE);
    assertEquals(Optional.of(STATE), files(key("a", 1, "x")).checkpoints("first").latest());
    assertEquals(Optional.empty(), files(key("a", 1, "x")).checkpoints("second").latest());
    assertEquals(Optional.empty(), files(key("b", 1, "x")).checkpoints("first").latest());
    assertEquals(Optional.empty(), files(key("a", 2, "x")).checkpoints("first").latest());
    assertEquals(1, log.size());
  }

  @Test
  void theTimeBeforeACheckpointCounts() {
    TrialFiles first = files(key("a", 1, "x"));
    double saved = first.seconds();
    first.checkpoints("first").save(STATE);
    TrialFiles second = files(key("a", 1, "x"));
    assertEquals(0, second.resumed());
    double before = second.seconds();
    second.checkpoints("first").latest();
    assertEquals(1, second.resumed());
    assertTrue(second.seconds() >= before + saved);
  }

  @Test
  void aFinishedTrialLeavesOnlyWhatWasSetAside() throws Exception {
    TrialFiles files = files(key("a", 1, "x"));
    files.clear();
    files.checkpoints("first").save(STATE);
    files.checkpoints("first").save(STATE);
    Files.writeString(all().get(1), "damaged");
    files.checkpoints("first").latest();
    Files.writeString(files.handover(), "{}");
    files(key("b", 1, "x")).checkpoints("first").save(STATE);
    assertEquals(4, all().size());
    files.clear();
    assertEquals(2, all().size());
    assertEquals(1, all().stream().filter(f -> f.toString().endsWith(".unreadable")).count());
    assertEquals(Optional.of(STATE), files(key("b", 1, "x")).checkpoints("first").latest());
    files(key("b", 1, "x")).clear();
    assertFalse(Files.exists(files(key("b", 1, "x")).handover().getParent()));
  }
}
