package io.reprise.papers.sk;

import io.reprise.nn.BatchNorm2d;
import io.reprise.nn.State;
import io.reprise.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A selective kernel unit after its branches, in double precision and by hand: section 3.1 of the
 * paper and the gradients that follow from it. With maps {@code U_m} of the branches, running
 * statistics in the normalisation, and {@code g} the gradient of the output:
 *
 * <pre>
 * dL/da_mc = sum over pixels of g_c U_mc
 * dL/de_mc = a_mc (dL/da_mc - sum over n of a_nc dL/da_nc)
 * dL/dA_m  = sum over images of dL/de_m z'
 * dL/ds    = W' BN'( [z > 0] sum over m of A_m' dL/de_m )
 * dL/dU_mc = a_mc g_c + dL/ds_c / (H W)
 * </pre>
 */
final class SelectionFormulas {
  private final int images;
  private final int channels;
  private final int pixels;
  private final int hidden;
  private final List<double[]> maps;
  private final double[] squeeze;
  private final double[] gain;
  private final double[] offset;
  private final List<double[]> select;
  private final double[] z;
  private final List<double[]> weights = new ArrayList<>();

  /**
   * Computes everything up to the weights.
   *
   * @param maps of the branches, each of {@code shape}
   * @param shape {@code [N, C, H, W]}
   * @param unit a {@link io.reprise.baselines.attention.SelectiveKernel}'s parameters and buffers
   */
  SelectionFormulas(List<double[]> maps, Shape shape, State unit) {
    this.maps = maps.stream().map(double[]::clone).toList();
    images = shape.dim(0);
    channels = shape.dim(1);
    pixels = shape.dim(2) * shape.dim(3);
    Map<String, float[]> state = unit.values();
    squeeze = doubles(state.get("squeeze.weight"));
    hidden = squeeze.length / channels;
    gain = new double[hidden];
    offset = new double[hidden];
    for (int k = 0; k < hidden; k++) {
      double deviation =
          Math.sqrt(state.get("squeezeNorm.runningVariance")[k] + BatchNorm2d.EPSILON);
      gain[k] = state.get("squeezeNorm.scale")[k] / deviation;
      offset[k] =
          state.get("squeezeNorm.shift")[k] - gain[k] * state.get("squeezeNorm.runningMean")[k];
    }
    select = new ArrayList<>();
    for (int m = 0; m < maps.size(); m++) {
      select.add(doubles(state.get("select" + m + ".weight")));
    }
    z = squeezed();
    attend();
  }

  static double[] doubles(float[] values) {
    double[] all = new double[values.length];
    for (int i = 0; i < all.length; i++) {
      all[i] = values[i];
    }
    return all;
  }

  private double[] squeezed() {
    double[] squeezed = new double[images * hidden];
    for (int n = 0; n < images; n++) {
      double[] s = new double[channels];
      for (double[] map : maps) {
        for (int i = 0; i < channels * pixels; i++) {
          s[i / pixels] += map[n * channels * pixels + i] / pixels;
        }
      }
      for (int k = 0; k < hidden; k++) {
        double y = 0;
        for (int c = 0; c < channels; c++) {
          y += squeeze[k * channels + c] * s[c];
        }
        squeezed[n * hidden + k] = Math.max(0, gain[k] * y + offset[k]);
      }
    }
    return squeezed;
  }

  private void attend() {
    for (int m = 0; m < maps.size(); m++) {
      weights.add(new double[images * channels]);
    }
    for (int i = 0; i < images * channels; i++) {
      double sum = 0;
      for (int m = 0; m < maps.size(); m++) {
        double logit = 0;
        for (int k = 0; k < hidden; k++) {
          logit += select.get(m)[i % channels * hidden + k] * z[i / channels * hidden + k];
        }
        weights.get(m)[i] = Math.exp(logit);
        sum += weights.get(m)[i];
      }
      for (double[] of : weights) {
        of[i] /= sum;
      }
    }
  }

  /** The output {@code [N, C, H, W]}. */
  double[] output() {
    double[] out = new double[images * channels * pixels];
    for (int m = 0; m < maps.size(); m++) {
      for (int i = 0; i < out.length; i++) {
        out[i] += weights.get(m)[i / pixels] * maps.get(m)[i];
      }
    }
    return out;
  }

  /** What a gradient of the output comes to: by branch those of its map and of its matrix. */
  static final class Gradients {
    private final List<double[]> maps = new ArrayList<>();
    private final List<double[]> select = new ArrayList<>();

    List<double[]> maps() {
      return maps;
    }

    List<double[]> select() {
      return select;
    }
  }

  /**
   * The gradients of a loss.
   *
   * @param g its gradient with respect to the output, {@code [N, C, H, W]}
   */
  Gradients gradients(double[] g) {
    List<double[]> logits = logitGradients(g);
    double[] means = meanGradients(logits);
    Gradients all = new Gradients();
    for (int m = 0; m < maps.size(); m++) {
      double[] map = new double[g.length];
      for (int i = 0; i < g.length; i++) {
        map[i] = weights.get(m)[i / pixels] * g[i] + means[i / pixels] / pixels;
      }
      double[] matrix = new double[channels * hidden];
      for (int i = 0; i < images * channels; i++) {
        for (int k = 0; k < hidden; k++) {
          matrix[i % channels * hidden + k] += logits.get(m)[i] * z[i / channels * hidden + k];
        }
      }
      all.maps.add(map);
      all.select.add(matrix);
    }
    return all;
  }

  /** dL/de by branch, {@code [N, C]}. */
  private List<double[]> logitGradients(double[] g) {
    List<double[]> logits = new ArrayList<>();
    for (double[] map : maps) {
      double[] weight = new double[images * channels];
      for (int i = 0; i < g.length; i++) {
        weight[i / pixels] += g[i] * map[i];
      }
      logits.add(weight);
    }
    for (int i = 0; i < images * channels; i++) {
      double mean = 0;
      for (int m = 0; m < maps.size(); m++) {
        mean += weights.get(m)[i] * logits.get(m)[i];
      }
      for (int m = 0; m < maps.size(); m++) {
        logits.get(m)[i] = weights.get(m)[i] * (logits.get(m)[i] - mean);
      }
    }
    return logits;
  }

  /** dL/ds, {@code [N, C]}. */
  private double[] meanGradients(List<double[]> logits) {
    double[] means = new double[images * channels];
    for (int n = 0; n < images; n++) {
      for (int k = 0; k < hidden; k++) {
        if (z[n * hidden + k] > 0) {
          double before = 0;
          for (int m = 0; m < maps.size(); m++) {
            for (int c = 0; c < channels; c++) {
              before += select.get(m)[c * hidden + k] * logits.get(m)[n * channels + c];
            }
          }
          for (int c = 0; c < channels; c++) {
            means[n * channels + c] += squeeze[k * channels + c] * gain[k] * before;
          }
        }
      }
    }
    return means;
  }
}
