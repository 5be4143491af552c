package io.reprise.papers.sbr;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.baselines.landmarks.HeatMapBatch;
import io.reprise.baselines.landmarks.HeatMaps;
import io.reprise.datasets.Point;
import io.reprise.datasets.augmentation.RandomCrop;
import io.reprise.datasets.landmarks.FaceCrop;
import io.reprise.datasets.landmarks.FaceSource;
import io.reprise.datasets.landmarks.Landmarks;
import io.reprise.datasets.procedural.faces.Face;
import io.reprise.datasets.procedural.faces.FaceVideo;
import io.reprise.datasets.procedural.faces.Faces;
import io.reprise.tensor.Device;
import io.reprise.tensor.Engine;
import io.reprise.tensor.Engines;
import io.reprise.tensor.Seed;
import io.reprise.tensor.Shape;
import io.reprise.tensor.Tensor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FacesToTrainOnTest {
  private static final HeatMaps MAPS = new HeatMaps(4, 3, 2);
  private static final FaceSet DRAWN =
      DrawnFaces.generate(new DrawnFaces.Sizes(12, 3, 4, 2, 3), new Seed(1));

  private static FaceBatches batches(int sequences) {
    return new FaceBatches(
        DRAWN.labelled(),
        DRAWN.videos(),
        new FaceBatches.Plan(5, sequences, 2),
        new RandomCrop(3),
        MAPS,
        new Seed(4));
  }

  private static List<FaceBatch> epoch(int sequences, int number) {
    List<FaceBatch> all = new ArrayList<>();
    batches(sequences).epoch(number).forEach(all::add);
    return all;
  }

  @Test
  void theLabelledFacesOfAStepDoNotDependOnTheVideos() {
    List<FaceBatch> without = epoch(0, 3);
    List<FaceBatch> with = epoch(2, 3);
    assertEquals(2, with.size());
    assertEquals(0, without.get(1).sequences());
    assertEquals(2, with.get(1).sequences());
    assertEquals(5, with.get(1).labelled().size());
    try (Engine engine = Engines.open(Device.CPU, 1)) {
      for (int i = 0; i < 2; i++) {
        HeatMapBatch alone = without.get(i).labelled();
        HeatMapBatch beside = with.get(i).labelled();
        assertArrayEquals(alone.inputs(engine).toFloats(), beside.inputs(engine).toFloats());
        Tensor nothing = engine.full(0, Shape.of(5, DrawnFaces.CHOSEN.size() + 1, 16, 16));
        assertEquals(alone.loss(List.of(nothing)).item(), beside.loss(List.of(nothing)).item());
      }
      assertFalse(
          Arrays.equals(
              epoch(0, 4).get(0).labelled().inputs(engine).toFloats(),
              without.get(0).labelled().inputs(engine).toFloats()));
    }
  }

  @Test
  void theFramesOfASequenceAreMovedAlikeAndStandFrameByFrame() throws IOException {
    // Four times the same frame: what differs within a sequence would be its augmentation.
    FaceCrop frame = DRAWN.videos().get(0).face(0);
    FaceBatches still =
        new FaceBatches(
            DRAWN.labelled(),
            List.of(FaceSource.of(List.of(frame, frame, frame, frame))),
            new FaceBatches.Plan(1, 4, 1),
            new RandomCrop(3),
            MAPS,
            new Seed(4));
    FaceBatch batch = still.epoch(0).iterator().next();
    int size = (int) batch.face().elements();
    boolean moved = false;
    for (int i = 0; i < 4; i++) {
      float[] first = part(batch, i, size);
      assertArrayEquals(first, part(batch, 4 + i, size));
      assertArrayEquals(first, part(batch, 8 + i, size));
      moved |= !Arrays.equals(first, part(batch, 0, size));
    }
    assertTrue(moved, "all sequences were moved alike");
  }

  private static float[] part(FaceBatch batch, int i, int size) {
    return Arrays.copyOfRange(batch.frames(), i * size, (i + 1) * size);
  }

  @Test
  void labelsAreClickedAndTestVideosExact() throws IOException {
    FaceSet many = DrawnFaces.generate(new DrawnFaces.Sizes(60, 1, 3, 1, 3), new Seed(1));
    Faces exact = DrawnFaces.faces("labelled", 60, new Seed(1));
    double squares = 0;
    int n = 0;
    FaceSource labelled = many.labelled();
    for (int i = 0; i < labelled.size(); i++) {
      List<Point> truth = exact.picture(i).landmarks();
      for (int k = 0; k < many.landmarks(); k++) {
        if (labelled.face(i).landmarks().isVisible(k)) {
          double off =
              labelled.face(i).landmarks().point(k).distance(truth.get(DrawnFaces.CHOSEN.get(k)));
          squares += off * off;
          n++;
        }
      }
    }
    assertEquals(DrawnFaces.CLICK_NOISE, Math.sqrt(squares / n / 2), 0.1);
    FaceVideo video = DrawnFaces.faces("test videos", 1, new Seed(1)).video(0, 3);
    assertEquals(
        video.frames().get(2).landmarks().get(30),
        many.testVideos().get(0).face(2).landmarks().point(4));
    FaceCrop test = many.testVideos().get(0).face(0);
    assertTrue(test.landmarks().isVisible(4));
    assertTrue(test.normalizer() > 8 && test.normalizer() < 30, test.normalizer() + " pixels");
    assertEquals(
        many.checksum(),
        DrawnFaces.generate(new DrawnFaces.Sizes(60, 1, 3, 1, 3), new Seed(1)).checksum());
    assertTrue(DrawnFaces.CHOSEN.stream().allMatch(i -> i < Face.LANDMARKS));
  }

  @Test
  void errorsAndJitterAreThoseOfLandmarksThatCanBeSeen() throws IOException {
    FaceSource video = DRAWN.testVideos().get(0);
    List<List<Point>> found = new ArrayList<>();
    List<Landmarks> truth = new ArrayList<>();
    List<Double> ten = new ArrayList<>();
    for (int t = 0; t < 3; t++) {
      FaceCrop face = video.face(t);
      truth.add(face.landmarks());
      ten.add(10.0);
      List<Point> points = new ArrayList<>();
      for (int k = 0; k < DRAWN.landmarks(); k++) {
        Point p = face.landmarks().isVisible(k) ? face.landmarks().point(k) : new Point(0, 0);
        // Only the middle frame is off, by two pixels.
        points.add(new Point(p.x() + (t == 1 ? 2 : 0), p.y()));
      }
      found.add(points);
    }
    Tracked tracked = new Tracked(truth, found, ten);
    assertEquals(List.of(0.0, 0.2, 0.0), rounded(tracked.errors(List.of(3, 4))));
    // |0 - 2 * 2 + 0|.
    assertEquals(4, tracked.jitter(List.of(3, 4)).orElseThrow(), 1e-9);
  }

  private static List<Double> rounded(List<Double> values) {
    return values.stream().map(v -> Math.round(v * 1e6) / 1e6).toList();
  }

  @Test
  void setsWithoutFacesOrWithShortVideosAreRefused() {
    assertThrows(
        IllegalArgumentException.class,
        () -> DrawnFaces.generate(new DrawnFaces.Sizes(2, 1, 2, 1, 3), new Seed(1)));
    assertThrows(
        IllegalArgumentException.class,
        () -> DrawnFaces.generate(new DrawnFaces.Sizes(2, 0, 3, 1, 3), new Seed(1)));
    assertThrows(IllegalArgumentException.class, () -> new FaceBatches.Plan(0, 1, 1));
    SbrData data = new SbrData(List.of(DRAWN), Optional.empty());
    assertEquals(DRAWN, data.of(DrawnFaces.NAME));
    assertThrows(IllegalArgumentException.class, () -> data.of("300-W"));
  }
}
