package io.reprise.baselines.translation;

import io.reprise.nn.Adam;
import io.reprise.nn.AdversarialTraining;
import io.reprise.nn.Checkpoints;
import io.reprise.nn.Classification;
import io.reprise.nn.Optimizer;
import io.reprise.nn.Snapshot;
import io.reprise.nn.Training;
import io.reprise.tensor.Engine;
import io.reprise.tensor.Seed;
import java.util.List;
import java.util.Map;

/**
 * Trains a {@link CycleGan}: in each step both generators move, then {@code D_A}, then {@code D_B}.
 * Checkpoints hold the networks, the three optimisers and both histories.
 */
public final class CycleGanTraining {
  private final CycleGan gan;
  private final Engine engine;
  private final Settings settings;
  private final HistoryPool likeB;
  private final HistoryPool likeA;

  /**
   * How to train.
   *
   * @param history images that each pool keeps
   */
  public record Settings(CycleGan.Weights weights, int history, Adam.Settings adam) {
    /** CycleGAN's optimiser, whose first moment forgets quickly. */
    public static final Adam.Settings ADAM = new Adam.Settings(0.5, 0.999, 1e-8, 0, false);

    /** As published for SAN. */
    public static final Settings SAN = new Settings(CycleGan.Weights.SAN, 50, ADAM);
  }

  /**
   * Prepares the histories.
   *
   * @param seed of what they exchange
   */
  public CycleGanTraining(CycleGan gan, Engine engine, Settings settings, Seed seed) {
    this.gan = gan;
    this.engine = engine;
    this.settings = settings;
    likeB = new HistoryPool(settings.history, seed.named("history of images like B"));
    likeA = new HistoryPool(settings.history, seed.named("history of images like A"));
  }

  /** Trains, or goes on; see {@link AdversarialTraining#train}. */
  public Map<String, List<Double>> train(
      Training.Source<UnpairedBatch> data, Classification.Plan plan, Checkpoints checkpoints) {
    return new AdversarialTraining<CycleGan.Step>(
            gan,
            List.of(
                new AdversarialTraining.Player<>(
                    "generators",
                    adam("generator"),
                    step -> gan.generatorLoss(step, settings.weights)),
                new AdversarialTraining.Player<>(
                    "discriminator of images like B",
                    adam("discriminatorA"),
                    step -> gan.lossOfDiscriminatorA(step, likeB)),
                new AdversarialTraining.Player<>(
                    "discriminator of images like A",
                    adam("discriminatorB"),
                    step -> gan.lossOfDiscriminatorB(step, likeA))))
        .train(this::begin, data, plan, new Histories(), checkpoints);
  }

  private Optimizer adam(String networks) {
    return new Adam(gan.parameters(networks), settings.adam);
  }

  private CycleGan.Step begin(UnpairedBatch batch) {
    return new CycleGan.Step(
        engine.tensor(batch.a(), batch.shape()), engine.tensor(batch.b(), batch.shape()));
  }

  private final class Histories implements Classification.Listener {
    @Override
    public Snapshot save() {
      return Snapshot.EMPTY.withPart("likeB", likeB.save()).withPart("likeA", likeA.save());
    }

    @Override
    public void restore(Snapshot saved) {
      likeB.restore(saved.part("likeB"));
      likeA.restore(saved.part("likeA"));
    }
  }
}
