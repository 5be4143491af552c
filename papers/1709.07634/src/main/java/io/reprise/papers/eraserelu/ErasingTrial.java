package io.reprise.papers.eraserelu;

import io.reprise.baselines.ResNet;
import io.reprise.baselines.attention.EraseRelu;
import io.reprise.baselines.attention.ErasedRelus;
import io.reprise.datasets.ImageBatches;
import io.reprise.datasets.ImageClassification;
import io.reprise.datasets.ImageCollection;
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
import io.reprise.tensor.Scope;
import io.reprise.tensor.Tensor;
import java.util.List;

/** One trial: erases, counts what is left, checks the identity path, trains and evaluates. */
final class ErasingTrial {
  private ErasingTrial() {}

  static Measurements run(Settings s, Trial<ImageCollection> trial) {
    EraseRelu rule = Protocol.rule(s);
    int classes = s.integer("classes");
    ErasedRelus relus = Model.of(s).count(rule, classes);
    relus.warning().ifPresent(w -> trial.log("warning: " + w));

    ImageClassification data = trial.data().ofClasses(classes);
    ImageTraining training = new ImageTraining(s, trial, data);
    Module net = build(s, rule, trial);
    Sgd sgd =
        new Sgd(
            net.parameters(), Sgd.Settings.nesterov(s.number("momentum"), s.number("weightDecay")));
    ImageBatches batches =
        training.batches(List.of(new HorizontalFlip(), new RandomCrop(4)), "training");
    List<Double> losses =
        training
            .train(
                net,
                sgd,
                batches,
                Protocol.schedule(s),
                new Classification.Listener() {},
                "training")
            .stream()
            .map(Classification.Epoch::loss)
            .toList();

    Measurements m =
        training
            .evaluate(net)
            .put(EraseReluExperiment.LAST_LOSS, losses.get(losses.size() - 1))
            .put(
                EraseReluExperiment.MEAN_LOSS,
                losses.stream().mapToDouble(d -> d).average().orElseThrow())
            .put(EraseReluExperiment.RELUS, (double) relus.after());
    // A chart for each network and data set: depths compare badly in one.
    String curve = "training loss of " + s.text("model") + " on " + data.name();
    losses.forEach(loss -> m.append(curve, loss));
    if (net instanceof ResNet resNet) {
      m.put(EraseReluExperiment.NEGATIVE_FEATURES, 100 * negativeFeatures(resNet, training.test()));
      identityPath(m, s, rule, trial);
    }
    return m;
  }

  private static Module build(Settings s, EraseRelu rule, Trial<ImageCollection> trial) {
    return Model.of(s)
        .network(rule, s.integer("classes"))
        .apply(LayerContext.root(trial.engine(), trial.seed().named("weights")));
  }

  private static void identityPath(
      Measurements m, Settings s, EraseRelu rule, Trial<ImageCollection> trial) {
    try (Scope scope = trial.engine().scope()) {
      ResNet fresh = (ResNet) build(s, rule, trial);
      IdentityPath path = IdentityPath.of(fresh, rule, trial.seed().named("identity path"));
      if (path.blocks() > 0) {
        m.put(EraseReluExperiment.IDENTITY_ERROR, path.error());
        m.put(EraseReluExperiment.GRADIENT_BLOCKED, 100 * path.blocked());
      }
    }
  }

  /** The share of values below 0 in the maps that are averaged, on the first test batch. */
  private static double negativeFeatures(ResNet net, ImageBatches test) {
    Batch batch = test.epoch(0).iterator().next();
    var engine = net.stem().conv().weight().engine();
    try (Scope scope = engine.inference()) {
      Tensor x = engine.tensor(batch.inputs(), batch.shape());
      Tensor y = ResNet.pool(net.design(), net.stem().forward(x, Mode.EVALUATE).relu());
      for (ResNet.Block block : net.blocks()) {
        y = block.forward(y, Mode.EVALUATE);
      }
      float[] features = y.toFloats();
      int negative = 0;
      for (float v : features) {
        negative += v < 0 ? 1 : 0;
      }
      return (double) negative / features.length;
    }
  }
}
