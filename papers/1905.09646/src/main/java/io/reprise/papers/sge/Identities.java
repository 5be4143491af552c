package io.reprise.papers.sge;

import io.reprise.baselines.attention.SpatialGroupEnhance;
import io.reprise.experiment.Measurements;
import io.reprise.experiment.Metric;
import io.reprise.nn.LayerContext;
import io.reprise.nn.Mode;
import io.reprise.tensor.DType;
import io.reprise.tensor.Engine;
import io.reprise.tensor.Scope;
import io.reprise.tensor.Seed;
import io.reprise.tensor.Shape;
import io.reprise.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/**
 * What holds of the module whatever it has learned, checked on a trial's engine with random maps
 * {@code [2, 6, 4, 3]} in 3 groups: its output at the start, its standardised map, its gradient.
 */
final class Identities {
  /** The largest difference between the output at the start and sigmoid(1) times the input. */
  static final Metric INITIAL_OUTPUT = difference("initial_output_difference");

  /** The largest distance of a standardised map's mean from 0, and of its deviation from 1. */
  static final Metric MAP_MOMENTS = difference("map_moments_difference");

  /** The largest change of the standardised map when the features are scaled. */
  static final Metric SCALED_FEATURES = difference("scaled_features_difference");

  /** Engine's gradient against {@link EnhancementGradient}, as a share of the largest element. */
  static final Metric GRADIENT_FORMULA = difference("gradient_formula_difference");

  /** Engine's gradient against central differences, as a share of the largest element. */
  static final Metric FINITE_DIFFERENCE = difference("gradient_finite_difference");

  static final List<Metric> METRICS =
      List.of(INITIAL_OUTPUT, MAP_MOMENTS, SCALED_FEATURES, GRADIENT_FORMULA, FINITE_DIFFERENCE);

  private static final int GROUPS = 3;
  private static final Shape SHAPE = Shape.of(2, 6, 4, 3);
  private static final int IMAGE = 6 * 4 * 3;
  private static final int GROUP = IMAGE / GROUPS;
  private static final double FACTOR = 3;
  private static final double STEP = 1e-5;

  private final Engine engine;
  private final Seed seed;
  private final double[] features;
  private final double[] upstream;
  private final double[] gamma;
  private final double[] beta;

  Identities(Engine engine, Seed seed) {
    this.engine = engine;
    this.seed = seed;
    // Off zero, so that the groups' mean vectors are not tiny.
    this.features = Arrays.stream(normal("features", 2 * IMAGE)).map(v -> v + 0.5).toArray();
    this.upstream = normal("upstream", 2 * IMAGE);
    this.gamma = normal("gamma", GROUPS);
    this.beta = normal("beta", GROUPS);
  }

  private static Metric difference(String name) {
    return new Metric(name, "1", Metric.Direction.LOWER);
  }

  private double[] normal(String name, int n) {
    float[] drawn = seed.named("identities").named(name).normal(n);
    double[] values = new double[n];
    Arrays.setAll(values, i -> drawn[i]);
    return values;
  }

  /** Measures all of {@link #METRICS}. */
  void measure(Measurements measurements) {
    try (Scope scope = engine.inference()) {
      measurements
          .put(INITIAL_OUTPUT, initialOutput())
          .put(MAP_MOMENTS, mapMoments())
          .put(SCALED_FEATURES, scaledFeatures());
    }
    double[] gradient = engineGradient();
    measurements
        .put(GRADIENT_FORMULA, relative(gradient, formulaGradient()))
        .put(FINITE_DIFFERENCE, relative(gradient, finiteDifferences()));
  }

  private double initialOutput() {
    LayerContext at = LayerContext.root(engine, seed);
    int channels = SHAPE.dim(1);
    SpatialGroupEnhance sge =
        new SpatialGroupEnhance(at, SpatialGroupEnhance.Design.of(GROUPS), channels);
    float[] x = new float[features.length];
    for (int i = 0; i < x.length; i++) {
      x[i] = (float) features[i];
    }
    Tensor input = engine.tensor(x, SHAPE);
    double sigmoidOfOne = 1 / (1 + Math.exp(-1));
    return largest(sge.forward(input, Mode.TRAIN).sub(input.mul(sigmoidOfOne)));
  }

