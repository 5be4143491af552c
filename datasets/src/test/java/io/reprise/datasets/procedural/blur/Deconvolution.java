package io.reprise.datasets.procedural.blur;

import io.reprise.datasets.Point;
import java.util.Arrays;
import java.util.List;

/**
 * Richardson and Lucy's deconvolution with a known kernel: the most likely light for a blur of
 * Poisson noise, by a fixed number of steps.
 */
final class Deconvolution {
  private final int side;
  private final List<Point> path;

  private Deconvolution(int side, List<Point> path) {
    this.side = side;
    this.path = path;
  }

  /** The light {@code [side, side]} of which a shift along a path made {@code blurred}. */
  static double[] restore(double[] blurred, int side, List<Point> path, int steps) {
    Deconvolution kernel = new Deconvolution(side, path);
    double[] guess = blurred.clone();
    for (int s = 0; s < steps; s++) {
      double[] seen = kernel.shifted(guess, -1);
      double[] ratio = new double[guess.length];
      Arrays.setAll(ratio, i -> blurred[i] / Math.max(1e-4, seen[i]));
      double[] factor = kernel.shifted(ratio, 1);
      for (int i = 0; i < guess.length; i++) {
        guess[i] *= factor[i];
      }
    }
    return guess;
  }

  /** The light that a shift along a path makes of a sharp picture {@code [side, side]}. */
  static double[] blur(double[] sharp, int side, List<Point> path) {
    return new Deconvolution(side, path).shifted(sharp, -1);
  }

  /** The mean of the picture sampled at all shifts times a sign, with its edges repeated. */
  private double[] shifted(double[] light, int sign) {
    double[] mean = new double[light.length];
    for (Point shift : path) {
      for (int y = 0; y < side; y++) {
        for (int x = 0; x < side; x++) {
          mean[y * side + x] +=
              sample(light, x + sign * shift.x(), y + sign * shift.y()) / path.size();
        }
      }
    }
    return mean;
  }

  private double sample(double[] light, double x, double y) {
    double fx = x - Math.floor(x);
    double fy = y - Math.floor(y);
    int left = (int) Math.floor(x);
    int top = (int) Math.floor(y);
    double above = (1 - fx) * at(light, left, top) + fx * at(light, left + 1, top);
    double below = (1 - fx) * at(light, left, top + 1) + fx * at(light, left + 1, top + 1);
    return (1 - fy) * above + fy * below;
  }

  private double at(double[] light, int x, int y) {
    int column = Math.max(0, Math.min(side - 1, x));
    int row = Math.max(0, Math.min(side - 1, y));
    return light[row * side + column];
  }
}
