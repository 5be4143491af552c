package io.reprise.datasets.detection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.datasets.Box;
import io.reprise.datasets.detection.CocoAveragePrecision.Found;
import io.reprise.datasets.detection.CocoAveragePrecision.Size;
import io.reprise.datasets.detection.CocoObject.Keypoint;
import io.reprise.datasets.detection.CocoObject.Visibility;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CocoTest {
  private static final String INSTANCES =
      """
      {"info": {"year": 2017}, "licenses": [{"id": 1}],
       "annotations": [
        {"id": 5, "image_id": 9, "category_id": 18, "bbox": [1.5, 2, 10, 20], "area": 120.25,
         "iscrowd": 0, "segmentation": [[1, 2, 3, 4, 5, 6], [7, 8, 9, 10, 11, 12]]},
        {"id": 6, "image_id": 9, "category_id": 18, "bbox": [0, 0, 5, 5], "area": 20,
         "iscrowd": 1, "segmentation": {"counts": [1, 2], "size": [3, 4]}}],
       "images": [{"id": 9, "file_name": "h\u00fcnd.jpg", "width": 640, "height": 480, "x": null}],
       "categories": [{"id": 18, "name": "dog", "supercategory": "animal"}]}
      """;

  @TempDir private Path root;
  private Path file;

  @BeforeEach
  void useANameThatIsNotAscii() {
    file = root.resolve("instances_\u00e4.json");
  }

  private String refusal(String text) throws IOException {
    Files.writeString(file, text);
    return assertThrows(IOException.class, () -> Coco.read(file)).getMessage();
  }

  @Test
  void readsInstancesInAnyOrderOfTheFile() throws IOException {
    Files.writeString(file, INSTANCES);
    Coco coco = Coco.read(file);
    assertEquals(Map.of(9L, new CocoImage(9, "h\u00fcnd.jpg", 640, 480)), coco.images());
    assertEquals(Map.of(18L, "dog"), coco.categories());
    assertEquals(
        new CocoObject(
            5,
            9,
            18,
            new Box(1.5, 2, 11.5, 22),
            120.25,
            false,
            List.of(
                List.of(1.0, 2.0, 3.0, 4.0, 5.0, 6.0), List.of(7.0, 8.0, 9.0, 10.0, 11.0, 12.0)),
            List.of()),
        coco.objects().get(0));
    assertTrue(coco.objects().get(1).crowd());
    assertEquals(List.of(), coco.objects().get(1).polygons());
  }

  @Test
  void readsKeypointsAndCaptions() throws IOException {
    String points = "0, 0, 0, ".repeat(15) + "10, 20.5, 1, 30, 40, 2";
    Files.writeString(
        file, INSTANCES.replaceFirst("\"iscrowd\": 0", "\"keypoints\": [" + points + "]"));
    List<Keypoint> keypoints = Coco.read(file).objects().get(0).keypoints();
    assertEquals(17, keypoints.size());
    assertEquals(new Keypoint(0, 0, Visibility.NOT_LABELLED), keypoints.get(0));
    assertEquals(new Keypoint(10, 20.5, Visibility.HIDDEN), keypoints.get(15));
    assertEquals(new Keypoint(30, 40, Visibility.VISIBLE), keypoints.get(16));

    Files.writeString(
        file,
        """
        {"images": [{"id": 1, "file_name": "a", "width": 1, "height": 1}],
         "annotations": [{"image_id": 1, "id": 2, "caption": "A d\u00f6g."},
                         {"image_id": 1, "id": 3, "caption": "Dogs"}]}
        """);
    assertEquals(Map.of(1L, List.of("A d\u00f6g.", "Dogs")), Coco.read(file).captions());
  }

  @Test
  void refusesBadAnnotationsNamingFileAndLine() throws IOException {
    assertEquals(
        file
            + " line 4: annotation 5 with bbox [1.5, 2.0, 10.0]: expected left, top, and width and"
            + " height >= 0",
        refusal(INSTANCES.replace("[1.5, 2, 10, 20]", "[1.5, 2, 10]")));
    assertEquals(
        file + " line 3: VALUE_STRING 'x': expected a whole number",
        refusal(INSTANCES.replace("\"id\": 5", "\"id\": \"x\"")));
    assertEquals(
        file + " line 4: an object with [category_id, id, iscrowd]: expected 'image_id'",
        refusal(INSTANCES.replaceFirst("\"image_id\": 9", "\"image\": 9")));
    assertEquals(
        file + ": annotation 5: expected a category of the file, not 17",
        refusal(INSTANCES.replaceFirst("\"category_id\": 18", "\"category_id\": 17")));
    assertEquals(
        file + ": annotation 5: expected a number of its own",
        refusal(INSTANCES.replace("\"id\": 6", "\"id\": 5")));
    assertEquals(
        file + " line 4: annotation 5 with 3 keypoint values: expected 3 for each of 17",
        refusal(INSTANCES.replaceFirst("\"iscrowd\": 0", "\"keypoints\": [1, 2, 2]")));
    String truncated = refusal(INSTANCES.substring(0, 200));
    assertTrue(truncated.matches("\\Q" + file + "\\E line 4: (?s).*JSON"), truncated);
    assertTrue(refusal("[]").startsWith(file + " line 1: START_ARRAY '[': expected an object"));
    Files.delete(file);
    assertEquals(
        file + " is missing: expected a file",
        assertThrows(IOException.class, () -> Coco.read(file)).getMessage());
  }

  private static CocoObject object(long image, Box box, boolean crowd) {
    return new CocoObject(
        image * 1000 + (long) box.left(), image, 1, box, box.area(), crowd, List.of(), List.of());
  }

  private static double at(List<CocoObject> objects, List<Found> found, double overlap, Size size) {
    return new CocoAveragePrecision(objects, found).at(overlap, size).orElseThrow();
  }

  @Test
  void averagesPrecisionAtOneHundredAndOneRecalls() {
    Box box = new Box(0, 0, 50, 50);
    List<CocoObject> objects = List.of(object(1, box, false), object(2, box, false));
    List<Found> found =
        List.of(
            new Found(1, 1, box, 0.9),
            new Found(1, 1, box, 0.8),
            new Found(2, 1, new Box(0, 0, 50, 40), 0.7));
    // Precision 1 at recalls 0 to 0.5, 2/3 at the other fifty.
    assertEquals((51 + 50 * 2.0 / 3) / 101, at(objects, found, 0.8, Size.ALL), 1e-12);
    assertEquals(51.0 / 101, at(objects, found, 0.85, Size.ALL), 1e-12);
    // 0.8 is passed at 0.50 to 0.80, seven of ten.
    assertEquals(
        (7 * (51 + 50 * 2.0 / 3) + 3 * 51) / 101 / 10,
        new CocoAveragePrecision(objects, found).mean(Size.ALL).orElseThrow(),
        1e-12);
  }

  @Test
  void crowdsAreMatchedOftenAndDoNotCount() {
    Box box = new Box(0, 0, 10, 10);
    List<CocoObject> objects =
        List.of(object(1, new Box(100, 0, 200, 100), true), object(1, box, false));
    List<Found> found =
        List.of(
            new Found(1, 1, new Box(110, 0, 130, 20), 0.9),
            new Found(1, 1, new Box(150, 0, 170, 20), 0.8),
            new Found(1, 1, box, 0.7));
    assertEquals(1, at(objects, found, 0.5, Size.ALL), 1e-12);
  }

  @Test
  void objectsOfOtherSizesDoNotCount() {
    Box small = new Box(0, 0, 10, 10);
    Box large = new Box(100, 0, 300, 200);
    List<CocoObject> objects = List.of(object(1, small, false), object(1, large, false));
    List<Found> found =
        List.of(
            new Found(1, 1, large, 0.9),
            new Found(1, 1, new Box(400, 0, 600, 200), 0.8),
            new Found(1, 1, small, 0.7));
    assertEquals(1, at(objects, found, 0.5, Size.SMALL), 1e-12);
    assertEquals(1, at(objects, found, 0.5, Size.LARGE), 1e-12);
    assertEquals((51 + 50 * 2.0 / 3) / 101, at(objects, found, 0.5, Size.ALL), 1e-12);
    assertEquals(
        OptionalDouble.empty(), new CocoAveragePrecision(objects, found).mean(Size.MEDIUM));
  }

  @Test
  void onlyTheHundredSurestDetectionsOfAnImageCount() {
    Box box = new Box(0, 0, 10, 10);
    List<Found> found = new ArrayList<>();
    for (int i = 0; i < 99; i++) {
      found.add(new Found(1, 1, new Box(500, 0, 510, 10), 0.9));
    }
    found.add(new Found(1, 1, box, 0.1));
    List<CocoObject> objects = List.of(object(1, box, false));
    assertEquals(0.01, at(objects, found, 0.5, Size.ALL), 1e-12);
    found.add(0, new Found(1, 1, new Box(500, 0, 510, 10), 0.9));
    assertEquals(0, at(objects, found, 0.5, Size.ALL));
  }
}
