package io.reprise.papers.san;

import io.reprise.baselines.ResNet;
import io.reprise.baselines.landmarks.StyleAggregation;
import io.reprise.baselines.translation.CycleGan;
import io.reprise.baselines.translation.CycleGanTraining;
import io.reprise.datasets.GeometricAugmentation;
import io.reprise.datasets.augmentation.RandomCrop;
import io.reprise.datasets.landmarks.FaceSource;
import io.reprise.experiment.Settings;
import io.reprise.experiment.Trial;
import io.reprise.nn.Classification;
import io.reprise.nn.LayerContext;
import io.reprise.nn.Schedule;
import io.reprise.nn.Snapshot;
import io.reprise.nn.State;
import io.reprise.tensor.Engine;
import io.reprise.tensor.Scope;
import io.reprise.tensor.Seed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Everything before landmarks: what tells styles apart, clusters of faces by it, and generators
 * from the smallest cluster to the largest and back. Only training faces are used, without labels.
 */
final class AggregationTraining {
  private static final int CLASSIFIER_SIDE = 224;

  /** What it depends on, which variants of a seed share. */
  private static final List<String> SETTINGS =
      List.of(
          "data",
          "design",
          "features",
          "clusters",
          "ganEpochs",
          "ganSteps",
          "ganBatch",
          "ganRate",
          "cycle",
          "identity",
          "history",
          "window",
          "shift");

  private final Settings settings;
  private final Trial<SanData> trial;
  private final Engine engine;
  private final StyledSet data;

  AggregationTraining(Settings settings, Trial<SanData> trial) {
    this.settings = settings;
    this.trial = trial;
    this.engine = trial.engine();
    this.data = trial.data().of(settings.text("data"));
  }

  /** What tells styles apart: moments, or a classifier trained for it here or by another trial. */
  StyleFeatures features() {
    return settings.text("features").equals("moments") ? StyleFeatures.MOMENTS : classifier();
  }

  /**
   * The trained classifier of styles.
   *
   * @throws IllegalArgumentException if the setting {@code features} names none
   */
  StyleClassifier classifier() {
    String name = settings.text("features");
    if (!name.equals("resnet152")) {
      throw new IllegalArgumentException("features '" + name + "': expected moments or resnet152");
    }
    ResNet.Design design = ResNet.Design.imageNet(152).withClasses(data.styles().size());
    State trained = trial.stage("style classifier of " + data.name(), STATE, () -> trained(design));
    StyleClassifier classifier = fresh(design);
    classifier.load(trained);
    return classifier;
  }

  private StyleClassifier fresh(ResNet.Design design) {
    return new StyleClassifier(
        LayerContext.root(engine, trial.seed().named("style classifier")), design, CLASSIFIER_SIDE);
  }

  private State trained(ResNet.Design design) {
    try (Scope scope = engine.scope()) {
      StyleClassifier classifier = fresh(design);
      if (trial.data().weights().isPresent()) {
        classifier.load(trial.data().weights().get().resolve("resnet152.npz"));
      }
      List<FaceSource> faces = data.styles().stream().map(data::training).toList();
      classifier.train(
          faces,
          StyleClassifier.Plan.PUBLISHED,
          trial.seed().named("style examples"),
          trial.checkpoints("style classifier"));
      return classifier.state();
    } catch (IOException e) {
      throw new UncheckedIOException(e.getMessage(), e);
    }
  }

  private static final Trial.Codec<State> STATE =
      new Trial.Codec<>() {
        @Override
        public Snapshot save(State state) {
          return state.save();
        }

        @Override
        public State restore(Snapshot saved) {
          return State.restore(saved);
        }
      };

  /** Clusters and generators, trained here or for another variant of the seed. */
  Aggregated trained() {
    String name =
        SETTINGS.stream()
            .map(n -> n + "=" + settings.asMap().get(n))
            .collect(Collectors.joining(", ", "aggregation: ", ""));
    return trial.stage(name, Aggregated.CODEC, this::work);
  }

  /** The trained generators as a network. */
  StyleAggregation network(Aggregated trained) {
    StyleAggregation network =
        new StyleAggregation(
            LayerContext.root(engine, trial.seed().named("style weights")),
            Protocol.networks(settings).generator());
    network.load(trained.first(), trained.second());
    return network;
  }

  private Aggregated work() {
    Seed seed = trial.seed().named("aggregation");
    FaceSource faces = data.training(data.main());
    try (Scope scope = engine.scope()) {
      StyleClusters clusters =
          StyleClusters.of(
              features().of(engine, faces, UnaryOperator.identity()),
              settings.integer("clusters"),
              seed.named("clusters"));
      StyleNetworks networks = Protocol.networks(settings);
      CycleGan gan =
          new CycleGan(
              LayerContext.root(engine, trial.seed().named("style weights")),
              networks.generator()::build,
              networks.discriminator());
      int epochs = settings.integer("ganEpochs");
      Map<String, List<Double>> losses =
          new CycleGanTraining(gan, engine, ganSettings(), seed.named("histories"))
              .train(
                  new UnpairedFaces(
                      faces,
                      clusters.smallest(),
                      clusters.largest(),
                      settings.integer("ganBatch"),
                      settings.integer("ganSteps"),
                      augmentation(),
                      seed.named("pairs")),
                  new Classification.Plan(
                      epochs, halfDecayed(settings.number("ganRate"), epochs), 0),
                  trial.checkpoints("generators"));
      return new Aggregated(gan.generatorA().state(), gan.generatorB().state(), clusters, losses);
    } catch (IOException e) {
      throw new UncheckedIOException(e.getMessage(), e);
    }
  }

  /** Whole faces, moved a little, or windows: small generators change levels pixel by pixel. */
  private GeometricAugmentation augmentation() {
    int window = settings.integer("window");
    return window > 0 ? new RandomWindow(window) : new RandomCrop(settings.integer("shift"));
  }

  private CycleGanTraining.Settings ganSettings() {
    return new CycleGanTraining.Settings(
        new CycleGan.Weights(settings.number("cycle"), settings.number("identity")),
        settings.integer("history"),
        CycleGanTraining.Settings.ADAM);
  }

  /** Constant over the first half, then a straight line to 0. */
  static Schedule halfDecayed(double rate, int epochs) {
    return epoch -> rate * Math.min(1, 2 * (1 - epoch / epochs));
  }
}
