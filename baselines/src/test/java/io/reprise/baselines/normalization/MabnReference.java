package io.reprise.baselines.normalization;

import java.util.ArrayList;
import java.util.List;

/**
 * Moving-average batch normalisation of one channel in plain loops, as the paper's algorithm has it
 * (arXiv 2001.06838).
 */
final class MabnReference {
  private final MovingAverages settings;
  private final double gamma;
  private final double beta;
  private final List<Double> moments = new ArrayList<>();
  private final List<Double> projections = new ArrayList<>();
  private int step;
  double running = 1;

  /** What a step gives; gradients for the output gradient that it was given. */
  static final class Step {
    final double[] z;
    final double[] dx;
    double dGamma;
    double dBeta;

    Step(int size) {
      z = new double[size];
      dx = new double[size];
    }
  }

  MabnReference(MovingAverages settings, double gamma, double beta) {
    this.settings = settings;
    this.gamma = gamma;
    this.beta = beta;
  }

  /** The groups lie one after the other in {@code x}. */
  Step step(double[] x, double[] dz, int groups) {
    step++;
    Step out = new Step(x.length);
    int size = x.length / groups;
    boolean averages = step > settings.ownSteps() && moments.size() >= settings.window();
    double sumUsed = 0;
    double[] used = new double[groups];
    for (int k = 0; k < groups; k++) {
      double q = 0;
      for (int i = k * size; i < (k + 1) * size; i++) {
        q += x[i] * x[i] / size;
      }
      moments.add(q);
      used[k] = averages ? last(moments) : q;
      sumUsed += used[k];
    }
    for (int k = 0; k < groups; k++) {
      double deviation = Math.sqrt(used[k] + settings.epsilon());
      double r = deviation / Math.sqrt(running + settings.epsilon());
      r = Math.max(1 / settings.limit(), Math.min(settings.limit(), r));
      r = step <= settings.uncorrectedSteps() ? 1 : r;
      double phi = 0;
      for (int i = k * size; i < (k + 1) * size; i++) {
        double y = r * x[i] / deviation;
        out.z[i] = gamma * y + beta;
        out.dGamma += dz[i] * y;
        out.dBeta += dz[i];
        phi += r * gamma * dz[i] * x[i] / deviation / size;
      }
      projections.add(phi);
      double subtracted = averages ? last(projections) : phi;
      for (int i = k * size; i < (k + 1) * size; i++) {
        out.dx[i] = (r * gamma * dz[i] - x[i] / deviation * subtracted) / deviation;
      }
    }
    double mean = sumUsed / groups;
    running = step == 1 ? mean : settings.momentum() * running + (1 - settings.momentum()) * mean;
    return out;
  }

  private double last(List<Double> all) {
    int n = all.size();
    return all.subList(n - settings.window(), n).stream()
        .mapToDouble(d -> d)
        .average()
        .orElseThrow();
  }
}
