package io.reprise.nn;

import io.reprise.nn.Classification.Epoch;
import io.reprise.nn.Classification.Listener;
import io.reprise.nn.Classification.Plan;
import io.reprise.tensor.Shape;
import io.reprise.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.DoubleStream;

/**
 * Trains networks against each other, such as generators and discriminators. In each step the
 * players move in turn: each updates its own parameters, and no others, by the gradient of its own
 * loss, which sees what the moves before it have changed. Checkpoints hold the parameters, all
 * optimisers, the losses so far and what the caller's listener remembers, so that a training that
 * was cut short goes on to the same bits.
 *
 * @param <S> what the players of a step share, such as the images that were generated in it
 */
public final class AdversarialTraining<S> {
  private final Module networks;
  private final List<Player<S>> players;
  private final List<Backward> backward;
  private final Optimizer optimizer;

  /**
   * One side.
   *
   * @param name unique among the players
   * @param optimizer of its parameters, under their paths in the module of all networks
   * @param loss of a step, a scalar
   */
  public record Player<S>(String name, Optimizer optimizer, Function<S, Tensor> loss) {}

  /**
   * For all networks.
   *
   * @param networks whose parameters belong to one player each
   * @param players in the order of their moves, at least one
   * @throws IllegalArgumentException if a parameter has no player or two, or two players one name
   */
  public AdversarialTraining(Module networks, List<Player<S>> players) {
    List<String> names = players.stream().map(Player::name).toList();
    if (names.isEmpty() || names.stream().distinct().count() != names.size()) {
      throw new IllegalArgumentException("players " + names + ": expected different names");
    }
    this.networks = networks;
    this.players = List.copyOf(players);
    this.backward =
        players.stream()
            .map(p -> new Backward(networks, List.copyOf(p.optimizer.parameters().values())))
            .toList();
    this.optimizer =
        new RateGroups(
            networks.parameters(),
            players.stream().map(p -> new RateGroups.Group(p.optimizer, 1)).toList());
  }

  /**
   * Trains, or goes on from the latest checkpoint; see {@link Training#train}, also for what is
   * thrown.
   *
   * @param begin makes of a batch what the players of its step share
   * @param plan whose schedule holds for all players
   * @param listener remembers what the players need beside parameters and optimisers
   * @return each player's mean loss of each epoch, by name
   */
  public <B> Map<String, List<Double>> train(
      Function<? super B, S> begin,
      Training.Source<B> data,
      Plan plan,
      Listener listener,
      Checkpoints checkpoints) {
    Losses losses = new Losses(listener);
    Training.Learner<B> learner =
        (batch, step, rate) -> {
          S shared = begin.apply(batch);
          Tensor first = null;
          for (int p = 0; p < players.size(); p++) {
            Tensor loss = move(p, shared, rate);
            losses.sums[p] += loss.item();
            first = first == null ? loss : first;
          }
          losses.steps++;
          return first;
        };
    Training.train(networks, optimizer, learner, data, plan, losses, checkpoints);
    return losses.byPlayer();
  }

  private Tensor move(int p, S shared, double rate) {
    Player<S> player = players.get(p);
    Tensor loss = player.loss.apply(shared);
    player.optimizer.step(backward.get(p).gradients(loss), rate);
    return loss;
  }

  /** What each player lost, in front of the caller's listener. */
  private final class Losses implements Listener {
    private final Listener next;
    private final double[] sums = new double[players.size()];
    private final List<List<Double>> means = new ArrayList<>();
    private long steps;

    Losses(Listener next) {
      this.next = next;
      players.forEach(p -> means.add(new ArrayList<>()));
    }

    Map<String, List<Double>> byPlayer() {
      Map<String, List<Double>> all = new LinkedHashMap<>();
      for (int p = 0; p < players.size(); p++) {
        all.put(players.get(p).name, List.copyOf(means.get(p)));
      }
      return Collections.unmodifiableMap(all);
    }

    @Override
    public void begin(Module model, Optimizer all) {
      next.begin(model, all);
    }

    @Override
    public void afterStep(Module model, Optimizer all) {
      next.afterStep(model, all);
    }

    /** Ends the epoch; a player's loss that is not finite stops the training. */
    @Override
    public void afterEpoch(int epoch, Module model, Optimizer all) {
      for (int p = 0; p < sums.length; p++) {
        double mean = sums[p] / steps;
        if (!Double.isFinite(mean)) {
          throw new DivergenceException(
              "training diverged in epoch "
                  + epoch
                  + ": the mean loss of '"
                  + players.get(p).name
                  + "' is "
                  + mean);
        }
        means.get(p).add(mean);
        sums[p] = 0;
      }
      steps = 0;
      next.afterEpoch(epoch, model, all);
    }

    @Override
    public void report(Epoch epoch) {
      next.report(epoch);
    }

    @Override
    public Snapshot save() {
      Snapshot saved =
          Snapshot.EMPTY
              .with("steps", steps)
              .with("sums", TensorData.of(sums, Shape.of(sums.length)));
      for (int p = 0; p < sums.length; p++) {
        double[] own = means.get(p).stream().mapToDouble(d -> d).toArray();
        saved = saved.with("means" + p, TensorData.of(own, Shape.of(own.length)));
      }
      return saved.withPart("next", next.save());
    }

    @Override
    public void restore(Snapshot saved) {
      double[] were = saved.tensor("sums").toDoubles();
      if (were.length != sums.length) {
        throw new IllegalArgumentException(
            "losses of " + were.length + " players: expected " + sums.length);
      }
      System.arraycopy(were, 0, sums, 0, sums.length);
      steps = saved.number("steps");
      for (int p = 0; p < sums.length; p++) {
        List<Double> own = means.get(p);
        own.clear();
        DoubleStream.of(saved.tensor("means" + p).toDoubles()).forEach(own::add);
      }
      next.restore(saved.part("next"));
    }
  }
}
