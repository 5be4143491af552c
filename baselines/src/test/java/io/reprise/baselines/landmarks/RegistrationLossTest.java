package io.reprise.baselines.landmarks;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.baselines.landmarks.RegistrationLoss.Pulled;
import io.reprise.tensor.DType;
import io.reprise.tensor.Device;
import io.reprise.tensor.Engine;
import io.reprise.tensor.Engines;
import io.reprise.tensor.Shape;
import io.reprise.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RegistrationLossTest {
  private final Engine engine = Engines.open(Device.CPU, 1);
  // By whole pixels, so that bilinear sampling is exact.
  private final MovingTexture moving = new MovingTexture(engine, 36, 1, -1);
  private final List<Tensor> frames = List.of(moving.frame(0), moving.frame(1), moving.frame(2));

  @AfterEach
  void close() {
    engine.close();
  }

  private static RegistrationLoss loss(Pulled pulled, boolean throughFlow) {
    return new RegistrationLoss(
        new LucasKanade(new LucasKanade.Settings(5, 25, 2)),
        new RegistrationLoss.Settings(pulled, throughFlow, 0.3, 0, 1, 2));
  }

  private Detections at(Tensor points, double score) {
    return new Detections(points, engine.full(score, Shape.of(1, 2)));
  }

  /** True places, but for one frame moved to the right. */
  private List<Detections> offset(int frame, double pixels) {
    double[] all = new double[3];
    all[frame] = pixels;
    return offsets(all);
  }

  /** True places, each frame moved to the right. */
  private List<Detections> offsets(double... pixels) {
    List<Detections> all = new ArrayList<>();
    for (int s = 0; s < 3; s++) {
      Tensor right = engine.tensor(new double[] {pixels[s], 0}, Shape.of(1, 1, 2));
      all.add(at(moving.points(s).add(right), 0.8));
    }
    return all;
  }

  @Test
  void itIsZeroForCoherentDetectionsAndGrowsWithAnOffset() {
    for (Pulled pulled : Pulled.values()) {
      RegistrationLoss.Outcome coherent = loss(pulled, false).of(frames, offset(0, 0));
      assertEquals(0, coherent.loss().item(), 1e-4);
      assertEquals(2, coherent.reliableLandmarks());
      // The tracks know nothing of the frame in the middle.
      assertEquals(1.0, loss(pulled, false).of(frames, offset(1, 0.5)).loss().item(), 1e-4);
      assertEquals(2.0, loss(pulled, false).of(frames, offset(1, -1)).loss().item(), 1e-4);
    }
    // The backward tracks follow the last frame's detection, so the others differ from them by it.
    assertEquals(0.5, loss(Pulled.BETWEEN, false).of(frames, offset(2, 0.5)).loss().item(), 1e-3);
    assertEquals(1.5, loss(Pulled.ALL, false).of(frames, offset(2, 0.5)).loss().item(), 1e-3);
  }

  @Test
  void whatIsNotReliableDoesNotCount() {
    RegistrationLoss all = loss(Pulled.BETWEEN, false);
    assertEquals(0, all.of(frames, offset(1, 2.5)).reliableLandmarks());
    assertEquals(0, all.of(frames, offset(1, 2.5)).loss().item());
    List<Detections> unsure = new ArrayList<>(offset(1, 0.5));
    unsure.set(
        2,
        new Detections(moving.points(2), engine.tensor(new float[] {0.2f, 0.9f}, Shape.of(1, 2))));
    assertArrayEquals(new long[] {0, 1}, all.of(frames, unsure).reliable().toLongs());
    assertEquals(1, all.of(frames, unsure).loss().item(), 1e-4);
    RegistrationLoss published =
        new RegistrationLoss(
            new LucasKanade(LucasKanade.Settings.PUBLISHED), RegistrationLoss.Settings.PUBLISHED);
    Tensor still = engine.full(0.5, Shape.of(1, 3, 40, 40));
    List<Detections> same = List.of(offset(0, 0).get(0), offset(0, 0).get(0), offset(0, 0).get(0));
    List<Tensor> flat = List.of(still, still, still);
    List<Detections> single =
        same.stream().map(d -> at(d.points().cast(DType.FLOAT32), 0.8)).toList();
    assertEquals(0, published.of(flat, single).reliableLandmarks());
  }

  @Test
  void whereTwoFramesDisagreeOnAScoreOrderDoesNotMatter() {
    Detections weak = at(moving.points(0), 0.1);
    Detections sure = at(moving.points(1), 0.9);
    RegistrationLoss all = loss(Pulled.ALL, false);
    assertEquals(0, all.of(frames.subList(0, 2), List.of(weak, sure)).reliableLandmarks());
    Detections start = at(moving.points(0), 0.9);
    assertEquals(2, all.of(frames.subList(0, 2), List.of(start, sure)).reliableLandmarks());
  }

  @Test
  void gradientsReachTheFramesThatAreMeant() {
    assertEquals(List.of(false, true, false), pulled(Pulled.BETWEEN, false));
    assertEquals(List.of(true, true, true), pulled(Pulled.ALL, false));
    assertEquals(List.of(true, true, true), pulled(Pulled.BETWEEN, true));
  }

  /** For each frame whether a gradient reaches its detections. */
  private List<Boolean> pulled(Pulled pulled, boolean throughFlow) {
    List<Tensor> points =
        Stream.of(0, 1, 2)
            .map(
                s ->
                    engine
                        .parameter(Shape.of(1, 2, 2), () -> new float[4])
                        .cast(DType.FLOAT64)
                        .add(offsets(0.3, 0, 0.5).get(s).points()))
            .toList();
    List<Detections> found = points.stream().map(p -> at(p, 0.8)).toList();
    Tensor value = loss(pulled, throughFlow).of(frames, found).loss();
    return engine.gradients(value, points).stream().map(g -> g.abs().max().item() > 1e-3).toList();
  }

  @Test
  void sequencesThatDoNotFitAreRefused() {
    RegistrationLoss between = loss(Pulled.BETWEEN, false);
    List<Detections> found = offset(0, 0);
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () -> between.of(frames.subList(0, 2), found.subList(0, 2)))
            .getMessage();
    assertTrue(message.contains("at least 3"), message);
    assertThrows(IllegalArgumentException.class, () -> between.of(frames, found.subList(0, 2)));
    List<Tensor> sizes =
        List.of(frames.get(0), new MovingTexture(engine, 40, 0, 0).frame(0), frames.get(2));
    assertThrows(IllegalArgumentException.class, () -> between.of(sizes, found));
    assertThrows(
        IllegalArgumentException.class,
        () -> new RegistrationLoss.Settings(Pulled.ALL, true, 0.3, 2, 1, 2));
  }
}
