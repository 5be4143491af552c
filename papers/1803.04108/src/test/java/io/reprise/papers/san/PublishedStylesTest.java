package io.reprise.papers.san;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.datasets.landmarks.FaceCrop;
import io.reprise.papers.san.PublishedStyles.Sizes;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reads a tree of the published layout with a face or two of each part. */
class PublishedStylesTest {
  private static final Sizes FEW = new Sizes(2, 1, 1, 1, 1);

  @TempDir private Path root;

  @BeforeEach
  void writeTree() throws IOException {
    Path w = root.resolve("300W-Style");
    Path aflw = root.resolve("AFLW-Style");
    Files.createDirectories(w.resolve("points"));
    StringBuilder points = new StringBuilder("version: 1\nn_points: 68\n{\n");
    for (int i = 0; i < 68; i++) {
      points.append(21 + i % 9 * 5).append(' ').append(31 + i / 9 * 5).append('\n');
    }
    Files.writeString(w.resolve("points/a.pts"), points.append("}\n"));
    Files.createDirectories(aflw.resolve("points"));
    Files.writeString(aflw.resolve("points/a.pts"), "1 30 40 True\n3 50 60 True\n");
    for (String style : PublishedStyles.STYLES) {
      picture(w.resolve(style + ".png"));
      picture(aflw.resolve(style + ".png"));
      String face = style + ".png points/a.pts 10 20 60 70";
      for (String boxes : List.of("GTB", "DET")) {
        list(w, style, "300w.train." + boxes, face, face);
        list(w, style, "300w.test.common." + boxes, face);
        list(w, style, "300w.test.challenge." + boxes, face);
      }
      for (String part : List.of("train", "test", "test.front")) {
        list(aflw, style, part + ".GTB", face + " 44.5");
      }
    }
    for (String weights : PublishedStyles.WEIGHTS) {
      Files.writeString(root.resolve(weights), "not read here");
    }
  }

  private static void picture(Path file) throws IOException {
    ImageIO.write(new BufferedImage(90, 100, BufferedImage.TYPE_INT_RGB), "png", file.toFile());
  }

  private static void list(Path set, String style, String name, String... lines)
      throws IOException {
    Path file = set.resolve("lists").resolve(style).resolve(name);
    Files.createDirectories(file.getParent());
    Files.write(file, List.of(lines));
  }

  @Test
  void facesAreReadByTheirListsInAllStyles() throws IOException {
    SanData data = PublishedStyles.read(root, FEW);
    assertEquals(root, data.weights().orElseThrow());
    StyledSet set = data.of(PublishedStyles.GROUND_TRUTH);
    assertEquals(68, set.landmarks());
    assertEquals(
        Set.of("Original", "Gray", "Light", "Sketch", "common", "challenging"),
        set.tests().keySet());
    assertEquals(2, set.training("Gray").size());
    assertEquals(2, set.test("Original").size());
    assertEquals(1, set.test("challenging").size());
    FaceCrop face = set.training("Sketch").face(1);
    assertEquals(128, face.picture().width());
    // The box of 50 pixels, grown by 10 to each side: from (0, 10), 70 x 70.
    assertEquals((20 + 0.5) * 128 / 70 - 0.5, face.landmarks().point(0).x(), 1e-9);
    assertEquals(20, face.inSource().point(0).x(), 1e-9);
    // Points 36 and 45: both first in their rows, the second one row below.
    assertEquals(5, face.normalizer(), 1e-9);
    StyledSet aflw = data.of(PublishedStyles.AFLW);
    assertEquals(19, aflw.test("front").face(0).landmarks().size());
    assertEquals(44.5, aflw.test("front").face(0).normalizer());
    assertNotEquals(set.checksum(), aflw.checksum());
  }

  @Test
  void whatIsMissingOrNotAsPublishedIsNamed() throws IOException {
    assertTrue(
        assertThrows(IOException.class, () -> PublishedStyles.read(root, new Sizes(3, 1, 1, 1, 1)))
            .getMessage()
            .contains("300w.train.GTB has 2 faces: expected the published 3"));
    Files.delete(root.resolve("resnet152.npz"));
    assertTrue(
        assertThrows(IOException.class, () -> PublishedStyles.read(root, FEW))
            .getMessage()
            .contains("resnet152.npz is missing"));
    assertTrue(
        assertThrows(
                IllegalArgumentException.class,
                () -> PublishedStyles.read(root.resolve("nowhere"), FEW))
            .getMessage()
            .contains("300W-Style/lists"));
  }

  @Test
  void eyesInOnePlaceAreAnErrorThatNamesTheFile() throws IOException {
    StringBuilder points = new StringBuilder("version: 1\nn_points: 68\n{\n");
    points.append("30 40\n".repeat(68)).append("}\n");
    Path file = root.resolve("300W-Style/points/a.pts");
    Files.writeString(file, points);
    StyledSet set = PublishedStyles.read(root, FEW).of(PublishedStyles.DETECTED);
    String message =
        assertThrows(IOException.class, () -> set.training("Original").face(0)).getMessage();
    assertTrue(message.contains(file.toString()) && message.contains("expected above 0"), message);
  }
}
