package io.reprise.nn;

import io.reprise.tensor.Engine;
import io.reprise.tensor.Scope;
import io.reprise.tensor.Shape;
import io.reprise.tensor.Tensor;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongFunction;

/** Trains and evaluates classifiers that map inputs to logits {@code [N, classes]}. */
public final class Classification {
  private Classification() {}

  /**
   * How to train.
   *
   * @param epochs at least 1
   * @param labelSmoothing in [0, 1]
   */
  public record Plan(int epochs, Schedule schedule, double labelSmoothing) {
    /** Checks the number of epochs. */
    public Plan {
      if (epochs < 1) {
        throw new IllegalArgumentException("epochs " + epochs + ": expected at least 1");
      }
    }
  }

  /** Watches training and may change the model between epochs. Does nothing unless overridden. */
  public interface Listener {
    /** Called before the first step; not when training goes on from a checkpoint. */
    default void begin(Module model, Optimizer optimizer) {}

    /** Called after every step. */
    default void afterStep(Module model, Optimizer optimizer) {}

    /**
     * Called after every epoch.
     *
     * @param epoch counted from 1
     */
    default void afterEpoch(int epoch, Module model, Optimizer optimizer) {}

    /** Called with what an epoch came to, after {@link #afterEpoch}. */
    default void report(Epoch epoch) {}

    /** All that it remembers from one call to the next, for checkpoints. */
    default Snapshot save() {
      return Snapshot.EMPTY;
    }

    /**
     * Called in place of {@link #begin} when training goes on from a checkpoint.
     *
     * @param saved what {@link #save} gave after an earlier step
     */
    default void restore(Snapshot saved) {}

    /** This listener, with one that is told what each epoch came to. */
    default Listener reporting(Consumer<Epoch> progress) {
      Listener first = this;
      return new Listener() {
        @Override
        public void begin(Module model, Optimizer optimizer) {
          first.begin(model, optimizer);
        }

        @Override
        public void afterStep(Module model, Optimizer optimizer) {
          first.afterStep(model, optimizer);
        }

        @Override
        public void afterEpoch(int epoch, Module model, Optimizer optimizer) {
          first.afterEpoch(epoch, model, optimizer);
        }

        @Override
        public void report(Epoch epoch) {
          first.report(epoch);
          progress.accept(epoch);
        }

        @Override
        public Snapshot save() {
          return first.save();
        }

        @Override
        public void restore(Snapshot saved) {
          first.restore(saved);
        }
      };
    }
  }

  /**
   * What one epoch came to.
   *
   * @param number counted from 1
   * @param loss the mean training loss over its batches
   * @param learningRate at its first step
   */
  public record Epoch(int number, double loss, double learningRate) {}

  /** What a training minimises where that is not the cross entropy of a model's outputs. */
  @FunctionalInterface
  public interface Objective {
    /**
     * The loss of a batch by a forward pass of the model in training mode, a scalar.
     *
     * @param x the batch's inputs
     * @param labels its classes, int64 {@code [N]}, which need not mean anything
     */
    Tensor loss(Tensor x, Tensor labels);
  }

  /** Share of right answers, each in [0, 1]. */
  public record Accuracy(double top1, double top5, double loss, int examples) {}

  /**
   * Trains a model in place, without checkpoints.
   *
   * @return the epochs in order
   * @throws DivergenceException if the loss or a layer's state stops being finite
   */
  public static List<Epoch> train(
      Module model, Optimizer optimizer, Batches data, Plan plan, Listener listener) {
    return train(model, optimizer, data, plan, listener, Checkpoints.NONE);
  }

  /**
   * Trains a model in place, or goes on from its latest checkpoint. Batches depend on nothing but
   * the epoch and the step, so what follows is the same to the bit as in an unbroken training.
   *
   * @return the epochs in order, with those before the checkpoint
   * @throws DivergenceException if the loss or a layer's state stops being finite
   * @throws IllegalArgumentException if there are no batches, or the checkpoint is not of this
   *     training
   */
  public static List<Epoch> train(
      Module model,
      Optimizer optimizer,
      Batches data,
      Plan plan,
      Listener listener,
      Checkpoints checkpoints) {
    return minimize(
        model,
        optimizer,
        batch ->
            model
                .forward(inputs(model, batch), Mode.TRAIN)
                .crossEntropy(labels(model, batch), plan.labelSmoothing()),
        data,
        plan,
        listener,
        checkpoints);
  }

  /**
   * Trains a model in place for another loss than the cross entropy of its outputs, or goes on from
   * its latest checkpoint.
   *
   * @param plan without label smoothing, which is a matter of cross entropy
   * @return the epochs in order, with those before the checkpoint
   * @throws DivergenceException if the loss or a layer's state stops being finite
   * @throws IllegalArgumentException as {@link #train(Module, Optimizer, Batches, Plan, Listener,
   *     Checkpoints)}, or if the plan smooths labels
   */
  public static List<Epoch> train(
      Module model,
      Optimizer optimizer,
      Objective objective,
      Batches data,
      Plan plan,
      Listener listener,
      Checkpoints checkpoints) {
    if (plan.labelSmoothing() != 0) {
      throw new IllegalArgumentException(
          "label smoothing "
              + plan.labelSmoothing()
              + " with an objective of its own: expected 0, since the objective knows the labels");
    }
    return minimize(
        model,
        optimizer,
        batch -> objective.loss(inputs(model, batch), labels(model, batch)),
        data,
        plan,
        listener,
        checkpoints);
  }

