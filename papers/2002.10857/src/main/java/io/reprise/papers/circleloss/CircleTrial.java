package io.reprise.papers.circleloss;

import io.reprise.baselines.ResNet;
import io.reprise.baselines.ResNetFeatures;
import io.reprise.baselines.metric.CircleLoss;
import io.reprise.baselines.metric.EmbeddingModel;
import io.reprise.baselines.metric.UnifiedForm;
import io.reprise.baselines.metric.UnifiedLoss;
import io.reprise.baselines.recognition.IrNet;
import io.reprise.baselines.recognition.SmallEmbeddingNet;
import io.reprise.datasets.Augmentation;
import io.reprise.datasets.EndlessShuffle;
import io.reprise.datasets.ImageBatches;
import io.reprise.datasets.Loading;
import io.reprise.datasets.PictureOrder;
import io.reprise.datasets.augmentation.HorizontalFlip;
import io.reprise.datasets.augmentation.RandomErasing;
import io.reprise.datasets.openset.OpenSet;
import io.reprise.datasets.openset.PkSampler;
import io.reprise.experiment.Measurements;
import io.reprise.experiment.Metric;
import io.reprise.experiment.Scale;
import io.reprise.experiment.Settings;
import io.reprise.experiment.Trial;
import io.reprise.nn.Adam;
import io.reprise.nn.BatchNorm2d;
import io.reprise.nn.Classification;
import io.reprise.nn.LayerContext;
import io.reprise.nn.Linear;
import io.reprise.nn.Module;
import io.reprise.nn.Optimizer;
import io.reprise.nn.Sequential;
import io.reprise.nn.Sgd;
import io.reprise.tensor.Scope;
import io.reprise.tensor.Tensor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** One trial: trains with a loss, at each scale if it is studied, and judges the embeddings. */
final class CircleTrial {
  private static final List<Integer> WIDTHS = List.of(8, 16, 32);
  private static final int EVALUATION_BATCH = 100;

  /** Small enough for slopes to be seen everywhere on a map. */
  private static final double DRAWN_SCALE = 32;

  private final Settings settings;
  private final Trial<CircleData> trial;
  private final Task task;
  private final Loss loss;
  private final JudgedSet judged;
  private final OpenSet data;

  CircleTrial(Settings settings, Trial<CircleData> trial) {
    this.settings = settings;
    this.trial = trial;
    this.task = Task.valueOf(settings.text("task"));
    this.loss = Loss.of(settings.text("loss"));
    this.judged = trial.data().of(task);
    this.data = judged.set();
  }

  /** What a training came to. */
  private static final class Trained {
    private final List<Classification.Epoch> epochs;
    private final float[][] embeddings;

    Trained(List<Classification.Epoch> epochs, float[][] embeddings) {
      this.epochs = epochs;
      this.embeddings = embeddings;
    }
  }

  Measurements run() throws IOException {
    Hyperparameters published =
        new Hyperparameters(settings.number("gamma"), settings.number("margin"));
    List<Hyperparameters> study = Hyperparameters.parse(settings.text("study"));
    Set<Hyperparameters> all = new LinkedHashSet<>(study);
    all.add(published);
    Measurements measurements = new Measurements();
    List<Double> precisions = new ArrayList<>();
    for (Hyperparameters with : all) {
      Trained trained = train(with);
      Map<Metric, Double> numbers = judged.judge(trained.embeddings);
      if (study.contains(with)) {
        precisions.add(numbers.get(Metrics.MAP));
      }
      if (with.equals(published)) {
        numbers.forEach(measurements::put);
        trained.epochs.forEach(e -> measurements.append("training_loss", e.loss()));
        if (isShown()) {
          measurements.figure(RankingFigure.of(judged, trained.embeddings));
        }
      }
    }
    if (!study.isEmpty()) {
      putStudy(study, precisions, measurements);
    }
    if (loss == Loss.CIRCLE) {
      new LossChecks(trial.engine(), trial.seed().named(task.title())).measure(measurements);
    }
    if (task == Task.FACES && loss == Loss.CIRCLE) {
      draw(CircleLoss.of(DRAWN_SCALE, published.margin()), measurements);
    } else if (task == Task.FACES && loss == Loss.AM_SOFTMAX) {
      draw(UnifiedLoss.amSoftmax(DRAWN_SCALE, published.margin()), measurements);
    }
    return measurements;
  }

  /** A page shows Circle loss beside its nearest rival: pictures of all would be too heavy. */
  private boolean isShown() {
    return loss == Loss.CIRCLE || loss == (task.onPairs() ? Loss.TRIPLET : Loss.AM_SOFTMAX);
  }

  private void draw(UnifiedForm form, Measurements measurements) {
    measurements.figure(new SlopeFigure(trial.engine()).of(form));
  }

