package io.reprise.tensor;

import java.util.List;

/**
 * A convolution and its gradient whose results are known, to find out whether an engine computes
 * right at all. All numbers are small whole numbers, so that also a GPU that rounds the inputs of a
 * convolution to 10 bits (TF32) has no reason to differ, and one in bfloat16 none but the rounding
 * of what comes out.
 */
public final class EngineProbe {
  private static final int CHANNELS = 2;
  private static final int FILTERS = 3;
  private static final int SIZE = 5;
  private static final int KERNEL = 3;
  private static final int PADDING = 1;
  private static final double TOLERANCE = 0.05;

  /** By how much of a number a result in bfloat16 may be off. */
  private static final double BF16_ROUNDING = 1.0 / 256;

  private EngineProbe() {}

  /**
   * Runs both on the engine's device.
   *
   * @throws IllegalStateException if a result is wrong, naming the first wrong number
   */
  public static void run(Engine engine) {
    float[] image = wholeNumbers(CHANNELS * SIZE * SIZE, 5);
    float[] filters = wholeNumbers(FILTERS * CHANNELS * KERNEL * KERNEL, 3);
    float[] expected = convolution(image, filters);
    try (Scope scope = engine.scope()) {
      Tensor x = engine.tensor(image, Shape.of(1, CHANNELS, SIZE, SIZE));
      Tensor w = engine.parameter(Shape.of(FILTERS, CHANNELS, KERNEL, KERNEL), () -> filters);
      Tensor y = x.conv2d(w, Op.Conv2d.of(1, PADDING));
      requireEqual("convolution", y.toFloats(), expected);
      Tensor loss = y.square().sum().mul(0.5);
      float[] gradient = engine.gradients(loss, List.of(w)).get(0).toFloats();
      requireEqual("gradient of a convolution", gradient, filterGradient(image, expected));
    }
  }

  /** Whole numbers around 0 without a pattern that a mixed-up layout would keep. */
  private static float[] wholeNumbers(int n, int values) {
    float[] all = new float[n];
    for (int i = 0; i < n; i++) {
      all[i] = Math.floorMod(i * i + 3 * i / 2, values) - values / 2;
    }
    return all;
  }

  private static float[] convolution(float[] image, float[] filters) {
    float[] out = new float[FILTERS * SIZE * SIZE];
    forEachProduct((pixel, weight, result) -> out[result] += image[pixel] * filters[weight]);
    return out;
  }

  /** The gradient of half the squared output with respect to the filters. */
  private static float[] filterGradient(float[] image, float[] output) {
    float[] out = new float[FILTERS * CHANNELS * KERNEL * KERNEL];
    forEachProduct((pixel, weight, result) -> out[weight] += image[pixel] * output[result]);
    return out;
  }

  @FunctionalInterface
  private interface Product {
    void of(int pixel, int weight, int result);
  }

  /** Every product of a pixel and a weight that a convolution adds up, by their indices. */
  private static void forEachProduct(Product visit) {
    for (int result = 0; result < FILTERS * SIZE * SIZE; result++) {
      int filter = result / (SIZE * SIZE);
      int row = result / SIZE % SIZE;
      int column = result % SIZE;
      for (int w = 0; w < CHANNELS * KERNEL * KERNEL; w++) {
        int channel = w / (KERNEL * KERNEL);
        int y = row + w / KERNEL % KERNEL - PADDING;
        int x = column + w % KERNEL - PADDING;
        if (y >= 0 && y < SIZE && x >= 0 && x < SIZE) {
          visit.of(
              (channel * SIZE + y) * SIZE + x, filter * CHANNELS * KERNEL * KERNEL + w, result);
        }
      }
    }
  }

  private static void requireEqual(String what, float[] actual, float[] expected) {
    for (int i = 0; i < expected.length; i++) {
      double rounding = Math.abs(expected[i]) * BF16_ROUNDING;
      if (!(Math.abs(actual[i] - expected[i]) <= TOLERANCE + rounding)) {
        throw new IllegalStateException(
            what + ": element " + i + " is " + actual[i] + ", expected " + expected[i]);
      }
    }
  }
}
