package io.reprise.datasets.landmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.datasets.Box;
import io.reprise.datasets.Point;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FaceSetsTest {
  private static final Map<String, Integer> SMALL =
      Map.of(
          "afw", 1,
          "helen/trainset", 2,
          "helen/testset", 1,
          "lfpw/trainset", 1,
          "lfpw/testset", 1,
          "ibug", 1);

  @TempDir private Path root;

  private void writeThreeHundredW() throws IOException {
    for (String folder : SMALL.keySet()) {
      Files.createDirectories(root.resolve(folder));
      for (int i = 0; i < SMALL.get(folder); i++) {
        Files.createFile(root.resolve(folder).resolve("image _" + i + ".png"));
        Files.createFile(root.resolve(folder).resolve("image _" + i + ".pts"));
      }
    }
  }

  private String refusal() {
    return assertThrows(IOException.class, () -> ThreeHundredW.read(root, SMALL)).getMessage();
  }

  @Test
  void splitsThreeHundredWAsThePapersDo() throws IOException {
    writeThreeHundredW();
    ThreeHundredW faces = ThreeHundredW.read(root, SMALL);
    assertEquals(4, faces.train().size());
    assertEquals(root.resolve("afw/image _0.png"), faces.train().get(0).image());
    assertEquals(root.resolve("helen/trainset/image _1.pts"), faces.train().get(2).annotation());
    assertEquals(
        List.of(
            root.resolve("helen/testset/image _0.png"),
            root.resolve("lfpw/testset/image _0.png"),
            root.resolve("ibug/image _0.png")),
        faces.full().stream().map(FaceFile::image).toList());
    assertEquals(2, faces.common().size());
  }

  @Test
  void expectsThePublishedNumberOfFaces() throws IOException {
    writeThreeHundredW();
    assertEquals(
        "300-W: " + root.resolve("afw") + " has 1 images: expected 337",
        assertThrows(IOException.class, () -> ThreeHundredW.read(root)).getMessage());
  }

  @Test
  void refusesAFaceWithoutItsOtherFile() throws IOException {
    writeThreeHundredW();
    Path lone = Files.createFile(root.resolve("ibug/z.jpg"));
    assertEquals("300-W: " + lone + " has no landmarks: expected z.pts", refusal());
    Files.delete(lone);
    lone = Files.createFile(root.resolve("ibug/z.pts"));
    assertEquals("300-W: " + lone + " has no image: expected one beside", refusal());
    Files.createFile(root.resolve("ibug/z.jpg"));
    assertEquals("300-W: " + root.resolve("ibug") + " has 2 images: expected 1", refusal());
    Files.createFile(root.resolve("ibug/z.png"));
    assertTrue(refusal().endsWith("have one name: expected one image a .pts"), refusal());
  }

  @Test
  void refusesAMissingFolder() {
    assertEquals("300-W: " + root.resolve("afw") + " is missing: expected a folder", refusal());
  }

  @Test
  void readsListsWithBlanksInNames() throws IOException {
    Path list = root.resolve("liste-ü.txt");
    Files.writeString(
        list, "a/image_092 _01.jpg p/x 1.pts 1 2 3.5 4\nb.jpg c.pts 0 0 10 10 7.25\n");
    List<FaceList.Entry> faces = FaceList.read(list, root);
    assertEquals(root.resolve("a/image_092 _01.jpg"), faces.get(0).face().image());
    assertEquals(root.resolve("p/x 1.pts"), faces.get(0).face().annotation());
    assertEquals(new Box(1, 2, 3.5, 4), faces.get(0).box());
    assertEquals(OptionalDouble.empty(), faces.get(0).size());
    assertEquals(OptionalDouble.of(7.25), faces.get(1).size());
  }

  @Test
  void refusesABadLineOfAList() throws IOException {
    Path list = root.resolve("list");
    Files.writeString(list, "a.jpg b.pts 1 2 3\n");
    assertEquals(
        list
            + " line 1: 'a.jpg b.pts 1 2 3': expected image, .pts, left, top, right, bottom, and"
            + " perhaps the face's size",
        assertThrows(IOException.class, () -> FaceList.read(list, root)).getMessage());
    Files.writeString(list, "\na.jpg b.pts 5 2 3 4\n");
    assertEquals(
        list + " line 2: 'a.jpg b.pts 5 2 3 4': expected a box with left < right and top < bottom",
        assertThrows(IOException.class, () -> FaceList.read(list, root)).getMessage());
    Files.writeString(list, "a.jpg b.pts 1 2 3 4 0\n");
    assertEquals(
        list + " line 1: size 0: expected above 0",
        assertThrows(IOException.class, () -> FaceList.read(list, root)).getMessage());
    Files.writeString(list, "\n");
    assertEquals(
        list + " is empty: expected a face a line",
        assertThrows(IOException.class, () -> FaceList.read(list, root)).getMessage());
  }

  @Test
  void aFrontalFaceHasAllLandmarksInsideItsBox() {
    FaceList.Entry face =
        new FaceList.Entry(new FaceFile(root, root), new Box(0, 0, 10, 10), OptionalDouble.empty());
    Optional<Point> inside = Optional.of(new Point(9, 1));
    assertTrue(face.isFrontal(new Landmarks(List.of(inside, inside))));
    assertFalse(face.isFrontal(new Landmarks(List.of(inside, Optional.empty()))));
    assertFalse(face.isFrontal(new Landmarks(List.of(inside, Optional.of(new Point(10, 5))))));
  }

  @Test
  void listsTheFramesOfAVideoInOrder() throws IOException {
    Path video = root.resolve("001");
    Path annotations = Files.createDirectories(video.resolve("annot"));
    Path images = Files.createDirectories(video.resolve("extraction"));
    for (int i = 1; i <= 11; i++) {
      Files.createFile(annotations.resolve(String.format("%06d.pts", i)));
      Files.createFile(images.resolve(String.format("%06d.png", i)));
    }
    List<FaceFile> frames = ThreeHundredVw.frames(video);
    assertEquals(11, frames.size());
    assertEquals(images.resolve("000010.png"), frames.get(9).image());
    assertEquals(annotations.resolve("000010.pts"), frames.get(9).annotation());

    Files.delete(annotations.resolve("000011.pts"));
    assertEquals(
        "300-VW: " + video + " has landmarks of 10 frames and 11 images: expected as many",
        assertThrows(IOException.class, () -> ThreeHundredVw.frames(video)).getMessage());
    Files.delete(annotations.resolve("000003.pts"));
    assertEquals(
        "300-VW: " + annotations.resolve("000004.pts") + ": expected 000003.pts next",
        assertThrows(IOException.class, () -> ThreeHundredVw.frames(video)).getMessage());
  }

  @Test
  void thePartsOfThreeHundredVwShareNoVideo() {
    Set<String> videos = new HashSet<>();
    for (ThreeHundredVw.Part part : ThreeHundredVw.Part.values()) {
      videos.addAll(part.videos());
    }
    assertEquals(114, videos.size());
    assertEquals(50, ThreeHundredVw.Part.TRAIN.videos().size());
    assertEquals(31, ThreeHundredVw.Part.WELL_LIT.videos().size());
    assertEquals(19, ThreeHundredVw.Part.MILD.videos().size());
    assertEquals(14, ThreeHundredVw.Part.CHALLENGING.videos().size());
  }
}
