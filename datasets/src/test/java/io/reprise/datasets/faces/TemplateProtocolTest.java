package io.reprise.datasets.faces;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.datasets.DataFolder;
import io.reprise.datasets.faces.TemplateProtocol.Pooling;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

class TemplateProtocolTest {
  private static final String HEADER = "TEMPLATE_ID,SUBJECT_ID,FILE,MEDIA_ID,FACE_X\n";

  @TempDir private Path root;
  private DataFolder images;

  @BeforeEach
  void writeImages() throws IOException {
    Path folder = Files.createDirectories(root.resolve("images/frame"));
    images = DataFolder.at("IJB", root.resolve("images"));
    for (String name : new String[] {"1.jpg", "2.jpg", "3.jpg"}) {
      Files.createFile(folder.resolve(name));
      Files.createFile(images.path().resolve(name));
    }
  }

  private TemplateProtocol csv(String text) throws IOException {
    return TemplateProtocol.readCsv(images, Files.writeString(root.resolve("list.csv"), text));
  }

  private TemplateProtocol lines(String text) throws IOException {
    return TemplateProtocol.readTemplateList(
        images, Files.writeString(root.resolve("list.txt"), text));
  }

  private Path pairs(String text) throws IOException {
    return Files.writeString(root.resolve("pairs.txt"), text);
  }

  private static String refusal(Executable call) {
    return assertThrows(IOException.class, call).getMessage();
  }

  @Test
  void readsTheMetadataOfNist() throws IOException {
    TemplateProtocol protocol =
        csv(HEADER + "7,3,frame/1.jpg,88,12.5\n7,3,\"2.jpg\",89,\n9,4,3.jpg,90,1\n");
    assertEquals(2, protocol.templates());
    assertEquals(3, protocol.subject(7));
    assertEquals(
        new TemplateImage(images.path().resolve("frame/1.jpg"), 7, 3, "88"),
        protocol.images().get(0));
    // IJB-B and IJB-C say FILENAME and SIGHTING_ID.
    TemplateProtocol other = csv("TEMPLATE_ID,SUBJECT_ID,FILENAME,SIGHTING_ID\n1,2,1.jpg,5\n");
    assertEquals("5", other.images().get(0).media());
    assertEquals(
        "1.jpg", csv("TEMPLATE_ID,SUBJECT_ID,FILENAME\n1,2,1.jpg\n").images().get(0).media());
  }

  @Test
  void refusesBadMetadataNamingTheLine() throws IOException {
    String list = root.resolve("list.csv").toString();
    assertEquals(
        list + " line 3: '7,5,2.jpg,89,1': expected subject 3, which template 7 had before",
        refusal(() -> csv(HEADER + "7,3,1.jpg,88,1\n7,5,2.jpg,89,1\n")));
    assertEquals(
        list + " line 3: '7,3,1.jpg,89,1': expected each image once in template 7",
        refusal(() -> csv(HEADER + "7,3,1.jpg,88,1\n7,3,1.jpg,89,1\n")));
    assertTrue(refusal(() -> csv(HEADER + "x,3,1.jpg,88,1\n")).contains("line 2: template 'x'"));
    assertTrue(
        refusal(() -> csv(HEADER + "7,3,9.jpg,88,1\n")).contains("expected an image that is"));
    assertTrue(refusal(() -> csv(HEADER + "7,3\n")).endsWith("expected 5 columns"));
    assertEquals(
        list + " line 1 has columns [A, B]: expected one of [FILE, FILENAME]",
        refusal(() -> csv("A,B\n1,2\n")));
    assertEquals(list + " has no images: expected at least one", refusal(() -> csv(HEADER)));
    Path missing = root.resolve("missing.csv");
    assertEquals(
        missing + " is missing: expected a list of templates",
        refusal(() -> TemplateProtocol.readCsv(images, missing)));
  }

