package io.reprise.papers.sdbnn;

import io.reprise.baselines.binary.ErrorDecayEstimator;
import io.reprise.baselines.binary.SelfDistributionConv2d.Boundary;
import io.reprise.baselines.binary.SelfDistributionConv2d.Design;
import io.reprise.baselines.binary.SelfDistributionConv2d.Pass;
import io.reprise.baselines.binary.SignFunction;
import io.reprise.baselines.binary.SignKernel;
import io.reprise.baselines.binary.SignLayer;
import io.reprise.datasets.ImageClassification;
import io.reprise.datasets.augmentation.HorizontalFlip;
import io.reprise.datasets.augmentation.RandomCrop;
import io.reprise.experiment.ImageTraining;
import io.reprise.experiment.Measurements;
import io.reprise.experiment.Metric;
import io.reprise.experiment.Settings;
import io.reprise.experiment.Trial;
import io.reprise.nn.Adam;
import io.reprise.nn.Batch;
import io.reprise.nn.Classification;
import io.reprise.nn.LayerContext;
import io.reprise.nn.Mode;
import io.reprise.nn.Module;
import io.reprise.nn.Optimizer;
import io.reprise.nn.Schedule;
import io.reprise.nn.Sgd;
import io.reprise.papers.sdbnn.Protocol.Method;
import io.reprise.papers.sdbnn.Protocol.Model;
import io.reprise.tensor.Scope;
import io.reprise.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One trial: trains a variant, then looks at its signs and runs it on packed bits. */
final class SdBnnTrial {
  private final Settings settings;
  private final Trial<ImageClassification> trial;
  private final Method method;
  private final ImageTraining training;

  SdBnnTrial(Settings settings, Trial<ImageClassification> trial) {
    this.settings = settings;
    this.trial = trial;
    this.method = Method.valueOf(settings.text("method"));
    this.training = new ImageTraining(settings, trial, trial.data());
  }

  Measurements run() {
    Optional<ErrorDecayEstimator> decay =
        method == Method.CLIP
            ? Optional.empty()
            : Optional.of(
                new ErrorDecayEstimator(
                    settings.number("firstSharpness"),
                    settings.number("lastSharpness"),
                    settings.integer("epochs")));
    Design design =
        Design.of(
            method.moved(),
            settings.integer("reduction"),
            decay.isPresent() ? decay.get() : SignFunction.CLIP);
    Module net = build(design);
    WeightSigns before = WeightSigns.of(net);
    Classification.Listener listener =
        decay.isPresent() ? decay.get() : new Classification.Listener() {};
    Optional<BestEpoch> best =
        settings.flag("everyEpoch")
            ? Optional.of(new BestEpoch(listener, this::accuracy))
            : Optional.empty();
    List<Classification.Epoch> epochs = train(net, best.isPresent() ? best.get() : listener);
    Measurements m = training.evaluate(net);
    best.ifPresent(b -> m.put(SdBnn.BEST_EPOCH, b.accuracy()));
    epochs.forEach(epoch -> m.append("training_loss", epoch.loss()));
    if (method.moved().contains(Boundary.WEIGHT)) {
      before.putAtStart(m);
      WeightSigns.of(net).put(m);
    }
    look(net, design, m);
    return m;
  }

  private Module build(Design design) {
    return Model.valueOf(settings.text("model"))
        .build(LayerContext.root(trial.engine(), trial.seed().named("weights")), design.layer());
  }

  private double accuracy(Module net) {
    return training.evaluate(net).numbers().get(Metric.TOP1_ACCURACY.name());
  }

  private List<Classification.Epoch> train(Module net, Classification.Listener listener) {
    return training.train(
        net,
        optimizer(net),
        training.batches(List.of(new HorizontalFlip(), new RandomCrop(4)), "training"),
        Schedule.cosine(settings.number("learningRate"), 0, settings.integer("epochs")),
        listener,
        method.name());
  }

  private Optimizer optimizer(Module net) {
    String name = settings.text("optimizer");
    return switch (name) {
      case "adam" -> new Adam(net.parameters(), Adam.Settings.DEFAULT);
      case "sgd" ->
          new Sgd(
              net.parameters(),
              new Sgd.Settings(
                  settings.number("momentum"),
                  false,
                  settings.number("weightDecay"),
                  path -> false));
      default ->
          throw new IllegalArgumentException("optimizer '" + name + "': expected adam or sgd");
    };
  }

  /** Runs a batch of test images through a watched copy of the network, and on packed bits. */
  private void look(Module net, Design design, Measurements m) {
    List<Pass> passes = new ArrayList<>();
    Module watched = build(design.observedBy(passes::add));
    watched.load(net.state());
    SignLayer.freezeAll(net, SignKernel.PACKED);
    Batch batch = training.test().epoch(0).iterator().next();
    try (Scope scope = trial.engine().inference()) {
      Tensor x = trial.engine().tensor(batch.inputs(), batch.shape());
      Tensor logits = watched.forward(x, Mode.EVALUATE);
      m.put(SdBnn.PACKED_DIFFERENCE, logits.sub(net.forward(x, Mode.EVALUATE)).abs().max().item());
      InputSigns signs = InputSigns.of(passes);
      signs.put(m, method.moved().contains(Boundary.INPUT));
      trial.log(signs.words());
      ScaledOutputs.of(passes, watched).ifPresent(scaled -> scaled.put(m));
      if (method.moved().contains(Boundary.INPUT)) {
        m.figure(SignFigure.of(passes.get(0)));
      }
    }
  }
}
