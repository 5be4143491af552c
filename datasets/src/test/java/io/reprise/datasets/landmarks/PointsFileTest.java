package io.reprise.datasets.landmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.reprise.datasets.Box;
import io.reprise.datasets.Point;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PointsFileTest {
  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void useANameThatIsNotAscii() {
    file = folder.resolve("gesicht-ä-顔.pts");
  }

  private String refusal(String text) throws IOException {
    Files.writeString(file, text);
    return assertThrows(IOException.class, () -> PointsFile.read(file)).getMessage();
  }

  @Test
  void readsPointsThatCountFromOne() throws IOException {
    Files.writeString(
        file, "version: 1\r\nn_points:  3\r\n{\r\n1 1 \r\n30.5 7e1\r\n2 -4.25\r\n}\r\n");
    Landmarks landmarks = PointsFile.read(file);
    assertEquals(
        Landmarks.of(List.of(new Point(0, 0), new Point(29.5, 69), new Point(1, -5.25))),
        landmarks);
    assertEquals(new Box(0.5, -4.75, 30, 69.5), landmarks.box());
  }

  @Test
  void readsWhatItWrites() throws IOException {
    Landmarks landmarks = Landmarks.of(List.of(new Point(0.1, 17), new Point(-3, 1e-3)));
    PointsFile.write(file, landmarks);
    Landmarks read = PointsFile.read(file);
    for (int i = 0; i < 2; i++) {
      assertEquals(0, landmarks.point(i).distance(read.point(i)), 1e-12);
    }
  }

  @Test
  void refusesAnotherFormatNamingTheLine() throws IOException {
    assertEquals(
        file + " line 1: 'version: 2': expected 'version: 1'",
        refusal("version: 2\nn_points: 1\n{\n1 1\n}\n"));
    assertEquals(
        file + " line 2: n_points 'many': expected a whole number from 1 to 100000",
        refusal("version: 1\nn_points: many\n{\n1 1\n}\n"));
    assertEquals(
        file + " line 2: n_points '0': expected a whole number from 1 to 100000",
        refusal("version: 1\nn_points: 0\n{\n}\n"));
    assertEquals(
        file + " line 3: '1 1': expected '{'", refusal("version: 1\nn_points: 1\n1 1\n}\n"));
    assertEquals(
        file + " line 4: y 'NaN': expected a number",
        refusal("version: 1\nn_points: 1\n{\n1 NaN\n}\n"));
    assertEquals(
        file + " line 5: '2': expected x and y",
        refusal("version: 1\nn_points: 2\n{\n1 1\n2\n}\n"));
  }

  @Test
  void refusesATruncatedOrMissingFile() throws IOException {
    assertEquals(
        file + " line 5: '2 2': expected '}'", refusal("version: 1\nn_points: 3\n{\n1 1\n2 2"));
    assertEquals(
        file + " has 1 lines of points: expected n_points: 2",
        refusal("version: 1\nn_points: 2\n{\n1 1\n}\n"));
    assertEquals(
        file + " has 0 lines of text: expected version, n_points and braces", refusal("\n"));
    Files.delete(file);
    assertEquals(
        file + " is missing: expected a file",
        assertThrows(IOException.class, () -> PointsFile.read(file)).getMessage());
  }

  @Test
  void refusesBytesThatAreNoText() throws IOException {
    Files.write(file, "version: \u00e4".getBytes(StandardCharsets.ISO_8859_1));
    assertEquals(
        file + " offset 9: byte 0xe4: expected text in UTF-8",
        assertThrows(IOException.class, () -> PointsFile.read(file)).getMessage());
  }

  @Test
  void readsNumberedPointsOfWhichSomeAreHidden() throws IOException {
    Files.writeString(file, "03 5.00 6.50 True\n01 1 2 True\n04 9 9 False");
    Landmarks landmarks = PointsFile.readNumbered(file, 4);
    assertEquals(4, landmarks.size());
    assertEquals(new Point(1, 2), landmarks.point(0));
    assertEquals(new Point(5, 6.5), landmarks.point(2));
    assertFalse(landmarks.isVisible(1));
    assertFalse(landmarks.isVisible(3));
    assertFalse(landmarks.allVisible());
    assertEquals(
        "landmark 3 is not visible: expected a visible one",
        assertThrows(IllegalArgumentException.class, () -> landmarks.point(3)).getMessage());
  }

  @Test
  void refusesNumbersOutOfRangeOrTwice() throws IOException {
    Files.writeString(file, "1 1 1 True\n20 1 1 True\n");
    assertEquals(
        file + " line 2: landmark '20': expected a whole number from 1 to 19",
        assertThrows(IOException.class, () -> PointsFile.readNumbered(file, 19)).getMessage());
    Files.writeString(file, "1 1 1 True\n01 1 1 False\n");
    assertEquals(
        file + " line 2: landmark 01 again: expected each at most once",
        assertThrows(IOException.class, () -> PointsFile.readNumbered(file, 19)).getMessage());
    Files.writeString(file, "1 1 1 1\n");
    assertEquals(
        file + " line 1: '1 1 1 1': expected number, x, y, and True or False",
        assertThrows(IOException.class, () -> PointsFile.readNumbered(file, 19)).getMessage());
    Files.writeString(file, "");
    assertEquals(
        file + " has no visible landmark: expected at least one",
        assertThrows(IOException.class, () -> PointsFile.readNumbered(file, 19)).getMessage());
  }
}
