package io.reprise.datasets.procedural.probes;

import io.reprise.datasets.Picture;
import java.util.List;

/**
 * The best linear map of pixels: ridge regression with a constant, solved exactly in its dual form.
 * The strength of the penalty is a share of the mean squared length of a picture.
 */
public final class Ridge {
  private final float[][] inputs;
  private final double[][] weights;

  public Ridge(List<Picture> pictures, float[][] targets, double penalty) {
    inputs = rows(pictures);
    int n = inputs.length;
    double[][] gram = new double[n][n];
    double trace = 0;
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        gram[i][j] = 1 + dot(inputs[i], inputs[j]);
      }
      trace += gram[i][i];
    }
    for (int i = 0; i < n; i++) {
      gram[i][i] += penalty * trace / n;
    }
    cholesky(gram);
    weights = new double[n][targets[0].length];
    for (int k = 0; k < targets[0].length; k++) {
      double[] y = new double[n];
      for (int i = 0; i < n; i++) {
        y[i] = targets[i][k];
      }
      solve(gram, y);
      for (int i = 0; i < n; i++) {
        weights[i][k] = y[i];
      }
    }
  }

  /** One row a picture. */
  public float[][] predict(List<Picture> pictures) {
    float[][] all = new float[pictures.size()][weights[0].length];
    float[][] rows = rows(pictures);
    for (int r = 0; r < rows.length; r++) {
      for (int i = 0; i < inputs.length; i++) {
        double similarity = 1 + dot(rows[r], inputs[i]);
        for (int k = 0; k < all[r].length; k++) {
          all[r][k] += (float) (similarity * weights[i][k]);
        }
      }
    }
    return all;
  }

  /** The share of right answers of the map that is fitted to a 1 for the label and 0 elsewhere. */
  public static double accuracy(
      List<Picture> train,
      int[] labels,
      List<Picture> test,
      int[] truth,
      int classes,
      double penalty) {
    float[][] targets = new float[labels.length][classes];
    for (int i = 0; i < labels.length; i++) {
      targets[i][labels[i]] = 1;
    }
    return Probing.accuracy(new Ridge(train, targets, penalty).predict(test), truth);
  }

  private static float[][] rows(List<Picture> pictures) {
    return pictures.stream().map(Probing::pixels).toArray(float[][]::new);
  }

  /** Four sums, since one would wait for each addition. */
  private static double dot(float[] a, float[] b) {
    float first = 0;
    float second = 0;
    float third = 0;
    float fourth = 0;
    int i = 0;
    for (; i + 3 < a.length; i += 4) {
      first += a[i] * b[i];
      second += a[i + 1] * b[i + 1];
      third += a[i + 2] * b[i + 2];
      fourth += a[i + 3] * b[i + 3];
    }
    for (; i < a.length; i++) {
      first += a[i] * b[i];
    }
    return (double) first + second + third + fourth;
  }

  /** Overwrites the lower triangle by its factor. */
  private static void cholesky(double[][] a) {
    for (int i = 0; i < a.length; i++) {
      for (int j = 0; j <= i; j++) {
        double sum = a[i][j];
        for (int k = 0; k < j; k++) {
          sum -= a[i][k] * a[j][k];
        }
        a[i][j] = i == j ? Math.sqrt(sum) : sum / a[j][j];
      }
    }
  }

  private static void solve(double[][] factor, double[] y) {
    for (int i = 0; i < y.length; i++) {
      for (int k = 0; k < i; k++) {
        y[i] -= factor[i][k] * y[k];
      }
      y[i] /= factor[i][i];
    }
    for (int i = y.length - 1; i >= 0; i--) {
      y[i] /= factor[i][i];
      for (int k = 0; k < i; k++) {
        y[k] -= factor[i][k] * y[i];
      }
    }
  }
}
