package io.reprise.datasets.landmarks;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.datasets.Picture;
import io.reprise.tensor.Shape;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HelenParsingTest {
  @TempDir private Path root;

  @BeforeEach
  void writeAFaceOfFourPixels() throws IOException {
    Files.createDirectories(root.resolve("images"));
    Files.createDirectories(root.resolve("labels/gesicht_ß"));
    ImageIO.write(
        new BufferedImage(4, 1, BufferedImage.TYPE_INT_RGB),
        "jpg",
        root.resolve("images/gesicht_ß.jpg").toFile());
    writeMap(0, 255, 0, 0, 0);
    writeMap(1, 0, 255, 0, 0);
    for (int i = 2; i < 11; i++) {
      writeMap(i, 0, 0, 0, 0);
    }
    writeMap(2, 0, 0, 0, 100);
    writeMap(9, 0, 0, 200, 150);
  }

  private void writeMap(int map, int... values) throws IOException {
    BufferedImage image = new BufferedImage(values.length, 1, BufferedImage.TYPE_BYTE_GRAY);
    image.getRaster().setPixels(0, 0, values.length, 1, values);
    ImageIO.write(
        image,
        "png",
        root.resolve(String.format("labels/gesicht_ß/gesicht_ß_lbl%02d.png", map)).toFile());
  }

  @Test
  void givesEveryPixelItsBrightestPart() throws IOException {
    HelenParsing.Face face = HelenParsing.read(root, "gesicht_ß");
    assertEquals(Shape.of(3, 1, 4), face.photo().shape());
    assertArrayEquals(new byte[] {0, 0, 8, 8}, face.labels().pixels());
    writeMap(2, 0, 0, 128, 150);
    writeMap(9, 0, 0, 127, 150);
    assertArrayEquals(
        new byte[] {0, 0, 1, 1}, HelenParsing.read(root, "gesicht_ß").labels().pixels());
    writeMap(2, 0, 0, 127, 90);
    writeMap(9, 0, 0, 0, 0);
    assertArrayEquals(
        new byte[] {0, 0, 0, 0}, HelenParsing.read(root, "gesicht_ß").labels().pixels());
  }

  @Test
  void refusesAMapOfAnotherSizeOrNone() throws IOException {
    writeMap(5, 0, 0);
    Path map = root.resolve("labels/gesicht_ß/gesicht_ß_lbl05.png");
    assertEquals(
        map + " is of shape [1, 1, 2]: expected that of the photo [3, 1, 4]",
        assertThrows(IOException.class, () -> HelenParsing.read(root, "gesicht_ß")).getMessage());
    Files.delete(map);
    String missing =
        assertThrows(IOException.class, () -> HelenParsing.read(root, "gesicht_ß")).getMessage();
    assertTrue(missing.startsWith(map.toString()), missing);
  }

  @Test
  void readsTheNamesOfAList() throws IOException {
    Path list = root.resolve("testing.txt");
    Files.writeString(list, "1 , 100032540_1\n2 , gesicht_ß\n");
    assertEquals(List.of("100032540_1", "gesicht_ß"), HelenParsing.names(list));
    Files.writeString(list, "1 , a\n2 b\n");
    assertEquals(
        list + " line 2: '2 b': expected a number, a comma and a name",
        assertThrows(IOException.class, () -> HelenParsing.names(list)).getMessage());
  }

  @Test
  void poolsCountsOverPictures() {
    ParsingScore score = new ParsingScore();
    score.add(labels(0, 1, 2, 5), labels(0, 1, 1, 5));
    score.add(labels(0, 0, 8, 6), labels(5, 0, 7, 6));
    // Nose: found 1 of 2, none wrong. Brows: found 2, both are brows, but one is the other brow.
    assertEquals(2.0 * 1 / (1 + 2), score.unionF1(EnumSet.of(FacePart.NOSE)));
    assertEquals(1, score.unionF1(EnumSet.of(FacePart.LEFT_BROW, FacePart.RIGHT_BROW)));
    assertEquals(2.0 * 1 / (1 + 2), score.unionF1(EnumSet.of(FacePart.LEFT_BROW)));
    // 5 pixels of parts found, 6 there; 5 in common, of which 3 have the very part.
    assertEquals(2.0 * 5 / (5 + 6), score.unionF1());
    assertEquals(2.0 * 3 / (5 + 6), score.strictF1());
    assertEquals(Double.NaN, score.unionF1(EnumSet.of(FacePart.LEFT_EYE)));
  }

  @Test
  void refusesLabelsThatAreNone() {
    ParsingScore score = new ParsingScore();
    assertEquals(
        "label 9: expected from 0 to 8",
        assertThrows(IllegalArgumentException.class, () -> score.add(labels(9), labels(0)))
            .getMessage());
    assertEquals(
        "labels of shapes [1, 1, 1] and [1, 1, 2]: expected [1, H, W] of both",
        assertThrows(IllegalArgumentException.class, () -> score.add(labels(0), labels(0, 0)))
            .getMessage());
    assertEquals(Double.NaN, score.strictF1());
  }

  private static Picture labels(int... labels) {
    byte[] pixels = new byte[labels.length];
    for (int i = 0; i < labels.length; i++) {
      pixels[i] = (byte) labels[i];
    }
    return new Picture(Shape.of(1, 1, labels.length), pixels);
  }
}
