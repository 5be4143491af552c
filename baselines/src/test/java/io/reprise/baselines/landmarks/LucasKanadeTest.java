package io.reprise.baselines.landmarks;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.tensor.DType;
import io.reprise.tensor.Device;
import io.reprise.tensor.Engine;
import io.reprise.tensor.Engines;
import io.reprise.tensor.Shape;
import io.reprise.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LucasKanadeTest {
  private final Engine engine = Engines.open(Device.CPU, 1);
  private final LucasKanade flow = new LucasKanade(new LucasKanade.Settings(5, 12, 2));

  @AfterEach
  void close() {
    engine.close();
  }

  private static double largest(Tensor t) {
    return t.abs().max().item();
  }

  @Test
  void pointsAreFollowedToAndBackByPartsOfPixels() {
    MovingTexture moving = new MovingTexture(engine, 36, 1.3, -0.8);
    LucasKanade.Tracks there = flow.track(moving.frame(0), moving.frame(1), moving.points(0));
    assertEquals(0, largest(there.points().sub(moving.points(1))), 0.05);
    assertArrayEquals(new long[] {1, 1}, there.trusted().toLongs());
    LucasKanade.Tracks back = flow.track(moving.frame(1), moving.frame(0), there.points());
    assertEquals(0, largest(back.points().sub(moving.points(0))), 0.05);
  }

  @Test
  void oneStepOnRampsGoesAllTheWay() {
    // A channel rises to the right, the other downwards.
    double[] ramps = new double[2 * 40 * 40];
    double[] moved = new double[2 * 40 * 40];
    for (int i = 0; i < ramps.length; i++) {
      boolean first = i < 40 * 40;
      ramps[i] = first ? i % 40 : i / 40 % 40;
      moved[i] = ramps[i] + (first ? -0.5 : 0.25);
    }
    Shape shape = Shape.of(1, 2, 40, 40);
    Tensor point = engine.tensor(new double[] {18.25, 20}, Shape.of(1, 1, 2));
    double[] q =
        new LucasKanade(new LucasKanade.Settings(4, 1, 2))
            .track(engine.tensor(ramps, shape), engine.tensor(moved, shape), point)
            .points()
            .toDoubles();
    assertEquals(18.75, q[0], 1e-6);
    assertEquals(19.75, q[1], 1e-6);
  }

  @Test
  void aFlatPatchStaysWhereItIsWithFiniteGradients() {
    Tensor flat = engine.full(0.5, Shape.of(1, 3, 30, 30));
    Tensor point = engine.parameter(Shape.of(1, 1, 2), () -> new float[] {12.5f, 14});
    LucasKanade.Tracks tracks = flow.track(flat, flat, point);
    assertArrayEquals(new float[] {12.5f, 14}, tracks.points().toFloats());
    float[] gradient = engine.gradients(tracks.points().sum(), List.of(point)).get(0).toFloats();
    assertArrayEquals(new float[] {1, 1}, gradient);
  }

  @Test
  void aPointThatWouldJumpOrLeavesTheImageIsNotTrusted() {
    MovingTexture moving = new MovingTexture(engine, 36, 1.3, -0.8);
    LucasKanade slow = new LucasKanade(new LucasKanade.Settings(5, 12, 0.4));
    Tensor trusted = slow.track(moving.frame(0), moving.frame(1), moving.points(0)).trusted();
    assertArrayEquals(new long[] {0, 0}, trusted.toLongs());
    Tensor edge = engine.tensor(new double[] {34.9, 12, 18, 18}, Shape.of(1, 2, 2));
    assertArrayEquals(
        new long[] {0, 1}, flow.track(moving.frame(0), moving.frame(1), edge).trusted().toLongs());
  }

  /** A float64 tensor that gradients are taken for. */
  private Tensor variable(Tensor values) {
    int n = (int) values.shape().elements();
    return engine.parameter(values.shape(), () -> new float[n]).cast(DType.FLOAT64).add(values);
  }

  @Test
  void gradientsToPointsAndImagesAreThoseOfCentralDifferences() {
    MovingTexture moving = new MovingTexture(engine, 36, 0.7, 0.4);
    Tensor[] inputs = {moving.frame(0), moving.frame(1), moving.points(0)};
    int[][] looked = {{14 + 36 * 17, 36 * 36 + 20 + 36 * 15}, {15 + 36 * 18, 19 + 36 * 16}, {0, 3}};
    for (int which = 0; which < 3; which++) {
      Tensor[] with = inputs.clone();
      with[which] = variable(inputs[which]);
      double[] gradient = engine.gradients(score(with), List.of(with[which])).get(0).toDoubles();
      for (int i : looked[which]) {
        double slope =
            (score(moved(inputs, which, i, 1e-5)).item()
                    - score(moved(inputs, which, i, -1e-5)).item())
                / 2e-5;
        assertEquals(slope, gradient[i], 1e-4 * Math.max(1, Math.abs(slope)), which + ", " + i);
        assertTrue(Math.abs(slope) > 1e-5, "no slope to compare with");
      }
    }
  }

  private Tensor score(Tensor... inputs) {
    Tensor weights = engine.tensor(new double[] {1, -2, 0.5, 3}, Shape.of(1, 2, 2));
    return flow.track(inputs[0], inputs[1], inputs[2]).points().mul(weights).sum();
  }

  private Tensor[] moved(Tensor[] inputs, int which, int i, double step) {
    double[] values = inputs[which].toDoubles();
    values[i] += step;
    Tensor[] all = inputs.clone();
    all[which] = engine.tensor(values, inputs[which].shape());
    return all;
  }

  @Test
  void whatDoesNotFitIsRefusedByItsSizes() {
    Tensor small = engine.full(0, Shape.of(1, 3, 22, 22));
    Tensor points = engine.full(5, Shape.of(1, 2, 2));
    String message =
        assertThrows(IllegalArgumentException.class, () -> flow.track(small, small, points))
            .getMessage();
    assertTrue(message.contains("11 x 11") && message.contains("22"), message);
    Tensor other = engine.full(0, Shape.of(1, 3, 30, 40));
    assertThrows(IllegalArgumentException.class, () -> flow.track(small, other, points));
    assertThrows(IllegalArgumentException.class, () -> new LucasKanade.Settings(1, 5, 2));
  }
}
