package io.reprise.datasets.deblurring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.datasets.deblurring.GoPro.Blur;
import io.reprise.datasets.deblurring.GoPro.Part;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GoProTest {
  @TempDir private Path root;
  private Path train;

  @BeforeEach
  void writeSmallFoldersInTheOfficialLayout() throws IOException {
    train = root.resolve("GOPRO_Large/train");
    for (String kind : List.of("blur", "blur_gamma", "sharp")) {
      create("GOPR0372_07_00/" + kind + "/000048.png");
      create("GOPR0372_07_00/" + kind + "/000047.png");
      create("GOPR0372_07_01/" + kind + "/000047.png");
    }
    Files.createFile(train.resolve("GOPR0372_07_00/frames.txt"));
  }

  private Path create(String name) throws IOException {
    Path file = train.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.createFile(file);
  }

  private String refusal(Blur blur, int pairs) {
    return assertThrows(IOException.class, () -> GoPro.read(root, Part.TRAIN, blur, pairs))
        .getMessage();
  }

  @Test
  void pairsPhotosOfTheSameName() throws IOException {
    List<BlurredPair> pairs = GoPro.read(root, Part.TRAIN, Blur.LINEAR, 3);
    assertEquals(
        new BlurredPair(
            "GOPR0372_07_00",
            train.resolve("GOPR0372_07_00/blur/000047.png"),
            train.resolve("GOPR0372_07_00/sharp/000047.png")),
        pairs.get(0));
    assertEquals("GOPR0372_07_01", pairs.get(2).sequence());
    assertEquals(
        train.resolve("GOPR0372_07_00/blur_gamma/000048.png"),
        GoPro.read(root, Part.TRAIN, Blur.GAMMA, 3).get(1).blurred());
    assertTrue(GoPro.isIn(root));
  }

  @Test
  void refusesAPhotoWithoutItsPartner() throws IOException {
    Path blurred = train.resolve("GOPR0372_07_00/blur/000048.png");
    Files.delete(blurred);
    assertEquals("GoPro: " + blurred + " is missing: expected a file", refusal(Blur.LINEAR, 2));
    assertEquals(3, GoPro.read(root, Part.TRAIN, Blur.GAMMA, 3).size());
    Path sharp = train.resolve("GOPR0372_07_01/sharp/000047.png");
    Files.delete(sharp);
    assertEquals("GoPro: " + sharp + " is missing: expected a file", refusal(Blur.GAMMA, 3));
  }

  @Test
  void refusesAnotherNumberOfPairsAndOtherFiles() throws IOException {
    assertEquals(
        "GoPro: " + train + " has 3 pairs: expected 2103",
        assertThrows(IOException.class, () -> GoPro.read(root, Part.TRAIN, Blur.LINEAR))
            .getMessage());
    assertTrue(
        assertThrows(IOException.class, () -> GoPro.read(root, Part.TEST, Blur.LINEAR))
            .getMessage()
            .endsWith("test is missing: expected a folder"));
    Path other = create("GOPR0372_07_00/sharp/notes.txt");
    assertTrue(refusal(Blur.LINEAR, 3).startsWith("GoPro: " + other + " lies between images"));
  }
}
