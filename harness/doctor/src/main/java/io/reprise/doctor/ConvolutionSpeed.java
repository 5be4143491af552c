package io.reprise.doctor;

import io.reprise.tensor.Engine;
import io.reprise.tensor.Op;
import io.reprise.tensor.Scope;
import io.reprise.tensor.Shape;
import io.reprise.tensor.Tensor;
import java.util.Locale;

/**
 * A 3x3 convolution of 16 channels timed against a loop of multiply-adds in Java on arrays that
 * stay in the processor's nearest cache, both on one thread, best of many. So small a convolution
 * is where oneDNN matters most: without it images are unfolded first, and moving that memory takes
 * longer than the arithmetic. Measured on an Intel Xeon with AVX-512: the loop 50 GFLOP/s, libtorch
 * with oneDNN 168 to 187, libtorch with oneDNN switched off 25 to 30. A matrix product would be the
 * closer kin, but OpenBLAS's own threads made its time useless on a busy machine.
 *
 * @param convolution in GFLOP/s
 * @param loop in GFLOP/s
 */
record ConvolutionSpeed(double convolution, double loop) {
  /** How many times as fast as the loop a convolution is at least that runs on oneDNN. */
  static final double DIRECT = 1;

  private static final int IMAGES = 64;
  private static final int CHANNELS = 16;
  private static final int SIZE = 32;
  private static final double CONVOLUTION_FLOPS =
      2.0 * IMAGES * SIZE * SIZE * CHANNELS * CHANNELS * 3 * 3;

  private static final int ELEMENTS = 1024;
  private static final int PASSES = 2000;
  private static final double LOOP_FLOPS = 2.0 * ELEMENTS * PASSES;

  private static final int REPETITIONS = 50;

  /** Measures on an engine, which should have one thread: more would time the machine's load. */
  static ConvolutionSpeed measure(Engine engine) {
    try (Scope scope = engine.inference()) {
      Tensor x = engine.full(0.5, Shape.of(IMAGES, CHANNELS, SIZE, SIZE));
      Tensor w = engine.full(0.5, Shape.of(CHANNELS, CHANNELS, 3, 3));
      return new ConvolutionSpeed(
          CONVOLUTION_FLOPS / nanoseconds(() -> convolve(engine, x, w)),
          LOOP_FLOPS / nanoseconds(new MultiplyAdds()));
    }
  }

  private static void convolve(Engine engine, Tensor x, Tensor w) {
    try (Scope scope = engine.inference()) {
      x.conv2d(w, Op.Conv2d.of(1, 1));
      engine.synchronize();
    }
  }

  /** A loop that the JVM's compiler turns into vector instructions. */
  private static final class MultiplyAdds implements Runnable {
    private final float[] x = new float[ELEMENTS];
    private final float[] sum = new float[ELEMENTS];

    @Override
    public void run() {
      for (int pass = 0; pass < PASSES; pass++) {
        add(pass % 2 == 0 ? 1 : -1);
      }
    }

    private void add(float factor) {
      for (int i = 0; i < sum.length; i++) {
        sum[i] += factor * x[i];
      }
    }
  }

  private static long nanoseconds(Runnable work) {
    long best = Long.MAX_VALUE;
    for (int i = 0; i < REPETITIONS; i++) {
      long start = System.nanoTime();
      work.run();
      best = Math.min(best, System.nanoTime() - start);
    }
    return best;
  }

  double ratio() {
    return convolution / loop;
  }

  Check check(String subject) {
    String found =
        String.format(
            Locale.ROOT,
            "convolution %.0f GFLOP/s a thread, %.1f times a loop in Java (oneDNN: at least %.0f)",
            convolution,
            ratio(),
            DIRECT);
    return ratio() >= DIRECT
        ? Check.ok(subject, found)
        : Check.warning(
            subject,
            found,
            "convolutions do not run on oneDNN: training will be several times slower");
  }
}
