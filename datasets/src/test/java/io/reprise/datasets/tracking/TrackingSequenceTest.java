package io.reprise.datasets.tracking;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.reprise.datasets.Box;
import io.reprise.datasets.Point;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

class TrackingSequenceTest {
  @TempDir private Path root;

  private Path video(String name, int first, int last, String pattern) throws IOException {
    Path images = Files.createDirectories(root.resolve(name).resolve("img"));
    for (int i = first; i <= last; i++) {
      Files.createFile(images.resolve(String.format(pattern, i)));
    }
    return root.resolve(name);
  }

  private static String refusal(Executable read) {
    return assertThrows(IOException.class, read).getMessage();
  }

  @Test
  void readsBoxesSplitByCommasTabsOrBlanks() throws IOException {
    Path file = root.resolve("b\u00e4lle.txt");
    Files.writeString(
        file, "1,1,10,20\n2\t3\t4\t5\r\n 6  7 8.5 9 \n\nNaN,NaN,NaN,NaN\n5, 5, 0, 3\n");
    assertEquals(
        List.of(
            Optional.of(new Box(0, 0, 10, 20)),
            Optional.of(new Box(1, 2, 5, 7)),
            Optional.of(new Box(5, 6, 13.5, 15)),
            Optional.empty(),
            Optional.empty()),
        TrackingSequence.boxes(file));
  }

  @Test
  void refusesALineThatIsNoBox() throws IOException {
    Path file = root.resolve("boxes.txt");
    Files.writeString(file, "1,1,1,1\n1,1,1\n");
    assertEquals(
        file + " line 2: '1,1,1': expected left, top, width and height",
        refusal(() -> TrackingSequence.boxes(file)));
    Files.writeString(file, "1,1,1,1px\n");
    assertEquals(
        file + " line 1: height '1px': expected a number",
        refusal(() -> TrackingSequence.boxes(file)));
    Files.writeString(file, "\n");
    assertEquals(
        file + " is empty: expected a box a line", refusal(() -> TrackingSequence.boxes(file)));
  }

  @Test
  void readsAnOtbVideoOfWhichSomeFramesCount() throws IOException {
    Path folder = video("Freeman4", 1, 290, "%05d.jpg");
    Files.writeString(folder.resolve("groundtruth_rect.txt"), "1,1,2,2\n".repeat(283));
    TrackingSequence sequence = Otb.read(folder);
    assertEquals("Freeman4", sequence.name());
    assertEquals(283, sequence.frames().size());
    assertEquals(folder.resolve("img/00283.jpg"), sequence.frames().get(282));
  }

  @Test
  void readsAnOtbVideoThatStartsLater() throws IOException {
    Path folder = video("BlurCar4", 18, 397, "%04d.jpg");
    Files.writeString(folder.resolve("groundtruth_rect.txt"), "1,1,2,2\n".repeat(380));
    assertEquals(folder.resolve("img/0018.jpg"), Otb.read(folder).frames().get(0));
    Files.writeString(folder.resolve("groundtruth_rect.txt"), "1,1,2,2\n".repeat(379));
    assertEquals(
        folder.resolve("groundtruth_rect.txt")
            + " has 379 annotations: expected 380, for frames 18 to 397",
        refusal(() -> Otb.read(folder)));
  }

  @Test
  void readsOneOfSeveralObjects() throws IOException {
    Path folder = video("Jogging", 1, 2, "%04d.jpg");
    Files.writeString(folder.resolve("groundtruth_rect.2.txt"), "3,3,2,2\n4,4,2,2\n");
    TrackingSequence sequence = Otb.read(folder, 2);
    assertEquals("Jogging.2", sequence.name());
    assertEquals(Optional.of(new Box(3, 3, 5, 5)), sequence.truth().get(1));
    assertEquals(
        folder.resolve("groundtruth_rect.1.txt") + " is missing: expected a file",
        refusal(() -> Otb.read(folder, 1)));
  }

  @Test
  void refusesAMissingFrame() throws IOException {
    Path folder = video("Deer", 1, 4, "%04d.jpg");
    Files.writeString(folder.resolve("groundtruth_rect.txt"), "1,1,2,2\n".repeat(4));
    Files.delete(folder.resolve("img/0003.jpg"));
    assertEquals(
        "frame 3 of " + folder.resolve("img") + " is missing: expected 1 to 4",
        refusal(() -> Otb.read(folder)));
    Files.createFile(folder.resolve("img/0003.jpg"));
    Files.createFile(folder.resolve("img/0003.png"));
    assertEquals(
        folder.resolve("img/0003.jpg")
            + " and "
            + folder.resolve("img/0003.png")
            + ": expected one image a frame",
        refusal(() -> Otb.read(folder)));
  }

  @Test
  void readsASequenceOfASetWithAnnotationsApart() throws IOException {
    Path images = video("s", 1, 2, "%06d.png").resolve("img");
    Path annotation = root.resolve("s.txt");
    Files.writeString(annotation, "1,1,2,2\nNaN,NaN,NaN,NaN\n");
    TrackingSequence sequence = TrackingSequence.read("small", images, annotation);
    assertEquals(List.of(Optional.of(new Box(0, 0, 2, 2)), Optional.empty()), sequence.truth());
    Files.writeString(annotation, "0 0 0 0\n1 1 1 1\n");
    assertEquals(
        annotation + " has no box in its first line: expected one",
        refusal(() -> TrackingSequence.read("small", images, annotation)));
  }

  @Test
  void readsVotCornersAndBoxes() throws IOException {
    Files.writeString(root.resolve("list.txt"), "ball1\n\u00e4\n");
    assertEquals(List.of("ball1", "\u00e4"), Vot.names(root));
    Path folder = Files.createDirectories(root.resolve("ball1"));
    Files.createFile(folder.resolve("00000001.jpg"));
    Files.createFile(folder.resolve("00000002.jpg"));
    Path annotation = folder.resolve("groundtruth.txt");
    Files.writeString(annotation, "3,0,6,3,3,6,0,3\n10,20,5,6\n");
    Vot.Sequence sequence = Vot.read(folder);
    assertEquals(new Point(6, 3), sequence.corners().get(0).get(1));
    assertEquals(new Box(0, 0, 6, 6), sequence.box(0));
    assertEquals(new Box(10, 20, 15, 26), sequence.box(1));
    assertEquals(folder.resolve("00000002.jpg"), sequence.frames().get(1));

    Files.writeString(annotation, "3,0,6,3,3,6,0,3\n");
    assertEquals(
        annotation + " has 1 annotations: expected 2, one a frame",
        refusal(() -> Vot.read(folder)));
    Files.writeString(annotation, "1,2,3,4,5,6\n");
    assertEquals(
        annotation
            + " line 1: '1,2,3,4,5,6': expected x and y of four corners, or left, top, width and"
            + " height",
        refusal(() -> Vot.read(folder)));
  }

  @Test
  void readsVotFramesInTheColourFolder() throws IOException {
    Path folder = Files.createDirectories(root.resolve("ants1"));
    Files.createDirectories(folder.resolve("color"));
    Files.createFile(folder.resolve("color/00000001.jpg"));
    Files.writeString(folder.resolve("groundtruth.txt"), "1,2,3,4");
    assertEquals(List.of(folder.resolve("color/00000001.jpg")), Vot.read(folder).frames());
  }
}
