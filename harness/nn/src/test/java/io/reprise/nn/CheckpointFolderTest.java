package io.reprise.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.tensor.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointFolderTest {
  @TempDir Path parent;

  private final List<String> log = new ArrayList<>();
  private long now = 5_000_000_000L;

  private Path folder() {
    return parent.resolve("checkpoints");
  }

  private CheckpointFolder open(String key) {
    return new CheckpointFolder(folder(), key, Duration.ofSeconds(60), () -> now, log::add);
  }

  private static Snapshot state(int step) {
    return Snapshot.EMPTY.withPart(
        "position",
        Snapshot.EMPTY
            .with("epochs", 1)
            .with("step", step)
            .with("x", TensorData.of(new float[] {step}, Shape.of(1))));
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder())) {
      return files.map(f -> f.getFileName().toString()).sorted().toList();
    }
  }

  private void damage(String name) throws IOException {
    Path file = folder().resolve(name);
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length - 1] ^= 1;
    Files.write(file, bytes);
  }

  @Test
  void withoutFilesThereIsNothingToGoOnFrom() {
    assertEquals(Optional.empty(), open("k").latest());
    assertFalse(Files.exists(folder()));
    assertEquals(List.of(), log);
  }

  @Test
  void theLastTwoAreKept() throws Exception {
    CheckpointFolder checkpoints = open("k");
    for (int step = 1; step <= 12; step++) {
      checkpoints.save(state(step));
    }
    assertEquals(List.of("11.safetensors", "12.safetensors"), names());
    assertEquals(Optional.of(state(12)), open("k").latest());
    assertEquals(
        List.of(
            "going on from checkpoint "
                + folder().resolve("12.safetensors")
                + ": epoch 2, 12 steps done"),
        log);
  }

  @Test
  void workWithoutEpochsIsKeptToo() {
    Snapshot search = Snapshot.EMPTY.with("found", 3);
    open("k").save(search);
    assertEquals(Optional.of(search), open("k").latest());
    assertTrue(log.get(0).endsWith("1.safetensors: work without epochs"), log::toString);
  }

  @Test
  void aDamagedCheckpointIsSetAsideAndTheOneBeforeItCounts() throws Exception {
    open("k").save(state(1));
    open("k").save(state(2));
    damage("2.safetensors");
    byte[] damaged = Files.readAllBytes(folder().resolve("2.safetensors"));
    assertEquals(Optional.of(state(1)), open("k").latest());
    assertEquals(List.of("1.safetensors", "2.safetensors.unreadable"), names());
    assertArrayEquals(damaged, Files.readAllBytes(folder().resolve("2.safetensors.unreadable")));
    assertTrue(log.get(0).contains("the SHA-256 of the data differs; set aside as "), log.get(0));
    // Its number is not used again, so that nothing set aside is ever overwritten.
    open("k").save(state(3));
    open("k").save(state(4));
    assertEquals(List.of("2.safetensors.unreadable", "3.safetensors", "4.safetensors"), names());
  }

  @Test
  void whereAllAreDamagedItStartsFromScratchAndSaysSo() throws Exception {
    open("k").save(state(1));
    open("k").save(state(2));
    damage("1.safetensors");
    Files.write(folder().resolve("2.safetensors"), new byte[0]);
    assertEquals(Optional.empty(), open("k").latest());
    assertEquals(List.of("1.safetensors.unreadable", "2.safetensors.unreadable"), names());
    assertEquals(3, log.size());
    assertEquals("no checkpoint is left in " + folder() + ": starting from scratch", log.get(2));
  }

  @Test
  void anotherTrainingsCheckpointIsSetAside() throws Exception {
    open("theirs").save(state(1));
    assertEquals(Optional.empty(), open("mine").latest());
    assertTrue(log.get(0).contains("its key is 'theirs', expected 'mine'"), log.get(0));
    assertEquals(List.of("1.safetensors.unreadable"), names());
  }

  @Test
  void filesOfOthersAreLeftAloneAndHalfWrittenOnesRemoved() throws Exception {
    Files.createDirectories(folder());
    Files.writeString(folder().resolve("notes.txt"), "mine");
    Files.writeString(
        folder().resolve(AtomicFile.temporaryPrefix(Path.of("1.safetensors")) + "x.tmp"), "half");
    assertEquals(Optional.empty(), open("k").latest());
    open("k").save(state(1));
    assertEquals(List.of("1.safetensors", "notes.txt"), names());
  }

  @Test
  void aFolderThatCannotBeWrittenIsToldAndTrainingGoesOn() throws Exception {
    Files.writeString(folder(), "a file where the folder should be");
    open("k").save(state(1));
    assertEquals(1, log.size());
    assertTrue(log.get(0).startsWith("no checkpoint could be kept in " + folder()), log.get(0));
  }

  @Test
  void aCheckpointIsDueOnceTheIntervalIsOver() {
    CheckpointFolder checkpoints = open("k");
    now += 59_999_999_999L;
    assertFalse(checkpoints.due());
    now++;
    assertTrue(checkpoints.due());
    checkpoints.save(state(1));
    assertFalse(checkpoints.due());
    now += 60_000_000_000L;
    assertTrue(checkpoints.due());
  }
}
