package io.reprise.papers.san;

import io.reprise.datasets.landmarks.FaceSource;
import io.reprise.tensor.Engine;
import io.reprise.tensor.Tensor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.apache.commons.math3.util.MathArrays;

/**
 * How well styles can be told apart: by the nearest of the styles' mean features over training
 * faces, judged on test faces of all styles.
 *
 * @param accuracy the share of test faces whose style is found
 * @param distance the mean distance between two styles' means, in units of the given scale
 * @param features of the test faces, by style
 */
record Separation(double accuracy, double distance, List<List<double[]>> features) {
  /**
   * Measures it.
   *
   * @param change what is done to images before, such as aggregation
   * @param scale of the features, see {@link #scale}
   * @throws IOException if a face cannot be read
   */
  static Separation of(
      Engine engine,
      StyledSet data,
      StyleFeatures features,
      UnaryOperator<Tensor> change,
      Standardisation scale)
      throws IOException {
    List<double[]> means = new ArrayList<>();
    for (String style : data.styles()) {
      means.add(mean(scale.of(features.of(engine, data.training(style), change))));
    }
    List<List<double[]>> tests = new ArrayList<>();
    int right = 0;
    int all = 0;
    for (int s = 0; s < data.styles().size(); s++) {
      FaceSource test = data.test(data.styles().get(s));
      List<double[]> points = features.of(engine, test, change);
      tests.add(points);
      for (double[] point : scale.of(points)) {
        right += nearest(means, point) == s ? 1 : 0;
        all++;
      }
    }
    return new Separation((double) right / all, distance(means), tests);
  }

  /** The scale of the original training faces' features, for both measurements. */
  static Standardisation scale(Engine engine, StyledSet data, StyleFeatures features)
      throws IOException {
    List<double[]> all = new ArrayList<>();
    for (String style : data.styles()) {
      all.addAll(features.of(engine, data.training(style), UnaryOperator.identity()));
    }
    return new Standardisation(all);
  }

  private static double[] mean(List<double[]> points) {
    double[] sum = new double[points.get(0).length];
    for (double[] point : points) {
      sum = MathArrays.ebeAdd(sum, point);
    }
    return MathArrays.scale(1.0 / points.size(), sum);
  }

  private static int nearest(List<double[]> means, double[] point) {
    int best = 0;
    for (int s = 1; s < means.size(); s++) {
      if (MathArrays.distance(point, means.get(s)) < MathArrays.distance(point, means.get(best))) {
        best = s;
      }
    }
    return best;
  }

  private static double distance(List<double[]> means) {
    double sum = 0;
    int pairs = 0;
    for (int s = 0; s < means.size(); s++) {
      for (int other = s + 1; other < means.size(); other++) {
        sum += MathArrays.distance(means.get(s), means.get(other));
        pairs++;
      }
    }
    return sum / pairs;
  }
}
