package io.reprise.datasets.faces;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.reprise.datasets.DataRoot;
import io.reprise.datasets.ImageClassification;
import io.reprise.datasets.openset.OpenSet;
import io.reprise.tensor.Shape;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OrlFacesTest {
  private static final int PIXELS = 112 * 92;

  @TempDir private Path root;

  private void write(int person, int photo, byte[] content) throws IOException {
    Path file = root.resolve("orl-faces/s" + person + "/" + photo + ".pgm");
    Files.createDirectories(file.getParent());
    Files.write(file, content);
  }

  private void writeAll() throws IOException {
    for (int person = 1; person <= 40; person++) {
      for (int photo = 1; photo <= 10; photo++) {
        write(person, photo, pgm("P5\n92 112\n255\n", person, photo));
      }
    }
  }

  private static byte[] pgm(String header, int person, int photo) {
    byte[] start = header.getBytes(StandardCharsets.US_ASCII);
    byte[] content = Arrays.copyOf(start, start.length + PIXELS);
    for (int p = 0; p < PIXELS; p++) {
      content[start.length + p] = pixel(person, photo, p);
    }
    return content;
  }

  private static byte pixel(int person, int photo, int offset) {
    return (byte) (5 * person + 3 * photo + offset + offset / 92);
  }

  private String refusal() {
    return assertThrows(IOException.class, () -> OrlFaces.read(root, 5)).getMessage();
  }

  @Test
  void trainsOnTheFirstPhotosOfEachPerson() throws IOException {
    writeAll();
    ImageClassification data = OrlFaces.read(root, 3);
    assertEquals(Shape.of(1, 112, 92), data.train().image());
    assertEquals(120, data.train().size());
    assertEquals(280, data.test().size());
    assertEquals(39, data.train().label(119));
    for (int offset : new int[] {0, 91, 92, PIXELS - 1}) {
      assertEquals(pixel(2, 3, offset), (byte) data.train().pixel(5, offset));
      assertEquals(pixel(1, 10, offset), (byte) data.test().pixel(6, offset));
    }
    assertThrows(IllegalArgumentException.class, () -> OrlFaces.read(root, 10));
    assertThrows(IllegalArgumentException.class, () -> OrlFaces.read(root, 0));
  }

  @Test
  void testsOnPeopleWhomNoTrainingHasSeen() throws IOException {
    writeAll();
    OpenSet data = OrlFaces.readByPeople(root, 30, 112, 92);
    assertEquals(30, data.classes());
    assertEquals(300, data.train().size());
    assertEquals(29, data.train().label(299));
    assertEquals(100, data.test().size());
    assertEquals(List.of(0, 1), List.of(data.test().label(9), data.test().label(10)));
    // The first test photos are of person 31.
    assertEquals(pixel(31, 4, 91), (byte) data.test().picture(3).at(0, 0, 91));
    assertEquals(Shape.of(1, 28, 23), OrlFaces.readByPeople(root, 2, 28, 23).image());
    assertThrows(IllegalArgumentException.class, () -> OrlFaces.readByPeople(root, 1, 28, 23));
    assertThrows(IllegalArgumentException.class, () -> OrlFaces.readByPeople(root, 39, 28, 23));
  }

  @Test
  void refusesAMissingTruncatedOrTurnedPhoto() throws IOException {
    writeAll();
    Path file = root.resolve("orl-faces/s7/6.pgm");
    write(7, 6, pgm("P5\n112 92\n255\n", 7, 6));
    assertEquals(
        "ORL faces: " + file + " has shape [1, 92, 112]: expected [1, 112, 92]", refusal());
    write(7, 6, Arrays.copyOf(pgm("P5\n92 112\n255\n", 7, 6), 5_000));
    assertEquals(file + " at byte 14: 4986 bytes of pixels: expected at least 10304", refusal());
    Files.delete(file);
    assertEquals("ORL faces: " + file + " is missing: expected a file", refusal());
  }

  /**
   * Looks for the extracted folder or the archive in the data folder, beside it, and then in {@code
   * shared/data} beside the checkout.
   */
  @Test
  void readsTheRealFilesWhereThereAreSome() throws IOException {
    Optional<Path> real = realData();
    assumeTrue(real.isPresent(), "neither orl-faces nor orl-faces.tar.gz is there");
    ImageClassification data = OrlFaces.read(real.get(), 5);
    int[] five = new int[40];
    Arrays.fill(five, 5);
    assertArrayEquals(five, data.train().imagesPerClass());
    assertArrayEquals(five, data.test().imagesPerClass());
    assertTrue(nearestNeighbourAccuracy(data) > 0.8, "faces of one person resemble each other");
  }

  private Optional<Path> realData() throws IOException {
    String variable = System.getenv(DataRoot.VARIABLE);
    Path shared = Path.of("").toAbsolutePath().getParent().resolveSibling("shared").resolve("data");
    List<Path> folders =
        variable == null || variable.isBlank()
            ? List.of(shared)
            : List.of(Path.of(variable), Path.of(variable).toAbsolutePath().getParent(), shared);
    for (Path folder : folders) {
      if (OrlFaces.isIn(folder)) {
        return Optional.of(folder);
      }
      if (Files.isRegularFile(folder.resolve("orl-faces.tar.gz"))) {
        extract(folder.resolve("orl-faces.tar.gz"));
        return Optional.of(root);
      }
    }
    return Optional.empty();
  }

  private void extract(Path archive) throws IOException {
    try (TarArchiveInputStream tar =
        new TarArchiveInputStream(new GzipCompressorInputStream(Files.newInputStream(archive)))) {
      for (TarArchiveEntry e = tar.getNextEntry(); e != null; e = tar.getNextEntry()) {
        Path to = root.resolve(e.getName()).normalize();
        assertTrue(to.startsWith(root), e.getName());
        if (e.isFile()) {
          Files.createDirectories(to.getParent());
          Files.copy(tar, to);
        }
      }
    }
  }

  private static double nearestNeighbourAccuracy(ImageClassification data) {
    int right = 0;
    for (int t = 0; t < data.test().size(); t++) {
      long nearest = Long.MAX_VALUE;
      int label = -1;
      for (int i = 0; i < data.train().size(); i++) {
        long distance = 0;
        for (int p = 0; p < PIXELS; p += 4) {
          int difference = data.test().pixel(t, p) - data.train().pixel(i, p);
          distance += (long) difference * difference;
        }
        if (distance < nearest) {
          nearest = distance;
          label = data.train().label(i);
        }
      }
      right += label == data.test().label(t) ? 1 : 0;
    }
    return (double) right / data.test().size();
  }
}
