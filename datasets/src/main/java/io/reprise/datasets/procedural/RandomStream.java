package io.reprise.datasets.procedural;

import io.reprise.tensor.Seed;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Random numbers for data: from one seed the same on every platform to the last bit, since they
 * rest on arithmetic and square roots alone.
 */
public final class RandomStream {
  private static final double BELL_SCALE = Math.sqrt(3) / 65_536;

  private final UniformRandomProvider random;

  public RandomStream(Seed seed) {
    random = seed.generator();
  }

  /** Uniform in [0, 1). */
  public double uniform() {
    return random.nextDouble();
  }

  /** Uniform in [low, high). */
  public double between(double low, double high) {
    return low + (high - low) * random.nextDouble();
  }

  /** A whole number from 0 and below {@code bound}. */
  public int below(int bound) {
    return random.nextInt(bound);
  }

  /** 1 or -1, equally often. */
  public int sign() {
    return random.nextBoolean() ? 1 : -1;
  }

  /** True with a probability. */
  public boolean chance(double probability) {
    return random.nextDouble() < probability;
  }

  /** One of some things, each equally often. */
  public <T> T pick(List<T> things) {
    return things.get(random.nextInt(things.size()));
  }

  /**
   * Near enough to a bell curve with mean 0: the sum of four uniform numbers of 16 bits, which lies
   * within 3.5 deviations.
   */
  public double bell(double standardDeviation) {
    long bits = random.nextLong();
    long sum = (bits & 0xffff) + (bits >>> 16 & 0xffff) + (bits >>> 32 & 0xffff) + (bits >>> 48);
    return (sum - 2 * 65_535) * (standardDeviation * BELL_SCALE);
  }
}
