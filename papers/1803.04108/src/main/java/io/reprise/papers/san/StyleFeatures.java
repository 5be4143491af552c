package io.reprise.papers.san;

import io.reprise.datasets.landmarks.FaceSource;
import io.reprise.tensor.Engine;
import io.reprise.tensor.Scope;
import io.reprise.tensor.Tensor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

/** What styles are told apart by. */
@FunctionalInterface
interface StyleFeatures {
  /** Faces at a time. */
  int BATCH = 32;

  /** Mean, standard deviation and third central moment of all values of an image. */
  StyleFeatures MOMENTS =
      images -> {
        float[] values = images.toFloats();
        int size = values.length / images.shape().dim(0);
        List<double[]> all = new ArrayList<>();
        for (int from = 0; from < values.length; from += size) {
          all.add(moments(Arrays.copyOfRange(values, from, from + size)));
        }
        return all;
      };

  /**
   * The features of images, {@code [N, 3, H, W]} in [-1, 1].
   *
   * @return one array an image, all of one length
   */
  List<double[]> of(Tensor images);

  private static double[] moments(float[] values) {
    double sum = 0;
    for (float v : values) {
      sum += v;
    }
    double mean = sum / values.length;
    double second = 0;
    double third = 0;
    for (float v : values) {
      double d = v - mean;
      second += d * d;
      third += d * d * d;
    }
    return new double[] {mean, Math.sqrt(second / values.length), third / values.length};
  }

  /**
   * The features of all faces of a source.
   *
   * @param change what is done to images before, such as aggregation
   * @throws IOException if a face cannot be read
   */
  default List<double[]> of(Engine engine, FaceSource faces, UnaryOperator<Tensor> change)
      throws IOException {
    List<double[]> all = new ArrayList<>();
    for (int from = 0; from < faces.size(); from += BATCH) {
      try (Scope scope = engine.inference()) {
        int count = Math.min(BATCH, faces.size() - from);
        all.addAll(of(change.apply(Detector.images(engine, faces.faces(from, count)))));
      }
    }
    return all;
  }
}
