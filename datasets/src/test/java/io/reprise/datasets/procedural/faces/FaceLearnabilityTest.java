package io.reprise.datasets.procedural.faces;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.datasets.Picture;
import io.reprise.datasets.Point;
import io.reprise.datasets.procedural.probes.ConvProbe;
import io.reprise.datasets.procedural.probes.Probing;
import io.reprise.datasets.procedural.probes.Ridge;
import io.reprise.tensor.Seed;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Landmarks of unseen people; errors are shares of the square root of the area of the box. */
class FaceLearnabilityTest {
  private static final int SIDE = 32;

  /** Normalised mean errors. */
  record Errors(double meanShape, double linear, double network) {
    static Errors of(int seed) {
      FaceSettings settings =
          FaceSettings.of(SIDE, 200)
              .in(FaceStyle.PHOTO, FaceStyle.GREY)
              .turning(0.4, 0.15, 0.3)
              .withOccluded(0)
              .cluttered(2);
      List<Face> train = new Faces(settings, new Seed(seed).named("train")).pictures(900);
      List<Face> test = new Faces(settings, new Seed(seed).named("test")).pictures(150);
      float[] mean = shapeOf(train);
      float[][] targets = train.stream().map(f -> offsets(f, mean)).toArray(float[][]::new);
      List<Picture> pictures = train.stream().map(Face::picture).toList();
      List<Picture> unseen = test.stream().map(Face::picture).toList();
      Ridge ridge = new Ridge(pictures, targets, 0.1);
      try (Probing probing = new Probing(new Seed(seed).named("probe"))) {
        ConvProbe network =
            new ConvProbe(
                probing.at("net"), pictures.get(0).shape(), List.of(16, 32, 64), mean.length);
        probing.regress(network, pictures, targets, 14, 5e-3);
        return new Errors(
            error(test, new float[test.size()][mean.length], mean),
            error(test, ridge.predict(unseen), mean),
            error(test, probing.predict(network, unseen), mean));
      }
    }
  }

  private static float[] shapeOf(List<Face> faces) {
    float[] mean = new float[2 * Face.LANDMARKS];
    for (Face face : faces) {
      for (int k = 0; k < Face.LANDMARKS; k++) {
        mean[2 * k] += (float) face.landmarks().get(k).x() / faces.size();
        mean[2 * k + 1] += (float) face.landmarks().get(k).y() / faces.size();
      }
    }
    return mean;
  }

  /** From the mean shape, in units of a tenth of the side, so that they are about 1. */
  private static float[] offsets(Face face, float[] mean) {
    float[] offsets = new float[mean.length];
    for (int k = 0; k < Face.LANDMARKS; k++) {
      Point p = face.landmarks().get(k);
      offsets[2 * k] = (float) (p.x() - mean[2 * k]) * 10 / SIDE;
      offsets[2 * k + 1] = (float) (p.y() - mean[2 * k + 1]) * 10 / SIDE;
    }
    return offsets;
  }

  private static double error(List<Face> faces, float[][] offsets, float[] mean) {
    double[] errors = new double[faces.size()];
    for (int i = 0; i < errors.length; i++) {
      Face face = faces.get(i);
      for (int k = 0; k < Face.LANDMARKS; k++) {
        double x = mean[2 * k] + offsets[i][2 * k] * SIDE / 10;
        double y = mean[2 * k + 1] + offsets[i][2 * k + 1] * SIDE / 10;
        errors[i] += face.landmarks().get(k).distance(new Point(x, y)) / Face.LANDMARKS;
      }
      errors[i] /= Math.sqrt(face.box().area());
    }
    return Arrays.stream(errors).average().orElseThrow();
  }

  @Test
  void landmarksTakeMoreThanALinearMapAndAreNotFoundExactly() {
    Errors errors = Errors.of(1);
    assertTrue(errors.linear < 0.9 * errors.meanShape, errors.toString());
    assertTrue(errors.network < 0.88 * errors.linear, errors.toString());
    assertTrue(errors.network > 0.03, errors.toString());
  }
}
