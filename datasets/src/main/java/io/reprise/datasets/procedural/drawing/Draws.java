package io.reprise.datasets.procedural.drawing;

import io.reprise.tensor.Seed;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/** Numbers, colours and choices from one random stream, the same on every platform. */
public final class Draws {
  private final UniformRandomProvider random;

  /** Starts at the beginning of a seed's stream. */
  public Draws(Seed seed) {
    random = seed.generator();
  }

  /** Uniform in {@code [low, high)}. */
  public double between(double low, double high) {
    return low + (high - low) * random.nextDouble();
  }

  /** Uniform in {@code [-most, most)}. */
  public double within(double most) {
    return between(-most, most);
  }

  /** From 0 and below {@code n}, each equally likely. */
  public int below(int n) {
    return random.nextInt(n);
  }

  public boolean chance(double probability) {
    return random.nextDouble() < probability;
  }

  public <T> T oneOf(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  /**
   * About normal: the sum of four 16-bit numbers, so never beyond 3.47 standard deviations. A
   * sampler with logarithms could differ by platform.
   */
  public double normal(double standardDeviation) {
    long bits = random.nextLong();
    long sum = (bits & 0xffff) + (bits >>> 16 & 0xffff) + (bits >>> 32 & 0xffff) + (bits >>> 48);
    return (sum - 2 * 65_535) * (standardDeviation * Math.sqrt(3) / 65_536);
  }

  /** Any hue, with saturation and value from the given ranges. */
  public Colour colour(double leastSaturation, double most, double darkest, double brightest) {
    return Colour.hsv(between(0, 1), between(leastSaturation, most), between(darkest, brightest));
  }

  /** Plain, striped, dotted or checked, with features of 3 to 7 pixels. */
  public Paint texture(Colour a, Colour b) {
    double angle = between(0, Math.PI);
    double phase = between(0, 1);
    double size = between(3, 7);
    return switch (below(4)) {
      case 0 -> a;
      case 1 -> Paint.stripes(a, b, size, angle, phase);
      case 2 -> Paint.dots(b, a, size, angle, phase);
      default -> Paint.checks(a, b, size / 1.5, angle, phase);
    };
  }
}
