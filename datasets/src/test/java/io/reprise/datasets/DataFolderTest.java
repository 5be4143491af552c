package io.reprise.datasets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {
  @TempDir private Path root;
  private DataFolder folder;

  @BeforeEach
  void open() throws IOException {
    folder = DataFolder.at("Set", Files.createDirectories(root.resolve("set")));
  }

  private static String refusal(Executable call) {
    return assertThrows(IOException.class, call).getMessage();
  }

  private Path create(String name) throws IOException {
    Path file = folder.path().resolve(name);
    Files.createDirectories(file.getParent());
    return Files.createFile(file);
  }

  @Test
  void listsImagesByNameWithoutHiddenFilesAndThumbnails() throws IOException {
    for (String name : List.of("b.PNG", "a.jpg", "Thumbs.db", ".hidden")) {
      create(name);
    }
    assertEquals(
        List.of("a.jpg", "b.PNG"), folder.images().stream().map(DataFolder::name).toList());
  }

  /** As this machine's settings have it: either the name works, or the refusal names it. */
  @Test
  void takesNamesBeyondAsciiOrSaysThatItCannot() throws IOException {
    if (Charset.forName(System.getProperty("sun.jnu.encoding")).newEncoder().canEncode("é")) {
      Path file = create("é.pgm");
      assertEquals(List.of(file), folder.images());
      assertEquals(file, folder.file("é.pgm"));
    } else {
      assertTrue(refusal(() -> folder.file("é.pgm")).contains("'é.pgm'"));
    }
  }

  @Test
  void refusesAnythingElseBetweenImages() throws IOException {
    create("a.jpg");
    Path other = create("b.txt");
    String message = refusal(folder::images);
    assertTrue(message.startsWith("Set: " + other + " lies between images"), message);
  }

  @Test
  void refusesAFolderWithoutImagesOrFolders() {
    assertEquals(
        "Set: " + folder.path() + " has no images: expected at least one", refusal(folder::images));
    assertEquals(
        "Set: " + folder.path() + " has no folders: expected at least one",
        refusal(folder::folders));
  }

  @Test
  void refusesWhatIsMissingOrOfAnotherKind() throws IOException {
    Path file = create("a/b.jpg");
    assertEquals(file, folder.file("a/b.jpg"));
    assertEquals(
        "Set: " + folder.path().resolve("a") + " is no file: expected a file",
        refusal(() -> folder.file("a")));
    assertEquals(
        "Set: " + file + " is no folder: expected a folder",
        refusal(() -> folder.folder("a/b.jpg")));
    assertEquals(
        "Set: " + folder.path().resolve("c") + " is missing: expected a folder",
        refusal(() -> folder.folder("c")));
  }

  @Test
  void refusesNamesThatLeadOutOfItOrCannotBePaths() throws IOException {
    Files.createFile(root.resolve("outside"));
    assertEquals(
        "Set: name '../outside' leads out of " + folder.path() + ": expected one below it",
        refusal(() -> folder.file("../outside")));
    assertTrue(refusal(() -> folder.file("/etc/hostname")).contains("leads out of"));
    assertTrue(refusal(() -> folder.hasFile("a\0b")).contains("cannot be a path on this machine"));
  }
}
