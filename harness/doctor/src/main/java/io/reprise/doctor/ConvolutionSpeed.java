package io.reprise.doctor;

import io.reprise.tensor.Engine;
import io.reprise.tensor.Op;
import io.reprise.tensor.Scope;
import io.reprise.tensor.Shape;
import io.reprise.tensor.Tensor;
import java.util.Locale;

/**
 * A 3x3 convolution timed against the matrix product that does the same arithmetic on unfolded
 * images. A convolution that unfolds first cannot be much faster than that product; oneDNN's does
 * not unfold and is. Measured on one thread, best of many: libtorch with oneDNN 3.8 to 11.5 times
 * as fast as its product, without 0.6 to 1.1 times (2 cores of an Intel Xeon with other work).
 *
 * @param convolution in GFLOP/s
 * @param product in GFLOP/s
 */
record ConvolutionSpeed(double convolution, double product) {
  /** How many times as fast as the product a convolution is that does not unfold. */
  static final double DIRECT = 2;

  private static final int IMAGES = 64;
  private static final int CHANNELS = 16;
  private static final int SIZE = 32;
  private static final int KERNEL = 9;
  private static final int REPETITIONS = 12;
  private static final double GIGAFLOP =
      2.0 * IMAGES * SIZE * SIZE * CHANNELS * CHANNELS * KERNEL / 1e9;

  /** Measures on an engine, which should have one thread: more would time the machine's load. */
  static ConvolutionSpeed measure(Engine engine) {
    try (Scope scope = engine.inference()) {
      Tensor x = engine.full(0.5, Shape.of(IMAGES, CHANNELS, SIZE, SIZE));
      Tensor w = engine.full(0.5, Shape.of(CHANNELS, CHANNELS, 3, 3));
      Tensor unfolded = engine.full(0.5, Shape.of(IMAGES * SIZE * SIZE, CHANNELS * KERNEL));
      Tensor columns = engine.full(0.5, Shape.of(CHANNELS * KERNEL, CHANNELS));
      return new ConvolutionSpeed(
          GIGAFLOP / seconds(engine, () -> x.conv2d(w, Op.Conv2d.of(1, 1))),
          GIGAFLOP / seconds(engine, () -> unfolded.matmul(columns)));
    }
  }

  private static double seconds(Engine engine, Runnable work) {
    double best = Double.POSITIVE_INFINITY;
    for (int i = 0; i < REPETITIONS; i++) {
      try (Scope scope = engine.inference()) {
        long start = System.nanoTime();
        work.run();
        engine.synchronize();
        best = Math.min(best, (System.nanoTime() - start) / 1e9);
      }
    }
    return best;
  }

  double ratio() {
    return convolution / product;
  }

  Check check(String subject) {
    String found =
        String.format(
            Locale.ROOT,
            "convolution %.0f GFLOP/s, %.1f times its matrix product (direct from %.0f)",
            convolution,
            ratio(),
            DIRECT);
    return ratio() >= DIRECT
        ? Check.ok(subject, found + ": oneDNN is live")
        : Check.warning(
            subject,
            found,
            "convolutions do not run on oneDNN: training will be several times slower");
  }
}