  private Tensor standardized(double factor) {
    Tensor x = engine.tensor(features, SHAPE).mul(factor);
    return SpatialGroupEnhance.standardize(SpatialGroupEnhance.agreement(x, GROUPS));
  }

  private double mapMoments() {
    Tensor map = standardized(1);
    Tensor deviation = map.variance(true, 2, 3).sqrt();
    return Math.max(largest(map.mean(2, 3)), largest(deviation.sub(1)));
  }

  private double scaledFeatures() {
    return largest(standardized(FACTOR).sub(standardized(1)));
  }

  private static double largest(Tensor values) {
    return values.abs().max().item();
  }

  /** dL/dx, dL/dgamma and dL/dbeta one after the other, for L = sum of upstream times output. */
  private double[] engineGradient() {
    try (Scope scope = engine.scope()) {
      Tensor x = variable(features, SHAPE);
      Tensor scale = variable(gamma, Shape.of(GROUPS));
      Tensor shift = variable(beta, Shape.of(GROUPS));
      Tensor loss = enhanced(x, scale, shift).mul(engine.tensor(upstream, SHAPE)).sum();
      return engine.gradients(loss, List.of(x, scale, shift)).stream()
          .flatMapToDouble(g -> Arrays.stream(g.toDoubles()))
          .toArray();
    }
  }

  /** A float64 tensor that gradients are taken for; the values are those of float32 numbers. */
  private Tensor variable(double[] values, Shape shape) {
    Tensor zero = engine.parameter(shape, () -> new float[values.length]).cast(DType.FLOAT64);
    return zero.add(engine.tensor(values, shape));
  }

  private static Tensor enhanced(Tensor x, Tensor scale, Tensor shift) {
    Tensor map = SpatialGroupEnhance.standardize(SpatialGroupEnhance.agreement(x, GROUPS));
    return SpatialGroupEnhance.enhance(x, SpatialGroupEnhance.attention(map, scale, shift));
  }

  private double[] formulaGradient() {
    double[] all = new double[features.length + 2 * GROUPS];
    for (int image = 0; image < SHAPE.dim(0); image++) {
      for (int g = 0; g < GROUPS; g++) {
        int from = image * IMAGE + g * GROUP;
        EnhancementGradient.Result part =
            new EnhancementGradient(
                    SHAPE.dim(1) / GROUPS,
                    Arrays.copyOfRange(features, from, from + GROUP),
                    Arrays.copyOfRange(upstream, from, from + GROUP),
                    gamma[g],
                    beta[g])
                .result();
        System.arraycopy(part.input, 0, all, from, GROUP);
        all[features.length + g] += part.scale;
        all[features.length + GROUPS + g] += part.shift;
      }
    }
    return all;
  }

  private double[] finiteDifferences() {
    double[] all = new double[features.length + 2 * GROUPS];
    for (int i = 0; i < features.length; i++) {
      int at = i;
      all[i] = slope(step -> loss(shifted(features, at, step), gamma, beta));
    }
    for (int g = 0; g < GROUPS; g++) {
      int at = g;
      all[features.length + g] = slope(step -> loss(features, shifted(gamma, at, step), beta));
      all[features.length + GROUPS + g] =
          slope(step -> loss(features, gamma, shifted(beta, at, step)));
    }
    return all;
  }

  private static double slope(DoubleUnaryOperator f) {
    return (f.applyAsDouble(STEP) - f.applyAsDouble(-STEP)) / (2 * STEP);
  }

  private static double[] shifted(double[] values, int at, double step) {
    double[] changed = values.clone();
    changed[at] += step;
    return changed;
  }

  private double loss(double[] x, double[] scale, double[] shift) {
    try (Scope scope = engine.inference()) {
      Tensor y =
          enhanced(
              engine.tensor(x, SHAPE),
              engine.tensor(scale, Shape.of(GROUPS)),
              engine.tensor(shift, Shape.of(GROUPS)));
      return y.mul(engine.tensor(upstream, SHAPE)).sum().item();
    }
  }

  private static double relative(double[] found, double[] expected) {
    double largest = 0;
    double difference = 0;
    for (int i = 0; i < expected.length; i++) {
      largest = Math.max(largest, Math.abs(expected[i]));
      difference = Math.max(difference, Math.abs(found[i] - expected[i]));
    }
    return difference / largest;
  }
}
