package io.reprise.baselines.hashing;

import io.reprise.datasets.retrieval.LabelledFeatures;
import io.reprise.tensor.Seed;

/** Locality sensitive hashing: the first function stays as it is. */
public record RandomHash() implements OnlineHash {
  @Override
  public Learner start(LinearHash first, Seed seed) {
    return new Learner() {
      @Override
      public void update(LabelledFeatures batch) {
        OnlineHash.requireFits(batch, first);
      }

      @Override
      public LinearHash hash() {
        return first;
      }
    };
  }
}
