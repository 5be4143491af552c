package io.reprise.datasets.detection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.datasets.Box;
import io.reprise.datasets.detection.VocImage.Part;
import io.reprise.datasets.detection.VocImage.VocObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VocTest {
  private static final String ANNOTATION =
      """
      <annotation>
        <size><width>100</width><height>50</height><depth>3</depth></size>
        <object>
          <name>person</name><truncated>1</truncated><difficult>0</difficult>
          <bndbox><xmin>1</xmin><ymin>2</ymin><xmax>100</xmax><ymax>50</ymax></bndbox>
          <part><name>head</name>
            <bndbox><xmin>5</xmin><ymin>5</ymin><xmax>5</xmax><ymax>6.5</ymax></bndbox></part>
        </object>
        <object><name>dog</name><difficult>1</difficult>
          <bndbox><xmax>20</xmax><xmin>10</xmin><ymin>10</ymin><ymax>20</ymax></bndbox></object>
      </annotation>
      """;

  @TempDir private Path root;
  private Path file;

  @BeforeEach
  void makeFolders() throws IOException {
    Files.createDirectories(root.resolve("ImageSets/Main"));
    Files.createDirectories(root.resolve("Annotations"));
    file = root.resolve("Annotations/b\u00e4r.xml");
  }

  private String refusal(String text) throws IOException {
    Files.writeString(file, text);
    return assertThrows(IOException.class, () -> Voc.read(root, "b\u00e4r")).getMessage();
  }

  @Test
  void readsBoxesThatNameTheirLastPixel() throws IOException {
    Files.writeString(file, ANNOTATION);
    assertEquals(
        new VocImage(
            "b\u00e4r",
            100,
            50,
            List.of(
                new VocObject(
                    "person",
                    new Box(0, 1, 100, 50),
                    false,
                    true,
                    List.of(new Part("head", new Box(4, 4, 5, 6.5)))),
                new VocObject("dog", new Box(9, 9, 20, 20), true, false, List.of()))),
        Voc.read(root, "b\u00e4r"));
  }

  @Test
  void refusesBadAnnotationsNamingTheLine() throws IOException {
    assertTrue(
        refusal(ANNOTATION.replace("dog", "wolf"))
            .startsWith(file + " line 9 <name>: 'wolf': expected one of [aeroplane, "));
    assertEquals(
        file + " line 5 <bndbox>: from (1.0, 2.0) to (101.0, 50.0): expected inside 100 x 50",
        refusal(ANNOTATION.replace("<xmax>100", "<xmax>101")));
    assertEquals(
        file + " line 10 <bndbox>: no <ymin>: expected one",
        refusal(ANNOTATION.replace("<ymin>10</ymin>", "")));
    assertEquals(
        file + " line 9 <difficult>: 2: expected a whole number from 0 to 1",
        refusal(ANNOTATION.replace("<difficult>1", "<difficult>2")));
    String truncated = refusal(ANNOTATION.substring(0, 300));
    assertTrue(truncated.matches("\\Q" + file + "\\E line [5-7]: .*: expected XML"), truncated);
    assertTrue(
        refusal(
                "<!DOCTYPE a [<!ENTITY w SYSTEM 'file:///etc/hostname'>]><annotation><size>&w;</size></annotation>")
            .startsWith(file + " line 1: "));
    Files.delete(file);
    assertEquals(
        file + " is missing: expected a file",
        assertThrows(IOException.class, () -> Voc.read(root, "b\u00e4r")).getMessage());
  }

  @Test
  void readsListsOfNames() throws IOException {
    Path list = root.resolve("ImageSets/Main/dog_train.txt");
    Files.writeString(list, "000001 -1\n000007  1\n");
    assertEquals(List.of("000001", "000007"), Voc.names(root, "dog_train"));
    Files.writeString(list, "000001\n000007 2\n");
    assertEquals(
        list + " line 2: '000007 2': expected a name, and perhaps -1, 0 or 1",
        assertThrows(IOException.class, () -> Voc.names(root, "dog_train")).getMessage());
    Path image = root.resolve("JPEGImages/000001.jpg");
    assertEquals(
        image + " is missing: expected a file",
        assertThrows(IOException.class, () -> Voc.image(root, "000001")).getMessage());
  }

  private static GroundTruth object(String image, double left, boolean ignored) {
    return new GroundTruth(image, new Box(left, 0, left + 10, 10), ignored);
  }

  private static Detection detection(String image, double left, double score) {
    return new Detection(image, new Box(left, 0, left + 10, 10), score);
  }

  @Test
  void averagePrecisionFollowsTheHandComputedCurve() {
    List<GroundTruth> objects =
        List.of(
            object("a", 0, false),
            object("a", 50, true),
            object("b", 0, false),
            object("c", 0, false),
            object("c", 20, false));
    List<Detection> detections =
        List.of(
            detection("c", 20, 0.4), // right: recall 3/4, precision 3/5
            detection("a", 0, 0.9), // right: 1/4, 1/1
            detection("a", 50, 0.8), // difficult: does not count
            detection("a", 1, 0.7), // found before: wrong, 1/4, 1/2
            detection("b", 3, 0.6), // right, 7 of 13: 2/4, 2/3
            detection("d", 0, 0.5), // no object: wrong, 2/4, 2/4
            detection("c", 4, 0.1)); // 6 of 14 is too little: wrong, 3/4, 3/6
    assertEquals(
        0.25 * 1 + 0.25 * 2 / 3 + 0.25 * 3 / 5,
        VocAveragePrecision.ALL_POINTS.of(detections, objects, 0.5).orElseThrow(),
        1e-12);
    // Recalls 0 to 0.2 at 1, 0.3 to 0.5 at 2/3, 0.6 and 0.7 at 3/5.
    assertEquals(
        (3 + 3 * 2.0 / 3 + 2 * 3.0 / 5) / 11,
        VocAveragePrecision.ELEVEN_POINTS.of(detections, objects, 0.5).orElseThrow(),
        1e-12);
  }

  @Test
  void elevenPointsReachEveryTenth() {
    List<GroundTruth> objects =
        IntStream.range(0, 10).mapToObj(i -> object("i" + i, 0, false)).toList();
    List<Detection> three =
        List.of(detection("i0", 0, 1), detection("i1", 0, 1), detection("i2", 0, 1));
    assertEquals(
        4.0 / 11, VocAveragePrecision.ELEVEN_POINTS.of(three, objects, 0.5).orElseThrow(), 1e-12);
  }

  @Test
  void aClassWithoutObjectsHasNoAveragePrecision() {
    assertEquals(
        OptionalDouble.empty(),
        VocAveragePrecision.ALL_POINTS.of(
            List.of(detection("a", 0, 1)), List.of(object("a", 0, true)), 0.5));
  }
}
