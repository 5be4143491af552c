package io.reprise.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WholeFileTest {
  @TempDir Path folder;

  private List<Path> files() throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.toList();
    }
  }

  @Test
  void writesAndReplacesAFileAndLeavesNothingElse() throws Exception {
    Path file = folder.resolve("a.txt");
    WholeFile.write(file, "one");
    WholeFile.write(file, "zwei \u00e4");
    assertEquals("zwei \u00e4", Files.readString(file));
    assertEquals(List.of(file), files());
  }

  @Test
  void whatCannotBeWrittenIsNamedAndNothingHasChanged() throws Exception {
    Path taken = Files.createDirectories(folder.resolve("taken/inside")).getParent();
    String message =
        assertThrows(UncheckedIOException.class, () -> WholeFile.write(taken, "x")).getMessage();
    assertTrue(message.contains(taken.toString()), message);
    assertEquals(List.of(taken), files());
    assertTrue(Files.isDirectory(taken.resolve("inside")));
  }
}
