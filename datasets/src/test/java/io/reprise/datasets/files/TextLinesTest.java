package io.reprise.datasets.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TextLinesTest {
  @TempDir private Path folder;

  private Path write(byte[] content) throws IOException {
    return Files.write(folder.resolve("list.txt"), content);
  }

  private Path write(String content) throws IOException {
    return write(content.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void readsLinesOfAnyEndingWithTheirNumbers() throws IOException {
    List<TextLine> lines = TextLines.read(write("\uFEFF a b \r\n\n\tMüller 2\n"));
    assertEquals(List.of("a b", "Müller 2"), lines.stream().map(TextLine::text).toList());
    assertEquals(List.of(1, 3), lines.stream().map(TextLine::number).toList());
    assertEquals(List.of("Müller", "2"), lines.get(1).fields(2, "two"));
  }

  @Test
  void refusesBytesThatAreNoText() throws IOException {
    Path file = write(new byte[] {'a', '\n', 'b', (byte) 0xfc, '\n'});
    String message = assertThrows(IOException.class, () -> TextLines.read(file)).getMessage();
    assertEquals(file, Path.of(message.substring(0, message.indexOf(" after line "))));
    assertEquals(
        "has bytes that are no text: expected UTF-8", message.substring(message.indexOf("has")));
  }

  @Test
  void refusesAMissingOrEmptyList() throws IOException {
    Path missing = folder.resolve("missing");
    assertEquals(
        missing + " is missing: expected a list",
        assertThrows(IOException.class, () -> TextLines.read(missing)).getMessage());
    Path empty = write("\n \n");
    assertEquals(
        empty + " has no lines: expected at least one",
        assertThrows(IOException.class, () -> TextLines.read(empty)).getMessage());
  }

  @Test
  void refusesNumbersOutOfRangeAndOtherFields() throws IOException {
    Path file = write("x 11 y\n");
    TextLine line = TextLines.read(file).get(0);
    assertEquals(11, line.integer("11", "count", 11, 11));
    assertEquals(
        file + " line 1: count '11': expected a whole number from 0 to 10",
        assertThrows(IOException.class, () -> line.integer("11", "count", 0, 10)).getMessage());
    assertEquals(
        file + " line 1: count 'x': expected a whole number >= 1",
        assertThrows(IOException.class, () -> line.integer("x", "count", 1, Integer.MAX_VALUE))
            .getMessage());
    assertEquals(
        file + " line 1: 'x 11 y': expected two things",
        assertThrows(IOException.class, () -> line.fields(2, "two things")).getMessage());
  }
}
