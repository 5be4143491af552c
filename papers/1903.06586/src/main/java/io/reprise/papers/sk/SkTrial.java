package io.reprise.papers.sk;

import io.reprise.baselines.ResNet;
import io.reprise.datasets.ImageBatches;
import io.reprise.datasets.ImageClassification;
import io.reprise.experiment.ImageTraining;
import io.reprise.experiment.Measurements;
import io.reprise.experiment.Settings;
import io.reprise.experiment.Trial;
import io.reprise.nn.Batch;
import io.reprise.nn.Classification;
import io.reprise.nn.LayerContext;
import io.reprise.nn.Module;
import io.reprise.nn.Sgd;
import io.reprise.nn.State;
import io.reprise.tensor.Scope;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** One trial: trains a variant and measures how well it does and, if it selects, what. */
final class SkTrial {
  /** Images of which gradients are compared. */
  private static final int CHECKED = 8;

  private final Trial<SkData> trial;
  private final Settings settings;
  private final Model model;
  private final Protocol.Source source;
  private final ImageClassification set;
  private final LayerContext at;
  private final int classes;

  SkTrial(Settings settings, Trial<SkData> trial) {
    this.trial = trial;
    this.settings = settings;
    model = Protocol.model(settings);
    source = Protocol.source(settings);
    set = trial.data().of(source);
    classes = set.train().classes();
    at = LayerContext.root(trial.engine(), trial.seed().named("weights"));
  }

  /** Trains and measures. */
  Measurements run() {
    Measurements m;
    State trained;
    try (Scope training = trial.engine().scope()) {
      ResNet net = new ResNet(at, model.design(classes));
      ImageTraining images = new ImageTraining(settings, trial, set);
      List<Classification.Epoch> epochs =
          images.train(
              net,
              sgd(net, settings),
              images.batches(Protocol.augmentations(settings), "training"),
              Protocol.schedule(settings),
              new Classification.Listener() {},
              "training");
      m = images.evaluate(net);
      epochs.forEach(e -> m.append("training_loss", e.loss()));
      if (source == Protocol.Source.GLYPHS) {
        for (ObjectSize size : ObjectSize.DRAWN) {
          m.put(SkMetrics.accuracy(size), 100 * Classification.evaluate(net, of(size)).top1());
        }
      }
      trained = net.state();
    }
    if (model.selects()) {
      measureSelection(trained, m);
    }
    return m;
  }

  /** Only weights decay: neither normalisation nor biases do. */
  static Sgd sgd(Module net, Settings s) {
    return new Sgd(
        net.parameters(),
        new Sgd.Settings(
            s.number("momentum"),
            s.flag("nesterov"),
            s.number("weightDecay"),
            path -> !path.endsWith("weight")));
  }

  private ImageBatches of(ObjectSize size) {
    return size.batches(size.images(trial.data(), source), set);
  }

  private void measureSelection(State trained, Measurements m) {
    List<ObjectSize> sizes =
        source == Protocol.Source.GLYPHS ? ObjectSize.DRAWN : ObjectSize.ENLARGED;
    List<Selection> selections = new ArrayList<>();
    for (ObjectSize size : sizes) {
      selections.add(Selection.of(at, model, classes, trained, of(size)));
    }
    SelectedKernels selected =
        new SelectedKernels(sizes, selections, model.body().unitsOfLastStage());
    selected.measure(m);
    SelectionChecks checks =
        new SelectionChecks(at, model, classes, trained, first(of(sizes.get(0))));
    m.put(SkMetrics.ZERO_MATRICES_DEVIATION, checks.zeroMatrices())
        .put(SkMetrics.BRANCH_ORDER_DEVIATION, checks.branchOrder())
        .put(SkMetrics.GRADIENT_DEVIATION, checks.gradients());
    new SelectionFigures(selected)
        .addTo(m, new SelectionExamples(at, model, trained, trial.data(), source));
  }

  /** The first images of the first batch. */
  private static Batch first(ImageBatches images) {
    Batch batch = images.epoch(0).iterator().next();
    int n = Math.min(CHECKED, batch.labels().length);
    int each = batch.inputs().length / batch.labels().length;
    return new Batch(
        Arrays.copyOf(batch.inputs(), n * each),
        io.reprise.tensor.Shape.of(
            n, batch.shape().dim(1), batch.shape().dim(2), batch.shape().dim(3)),
        Arrays.copyOf(batch.labels(), n));
  }
}