  private static void putStudy(
      List<Hyperparameters> study, List<Double> precisions, Measurements measurements) {
    double best = precisions.stream().mapToDouble(p -> p).max().orElseThrow();
    double worst = precisions.stream().mapToDouble(p -> p).min().orElseThrow();
    String scales =
        study.stream().map(h -> Hyperparameters.plain(h.scale())).collect(Collectors.joining(", "));
    precisions.forEach(p -> measurements.append("mAP with gamma " + scales + " by value", p));
    measurements.put(Metrics.BEST_MAP, best).put(Metrics.MAP_RANGE, best - worst);
  }

  private Trained train(Hyperparameters with) {
    int epochs = settings.integer("epochs");
    try (Scope scope = trial.engine().scope()) {
      EmbeddingModel model = model();
      List<Classification.Epoch> done =
          Classification.train(
              model,
              optimizer(model),
              task.onPairs()
                  ? model.pairObjective(loss.onPairs(with))
                  : model.objective(loss.onClasses(with)),
              batches(),
              new Classification.Plan(epochs, Protocol.schedule(settings), 0),
              new Classification.Listener() {}.reporting(epoch -> report(epoch, epochs)),
              trial.checkpoints("training with gamma " + with.words().replace('/', ' ')));
      float[][] embeddings =
          model.embed(trial.engine(), data.testBatches(EVALUATION_BATCH).loading(loading()));
      return new Trained(done, embeddings);
    }
  }

  private void report(Classification.Epoch epoch, int epochs) {
    if (trial.scale() == Scale.PAPER) {
      trial.log("epoch " + epoch.number() + " of " + epochs + ": training loss " + epoch.loss());
    }
  }

  /** Weights come from their paths: all losses of a seed start with the same. */
  private EmbeddingModel model() {
    LayerContext at = LayerContext.root(trial.engine(), trial.seed().named("weights"));
    Module network = network(at.at("network"));
    return task.onPairs()
        ? new EmbeddingModel(network)
        : new EmbeddingModel(network, at, data.classes(), settings.integer("embedding"));
  }

  private Module network(LayerContext at) {
    int embedding = settings.integer("embedding");
    String network = settings.text("network");
    return switch (network) {
      case Protocol.SMALL -> new SmallEmbeddingNet(at, data.image(), WIDTHS, embedding);
      case Protocol.IR_34 -> new IrNet(at, IrNet.Design.faces(34));
      case Protocol.IR_100 -> new IrNet(at, IrNet.Design.faces(100));
      case Protocol.RESNET_50 -> {
        ResNet.Design design = ResNet.Design.imageNet(50);
        ResNet.Design own =
            task == Task.RETRIEVAL ? design : design.withStrides(List.of(1, 2, 2, 1));
        yield new Sequential.Builder(at)
            .add(c -> new ResNetFeatures(c, own))
            .add(c -> new Linear(c, 2048, embedding))
            .add(c -> new BatchNorm2d(c, embedding))
            .build();
      }
      default ->
          throw new IllegalArgumentException(
              "network '"
                  + network
                  + "': expected "
                  + List.of(Protocol.SMALL, Protocol.IR_34, Protocol.IR_100, Protocol.RESNET_50));
    };
  }

  private Optimizer optimizer(Module model) {
    Map<String, Tensor> parameters = model.parameters();
    String name = settings.text("optimizer");
    return switch (name) {
      case "adam" -> new Adam(parameters, Adam.Settings.DEFAULT);
      case "sgd" -> new Sgd(parameters, new Sgd.Settings(0.9, false, 5e-4, path -> false));
      default ->
          throw new IllegalArgumentException("optimizer '" + name + "': expected adam or sgd");
    };
  }

  private ImageBatches batches() {
    int batch = settings.integer("batch");
    int each = settings.integer("examplesOfClass");
    int iterations = settings.integer("iterations");
    PictureOrder order =
        each == 0
            ? new EndlessShuffle(
                data.train().size(), batch, iterations, trial.seed().named("order"))
            : new PkSampler(
                data.trainLabels(), batch / each, each, iterations, trial.seed().named("order"));
    return data.trainBatches(batch, order, augmentations(), trial.seed().named("training"))
        .loading(loading());
  }

  private List<Augmentation> augmentations() {
    if (trial.scale() != Scale.PAPER) {
      return List.of(new HorizontalFlip());
    }
    List<Augmentation> all = new ArrayList<>();
    all.add(PublishedData.resize(data.image()));
    all.add(new HorizontalFlip());
    if (task == Task.PERSONS || task == Task.PERSONS_OF_MSMT17) {
      all.add(
          new RandomErasing(data.normalisation().mean().stream().map(CircleTrial::grey).toList()));
    }
    return all;
  }

  private static int grey(double share) {
    return (int) Math.rint(255 * share);
  }

  private Loading loading() {
    return trial.scale() == Scale.PAPER ? Loading.onAllProcessors() : Loading.DEFAULT;
  }
}
