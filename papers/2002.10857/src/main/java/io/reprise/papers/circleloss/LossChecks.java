package io.reprise.papers.circleloss;

import io.reprise.baselines.metric.CircleLoss;
import io.reprise.baselines.metric.CircleLoss.Weights;
import io.reprise.baselines.metric.HardTriplet;
import io.reprise.baselines.metric.UnifiedForm;
import io.reprise.baselines.metric.UnifiedLoss;
import io.reprise.experiment.Measurements;
import io.reprise.experiment.Metric;
import io.reprise.tensor.Engine;
import io.reprise.tensor.Seed;
import io.reprise.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleBiFunction;

/**
 * What holds of the losses whatever is learned with them: their gradients and how they contain each
 * other, on random similarities, in double precision on a trial's engine. {@link BoundaryChecks}
 * has what concerns the boundary.
 */
final class LossChecks {
  /** Frozen weights: engine's gradient against {@link GradientFormula}, largest of both forms. */
  static final Metric GRADIENT = difference("gradient_formula_difference");

  /** Differentiated weights: the same against the formula for these. */
  static final Metric UNFROZEN = difference("unfrozen_formula_difference");

  /** Differentiated weights: how far their gradient is from the published one, the least of all. */
  static final Metric FREEZING = new Metric("freezing_difference", "1", Metric.Direction.NEITHER);

  /** For one pair of each kind: how far the unified loss's two slopes are from equal size. */
  static final Metric UNIFIED_SLOPES = difference("unified_slope_difference");

  /** For one pair of each kind: Circle's ratio of slopes against (1 + m - s_p) / (s_n + m). */
  static final Metric CIRCLE_SLOPES = difference("circle_slope_difference");

  /** Circle's slope in an s_p of 0.98 by that in an s_n of 0.8, with m = 0.25. */
  static final Metric EASY_SLOPE = difference("easy_slope_ratio");

  /** The unified loss with class labels against AM-Softmax and NormFace in plain Java. */
  static final Metric CLASS_LEVEL = difference("class_level_difference");

  /** By how much the unified loss over gamma leaves [triplet, triplet + log(1 + KL) / gamma]. */
  static final Metric TRIPLET_LIMIT = difference("triplet_limit_excess");

  static final List<Metric> METRICS =
      List.of(
          GRADIENT,
          UNFROZEN,
          FREEZING,
          UNIFIED_SLOPES,
          CIRCLE_SLOPES,
          EASY_SLOPE,
          CLASS_LEVEL,
          TRIPLET_LIMIT,
          BoundaryChecks.ON_CIRCLE,
          BoundaryChecks.WRONG_SIDES,
          BoundaryChecks.WRONG_TARGETS);

  private static final List<Double> SCALES = List.of(16.0, 64.0, 256.0);
  private static final double MARGIN = 0.25;
  private static final int CLASSES = 3;
  private static final int EACH = 4;
  private static final int BATCH = CLASSES * EACH;

  private final Doubles doubles;
  private final Engine engine;
  private final Seed seed;

  LossChecks(Engine engine, Seed seed) {
    this.engine = engine;
    this.doubles = new Doubles(engine);
    this.seed = seed.named("loss checks");
  }

  static Metric difference(String name) {
    return new Metric(name, "1", Metric.Direction.LOWER);
  }

  /** Measures all of {@link #METRICS}. */
  void measure(Measurements measurements) {
    double frozen = 0;
    double unfrozen = 0;
    double freezing = Double.POSITIVE_INFINITY;
    for (double scale : SCALES) {
      CircleLoss circle = CircleLoss.of(scale, MARGIN);
      CircleLoss through = circle.with(Weights.DIFFERENTIATED);
      for (Form form : List.of(new PairForm(), new ClassForm())) {
        double[] expected = form.formula(scale, false);
        double[] other = form.gradient(through);
        frozen = Math.max(frozen, Doubles.relative(form.gradient(circle), expected));
        unfrozen = Math.max(unfrozen, Doubles.relative(other, form.formula(scale, true)));
        freezing = Math.min(freezing, Doubles.relative(other, expected));
      }
    }
    measurements.put(GRADIENT, frozen).put(UNFROZEN, unfrozen).put(FREEZING, freezing);
    slopes(measurements);
    measurements.put(CLASS_LEVEL, classLevel()).put(TRIPLET_LIMIT, tripletLimit());
    new BoundaryChecks(engine, seed).measure(measurements);
  }

