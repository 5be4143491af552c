package io.reprise.baselines.metric;

import io.reprise.nn.Batch;
import io.reprise.nn.Batches;
import io.reprise.nn.Classification;
import io.reprise.nn.Initializer;
import io.reprise.nn.LayerContext;
import io.reprise.nn.Mode;
import io.reprise.nn.Module;
import io.reprise.tensor.Engine;
import io.reprise.tensor.Scope;
import io.reprise.tensor.Shape;
import io.reprise.tensor.Tensor;
import java.util.Arrays;
import java.util.Optional;

/**
 * A network that gives embeddings {@code [B, D]}, with a weight vector for each training class
 * where a loss for class labels needs them. These are trained beside the network and serve no
 * purpose afterwards.
 */
public final class EmbeddingModel extends Module {
  private final Module network;
  private final Optional<Tensor> classWeights;

  /** Without class weights: for losses on pairs. */
  public EmbeddingModel(Module network) {
    this.network = child("network", network);
    this.classWeights = Optional.empty();
  }

  /**
   * With class weights, drawn from a normal distribution with standard deviation 0.01.
   *
   * @param at where the weights are made
   * @param classes N, at least 2
   * @param embedding D
   */
  public EmbeddingModel(Module network, LayerContext at, int classes, int embedding) {
    if (classes < 2) {
      throw new IllegalArgumentException(
          "weights of " + classes + " classes: expected at least 2 to tell apart");
    }
    this.network = child("network", network);
    this.classWeights =
        Optional.of(
            parameter(
                "classWeights",
                at.parameter(
                    "classWeights", Shape.of(classes, embedding), Initializer.normal(0, 0.01))));
  }

  @Override
  public Tensor forward(Tensor x, Mode mode) {
    return network.forward(x, mode);
  }

  /**
   * What to minimise with class labels.
   *
   * @throws IllegalStateException if there are no class weights
   */
  public Classification.Objective objective(ClassLoss loss) {
    Tensor weights =
        classWeights.orElseThrow(
            () ->
                new IllegalStateException(
                    "a loss on class labels needs class weights: expected a model with them"));
    return (x, labels) -> {
      Tensor embeddings = forward(x, Mode.TRAIN);
      Tensor scores =
          loss.onCosines()
              ? Cosines.between(embeddings, weights)
              : embeddings.linear(weights, null);
      return loss.ofClasses(scores, labels);
    };
  }

  /** What to minimise with pair labels. */
  public Classification.Objective pairObjective(PairLoss loss) {
    return (x, labels) -> {
      Tensor unit = Cosines.unit(forward(x, Mode.TRAIN));
      return loss.ofPairs(unit.linear(unit, null), labels);
    };
  }

  /** The embeddings of all examples of the first epoch, one a row. */
  public float[][] embed(Engine engine, Batches data) {
    float[][] all = new float[data.examples()][];
    int row = 0;
    for (Batch batch : data.epoch(0)) {
      try (Scope scope = engine.inference()) {
        Tensor y = forward(engine.tensor(batch.inputs(), batch.shape()), Mode.EVALUATE);
        float[] values = y.toFloats();
        int length = y.shape().dim(1);
        for (int i = 0; i < batch.labels().length; i++, row++) {
          all[row] = Arrays.copyOfRange(values, i * length, (i + 1) * length);
        }
      }
    }
    return all;
  }
}