  @Test
  void readsTemplateListsAndLabelledPairs() throws IOException {
    TemplateProtocol protocol = lines("1.jpg 1 69544\n2.jpg 1 69544\n3.jpg 5 7\n");
    assertEquals(2, protocol.templates());
    assertEquals(TemplateImage.UNKNOWN, protocol.subject(5));
    TemplatePairs pairs = TemplatePairs.readLabelled(protocol, pairs("1 5 0\n5 1 1\n1 1 1\n"));
    assertEquals(3, pairs.size());
    assertEquals(2, pairs.genuine());
    Path list = root.resolve("pairs.txt");
    assertEquals(
        list + " line 1: '1 6 0': expected templates of the protocol; there is no 6",
        refusal(() -> TemplatePairs.readLabelled(protocol, pairs("1 6 0\n"))));
    assertEquals(
        list + " line 1: label '2': expected a whole number from 0 to 1",
        refusal(() -> TemplatePairs.readLabelled(protocol, pairs("1 5 2\n"))));
    assertTrue(
        refusal(() -> TemplatePairs.readComparisons(protocol, pairs("1,5\n")))
            .endsWith("expected templates with subjects, or a label"));
    assertTrue(
        refusal(() -> lines("1.jpg 1\n")).endsWith("expected an image, a template and a media"));
  }

  @Test
  void comparesTemplatesOfNistByTheirSubjects() throws IOException {
    TemplateProtocol protocol = csv(HEADER + "1,3,1.jpg,1,0\n2,3,2.jpg,2,0\n3,4,3.jpg,3,0\n");
    TemplatePairs pairs = TemplatePairs.readComparisons(protocol, pairs("1,2\n1, 3\n2,3\n"));
    assertEquals(1, pairs.genuine());
    Map<Integer, float[]> features =
        protocol.pool(new float[][] {{2, 0}, {0.6f, 0.8f}, {0, 1}}, Pooling.IMAGES);
    VerificationScores scores = pairs.compare(features);
    // Genuine 0.6; impostors 0 and 0.8.
    assertEquals(1, scores.trueAcceptRate(0.5));
    assertEquals(0, scores.threshold(0.5), 1e-6);
    assertTrue(
        refusal(() -> TemplatePairs.readComparisons(protocol, pairs("1;2\n")))
            .endsWith("expected two templates with a comma between"));
    assertEquals(
        "template 3 has no features: expected some",
        assertThrows(
                IllegalArgumentException.class,
                () -> pairs.compare(Map.of(1, new float[] {1}, 2, new float[] {1})))
            .getMessage());
  }

  @Test
  void growsWithAnyNumberOfPairs() throws IOException {
    TemplateProtocol protocol = lines("1.jpg 1 1\n3.jpg 5 7\n");
    TemplatePairs pairs =
        TemplatePairs.readLabelled(protocol, pairs("1 5 0\n1 1 1\n".repeat(2_000)));
    assertEquals(4_000, pairs.size());
    VerificationScores scores = pairs.compare(Map.of(1, new float[] {1, 0}, 5, new float[] {0, 1}));
    assertEquals(1, scores.trueAcceptRate(1e-3));
  }

  @Test
  void poolsImagesOrMedia() throws IOException {
    TemplateProtocol protocol = lines("1.jpg 1 10\n2.jpg 1 10\n3.jpg 1 11\n");
    float[][] features = {{3, 0}, {5, 0}, {0, 9}};
    assertArrayEquals(
        new float[] {2 / 3f, 1 / 3f}, protocol.pool(features, Pooling.IMAGES).get(1), 1e-6f);
    assertArrayEquals(
        new float[] {0.5f, 0.5f}, protocol.pool(features, Pooling.MEDIA).get(1), 1e-6f);
    assertThrows(
        IllegalArgumentException.class,
        () -> protocol.pool(new float[][] {{1}, {1}}, Pooling.IMAGES));
    assertEquals(
        "feature of image 1 has only zeros: expected a feature vector with a direction",
        assertThrows(
                IllegalArgumentException.class,
                () -> protocol.pool(new float[][] {{1}, {0}, {1}}, Pooling.IMAGES))
            .getMessage());
  }
}
