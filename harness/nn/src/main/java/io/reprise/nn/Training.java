package io.reprise.nn;

import io.reprise.nn.Classification.Epoch;
import io.reprise.nn.Classification.Listener;
import io.reprise.nn.Classification.Plan;
import io.reprise.tensor.Engine;
import io.reprise.tensor.Scope;
import io.reprise.tensor.Shape;
import io.reprise.tensor.Tensor;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Trains a model on batches of any kind by any loss, with checkpoints. {@link Classification} is
 * the case of classes.
 */
public final class Training {
  private Training() {}

  /**
   * What a model learns from.
   *
   * @param <B> what a step takes of it
   */
  public interface Source<B> {
    /** Batches an epoch. */
    int size();

    /**
     * Called before the first epoch of a training, or the one that it goes on with. What is made
     * here lasts as long as the training.
     */
    default void begin(Engine engine) {}

    /** The batches of an epoch, made when asked for. The same epoch always gives the same ones. */
    Iterable<B> epoch(int epoch);
  }

  /**
   * What a step does with a batch.
   *
   * @param <B> the batch
   */
  @FunctionalInterface
  public interface Learner<B> {
    /**
     * Updates the model. What is made here is freed after the step.
     *
     * @param step counted from 0 over all epochs
     * @return the loss before the update, a scalar
     */
    Tensor learn(B batch, long step, double rate);
  }

  /**
   * Updates all that an optimiser knows by the gradient of a loss.
   *
   * @param loss of a batch, by a forward pass of the model
   */
  public static <B> Learner<B> whole(
      Module model, Optimizer optimizer, Function<? super B, Tensor> loss) {
    Backward backward = new Backward(model, List.copyOf(optimizer.parameters().values()));
    return (batch, step, rate) -> {
      Tensor value = loss.apply(batch);
      optimizer.step(backward.gradients(value), rate);
      return value;
    };
  }

  /**
   * Trains a model in place, or goes on from its latest checkpoint. Batches depend on nothing but
   * the epoch and the step, so what follows is the same to the bit as in an unbroken training.
   *
   * @param plan of its label smoothing a learner may make what it likes
   * @return the epochs in order, with those before the checkpoint
   * @throws DivergenceException if the loss or a layer's state stops being finite
   * @throws IllegalArgumentException if there are no batches, or the checkpoint is not of this
   *     training
   */
  public static <B> List<Epoch> train(
      Module model,
      Optimizer optimizer,
      Learner<? super B> learner,
      Source<B> data,
      Plan plan,
      Listener listener,
      Checkpoints checkpoints) {
    Engine engine = optimizer.parameters().values().iterator().next().engine();
    TrainingPosition start = start(model, optimizer, listener, checkpoints);
    List<Epoch> epochs = new ArrayList<>(start.finished());
    if (epochs.size() >= plan.epochs()) {
      throw new IllegalArgumentException(
          "the checkpoint is after "
              + epochs.size()
              + " epochs: expected fewer than "
              + plan.epochs());
    }
    try (Scope sourceScope = engine.scope()) {
      data.begin(engine);
      for (int e = epochs.size(); e < plan.epochs(); e++) {
        try (Scope epochScope = engine.scope()) {
          TrainingPosition from = e == start.finished().size() ? start : TrainingPosition.START;
          Tensor lossSum = engine.full(0, Shape.SCALAR);
          from.lossSum().copyTo(lossSum);
          int step = from.step();
          Iterator<B> batches = after(step, data.epoch(e).iterator());
          while (batches.hasNext()) {
            B batch = batches.next();
            double rate = plan.schedule().at(e + (double) step / data.size());
            try (Scope stepScope = engine.scope()) {
              lossSum.axpy(1, learner.learn(batch, (long) e * data.size() + step, rate));
            }
            listener.afterStep(model, optimizer);
            step++;
            if (checkpoints.due()) {
              checkpoints.save(
                  new TrainingPosition(epochs, step, TensorData.of(lossSum))
                      .save(model, optimizer, listener));
            }
          }
          if (step == 0) {
            throw new IllegalArgumentException("train: there are no batches");
          }
          double loss = lossSum.item() / step;
          requireFinite(e + 1, loss, model);
          listener.afterEpoch(e + 1, model, optimizer);
          Epoch done = new Epoch(e + 1, loss, plan.schedule().at(e));
          epochs.add(done);
          listener.report(done);
        }
      }
    }
    return epochs;
  }

  private static TrainingPosition start(
      Module model, Optimizer optimizer, Listener listener, Checkpoints checkpoints) {
    Optional<Snapshot> saved = checkpoints.latest();
    if (saved.isEmpty()) {
      listener.begin(model, optimizer);
      return TrainingPosition.START;
    }
    try {
      return TrainingPosition.restore(saved.get(), model, optimizer, listener);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "the checkpoint in " + checkpoints + " is not of this training: " + e.getMessage(), e);
    }
  }

  /** The batches after those that are done; these are made again, for their random numbers. */
  private static <B> Iterator<B> after(int done, Iterator<B> batches) {
    for (int i = 0; i < done; i++) {
      if (!batches.hasNext()) {
        throw new IllegalArgumentException(
            "the checkpoint is after " + done + " steps of an epoch: this one has " + i);
      }
      batches.next();
    }
    return batches;
  }

  private static void requireFinite(int epoch, double loss, Module model) {
    for (Map<String, Tensor> part : List.of(model.parameters(), model.buffers())) {
      part.forEach(
          (path, t) -> {
            for (float v : t.toFloats()) {
              if (!Float.isFinite(v)) {
                throw new DivergenceException(
                    "training diverged in epoch " + epoch + ": '" + path + "' holds " + v);
              }
            }
          });
    }
    if (!Double.isFinite(loss)) {
      throw new DivergenceException(
          "training diverged in epoch " + epoch + ": the mean loss is " + loss);
    }
  }
}
