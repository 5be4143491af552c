package io.reprise.baselines.hashing;

import io.reprise.datasets.retrieval.FeatureMatrix;
import io.reprise.datasets.retrieval.LabelledFeatures;
import io.reprise.tensor.Seed;

/**
 * A method that sees features centred at the mean of the stream's first batch and scaled to unit
 * length, as nearly all baselines of online hashing want them. Its functions take features as they
 * are: the centre is part of them, and lengths do not change signs.
 *
 * @param method what learns from them
 */
public record CentredUnitLength(OnlineHash method) implements OnlineHash {
  @Override
  public Learner start(LinearHash first, Seed seed) {
    return new Centred(method.start(first, seed), first);
  }

  private static final class Centred implements Learner {
    private final Learner learner;
    private final LinearHash first;
    private final double[] centre;
    private boolean started;

    Centred(Learner learner, LinearHash first) {
      this.learner = learner;
      this.first = first;
      this.centre = new double[first.dimension()];
    }

    @Override
    public void update(LabelledFeatures batch) {
      OnlineHash.requireFits(batch, first);
      if (!started) {
        for (int i = 0; i < batch.size(); i++) {
          float[] x = batch.features().row(i);
          for (int k = 0; k < centre.length; k++) {
            centre[k] += x[k] / batch.size();
          }
        }
        started = true;
      }
      learner.update(batch.withFeatures(unit(batch.features())));
    }

    private FeatureMatrix unit(FeatureMatrix features) {
      int columns = features.columns();
      float[] values = new float[features.rows() * columns];
      for (int i = 0; i < features.rows(); i++) {
        float[] x = features.row(i);
        double squares = 0;
        for (int k = 0; k < columns; k++) {
          squares += (x[k] - centre[k]) * (x[k] - centre[k]);
        }
        // A vector at the centre has no direction; it stays there.
        double length = squares > 0 ? Math.sqrt(squares) : 1;
        for (int k = 0; k < columns; k++) {
          values[i * columns + k] = (float) ((x[k] - centre[k]) / length);
        }
      }
      return new FeatureMatrix(features.rows(), columns, values);
    }

    @Override
    public LinearHash hash() {
      return learner.hash().centredAt(centre);
    }
  }
}
