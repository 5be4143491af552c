package io.reprise.baselines.landmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.datasets.Affine;
import io.reprise.datasets.Normalisation;
import io.reprise.datasets.Picture;
import io.reprise.datasets.Point;
import io.reprise.datasets.landmarks.FaceCrop;
import io.reprise.datasets.landmarks.Landmarks;
import io.reprise.tensor.Device;
import io.reprise.tensor.Engine;
import io.reprise.tensor.Engines;
import io.reprise.tensor.Shape;
import io.reprise.tensor.Tensor;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Batches of faces with their maps, and what was found in faces. */
class FoundLandmarksTest {
  private static final HeatMaps MAPS = new HeatMaps(4, 3, 2);
  private static final Normalisation HALF = new Normalisation(List.of(0.5), List.of(0.5));

  private final Engine engine = Engines.open(Device.CPU, 1);

  @AfterEach
  void close() {
    engine.close();
  }

  private static FaceCrop face(int level, Point... points) {
    byte[] pixels = new byte[64];
    java.util.Arrays.fill(pixels, (byte) level);
    return FaceCrop.of(new Picture(Shape.of(1, 8, 8), pixels), Landmarks.of(List.of(points)), 4);
  }

  @Test
  void errorsAreMeasuredInPixelsOfTheSourceOverVisibleLandmarks() {
    FaceCrop enlarged =
        new FaceCrop(
            face(0, new Point(0, 0)).picture(),
            new Landmarks(List.of(Optional.of(new Point(2, 2)), Optional.empty())),
            Affine.scaling(2, 2),
            4);
    FaceCrop plain = face(0, new Point(1, 1), new Point(5, 1));
    FoundLandmarks found =
        new FoundLandmarks(List.of(enlarged), List.of(List.of(new Point(8, 2), new Point(99, 99))))
            .and(
                new FoundLandmarks(
                    List.of(plain), List.of(List.of(new Point(1, 3), new Point(5, 5)))));
    // Six pixels of the picture are three of the source; two and four on average.
    assertEquals(List.of(3.0 / 4, 3.0 / 4), found.errors());
    assertThrows(
        IllegalArgumentException.class, () -> new FoundLandmarks(List.of(plain), List.of()));
  }

  @Test
  void aDetectorsPointsGoToTheirFaces() {
    FaceCrop first = face(0, new Point(1, 1));
    FaceCrop second = face(0, new Point(2, 5));
    Detections detections =
        new Detections(
            engine.tensor(new float[] {1, 1, 2, 6}, Shape.of(2, 1, 2)),
            engine.full(1, Shape.of(2, 1)));
    FoundLandmarks found = FoundLandmarks.of(List.of(first, second), detections);
    assertEquals(List.of(0.0, 0.25), found.errors());
  }

  @Test
  void aBatchsLossIsThatOfItsTargets() {
    List<FaceCrop> faces = List.of(face(255, new Point(1.5, 1.5)), face(0, new Point(5.5, 1.5)));
    HeatMapBatch batch = HeatMapBatch.of(faces, MAPS, HALF);
    assertEquals(2, batch.size());
    Tensor inputs = batch.inputs(engine);
    assertEquals(Shape.of(2, 1, 8, 8), inputs.shape());
    assertEquals(1, inputs.slice(0, 0, 1).min().item(), 1e-6);
    assertEquals(-1, inputs.slice(0, 1, 2).max().item(), 1e-6);
    float[] targets = new float[2 * 2 * 2 * 2];
    for (int i = 0; i < 2; i++) {
      float[] own = MAPS.targets(faces.get(i).landmarks(), 2, 2);
      System.arraycopy(own, 0, targets, i * own.length, own.length);
    }
    Tensor right = engine.tensor(targets, Shape.of(2, 2, 2, 2));
    assertEquals(0, batch.loss(List.of(right)).item(), 1e-9);
    // One off everywhere: half of 16 squares, over two faces, in each of two stages.
    assertEquals(8, batch.loss(List.of(right.add(1), right.sub(1))).item(), 1e-5);
  }

  @Test
  void facesThatDoNotBelongTogetherAreNamed() {
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () ->
                    HeatMapBatch.of(
                        List.of(
                            face(0, new Point(1, 1)), face(0, new Point(1, 1), new Point(2, 2))),
                        MAPS,
                        HALF))
            .getMessage();
    assertTrue(message.contains("face 1 of a batch has 2 landmarks: expected 1"), message);
    assertThrows(IllegalArgumentException.class, () -> HeatMapBatch.of(List.of(), MAPS, HALF));
    FaceCrop small =
        FaceCrop.of(
            new Picture(Shape.of(1, 4, 4), new byte[16]),
            Landmarks.of(List.of(new Point(1, 1))),
            4);
    assertThrows(
        IllegalArgumentException.class,
        () -> HeatMapBatch.of(List.of(face(0, new Point(1, 1)), small), MAPS, HALF));
  }

  @Test
  void aPictureOfADetectionHasASquareWhereItIsAndALineToWhereItShouldBe() {
    Picture picture = DetectionPicture.of(face(0, new Point(1, 1)), List.of(new Point(5, 1)), 32);
    assertEquals(Shape.of(3, 32, 32), picture.shape());
    // Enlarged four times: from (5.5, 5.5) to (21.5, 5.5).
    assertEquals(0xff, picture.at(0, 6, 22));
    assertEquals(0xa0, picture.at(1, 6, 22));
    assertEquals(0xe0, picture.at(1, 6, 12));
    assertEquals(0, picture.at(0, 6, 12));
    assertEquals(0, picture.at(1, 20, 12));
  }
}
