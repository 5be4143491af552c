package io.reprise.papers.adversarial;

import io.reprise.baselines.ResNet;
import io.reprise.baselines.adversarial.AdversarialBatches;
import io.reprise.baselines.adversarial.FeatureClassifier;
import io.reprise.baselines.adversarial.ImageClassifier;
import io.reprise.baselines.adversarial.StandardizedInput;
import io.reprise.datasets.Augmentation;
import io.reprise.datasets.ImageBatches;
import io.reprise.datasets.LabelledPictures;
import io.reprise.datasets.Normalisation;
import io.reprise.datasets.PictureSource;
import io.reprise.datasets.Preparation;
import io.reprise.datasets.augmentation.HorizontalFlip;
import io.reprise.datasets.augmentation.RandomCrop;
import io.reprise.datasets.augmentation.RandomResizedCrop;
import io.reprise.experiment.Scale;
import io.reprise.experiment.Settings;
import io.reprise.experiment.Trial;
import io.reprise.nn.Batches;
import io.reprise.nn.Classification;
import io.reprise.nn.LayerContext;
import io.reprise.nn.Mode;
import io.reprise.nn.Module;
import io.reprise.nn.Sgd;
import io.reprise.nn.Snapshot;
import io.reprise.nn.State;
import io.reprise.tensor.Scope;
import io.reprise.tensor.Tensor;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The networks of one seed, each trained once for all variants when it is first asked for. */
final class Networks {
  private static final List<String> TRAINING =
      List.of("epochs", "batch", "learningRate", "schedule", "momentum", "weightDecay");

  private final Settings settings;
  private final Trial<LabelledPictures> trial;
  private final Map<Net, StandardizedInput> trained = new EnumMap<>(Net.class);

  Networks(Settings settings, Trial<LabelledPictures> trial) {
    this.settings = settings;
    this.trial = trial;
  }

  /** What keeps a network's state in a file. */
  static final Trial.Codec<State> STATES =
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

  /** A trained network that takes images in [0, 1]. */
  ImageClassifier classifier(Net net) {
    return ImageClassifier.of(network(net));
  }

  /** Settings and name of the work that makes a network. */
  String work(Net net) {
    return "network "
        + net
        + " "
        + Protocol.only(settings, TRAINING)
        + (net == Net.RESISTANT ? " " + Protocol.only(settings, List.of("trainingEpsilon")) : "");
  }

  /** As above, with its last convolutional map. */
  FeatureClassifier residual() {
    StandardizedInput input = network(Net.RESIDUAL);
    ResNet net = (ResNet) input.children().get("network");
    return new FeatureClassifier() {
      @Override
      public Tensor logits(Tensor images) {
        return input.forward(images, Mode.EVALUATE);
      }

      @Override
      public Tensor features(Tensor images) {
        Tensor y = net.stem().forward(input.standardized(images), Mode.EVALUATE).relu();
        y = ResNet.pool(net.design(), y);
        for (ResNet.Block block : net.blocks()) {
          y = block.forward(y, Mode.EVALUATE);
        }
        return y;
      }
    };
  }

  private StandardizedInput network(Net net) {
    StandardizedInput known = trained.get(net);
    if (known != null) {
      return known;
    }
    State state = trial.stage(work(net), STATES, () -> train(net));
    StandardizedInput fresh = build(net);
    fresh.load(state);
    trained.put(net, fresh);
    return fresh;
  }

  private StandardizedInput build(Net net) {
    LayerContext at =
        LayerContext.root(trial.engine(), trial.seed().named("weights").named(net.weights()));
    Normalisation inside = trial.data().normalisation();
    return new StandardizedInput(
        at,
        net.build(at, trial.data().classes(), trial.scale() == Scale.PAPER),
        inside.mean(),
        inside.standardDeviation());
  }

  private State train(Net net) {
    try (Scope scope = trial.engine().scope()) {
      StandardizedInput model = build(net);
      Batches clean =
          ImageBatches.training(
              trainingHalf(net.source()),
              new Preparation(trial.data().image(), augmentations(), shares()),
              settings.integer("batch"),
              trial.seed().named("training"));
      Batches batches = net == Net.RESISTANT ? resisting(clean, model) : clean;
      List<Classification.Epoch> epochs =
          Classification.train(
              model,
              new Sgd(model.parameters(), Protocol.descent(settings)),
              batches,
              new Classification.Plan(settings.integer("epochs"), Protocol.schedule(settings), 0),
              new Classification.Listener() {},
              trial.checkpoints(work(net)));
      trial.log(
          String.format(
              java.util.Locale.ROOT,
              "%s: training loss %.3f",
              net,
              epochs.get(epochs.size() - 1).loss()));
      return model.state();
    }
  }

  private Batches resisting(Batches clean, Module model) {
    return new AdversarialBatches(
        clean,
        ImageClassifier.of(model),
        trial.engine(),
        settings.number("trainingEpsilon"),
        trial.seed().named("adversarial training"));
  }

  /** Those of the networks that attackers know, or those of the others. */
  PictureSource trainingHalf(boolean sources) {
    PictureSource all = trial.data().train();
    int[] order = trial.seed().named("halves").permutation(all.size());
    int half = all.size() / 2;
    return sources ? all.chosen(order, 0, half) : all.chosen(order, half, all.size());
  }

  /** Values as shares of the largest: networks standardise images themselves. */
  Normalisation shares() {
    int channels = trial.data().image().dim(0);
    return new Normalisation(
        Collections.nCopies(channels, 0.0), Collections.nCopies(channels, 1.0));
  }

  private List<Augmentation> augmentations() {
    return trial.scale() == Scale.PAPER
        ? List.of(new RandomResizedCrop(trial.data().image().dim(1)), new HorizontalFlip())
        : List.of(new HorizontalFlip(), new RandomCrop(4));
  }
}