  /** Uniform in (low, high). */
  private double[] drawn(String name, int n, double low, double high) {
    float[] uniform = seed.named(name).uniform(n);
    double[] values = new double[n];
    Arrays.setAll(values, i -> low + (high - low) * uniform[i]);
    return values;
  }

  /** A loss of many similarities at once, and the gradient that it must have. */
  private interface Form {
    double[] gradient(UnifiedForm loss);

    double[] formula(double scale, boolean throughWeights);
  }

  private static void write(
      double[] all, int row, List<Integer> columns, double[] values, int width, int anchors) {
    for (int i = 0; i < values.length; i++) {
      all[row * width + columns.get(i)] = values[i] / anchors;
    }
  }

  private static double[] at(double[] all, int row, List<Integer> columns, int width) {
    return columns.stream().mapToDouble(c -> all[row * width + c]).toArray();
  }

  private static double[] formula(
      double[] all,
      int width,
      int anchors,
      boolean throughWeights,
      double scale,
      List<List<Integer>> positives,
      List<List<Integer>> negatives) {
    double[] gradient = new double[all.length];
    for (int row = 0; row < anchors; row++) {
      GradientFormula one =
          new GradientFormula(
              scale,
              MARGIN,
              at(all, row, positives.get(row), width),
              at(all, row, negatives.get(row), width));
      double[] p = throughWeights ? one.ofPositivesThroughWeights() : one.ofPositives();
      double[] n = throughWeights ? one.ofNegativesThroughWeights() : one.ofNegatives();
      write(gradient, row, positives.get(row), p, width, anchors);
      write(gradient, row, negatives.get(row), n, width, anchors);
    }
    return gradient;
  }

  /** Similarities of a batch with itself, each a variable of its own. */
  private final class PairForm implements Form {
    private final double[] similarities = drawn("pairs", BATCH * BATCH, -0.2, 1);
    private final long[] labels = new long[BATCH];
    private final List<List<Integer>> positives = new ArrayList<>();
    private final List<List<Integer>> negatives = new ArrayList<>();

    PairForm() {
      for (int i = 0; i < BATCH; i++) {
        labels[i] = i % CLASSES;
        List<Integer> same = new ArrayList<>();
        List<Integer> different = new ArrayList<>();
        for (int j = 0; j < BATCH; j++) {
          if (j % CLASSES != i % CLASSES) {
            different.add(j);
          } else if (j != i) {
            same.add(j);
          }
        }
        positives.add(same);
        negatives.add(different);
      }
    }

    @Override
    public double[] gradient(UnifiedForm loss) {
      Shape shape = Shape.of(BATCH, BATCH);
      return doubles.gradient(similarities, shape, s -> loss.ofPairs(s, doubles.labels(labels)));
    }

    @Override
    public double[] formula(double scale, boolean throughWeights) {
      return LossChecks.formula(
          similarities, BATCH, BATCH, throughWeights, scale, positives, negatives);
    }
  }

  /** Cosines with the weights of classes. */
  private final class ClassForm implements Form {
    private static final int WIDTH = 7;

    private final double[] cosines = drawn("classes", BATCH * WIDTH, -0.2, 1);
    private final long[] labels = new long[BATCH];
    private final List<List<Integer>> positives = new ArrayList<>();
    private final List<List<Integer>> negatives = new ArrayList<>();

    ClassForm() {
      for (int i = 0; i < BATCH; i++) {
        int own = i % WIDTH;
        labels[i] = own;
        positives.add(List.of(own));
        List<Integer> others = new ArrayList<>();
        for (int c = 0; c < WIDTH; c++) {
          if (c != own) {
            others.add(c);
          }
        }
        negatives.add(others);
      }
    }

    @Override
    public double[] gradient(UnifiedForm loss) {
      Shape shape = Shape.of(BATCH, WIDTH);
      return doubles.gradient(cosines, shape, s -> loss.ofClasses(s, doubles.labels(labels)));
    }

