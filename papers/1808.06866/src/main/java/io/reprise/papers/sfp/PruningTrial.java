package io.reprise.papers.sfp;

import io.reprise.baselines.ResNet;
import io.reprise.baselines.pruning.CompactResNet;
import io.reprise.baselines.pruning.FilterSelection;
import io.reprise.baselines.pruning.ResNetFilters;
import io.reprise.datasets.ImageBatches;
import io.reprise.datasets.ImageClassification;
import io.reprise.datasets.augmentation.HorizontalFlip;
import io.reprise.datasets.augmentation.RandomCrop;
import io.reprise.experiment.ImageTraining;
import io.reprise.experiment.Measurements;
import io.reprise.experiment.Settings;
import io.reprise.experiment.Trial;
import io.reprise.nn.Batch;
import io.reprise.nn.Classification;
import io.reprise.nn.LayerContext;
import io.reprise.nn.Mode;
import io.reprise.nn.Module;
import io.reprise.nn.Sgd;
import io.reprise.nn.Snapshot;
import io.reprise.nn.State;
import io.reprise.papers.sfp.Protocol.Method;
import io.reprise.tensor.Engine;
import io.reprise.tensor.Scope;
import io.reprise.tensor.Tensor;
import java.util.List;
import java.util.Map;

/** One trial: trains a variant, then measures the network right after the last pruning. */
final class PruningTrial {
  private PruningTrial() {}

  /** A trained network, before anything is measured. */
  private record Trained(State state, Pruned pruned, List<Double> losses) {}

  /** Keeps a trained network for the other variants of its seed. */
  private static final class Kept implements Trial.Codec<Trained> {
    @Override
    public Snapshot save(Trained trained) {
      return Snapshot.EMPTY
          .withPart("state", trained.state.save())
          .withPart("pruned", trained.pruned.save())
          .with("losses", Pruned.column(trained.losses));
    }

    @Override
    public Trained restore(Snapshot saved) {
      return new Trained(
          State.restore(saved.part("state")),
          Pruned.restore(saved.part("pruned")),
          Pruned.list(saved.tensor("losses")));
    }
  }

  /** Trains and evaluates one variant. */
  static Measurements run(Settings s, Trial<ImageClassification> trial) {
    Method method = Method.valueOf(s.text("method"));
    boolean usesUnpruned = method == Method.NONE || method == Method.ONCE || s.flag("preTrained");
    Trained start =
        usesUnpruned
            ? trial.stage(
                "unpruned " + s.with("method", "").with("rate", 0.0).with("preTrained", false),
                new Kept(),
                () -> train(s, Method.NONE, null, trial))
            : null;
    Trained trained =
        method == Method.NONE || method == Method.ONCE ? start : train(s, method, start, trial);

    Prunable net = build(s, trial);
    net.module.load(trained.state);
    FilterSelection selection = trained.pruned.selection();
    if (method == Method.ONCE) {
      selection = FilterSelection.smallestNorm(net.weights, s.number("rate"));
      selection.zero(net.weights);
    }
    return measure(net.module, selection, trained, s, trial);
  }

  /** A network with the weights that may be pruned, by layer. */
  private record Prunable(Module module, Map<String, Tensor> weights) {}

  private static Prunable build(Settings s, Trial<ImageClassification> trial) {
    LayerContext at = LayerContext.root(trial.engine(), trial.seed().named("weights"));
    int classes = trial.data().train().classes();
    if (s.integer("depth") == Protocol.PLAIN) {
      PlainNetwork plain = new PlainNetwork(at, classes);
      return new Prunable(plain, plain.weights());
    }
    ResNet net = new ResNet(at, ResNet.Design.cifar(s.integer("depth"), classes));
    return new Prunable(net, ResNetFilters.weights(net));
  }

