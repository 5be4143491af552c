package io.reprise.baselines.adversarial;

import io.reprise.nn.Batch;
import io.reprise.nn.Batches;
import io.reprise.tensor.Engine;
import io.reprise.tensor.Scope;
import io.reprise.tensor.Seed;
import io.reprise.tensor.Shape;
import io.reprise.tensor.Tensor;
import java.util.Arrays;
import java.util.Iterator;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Adversarial training (arXiv 1611.01236): of each batch the second half is changed by one step
 * along the sign of the gradient of the model that is being trained, as it is at that moment, away
 * from what it says of the image itself, so that no label leaks. How far is drawn for each image,
 * uniformly up to a largest epsilon. The model is in inference mode meanwhile.
 */
public final class AdversarialBatches implements Batches {
  private final Batches clean;
  private final InputGradient gradient;
  private final Engine engine;
  private final double most;
  private final Seed seed;

  /**
   * Over batches of images in [0, 1].
   *
   * @param model what is being trained
   * @param most the largest epsilon in levels of 1/255, above 0 and at most 255
   * @param seed of each image's epsilon
   */
  public AdversarialBatches(
      Batches clean, ImageClassifier model, Engine engine, double most, Seed seed) {
    if (!(most > 0 && most <= PixelBatch.WHITE)) {
      throw new IllegalArgumentException(
          "adversarial training with epsilons up to "
              + most
              + ": expected above 0 and at most 255, in levels of 1/255");
    }
    this.clean = clean;
    this.gradient = new InputGradient(model, Goal.AWAY_FROM_PREDICTION);
    this.engine = engine;
    this.most = most;
    this.seed = seed;
  }

  @Override
  public int size() {
    return clean.size();
  }

  @Override
  public int examples() {
    return clean.examples();
  }

  /** Batches whose second half depends on the model at the time when each is asked for. */
  @Override
  public Iterable<Batch> epoch(int epoch) {
    return () -> {
      Iterator<Batch> batches = clean.epoch(epoch).iterator();
      UniformRandomProvider random = seed.named("epoch " + epoch).generator();
      return new Iterator<>() {
        @Override
        public boolean hasNext() {
          return batches.hasNext();
        }

        @Override
        public Batch next() {
          return changed(batches.next(), random);
        }
      };
    };
  }

  private Batch changed(Batch batch, UniformRandomProvider random) {
    int n = batch.labels().length;
    int each = batch.inputs().length / n;
    int kept = n - n / 2;
    if (kept == n) {
      return batch;
    }
    float[] half = Arrays.copyOfRange(batch.inputs(), kept * each, n * each);
    Shape shape = batch.shape().with(0, n - kept);
    float[] signs = signs(half, shape);
    float[] inputs = batch.inputs().clone();
    for (int i = 0; i < n - kept; i++) {
      float epsilon = (float) (random.nextDouble() * most / PixelBatch.WHITE);
      for (int k = i * each; k < (i + 1) * each; k++) {
        inputs[kept * each + k] = Math.max(0, Math.min(1, half[k] + epsilon * signs[k]));
      }
    }
    return new Batch(inputs, batch.shape(), batch.labels());
  }

  private float[] signs(float[] images, Shape shape) {
    try (Scope scope = engine.scope()) {
      Tensor levels = engine.tensor(images, shape).mul(PixelBatch.WHITE);
      Tensor predicted;
      try (Scope quiet = engine.inference()) {
        Tensor classes = gradient.model().logits(engine.tensor(images, shape)).argMax(1);
        predicted = quiet.keep(classes);
      }
      return gradient.at(levels, predicted).sign().toFloats();
    }
  }
}