  /**
   * Trains a model in place on batches that are on the device, or goes on from its latest
   * checkpoint.
   *
   * @return the epochs in order, with those before the checkpoint
   * @throws DivergenceException if the loss or a layer's state stops being finite
   * @throws IllegalArgumentException as {@link #train(Module, Optimizer, Batches, Plan, Listener,
   *     Checkpoints)}
   */
  public static List<Epoch> trainOnDevice(
      Module model,
      Optimizer optimizer,
      Training.Source<DeviceBatch> data,
      Plan plan,
      Listener listener,
      Checkpoints checkpoints) {
    return minimize(
        model,
        optimizer,
        batch ->
            model
                .forward(batch.inputs(), Mode.TRAIN)
                .crossEntropy(batch.labels(), plan.labelSmoothing()),
        data,
        plan,
        listener,
        checkpoints);
  }

  private static <B> List<Epoch> minimize(
      Module model,
      Optimizer optimizer,
      Function<? super B, Tensor> loss,
      Training.Source<B> data,
      Plan plan,
      Listener listener,
      Checkpoints checkpoints) {
    return Training.train(
        model,
        optimizer,
        Training.whole(model, optimizer, loss),
        data,
        plan,
        listener,
        checkpoints);
  }

  /**
   * Trains a model of which each step takes a part, such as a path through a network with shared
   * weights, or goes on from its latest checkpoint. What a step's part does not hold is not
   * touched: see {@link PartialOptimizer}.
   *
   * @param part for each step, counted from 0 over all epochs; its parameters are among the
   *     optimiser's. It must depend on nothing but the step
   * @return the epochs in order, with those before the checkpoint
   * @throws DivergenceException if the loss or a layer's state stops being finite
   * @throws IllegalArgumentException as {@link #train(Module, Optimizer, Batches, Plan, Listener,
   *     Checkpoints)}, or if a part has a parameter that the optimiser does not know
   */
  public static List<Epoch> trainParts(
      Module model,
      PartialOptimizer optimizer,
      LongFunction<? extends Module> part,
      Batches data,
      Plan plan,
      Listener listener,
      Checkpoints checkpoints) {
    PartLearner learner = new PartLearner(optimizer, part, plan.labelSmoothing());
    return Training.train(model, optimizer, learner, data, plan, listener, checkpoints);
  }

  private static Tensor inputs(Module model, Batch batch) {
    return engine(model).tensor(batch.inputs(), batch.shape());
  }

  private static Tensor labels(Module model, Batch batch) {
    return engine(model).tensor(batch.labels(), Shape.of(batch.labels().length));
  }

  private static Engine engine(Module model) {
    return model.parameters().values().iterator().next().engine();
  }

  private static final class PartLearner implements Training.Learner<Batch> {
    private final PartialOptimizer optimizer;
    private final LongFunction<? extends Module> parts;
    private final double labelSmoothing;
    private final IdentityHashMap<Tensor, String> paths = new IdentityHashMap<>();

    PartLearner(
        PartialOptimizer optimizer, LongFunction<? extends Module> parts, double labelSmoothing) {
      this.optimizer = optimizer;
      this.parts = parts;
      this.labelSmoothing = labelSmoothing;
      optimizer.parameters().forEach((path, t) -> paths.put(t, path));
    }

    @Override
    public Tensor learn(Batch batch, long step, double rate) {
      Module part = parts.apply(step);
      Map<String, Tensor> own = new LinkedHashMap<>();
      part.parameters()
          .forEach(
              (name, t) -> {
                String path = paths.get(t);
                if (path == null) {
                  throw new IllegalArgumentException(
                      "step " + step + " trains '" + name + "', which the optimiser does not know");
                }
                own.put(path, t);
              });
      Tensor loss =
          part.forward(inputs(part, batch), Mode.TRAIN)
              .crossEntropy(labels(part, batch), labelSmoothing);
      Iterator<Tensor> gradients =
          loss.engine().gradients(loss, List.copyOf(own.values())).iterator();
      own.replaceAll((path, t) -> gradients.next());
      optimizer.step(own, rate);
      return loss;
    }
  }

  /** Evaluates a model; it is not changed. */
  public static Accuracy evaluate(Module model, Batches data) {
    Engine engine = engine(model);
    long top1 = 0;
    long top5 = 0;
    double loss = 0;
    int examples = 0;
    for (Batch batch : data.epoch(0)) {
      int n = batch.labels().length;
      try (Scope scope = engine.inference()) {
        Tensor x = engine.tensor(batch.inputs(), batch.shape());
        Tensor logits = model.forward(x, Mode.EVALUATE);
        Tensor labels = engine.tensor(batch.labels(), Shape.of(n));
        loss += logits.crossEntropy(labels, 0).item() * n;
        float[] scores = logits.toFloats();
        int classes = logits.shape().dim(1);
        for (int i = 0; i < n; i++) {
          int rank = rank(scores, i * classes, classes, (int) batch.labels()[i]);
          top1 += rank < 1 ? 1 : 0;
          top5 += rank < 5 ? 1 : 0;
        }
      }
      examples += n;
    }
    if (examples == 0) {
      throw new IllegalArgumentException("evaluate: there are no examples");
    }
    return new Accuracy(
        (double) top1 / examples, (double) top5 / examples, loss / examples, examples);
  }

  /** How many classes score at least as high as the right one; a NaN counts against it. */
  private static int rank(float[] scores, int from, int classes, int label) {
    float own = scores[from + label];
    if (Float.isNaN(own)) {
      return Integer.MAX_VALUE;
    }
    int rank = 0;
    for (int c = 0; c < classes; c++) {
      if (c != label && !(scores[from + c] < own)) {
        rank++;
      }
    }
    return rank;
  }
}
