package io.reprise.nn;

import io.reprise.tensor.Seed;
import io.reprise.tensor.Shape;
import java.util.Arrays;

/** Draws the initial values of a parameter in Java, so that they do not depend on the engine. */
@FunctionalInterface
public interface Initializer {
  /** The values in row-major order, from the seed's stream alone. */
  float[] draw(Shape shape, Seed seed);

  /** Which connections of a weight {@code [out, in, ..]} are counted. */
  enum Fan {
    /** Inputs of one output: {@code in * kernel}. */
    IN,
    /** Outputs of one input: {@code out * kernel}. */
    OUT;

    double of(Shape weight) {
      if (weight.rank() < 2) {
        throw new IllegalArgumentException(
            "fan of shape " + weight + ": expected a weight [out, in, ..]");
      }
      double kernel = (double) weight.elements() / weight.dim(0) / weight.dim(1);
      return kernel * weight.dim(this == IN ? 1 : 0);
    }
  }

  static Initializer constant(double value) {
    return (shape, seed) -> {
      float[] v = new float[Math.toIntExact(shape.elements())];
      Arrays.fill(v, (float) value);
      return v;
    };
  }

  static Initializer normal(double mean, double standardDeviation) {
    return (shape, seed) -> {
      float[] v = seed.normal(Math.toIntExact(shape.elements()));
      for (int i = 0; i < v.length; i++) {
        v[i] = (float) (mean + standardDeviation * v[i]);
      }
      return v;
    };
  }

  /** Uniform in [-bound, bound). */
  static Initializer uniform(double bound) {
    return (shape, seed) -> {
      float[] v = seed.uniform(Math.toIntExact(shape.elements()));
      for (int i = 0; i < v.length; i++) {
        v[i] = (float) (bound * (2 * v[i] - 1));
      }
      return v;
    };
  }

  /** Normal with variance 2 / fan (arXiv 1502.01852), for layers followed by ReLU. */
  static Initializer kaimingNormal(Fan fan) {
    return (shape, seed) -> normal(0, Math.sqrt(2 / fan.of(shape))).draw(shape, seed);
  }

  /** Uniform with variance 2 / fan (arXiv 1502.01852), for layers followed by ReLU. */
  static Initializer kaimingUniform(Fan fan) {
    return (shape, seed) -> uniform(Math.sqrt(6 / fan.of(shape))).draw(shape, seed);
  }

  /** Normal with variance 2 / (fan in + fan out) (Glorot and Bengio 2010). */
  static Initializer xavierNormal() {
    return (shape, seed) ->
        normal(0, Math.sqrt(2 / (Fan.IN.of(shape) + Fan.OUT.of(shape)))).draw(shape, seed);
  }

  /** Uniform with variance 2 / (fan in + fan out) (Glorot and Bengio 2010). */
  static Initializer xavierUniform() {
    return (shape, seed) ->
        uniform(Math.sqrt(6 / (Fan.IN.of(shape) + Fan.OUT.of(shape)))).draw(shape, seed);
  }

  /** Uniform in plus or minus 1 / sqrt(fan in): PyTorch's default for linear layers. */
  static Initializer fanInUniform(double fanIn) {
    return uniform(1 / Math.sqrt(fanIn));
  }
}
