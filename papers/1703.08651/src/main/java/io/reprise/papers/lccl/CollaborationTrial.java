package io.reprise.papers.lccl;

import io.reprise.baselines.PreActivationResNet;
import io.reprise.baselines.Style;
import io.reprise.baselines.attention.CollaborativeConv.Design;
import io.reprise.baselines.attention.SkippingConv;
import io.reprise.datasets.ImageClassification;
import io.reprise.datasets.ImageCollection;
import io.reprise.datasets.augmentation.HorizontalFlip;
import io.reprise.datasets.augmentation.RandomCrop;
import io.reprise.experiment.ImageTraining;
import io.reprise.experiment.Measurements;
import io.reprise.experiment.Settings;
import io.reprise.experiment.Trial;
import io.reprise.experiment.figures.InputPicture;
import io.reprise.nn.Adam;
import io.reprise.nn.Batch;
import io.reprise.nn.Classification;
import io.reprise.nn.Costs;
import io.reprise.nn.LayerContext;
import io.reprise.nn.Mode;
import io.reprise.nn.Module;
import io.reprise.nn.Optimizer;
import io.reprise.nn.Sgd;
import io.reprise.nn.State;
import io.reprise.papers.lccl.Protocol.Form;
import io.reprise.tensor.Engine;
import io.reprise.tensor.Scope;
import io.reprise.tensor.Shape;
import io.reprise.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One trial: trains a variant, then measures accuracy, zeros and what skipping saves. */
final class CollaborationTrial {
  private static final int EXAMPLES = 4;

  private final Settings s;
  private final Form form;
  private final Trial<?> trial;
  private final ImageClassification data;
  private final ImageTraining training;
  private final PreActivationResNet.Design plain;

  CollaborationTrial(Settings s, Trial<ImageCollection> trial) {
    this.s = s;
    this.trial = trial;
    form = Form.valueOf(s.text("form"));
    data = trial.data().ofClasses(s.integer("classes"));
    training = new ImageTraining(s, trial, data);
    plain =
        Protocol.network(
            s.integer("depth"), s.integer("width"), s.integer("stemStride"), s.integer("classes"));
  }

  /** Trains and evaluates. */
  Measurements run() {
    GateStatistics gates = new GateStatistics();
    PreActivationResNet.Design layers =
        form == Form.NONE ? plain : plain.withStyle(form.design().withActivation(gates).style());
    LayerContext at = LayerContext.root(trial.engine(), trial.seed().named("weights"));
    Module net = new PreActivationResNet(at, layers);
    List<Classification.Epoch> epochs =
        training.train(
            net,
            optimizer(net),
            training.batches(List.of(new HorizontalFlip(), new RandomCrop(4)), "training"),
            Protocol.schedule(s),
            new Classification.Listener() {},
            form.name());
    Measurements m = training.evaluate(net);
    epochs.forEach(e -> m.append("training_loss", e.loss()));
    if (form != Form.NONE) {
      measureSkipping(m, gates);
      m.put(LowCostCollaboration.SKIP_DIFFERENCE, skipDifference(net));
      m.figure(GateFigures.of(gates, examples(net)));
    }
    return m;
  }

  private Optimizer optimizer(Module net) {
    double decay = s.number("weightDecay");
    return switch (s.text("optimizer")) {
      case "sgd" -> new Sgd(net.parameters(), Sgd.Settings.nesterov(s.number("momentum"), decay));
      case "adam" -> new Adam(net.parameters(), new Adam.Settings(0.9, 0.999, 1e-8, decay, false));
      default ->
          throw new IllegalArgumentException(
              "optimizer '" + s.text("optimizer") + "': expected sgd or adam");
    };
  }

  private void measureSkipping(Measurements m, GateStatistics gates) {
    Map<String, Double> zeroRates = new LinkedHashMap<>();
    gates.counts().forEach((path, count) -> zeroRates.put(path, count.zeroRate()));
    Design design = form.design();
    Costs costs =
        Costs.of(
            at -> new PreActivationResNet(at, plain.withStyle(design.style())),
            data.train().image());
    SkippedWork work = SkippedWork.of(costs, design.grid(), zeroRates);
    m.put(LowCostCollaboration.ZERO_RATE, 100 * work.zeroRate())
        .put(LowCostCollaboration.NET_SAVING, 100 * work.saving())
        .put(LowCostCollaboration.LIVING_SAVING, 100 * work.livingSaving())
        .put(LowCostCollaboration.DEAD_GATES, (double) work.dead());
    work.layers().forEach(l -> m.append("zero_rate_by_layer", 100 * l.zeroRate()));
  }

  /** Loads the network into one that skips and compares their logits on the first test batch. */
  private double skipDifference(Module net) {
    Engine engine = trial.engine();
    try (Scope scope = engine.inference()) {
      Module skipping = network(form.design().skippingStyle(0), net.state());
      Module dense = network(form.design().style(), net.state());
      Batch batch = training.test().epoch(0).iterator().next();
      Tensor x = engine.tensor(batch.inputs(), batch.shape());
      Tensor expected = dense.forward(x, Mode.EVALUATE);
      Tensor difference = expected.sub(skipping.forward(x, Mode.EVALUATE)).abs().max();
      return difference.item() / expected.abs().max().item();
    }
  }

  /** The first test images, with the gates that each opens. */
  private List<GateFigures.Example> examples(Module net) {
    Engine engine = trial.engine();
    Batch batch = training.test().epoch(0).iterator().next();
    Shape image = batch.shape().without(0);
    Tensor x = engine.tensor(batch.inputs(), batch.shape());
    List<GateFigures.Example> examples = new ArrayList<>();
    for (int i = 0; i < Math.min(EXAMPLES, batch.shape().dim(0)); i++) {
      try (Scope scope = engine.inference()) {
        GateStatistics gates = new GateStatistics();
        network(form.design().withActivation(gates).style(), net.state())
            .forward(x.slice(0, i, i + 1), Mode.EVALUATE);
        examples.add(
            new GateFigures.Example(
                InputPicture.of(batch.inputs(), i, image, data.normalisation()), gates));
      }
    }
    return examples;
  }

  /** The trained network in another style; memory belongs to the current scope. */
  private Module network(Style style, State state) {
    LayerContext at = LayerContext.root(trial.engine(), trial.seed().named("weights"));
    Module net = new PreActivationResNet(at, plain.withStyle(style));
    net.load(state);
    SkippingConv.refresh(net);
    return net;
  }
}
