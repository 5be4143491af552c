package io.reprise.papers.mabn;

import io.reprise.baselines.normalization.FoldedNormalization;
import io.reprise.baselines.normalization.NormalizedStyle;
import io.reprise.datasets.ImageBatches;
import io.reprise.datasets.ImageClassification;
import io.reprise.datasets.augmentation.HorizontalFlip;
import io.reprise.datasets.augmentation.RandomCrop;
import io.reprise.experiment.ImageTraining;
import io.reprise.experiment.Measurements;
import io.reprise.experiment.Settings;
import io.reprise.experiment.Trial;
import io.reprise.nn.Batch;
import io.reprise.nn.CenteredConv2d;
import io.reprise.nn.ChannelLayer;
import io.reprise.nn.Classification;
import io.reprise.nn.ConvLayer;
import io.reprise.nn.LayerContext;
import io.reprise.nn.Mode;
import io.reprise.nn.Module;
import io.reprise.nn.Sgd;
import io.reprise.papers.mabn.Protocol.Method;
import io.reprise.tensor.Engine;
import io.reprise.tensor.Op;
import io.reprise.tensor.Scope;
import io.reprise.tensor.Seed;
import io.reprise.tensor.Shape;
import io.reprise.tensor.Tensor;
import java.util.List;

/** One trial: trains and evaluates a variant, and of MABN checks what must hold exactly. */
final class MabnTrial {
  private MabnTrial() {}

  static Measurements run(Settings s, Trial<ImageClassification> trial) {
    ImageTraining training = new ImageTraining(s, trial, trial.data());
    Model model = Model.valueOf(s.text("model"));
    StatisticsRecorder recorder = new StatisticsRecorder(model.watched());
    try (Scope all = trial.engine().scope()) {
      ImageBatches batches =
          training.batches(List.of(new HorizontalFlip(), new RandomCrop(4)), "training");
      int steps = s.integer("epochs") * batches.size();
      Module net = build(model, Protocol.style(s, steps, recorder), trial);
      Sgd sgd =
          new Sgd(
              net.parameters(),
              new Sgd.Settings(
                  s.number("momentum"), false, s.number("weightDecay"), path -> false));
      List<Classification.Epoch> epochs =
          training.train(net, sgd, batches, Protocol.schedule(s), recorder, "training");

      Measurements m = training.evaluate(net);
      String curve = "training loss, " + model.title();
      epochs.forEach(epoch -> m.append(curve, epoch.loss()));
      recorder.report(m, model.title());
      if (Method.valueOf(s.text("method")) == Method.MABN) {
        Batch first = training.test().epoch(0).iterator().next();
        m.put(
            MovingAverageBatchNormalization.FOLDED_DIFFERENCE,
            foldedDifference(net, build(model, folded(), trial), first, trial.engine()));
        filters(net, first, m);
        check(m, trial, s);
      }
      return m;
    }
  }

  private static Module build(
      Model model, NormalizedStyle style, Trial<ImageClassification> trial) {
    return model.build(
        LayerContext.root(trial.engine(), trial.seed().named("weights")),
        style,
        trial.data().train().classes());
  }

  private static NormalizedStyle folded() {
    return new NormalizedStyle(ConvLayer.BIASED, ConvLayer.BIASED, ChannelLayer.IDENTITY);
  }

  /** The largest difference of a logit, over the largest logit. */
  private static double foldedDifference(Module net, Module folded, Batch batch, Engine engine) {
    FoldedNormalization.fold(net, folded);
    try (Scope scope = engine.inference()) {
      Tensor x = engine.tensor(batch.inputs(), batch.shape());
      Tensor logits = net.forward(x, Mode.EVALUATE);
      Tensor others = folded.forward(x, Mode.EVALUATE);
      return others.sub(logits).abs().max().item() / logits.abs().max().item();
    }
  }

  /** The largest sums over the weights of a filter and over their gradients. */
  private static void filters(Module net, Batch batch, Measurements m) {
    List<CenteredConv2d> convs =
        net.modules().values().stream()
            .filter(CenteredConv2d.class::isInstance)
            .map(CenteredConv2d.class::cast)
            .toList();
    Engine engine = convs.get(0).weight().engine();
    try (Scope scope = engine.scope()) {
      Tensor x = engine.tensor(batch.inputs(), batch.shape());
      Tensor labels = engine.tensor(batch.labels(), Shape.of(batch.labels().length));
      Tensor loss = net.forward(x, Mode.EVALUATE).crossEntropy(labels, 0);
      List<Tensor> gradients =
          engine.gradients(loss, convs.stream().map(CenteredConv2d::weight).toList());
      m.put(
          MovingAverageBatchNormalization.FILTER_SUM,
          convs.stream().mapToDouble(c -> imbalance(c.centered())).max().orElseThrow());
      m.put(
          MovingAverageBatchNormalization.FILTER_GRADIENT_SUM,
          gradients.stream().mapToDouble(MabnTrial::imbalance).max().orElseThrow());
    }
  }

  /** The largest |sum| of a filter, over the largest sum of |values| of one. */
  private static double imbalance(Tensor filters) {
    double size = filters.abs().reduce(Op.Reduction.SUM, false, 1, 2, 3).max().item();
    double sum = filters.sum(1, 2, 3).abs().max().item();
    return size == 0 ? 0 : sum / size;
  }

  /** On numbers that each variant draws anew. */
  private static void check(Measurements m, Trial<ImageClassification> trial, Settings s) {
    Seed seed = trial.seed().named(s.text("model") + " " + s.integer("normalizationBatch"));
    BackwardCheck rule = BackwardCheck.of(trial.engine(), seed.named("backward check"));
    AveragingCheck averages = AveragingCheck.of(trial.engine(), seed.named("averaging check"));
    m.put(MovingAverageBatchNormalization.GRADIENT_ERROR, rule.gradientError());
    m.put(MovingAverageBatchNormalization.RADIAL_ERROR, rule.radialError());
    m.put(MovingAverageBatchNormalization.VARIANCE_RATIO, averages.ratio());
    m.put(MovingAverageBatchNormalization.VARIANCE_ERROR, averages.standardErrors());
  }
}
