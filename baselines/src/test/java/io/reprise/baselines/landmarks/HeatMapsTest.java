package io.reprise.baselines.landmarks;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.datasets.Point;
import io.reprise.datasets.landmarks.Landmarks;
import io.reprise.tensor.Device;
import io.reprise.tensor.Engine;
import io.reprise.tensor.Engines;
import io.reprise.tensor.Seed;
import io.reprise.tensor.Shape;
import io.reprise.tensor.Tensor;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HeatMapsTest {
  private static final HeatMaps MAPS = new HeatMaps(2, 2.5, 2);

  private final Engine engine = Engines.open(Device.CPU, 1);

  @AfterEach
  void close() {
    engine.close();
  }

  @Test
  void aTargetIsOneAtTheCellOfItsLandmarkAndFallsAsAGaussian() {
    // Column 3 stands for pixel 6.5, row 4 for pixel 8.5.
    float[] maps = MAPS.targets(Landmarks.of(List.of(new Point(6.5, 8.5))), 10, 12);
    assertEquals(2 * 10 * 12, maps.length);
    assertEquals(1, maps[4 * 12 + 3], 1e-6);
    assertEquals(Math.exp(-4 / 12.5), maps[4 * 12 + 4], 1e-6);
    assertEquals(Math.exp(-8 / 12.5), maps[5 * 12 + 4], 1e-6);
    // Nine pixels away it would be 0.0015.
    assertEquals(0, maps[4 * 12 + 8]);
    assertEquals(1 - Math.exp(-4 / 12.5), maps[120 + 4 * 12 + 4], 1e-6);
    assertEquals(1, maps[120 + 4 * 12 + 8]);
  }

  @Test
  void whatIsNotVisibleHasNoTargetAndDoesNotCount() {
    Landmarks half = new Landmarks(List.of(Optional.empty(), Optional.of(new Point(4, 4))));
    float[] maps = MAPS.targets(half, 6, 6);
    for (int i = 0; i < 36; i++) {
      assertEquals(0, maps[i]);
      assertEquals(1, maps[36 + i] + maps[72 + i], 1e-6);
    }
    assertArrayEquals(new float[] {0, 1, 1}, HeatMaps.counted(half));
  }

  @Test
  void theLossIsHalfTheSquaresOfAllStagesAndMapsThatCountAnImage() {
    Tensor targets = engine.full(1, Shape.of(2, 3, 2, 2));
    Tensor first = engine.full(3, Shape.of(2, 3, 2, 2));
    Tensor second = engine.full(0, Shape.of(2, 3, 2, 2));
    Tensor counted = engine.tensor(new float[] {1, 0, 1, 1, 1, 1}, Shape.of(2, 3));
    // 5 maps of 4 cells: (4 + 1) * 20 / 2 / 2 images.
    assertEquals(25, HeatMaps.loss(List.of(first, second), targets, counted).item(), 1e-5);
    assertThrows(
        IllegalArgumentException.class,
        () -> HeatMaps.loss(List.of(first.slice(1, 0, 2)), targets, counted));
  }

  @Test
  void aLandmarkIsAtTheWeightedMeanOfTheWindowAboutTheLargestValue() {
    float[] values = new float[2 * 6 * 7];
    values[3 * 7 + 2] = 1;
    values[3 * 7 + 3] = 0.5f;
    values[4 * 7 + 2] = 0.25f;
    // Outside the window.
    values[6] = 0.9f;
    Detections found = HeatMaps.PUBLISHED.detect(engine.tensor(values, Shape.of(1, 2, 6, 7)));
    assertEquals(Shape.of(1, 1, 2), found.points().shape());
    HeatMaps narrow = new HeatMaps(8, 4, 2);
    float[] p = narrow.detect(engine.tensor(values, Shape.of(1, 2, 6, 7))).points().toFloats();
    assertEquals(8 * (2 + 0.5 / 1.75) + 3.5, p[0], 1e-4);
    assertEquals(8 * (3 + 0.25 / 1.75) + 3.5, p[1], 1e-4);
    assertEquals(1, found.scores().toFloats()[0], 1e-6);
  }

  @Test
  void targetsAreFoundWhereTheirLandmarksAreAlsoAtTheEdge() {
    HeatMaps wide = new HeatMaps(2, 2.5, 4);
    Landmarks three =
        Landmarks.of(List.of(new Point(11.2, 8.9), new Point(20.6, 24.3), new Point(0.5, 31)));
    Tensor maps = engine.tensor(wide.targets(three, 20, 20), Shape.of(1, 4, 20, 20));
    float[] p = wide.detect(maps).points().toFloats();
    for (int i = 0; i < 2; i++) {
      assertEquals(three.point(i).x(), p[2 * i], 0.1);
      assertEquals(three.point(i).y(), p[2 * i + 1], 0.1);
    }
    // Half of the window is outside, where nothing is.
    assertTrue(p[4] > 0.5 && p[4] < 5, Float.toString(p[4]));
  }

  @Test
  void gradientsOfPointsAreThoseOfCentralDifferences() {
    Shape shape = Shape.of(1, 3, 6, 6);
    float[] values = new Seed(3).uniform((int) shape.elements());
    values[14] = 2;
    values[36 + 21] = 2;
    Tensor parameter = engine.parameter(shape, () -> values);
    Tensor weights = engine.tensor(new float[] {1, -2, 0.5f, 3}, Shape.of(1, 2, 2));
    Tensor loss = MAPS.detect(parameter).points().mul(weights).sum();
    float[] gradient = engine.gradients(loss, List.of(parameter)).get(0).toFloats();
    for (int i : new int[] {8, 13, 14, 15, 36 + 20, 36 + 21, 72}) {
      double slope = (at(values, i, 1e-2, weights) - at(values, i, -1e-2, weights)) / 2e-2;
      assertEquals(slope, gradient[i], 2e-2 * Math.max(0.1, Math.abs(slope)), "value " + i);
    }
  }

  private double at(float[] values, int i, double step, Tensor weights) {
    float[] moved = values.clone();
    moved[i] += (float) step;
    Tensor maps = engine.tensor(moved, Shape.of(1, 3, 6, 6));
    return MAPS.detect(maps).points().mul(weights).sum().item();
  }

  @Test
  void whatCannotBeIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> new HeatMaps(0, 1, 1));
    assertThrows(IllegalArgumentException.class, () -> new HeatMaps(1, 0, 1));
    assertThrows(
        IllegalArgumentException.class, () -> MAPS.detect(engine.full(0, Shape.of(1, 1, 4, 4))));
    Detections three =
        new Detections(engine.full(0, Shape.of(3, 2, 2)), engine.full(0, Shape.of(3, 2)));
    assertEquals(3, three.split(3).size());
    assertThrows(IllegalArgumentException.class, () -> three.split(2));
  }
}
