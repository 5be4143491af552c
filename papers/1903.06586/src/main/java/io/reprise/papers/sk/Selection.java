package io.reprise.papers.sk;

import io.reprise.baselines.ResNet;
import io.reprise.baselines.attention.SelectiveKernel;
import io.reprise.nn.Batch;
import io.reprise.nn.Batches;
import io.reprise.nn.LayerContext;
import io.reprise.nn.Mode;
import io.reprise.nn.State;
import io.reprise.tensor.Engine;
import io.reprise.tensor.Scope;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What the selective kernel units of a trained network select for some images, by the paper's
 * measure: the <em>lead</em> of the large kernel is the attention weight of the branch with the
 * largest receptive field less that of the branch with the smallest, from -1 to 1, averaged over
 * images.
 */
final class Selection {
  private final List<double[]> leads;
  private final double sumError;
  private final double least;
  private final double most;

  private Selection(List<Sum> units) {
    leads = units.stream().map(Sum::mean).toList();
    sumError = units.stream().mapToDouble(u -> u.sumError).max().orElseThrow();
    least = units.stream().mapToDouble(u -> u.least).min().orElseThrow();
    most = units.stream().mapToDouble(u -> u.most).max().orElseThrow();
  }

  /**
   * Watches a trained network, or rather a copy of it, while it evaluates images.
   *
   * @param model with selective kernel units
   * @param trained its parameters and statistics
   */
  static Selection of(LayerContext at, Model model, int classes, State trained, Batches images) {
    List<Sum> units = new ArrayList<>();
    List<Integer> reaches =
        model.kernels().branches().stream().map(SelectiveKernel.Branch::reach).toList();
    Engine engine = at.engine();
    try (Scope scope = engine.scope()) {
      ResNet net =
          new ResNet(
              at,
              model.design(
                  classes,
                  (block, pass) -> {
                    if (block == units.size()) {
                      units.add(new Sum(reaches, pass.weights().shape().dim(2)));
                    }
                    units.get(block).add(pass.weights().toFloats());
                  }));
      net.load(trained);
      for (Batch batch : images.epoch(0)) {
        try (Scope pass = engine.inference()) {
          net.forward(engine.tensor(batch.inputs(), batch.shape()), Mode.EVALUATE);
        }
      }
    }
    return new Selection(units);
  }

  /** What one unit selected so far. */
  private static final class Sum {
    private final int branches;
    private final int large;
    private final int small;
    private final double[] leads;
    private long images;
    private double sumError;
    private double least = Double.POSITIVE_INFINITY;
    private double most = Double.NEGATIVE_INFINITY;

    Sum(List<Integer> reaches, int channels) {
      branches = reaches.size();
      Comparator<Integer> byReach = Comparator.comparing(reaches::get);
      large = IntStream.range(0, branches).boxed().max(byReach).orElseThrow();
      small = IntStream.range(0, branches).boxed().min(byReach).orElseThrow();
      leads = new double[channels];
    }

    /** Adds weights {@code [N, M, C]}. */
    void add(float[] weights) {
      int channels = leads.length;
      int each = branches * channels;
      for (int n = 0; n < weights.length / each; n++) {
        for (int c = 0; c < channels; c++) {
          double sum = 0;
          for (int m = 0; m < branches; m++) {
            float weight = weights[n * each + m * channels + c];
            sum += weight;
            least = Math.min(least, weight);
            most = Math.max(most, weight);
          }
          sumError = Math.max(sumError, Math.abs(sum - 1));
          leads[c] +=
              weights[n * each + large * channels + c] - weights[n * each + small * channels + c];
        }
      }
      images += weights.length / each;
    }

    double[] mean() {
      double[] mean = leads.clone();
      for (int c = 0; c < mean.length; c++) {
        mean[c] /= images;
      }
      return mean;
    }
  }

  int units() {
    return leads.size();
  }

  /** The lead in each channel of a unit, counted from 0. */
  double[] leads(int unit) {
    return leads.get(unit).clone();
  }

  /** The mean lead over the channels of a unit, counted from 0. */
  double lead(int unit) {
    return java.util.Arrays.stream(leads.get(unit)).average().orElseThrow();
  }

  /** How far from 1 the weights of the branches sum up, at most over images, units and channels. */
  double sumError() {
    return sumError;
  }

  /** The smallest single weight. */
  double least() {
    return least;
  }

  /** The largest single weight. */
  double most() {
    return most;
  }
}
