package io.reprise.datasets;

import io.reprise.nn.Batch;
import io.reprise.nn.Batches;

/** A linear classifier on pixels, fitted by stochastic gradient descent on its cross entropy. */
final class SoftmaxRegression {
  private final double[][] weights;
  private final double[] biases;

  SoftmaxRegression(int inputs, int classes) {
    weights = new double[classes][inputs];
    biases = new double[classes];
  }

  void fit(Batches data, int epochs, double rate) {
    for (int e = 0; e < epochs; e++) {
      for (Batch batch : data.epoch(e)) {
        for (int i = 0; i < batch.labels().length; i++) {
          step(batch, i, rate);
        }
      }
    }
  }

  private void step(Batch batch, int i, double rate) {
    double[] scores = scores(batch, i);
    double sum = 0;
    for (int k = 0; k < scores.length; k++) {
      scores[k] = Math.exp(scores[k]);
      sum += scores[k];
    }
    for (int k = 0; k < scores.length; k++) {
      double error = scores[k] / sum - (k == batch.labels()[i] ? 1 : 0);
      biases[k] -= rate * error;
      double[] w = weights[k];
      for (int p = 0; p < w.length; p++) {
        w[p] -= rate * error * batch.inputs()[i * w.length + p];
      }
    }
  }

  private double[] scores(Batch batch, int i) {
    double[] scores = biases.clone();
    for (int k = 0; k < scores.length; k++) {
      double[] w = weights[k];
      for (int p = 0; p < w.length; p++) {
        scores[k] += w[p] * batch.inputs()[i * w.length + p];
      }
    }
    return scores;
  }

  /** The share of right answers. */
  double accuracy(Batches data) {
    int right = 0;
    for (Batch batch : data.epoch(0)) {
      for (int i = 0; i < batch.labels().length; i++) {
        double[] scores = scores(batch, i);
        int best = 0;
        for (int k = 1; k < scores.length; k++) {
          best = scores[k] > scores[best] ? k : best;
        }
        right += best == batch.labels()[i] ? 1 : 0;
      }
    }
    return (double) right / data.examples();
  }
}
