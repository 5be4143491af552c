package io.reprise.papers.hrnn;

import io.reprise.nn.Adam;
import io.reprise.nn.Backward;
import io.reprise.nn.Checkpoints;
import io.reprise.nn.Classification;
import io.reprise.nn.Mode;
import io.reprise.nn.Module;
import io.reprise.nn.Optimizer;
import io.reprise.nn.Schedule;
import io.reprise.nn.Snapshot;
import io.reprise.nn.State;
import io.reprise.nn.TensorData;
import io.reprise.nn.Training;
import io.reprise.tensor.Seed;
import io.reprise.tensor.Shape;
import io.reprise.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Trains one subnetwork on true symbols of its own level and those above, and ends with the weights
 * of the epoch that was best on other melodies.
 *
 * @param rate of Adam
 * @param clip the largest norm of a gradient over all weights
 * @param seed of the order of melodies
 */
record LevelTraining(int epochs, int batch, double rate, double clip, Seed seed) {
  /** Checks the numbers. */
  LevelTraining {
    if (batch < 1 || !(rate > 0) || !(clip > 0)) {
      throw new IllegalArgumentException(
          "batch "
              + batch
              + ", rate "
              + rate
              + ", clip "
              + clip
              + ": expected at least 1, and numbers above 0");
    }
  }

  /**
   * Trains a subnetwork in place.
   *
   * @return bits a melody on the validation set after each epoch
   */
  List<Double> train(
      Subnetwork subnetwork, List<Score> train, List<Score> validation, Checkpoints checkpoints) {
    Module model = subnetwork.network();
    Adam adam = new Adam(model.parameters(), Adam.Settings.DEFAULT);
    BestEpoch best = new BestEpoch(subnetwork, validation);
    Training.train(
        model,
        adam,
        learner(subnetwork, adam),
        new Melodies(train),
        new Classification.Plan(epochs, Schedule.constant(rate), 0),
        best,
        checkpoints);
    model.load(best.state);
    return best.bits;
  }

  private Training.Learner<List<Score>> learner(Subnetwork subnetwork, Adam adam) {
    Backward backward = new Backward(subnetwork.network(), List.copyOf(adam.parameters().values()));
    return (batch, step, rate) -> {
      Tensor loss = subnetwork.loss(batch, Mode.TRAIN);
      List<Tensor> gradients = backward.gradients(loss);
      clip(gradients, clip);
      adam.step(gradients, rate);
      return loss;
    };
  }

  /** Scales gradients down to a norm over all of them if theirs is larger. */
  static void clip(List<Tensor> gradients, double most) {
    double squares = 0;
    for (Tensor g : gradients) {
      squares += g.square().sum().item();
    }
    double norm = Math.sqrt(squares);
    if (norm > most) {
      gradients.forEach(g -> g.scale(most / norm));
    }
  }

  /** In another order each epoch. */
  private final class Melodies implements Training.Source<List<Score>> {
    private final List<Score> scores;

    Melodies(List<Score> scores) {
      this.scores = List.copyOf(scores);
    }

    @Override
    public int size() {
      return (scores.size() + batch - 1) / batch;
    }

    @Override
    public Iterable<List<Score>> epoch(int epoch) {
      int[] order = seed.named("epoch " + epoch).permutation(scores.size());
      return () ->
          IntStream.range(0, size())
              .mapToObj(
                  b ->
                      Arrays.stream(order, b * batch, Math.min(scores.size(), (b + 1) * batch))
                          .mapToObj(scores::get)
                          .toList())
              .iterator();
    }
  }

  /** Keeps the weights of the epoch with the fewest bits on the validation set. */
  private static final class BestEpoch implements Classification.Listener {
    private final Subnetwork subnetwork;
    private final List<Score> validation;
    private final List<Double> bits = new ArrayList<>();
    private State state;

    BestEpoch(Subnetwork subnetwork, List<Score> validation) {
      this.subnetwork = subnetwork;
      this.validation = validation;
      this.state = subnetwork.network().state();
    }

    @Override
    public void afterEpoch(int epoch, Module model, Optimizer optimizer) {
      double now = Arrays.stream(subnetwork.bits(validation)).average().orElseThrow();
      if (bits.stream().allMatch(before -> now < before)) {
        state = model.state();
      }
      bits.add(now);
    }

    @Override
    public Snapshot save() {
      double[] values = bits.stream().mapToDouble(b -> b).toArray();
      // A tensor cannot be empty, so the first value says nothing.
      double[] after = new double[values.length + 1];
      System.arraycopy(values, 0, after, 1, values.length);
      return Snapshot.EMPTY
          .with("bits", TensorData.of(after, Shape.of(after.length)))
          .withPart("state", state.save());
    }

    @Override
    public void restore(Snapshot saved) {
      bits.clear();
      double[] values = saved.tensor("bits").toDoubles();
      Arrays.stream(values, 1, values.length).forEach(bits::add);
      state = State.restore(saved.part("state"));
    }
  }
}