  private static Trained train(
      Settings s, Method method, Trained start, Trial<ImageClassification> trial) {
    try (Scope training = trial.engine().scope()) {
      Prunable prunable = build(s, trial);
      Module net = prunable.module;
      if (start != null) {
        net.load(start.state);
      }
      int epochs = s.integer("epochs");
      Map<String, Tensor> weights = prunable.weights;
      Pruning pruning =
          switch (method) {
            case SOFT, SOFT_LATER ->
                new SoftPruning(
                    weights,
                    s.number("rate"),
                    s.number("norm"),
                    s.integer("pruneInterval"),
                    epochs,
                    method == Method.SOFT,
                    s.flag("resetMomentum"));
            case HARD_START -> new HardPruning(weights, s.number("rate"), 0);
            case HARD_HALF -> new HardPruning(weights, s.number("rate"), (epochs + 1) / 2);
            case NONE, ONCE -> () -> Pruned.NOTHING;
          };
      Sgd sgd =
          new Sgd(
              net.parameters(),
              Sgd.Settings.nesterov(s.number("momentum"), s.number("weightDecay")));
      ImageBatches batches =
          training(s, trial, start == null ? "training" : "training from pre-trained");
      List<Double> losses =
          new ImageTraining(s, trial, trial.data())
                  .train(
                      net,
                      sgd,
                      batches,
                      Protocol.schedule(s, start != null),
                      pruning,
                      method.name())
                  .stream()
                  .map(Classification.Epoch::loss)
                  .toList();
      return new Trained(net.state(), pruning.pruned(), losses);
    }
  }

  private static ImageBatches training(
      Settings s, Trial<ImageClassification> trial, String stream) {
    return new ImageTraining(s, trial, trial.data())
        .batches(List.of(new HorizontalFlip(), new RandomCrop(4)), stream);
  }

  private static Measurements measure(
      Module net,
      FilterSelection selection,
      Trained trained,
      Settings s,
      Trial<ImageClassification> trial) {
    ImageTraining training = new ImageTraining(s, trial, trial.data());
    ImageBatches test = training.test();
    Measurements m = training.evaluate(net);
    if (net instanceof ResNet) {
      m.put(SoftFilterPruning.LARGEST_VARIANCE, largestVariance(net));
    }
    trained.losses.forEach(loss -> m.append("training_loss", loss));
    List<Double> changed = trained.pruned.changed();
    changed.forEach(share -> m.append("filters_changed", 100 * share));
    if (!changed.isEmpty()) {
      m.put(SoftFilterPruning.FILTERS_CHANGED, 100 * changed.get(changed.size() - 1));
    }
    if (selection != null && net instanceof ResNet resNet) {
      m.put(
          SoftFilterPruning.COMPACT_DIFFERENCE,
          compactDifference(resNet, selection, test, trial.engine()));
      recalibrate(resNet, training(s, trial, "recalibration"));
      m.put(
          SoftFilterPruning.RECALIBRATED_ACCURACY, 100 * Classification.evaluate(net, test).top1());
    }
    return m;
  }

  private static double largestVariance(Module net) {
    double largest = 0;
    for (Map.Entry<String, Tensor> buffer : net.buffers().entrySet()) {
      if (buffer.getKey().endsWith("runningVariance")) {
        for (float v : buffer.getValue().toFloats()) {
          largest = Math.max(largest, v);
        }
      }
    }
    return largest;
  }

  /** Cuts the network and compares its logits on the first test batch. */
  private static double compactDifference(
      ResNet net, FilterSelection selection, ImageBatches test, Engine engine) {
    try (Scope scope = engine.inference()) {
      Batch batch = test.epoch(0).iterator().next();
      Tensor x = engine.tensor(batch.inputs(), batch.shape());
      CompactResNet compact = CompactResNet.cut(net, selection, batch.shape().without(0));
      return net.forward(x, Mode.EVALUATE)
          .sub(compact.forward(x, Mode.EVALUATE))
          .abs()
          .max()
          .item();
    }
  }

  /** Moves the running statistics to those of the network as it is now; weights stay. */
  private static void recalibrate(ResNet net, ImageBatches train) {
    for (Batch batch : train.epoch(0)) {
      Engine engine = net.stem().conv().weight().engine();
      try (Scope scope = engine.inference()) {
        net.forward(engine.tensor(batch.inputs(), batch.shape()), Mode.TRAIN);
      }
    }
  }
}
