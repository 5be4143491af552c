package io.reprise.papers.sbr;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.datasets.landmarks.FaceCrop;
import io.reprise.papers.sbr.PublishedFaces.Published;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reads a tree of the published layout with a face or two of each set. */
class PublishedFacesTest {
  private static final String VIDEOS = "300VW_Dataset_2015_12_14";
  private static final Published FEW = new Published(2, 1, 1, 1, 1, List.of("001"), List.of("410"));

  @TempDir private Path root;

  @BeforeEach
  void writeTree() throws IOException {
    for (String name : List.of("a", "b", "c", "d")) {
      picture(root.resolve("300W/" + name + ".png"));
      points(root.resolve("300W/" + name + ".pts"), 0);
    }
    list("300W/lists/300w.train.DET", "a.png a.pts 10 20 60 70", "b.png b.pts 10 20 60 70");
    list("300W/lists/300w.test.common.DET", "c.png c.pts 10 20 60 70");
    list("300W/lists/300w.test.challenge.DET", "d.png d.pts 10 20 60 70");
    for (String name : List.of("e", "f")) {
      picture(root.resolve("aflw/" + name + ".png"));
      Files.writeString(root.resolve("aflw/" + name + ".pts"), "1 30 40 True\n3 50 60 True\n");
    }
    list("aflw/lists/train.GTB", "e.png e.pts 10 20 60 70 55.5");
    list("aflw/lists/test.GTB", "f.png f.pts 10 20 60 70 44.5");
    for (String video : List.of("001", "410")) {
      for (int t = 1; t <= 4; t++) {
        String number = String.format("%06d", t);
        picture(root.resolve(VIDEOS + "/" + video + "/extraction/" + number + ".png"));
        points(root.resolve(VIDEOS + "/" + video + "/annot/" + number + ".pts"), t);
      }
    }
    Files.writeString(root.resolve("vgg16.npz"), "not read here");
  }

  private static void picture(Path file) throws IOException {
    Files.createDirectories(file.getParent());
    ImageIO.write(new BufferedImage(90, 100, BufferedImage.TYPE_INT_RGB), "png", file.toFile());
  }

  /** 68 points in a square of 40 pixels, moved to the right; files count from 1. */
  private static void points(Path file, int right) throws IOException {
    Files.createDirectories(file.getParent());
    StringBuilder text = new StringBuilder("version: 1\nn_points: 68\n{\n");
    for (int i = 0; i < 68; i++) {
      text.append(21 + right + i % 9 * 5).append(' ').append(31 + i / 9 * 5).append('\n');
    }
    Files.writeString(file, text.append("}\n"));
  }

  private void list(String name, String... lines) throws IOException {
    Path file = root.resolve(name);
    Files.createDirectories(file.getParent());
    Files.write(file, List.of(lines));
  }

  @Test
  void imagesAreCutOutByTheirListsAndVideosByTheirMiddleFrame() throws IOException {
    SbrData data = PublishedFaces.read(root, FEW);
    assertEquals(root.resolve("vgg16.npz"), data.classifier().orElseThrow());
    FaceSet faces = data.of(PublishedFaces.THREE_HUNDRED_W);
    assertEquals(2, faces.labelled().size());
    assertEquals(1, faces.stills().get("challenging").size());
    assertEquals(49, faces.videoLandmarks().size());
    FaceCrop still = faces.labelled().face(1);
    assertEquals(256, still.picture().width());
    // The box of 50 pixels, grown by 10 to each side: from (0, 10), 70 x 70.
    assertEquals((20 + 0.5) * 256 / 70 - 0.5, still.landmarks().point(0).x(), 1e-9);
    assertEquals((30 - 10 + 0.5) * 256 / 70 - 0.5, still.landmarks().point(0).y(), 1e-9);
    assertEquals(20, still.inSource().point(0).x(), 1e-9);
    List<FaceCrop> three = faces.videos().get(0).faces(1, 3);
    assertEquals(three.get(0).map(), three.get(2).map());
    double across = three.get(1).landmarks().point(5).x() - three.get(0).landmarks().point(5).x();
    // A pixel of the video; the box from 23.5 to 63.5 grew by 8 to each side, and to whole pixels.
    assertEquals(256 / 57.0, across, 1e-9);
    assertEquals(
        three.get(0).landmarks().point(0).x() + across,
        faces.videos().get(0).face(2).landmarks().point(0).x(),
        1e-9);
    assertNotEquals(faces.checksum(), data.of(PublishedFaces.AFLW).checksum());
  }

  @Test
  void facesOfAflwHave19LandmarksOfWhichSomeAreSeenAndASizeOfTheirOwn() throws IOException {
    FaceSet aflw = PublishedFaces.read(root, FEW).of(PublishedFaces.AFLW);
    FaceCrop face = aflw.stills().get("full").face(0);
    assertEquals(19, face.landmarks().size());
    assertTrue(face.landmarks().isVisible(2));
    assertEquals(44.5, face.normalizer());
    assertTrue(aflw.testVideos().isEmpty());
  }

  @Test
  void aListThatIsNotAsPublishedIsRefusedByItsCount() throws IOException {
    String message =
        assertThrows(
                IOException.class,
                () ->
                    PublishedFaces.read(
                        root, new Published(3, 1, 1, 1, 1, List.of("001"), List.of("410"))))
            .getMessage();
    assertTrue(message.contains("300w.train.DET has 2 faces: expected the published 3"), message);
    Files.delete(root.resolve("vgg16.npz"));
    assertTrue(
        assertThrows(IOException.class, () -> PublishedFaces.read(root, FEW))
            .getMessage()
            .contains("vgg16.npz is missing"));
  }
}