    @Override
    public double[] formula(double scale, boolean throughWeights) {
      return LossChecks.formula(cosines, WIDTH, BATCH, throughWeights, scale, positives, negatives);
    }

    /** The mean of {@code -log(e^{g (s_p - m)} / (e^{g (s_p - m)} + sum_j e^{g s_n^j}))}. */
    double amSoftmax(double scale, double margin) {
      double sum = 0;
      for (int i = 0; i < BATCH; i++) {
        double[] logits = new double[WIDTH];
        for (int c = 0; c < WIDTH; c++) {
          double cosine = cosines[i * WIDTH + c];
          logits[c] = scale * (c == labels[i] ? cosine - margin : cosine);
        }
        sum += GradientFormula.logSumExp(logits) - logits[(int) labels[i]];
      }
      return sum / BATCH;
    }

    double value(UnifiedForm loss) {
      Shape shape = Shape.of(BATCH, WIDTH);
      return doubles
          .values(cosines, shape, s -> loss.ofClasses(s, doubles.labels(labels)).reshape(1))[0];
    }
  }

  private double classLevel() {
    ClassForm form = new ClassForm();
    double largest = 0;
    for (double scale : SCALES) {
      double am = form.amSoftmax(scale, 0.35);
      double norm = form.amSoftmax(scale, 0);
      double unified = form.value(UnifiedLoss.amSoftmax(scale, 0.35));
      double withoutMargin = form.value(UnifiedLoss.normFace(scale));
      largest = Math.max(largest, Math.abs(unified - am) / am);
      largest = Math.max(largest, Math.abs(withoutMargin - norm) / norm);
    }
    return largest;
  }

  private double tripletLimit() {
    PairForm form = new PairForm();
    Shape shape = Shape.of(BATCH, BATCH);
    double margin = 0.2;
    double triplet =
        doubles
            .values(
                form.similarities,
                shape,
                s -> new HardTriplet(margin).ofPairs(s, doubles.labels(form.labels)).reshape(1))[0];
    double excess = 0;
    for (double scale = 10; scale <= 10_000; scale *= 10) {
      UnifiedLoss loss = new UnifiedLoss(scale, margin);
      double unified =
          doubles
                  .values(
                      form.similarities,
                      shape,
                      s -> loss.ofPairs(s, doubles.labels(form.labels)).reshape(1))[0]
              / scale;
      double above = unified - triplet;
      double most = Math.log(1 + (EACH - 1.0) * (BATCH - EACH)) / scale;
      excess = Math.max(excess, Math.max(-above, above - most));
    }
    return Math.max(0, excess);
  }

  /** For one pair of each kind, over a grid: what the slopes in s_p and s_n are to each other. */
  private void slopes(Measurements measurements) {
    double unified = largest(new UnifiedLoss(16, MARGIN), (p, n) -> 1, grid(), grid());
    double circle =
        largest(
            CircleLoss.of(16, MARGIN), (p, n) -> (1 + MARGIN - p) / (n + MARGIN), grid(), grid());
    measurements
        .put(UNIFIED_SLOPES, unified)
        .put(CIRCLE_SLOPES, circle)
        .put(EASY_SLOPE, ratio(CircleLoss.of(16, MARGIN), 0.98, 0.8));
  }

  private static double[] grid() {
    double[] values = new double[11];
    Arrays.setAll(values, i -> i / 10.0);
    return values;
  }

  private double largest(
      UnifiedForm loss, ToDoubleBiFunction<Double, Double> expected, double[] ps, double[] ns) {
    double largest = 0;
    for (double p : ps) {
      for (double n : ns) {
        double right = expected.applyAsDouble(p, n);
        largest = Math.max(largest, Math.abs(ratio(loss, p, n) - right) / right);
      }
    }
    return largest;
  }

  /** The size of the slope in s_p by that in s_n. */
  private double ratio(UnifiedForm loss, double p, double n) {
    double[] slopes =
        doubles.gradient(
            new double[] {p, n}, Shape.of(1, 2), s -> loss.ofClasses(s, doubles.labels(0)));
    return Math.abs(slopes[0] / slopes[1]);
  }
}
