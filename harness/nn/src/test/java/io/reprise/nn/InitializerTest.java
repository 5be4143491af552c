package io.reprise.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.nn.Initializer.Fan;
import io.reprise.tensor.Device;
import io.reprise.tensor.Engine;
import io.reprise.tensor.Engines;
import io.reprise.tensor.Seed;
import io.reprise.tensor.Shape;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class InitializerTest {
  private static final Seed SEED = new Seed(3);

  /** Fan in 32 * 9 = 288, fan out 64 * 9 = 576. */
  private static final Shape WEIGHT = Shape.of(64, 32, 3, 3);

  private static void assertMoments(double variance, double kurtosis, Initializer initializer) {
    float[] v = initializer.draw(WEIGHT, SEED);
    int n = v.length;
    assertEquals(64 * 32 * 9, n);
    double mean = 0;
    double square = 0;
    for (float x : v) {
      mean += (double) x / n;
      square += (double) x * x / n;
    }
    assertEquals(0, mean, 4 * Math.sqrt(variance / n));
    assertEquals(variance, square, 4 * variance * Math.sqrt((kurtosis - 1) / n));
  }

  private static void assertNormal(double variance, Initializer initializer) {
    assertMoments(variance, 3, initializer);
  }

  private static void assertUniform(double variance, Initializer initializer) {
    assertMoments(variance, 1.8, initializer);
    double bound = Math.sqrt(3 * variance);
    double most = 0;
    for (float x : initializer.draw(WEIGHT, SEED)) {
      most = Math.max(most, Math.abs(x));
    }
    assertTrue(most <= bound * (1 + 1e-6) && most > bound * 0.99, most + " for bound " + bound);
  }

  @Test
  void kaimingHasVarianceTwoOverTheFan() {
    assertNormal(2.0 / 288, Initializer.kaimingNormal(Fan.IN));
    assertNormal(2.0 / 576, Initializer.kaimingNormal(Fan.OUT));
    assertUniform(2.0 / 288, Initializer.kaimingUniform(Fan.IN));
    assertUniform(2.0 / 576, Initializer.kaimingUniform(Fan.OUT));
  }

  @Test
  void xavierHasVarianceTwoOverBothFans() {
    assertNormal(2.0 / (288 + 576), Initializer.xavierNormal());
    assertUniform(2.0 / (288 + 576), Initializer.xavierUniform());
  }

  @Test
  void fanInUniformIsBoundedByTheRootOfTheFan() {
    assertUniform(1.0 / 288 / 3, Initializer.fanInUniform(288));
  }

  @Test
  void normalHasItsMeanAndConstantIsConstant() {
    float[] v = Initializer.normal(5, 0.1).draw(Shape.of(1000), SEED);
    double mean = 0;
    for (float x : v) {
      mean += x / 1000;
    }
    assertEquals(5, mean, 4 * 0.1 / Math.sqrt(1000));
    assertArrayEquals(new float[] {1.5f, 1.5f}, Initializer.constant(1.5).draw(Shape.of(2), SEED));
  }

  @Test
  void fansNeedAnInputAndAnOutputAxis() {
    assertEquals(
        "fan of shape [64]: expected a weight [out, in, ..]",
        assertThrows(
                IllegalArgumentException.class,
                () -> Initializer.kaimingNormal(Fan.IN).draw(Shape.of(64), SEED))
            .getMessage());
    assertEquals(7, Fan.IN.of(Shape.of(5, 7)));
    assertEquals(5, Fan.OUT.of(Shape.of(5, 7)));
  }

  @Test
  void aParameterFollowsFromSeedAndPathAlone() {
    try (Engine engine = Engines.open(Device.CPU, 1)) {
      LayerContext root = LayerContext.root(engine, SEED);
      Initializer normal = Initializer.normal(0, 1);
      Shape shape = Shape.of(2, 3, 2, 2);
      float[] block = root.at("stage").at("conv").parameter("weight", shape, normal).toFloats();
      assertArrayEquals(normal.draw(shape, SEED.named("stage.conv.weight")), block);
      assertArrayEquals(block, root.at("stage.conv").parameter("weight", shape, normal).toFloats());
      assertFalse(
          Arrays.equals(
              block, root.at("stage").at("conv2").parameter("weight", shape, normal).toFloats()));
      LayerContext other = LayerContext.root(engine, new Seed(4));
      assertFalse(
          Arrays.equals(
              block, other.at("stage.conv").parameter("weight", shape, normal).toFloats()));
    }
  }
}
