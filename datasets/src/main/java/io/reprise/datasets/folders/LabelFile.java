package io.reprise.datasets.folders;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/** Text files that come with images. */
final class LabelFile {
  private LabelFile() {}

  /** All lines of a file in UTF-8. */
  static List<String> lines(Path file) throws IOException {
    try {
      return Files.readAllLines(file, StandardCharsets.UTF_8);
    } catch (NoSuchFileException e) {
      throw new IOException(file + " does not exist: expected a text file", e);
    } catch (CharacterCodingException e) {
      throw new IOException(file + " is no text: expected UTF-8", e);
    }
  }
}
