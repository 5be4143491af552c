package io.reprise.datasets.catalogue;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.reprise.datasets.catalogue.Expectation.Folder;
import io.reprise.datasets.catalogue.Expectation.NumberedFiles;
import io.reprise.datasets.catalogue.Expectation.OneFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LayoutTest {
  private static final Layout LAYOUT =
      new Layout(
          List.of(
              new OneFile("labels.txt", 0, 3),
              new OneFile("data.bin", 4, 0),
              new NumberedFiles("val/v_%02d.png", 1, 2),
              new Folder(
                  "train", 2, Pattern.compile("n[0-9]"), 4, Pattern.compile(".*\\.png"), 2, true)));

  @TempDir Path temporary;
  private Path folder;

  @BeforeEach
  void aFolderThatIsRight() throws IOException {
    folder = Files.createDirectory(temporary.resolve("set"));
    write("labels.txt", "a\nb\nc"); // without a line feed at its end
    write("data.bin", "1234");
    write("val/v_01.png", "x");
    write("val/v_02.png", "x");
    write("train/n1/a.png", "x");
    write("train/n1/b.png", "x");
    write("train/n2/a.png", "x");
    write("train/n2/b.png", "x");
  }

  private void write(String path, String content) throws IOException {
    Files.createDirectories(folder.resolve(path).getParent());
    Files.writeString(folder.resolve(path), content);
  }

  @Test
  void aFolderAsItShouldBeHasNoProblems() throws IOException {
    write("train/.DS_Store", "hidden files do not matter");
    write("train/n1/.DS_Store", "anywhere");
    assertEquals(List.of(), LAYOUT.problems(folder));
  }

  @Test
  void everyProblemIsListedWithItsPath() throws IOException {
    write("labels.txt", "a\nb\n");
    write("data.bin", "12345");
    Files.delete(folder.resolve("val/v_02.png"));
    write("val/v_01.png", "");
    write("train/n2/readme.md", "x");
    Files.delete(folder.resolve("train/n2/b.png"));
    write("train/other/c.png", "x");
    assertEquals(
        List.of(
            "set/labels.txt: 2 lines: expected 3",
            "set/data.bin: 5 bytes: expected 4",
            "set/val/v_01.png: empty: expected content",
            "set/val/v_02.png: missing: expected a file",
            "set/train/other: unexpected folder: expected a name that matches n[0-9]",
            "set/train/n2/readme.md: unexpected file: expected a name that matches .*\\.png",
            "set/train/n2: 1 files that match .*\\.png: expected 2",
            "set/train/other: 1 files that match .*\\.png: expected 2"),
        LAYOUT.problems(folder));
  }

  @Test
  void aFolderTooFewIsCounted() throws IOException {
    Files.delete(folder.resolve("train/n2/a.png"));
    Files.delete(folder.resolve("train/n2/b.png"));
    Files.delete(folder.resolve("train/n2"));
    assertEquals(
        List.of(
            "set/train: 1 folders: expected 2",
            "set/train: 2 files that match .*\\.png: expected 4"),
        LAYOUT.problems(folder));
  }

  @Test
  void aFileInPlaceOfAFolderAndTheOtherWayRoundAreTold() throws IOException {
    Path other = Files.createDirectory(temporary.resolve("other"));
    Files.createDirectory(other.resolve("labels.txt"));
    Files.writeString(other.resolve("train"), "x");
    List<String> problems = LAYOUT.problems(other);
    assertEquals("other/labels.txt: not a file: expected a file", problems.get(0));
    assertEquals("other/train: not a folder: expected a folder", problems.get(4));
  }

  @Test
  void aFolderMayBeALinkToAnotherDisk() throws IOException {
    Path link = Files.createSymbolicLink(temporary.resolve("link"), folder);
    assertEquals(List.of(), LAYOUT.problems(link));
  }
}
