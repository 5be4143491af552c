package io.reprise.papers.sge;

import io.reprise.baselines.attention.SpatialGroupEnhance;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * The gradient of spatial group-wise enhancement by the formulas that follow from its definition,
 * in plain double precision: for one image and one group of channels, with vectors x_i at pixels i
 * = 1..m, their mean mu, c_i = mu . x_i, n_i = (c_i - mean) / (sd + epsilon), a_i = gamma n_i +
 * beta, y_i = sigmoid(a_i) x_i.
 */
final class EnhancementGradient {
  private final int channels;
  private final int pixels;
  private final double[] x;
  private final double[] upstream;
  private final double[] mu;
  private final double[] centred;
  private final double sd;
  private final double gamma;
  private final double beta;

  /**
   * Takes one group of one image.
   *
   * @param x channel by channel, pixel by pixel; at least 2 pixels
   * @param upstream dL/dy, in the same order
   */
  EnhancementGradient(int channels, double[] x, double[] upstream, double gamma, double beta) {
    this.channels = channels;
    this.pixels = x.length / channels;
    this.x = x;
    this.upstream = upstream;
    this.gamma = gamma;
    this.beta = beta;
    mu = IntStream.range(0, channels).mapToDouble(c -> sum(i -> at(x, c, i)) / pixels).toArray();
    double[] agreement = overPixels(i -> overChannels(c -> mu[c] * at(x, c, i)));
    double mean = sum(i -> agreement[i]) / pixels;
    centred = overPixels(i -> agreement[i] - mean);
    sd = Math.sqrt(sum(i -> centred[i] * centred[i]) / (pixels - 1));
  }

  /** dL/dx, dL/dgamma and dL/dbeta. */
  static final class Result {
    final double[] input;
    final double scale;
    final double shift;

    private Result(double[] input, double scale, double shift) {
      this.input = input;
      this.scale = scale;
      this.shift = shift;
    }
  }

  Result result() {
    double divisor = sd + SpatialGroupEnhance.EPSILON;
    double[] n = overPixels(i -> centred[i] / divisor);
    double[] s = overPixels(i -> 1 / (1 + Math.exp(-(gamma * n[i] + beta))));
    double[] da =
        overPixels(i -> s[i] * (1 - s[i]) * overChannels(c -> at(upstream, c, i) * at(x, c, i)));
    double[] dn = overPixels(i -> gamma * da[i]);
    double meanDn = sum(i -> dn[i]) / pixels;
    double along = sum(i -> dn[i] * centred[i]);
    double[] dc =
        overPixels(
            i ->
                (dn[i] - meanDn) / divisor
                    - (sd == 0 ? 0 : centred[i] * along / ((pixels - 1) * sd * divisor * divisor)));
    double[] dx = new double[x.length];
    for (int c = 0; c < channels; c++) {
      int channel = c;
      double throughMean = sum(j -> dc[j] * at(x, channel, j)) / pixels;
      for (int i = 0; i < pixels; i++) {
        dx[c * pixels + i] = s[i] * at(upstream, c, i) + dc[i] * mu[c] + throughMean;
      }
    }
    return new Result(dx, sum(i -> da[i] * n[i]), sum(i -> da[i]));
  }

  private double at(double[] values, int channel, int pixel) {
    return values[channel * pixels + pixel];
  }

  private double[] overPixels(IntToDoubleFunction f) {
    return IntStream.range(0, pixels).mapToDouble(f).toArray();
  }

  private double sum(IntToDoubleFunction f) {
    return IntStream.range(0, pixels).mapToDouble(f).sum();
  }

  private double overChannels(IntToDoubleFunction f) {
    return IntStream.range(0, channels).mapToDouble(f).sum();
  }
}
