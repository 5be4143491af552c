package io.reprise.papers.sfp;

import io.reprise.baselines.ResNet;
import io.reprise.baselines.pruning.CompactResNet;
import io.reprise.baselines.pruning.FilterSelection;
import io.reprise.baselines.pruning.ResNetFilters;
import io.reprise.datasets.Augmentation;
import io.reprise.datasets.Cifar10;
import io.reprise.datasets.ImageBatches;
import io.reprise.datasets.ImageClassification;
import io.reprise.datasets.Shapes;
import io.reprise.experiment.Claim;
import io.reprise.experiment.Cost;
import io.reprise.experiment.Evidence;
import io.reprise.experiment.Experiment;
import io.reprise.experiment.Measurements;
import io.reprise.experiment.Metric;
import io.reprise.experiment.Network;
import io.reprise.experiment.Paper;
import io.reprise.experiment.Reported;
import io.reprise.experiment.Reproduction;
import io.reprise.experiment.Scale;
import io.reprise.experiment.Settings;
import io.reprise.experiment.Trial;
import io.reprise.experiment.Variant;
import io.reprise.nn.Batch;
import io.reprise.nn.Classification;
import io.reprise.nn.LayerContext;
import io.reprise.nn.Mode;
import io.reprise.nn.Sgd;
import io.reprise.nn.State;
import io.reprise.papers.sfp.Protocol.Method;
import io.reprise.tensor.Engine;
import io.reprise.tensor.Scope;
import io.reprise.tensor.Seed;
import io.reprise.tensor.Shape;
import io.reprise.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Soft Filter Pruning (arXiv 1808.06866) against its unpruned network and harder pruning. */
public final class SoftFilterPruning implements Experiment<ImageClassification> {
  /** The largest difference of a logit between the masked and the physically cut network. */
  static final Metric COMPACT_DIFFERENCE =
      new Metric("compact_logit_difference", "logit", Metric.Direction.LOWER);

  /** Top-1 accuracy once batch statistics were gathered anew after the last pruning. */
  static final Metric RECALIBRATED_ACCURACY =
      new Metric("top1_accuracy_recalibrated", "percent", Metric.Direction.HIGHER);

  /** The share of filters that the last pruning changed between zero and not. */
  static final Metric FILTERS_CHANGED =
      new Metric("filters_changed_last", "percent", Metric.Direction.NEITHER);

  /** The largest running variance of a batch normalisation: large where regrown filters blow up. */
  static final Metric LARGEST_VARIANCE =
      new Metric("largest_running_variance", "1", Metric.Direction.NEITHER);

  private static final int EVALUATION_BATCH = 100;
  private static final Shape CIFAR = Shape.of(3, 32, 32);
  private static final Shape IMAGENET = Shape.of(3, 224, 224);

  @Override
  public Paper paper() {
    return new Paper(
        "1808.06866",
        "Soft Filter Pruning for Accelerating Deep Convolutional Neural Networks",
        "IJCAI 2018",
        "https://github.com/he-y/soft-filter-pruning");
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public List<Network> networks() {
    List<Network> all = new ArrayList<>();
    for (int depth : Protocol.CIFAR_DEPTHS) {
      add(
          all,
          "ResNet-" + depth,
          ResNet.Design.cifar(depth, 10),
          CIFAR,
          List.of(0.1, 0.2, 0.3, 0.4));
    }
    for (int depth : SfpTables.IMAGENET_DEPTHS) {
      add(all, "ResNet-" + depth, ResNet.Design.imageNet(depth), IMAGENET, List.of(0.3));
    }
    return all;
  }

  private static void add(
      List<Network> all, String name, ResNet.Design design, Shape image, List<Double> rates) {
    all.add(new Network(name, "unpruned", "unpruned", image, at -> new ResNet(at, design)));
    for (double rate : rates) {
      all.add(
          new Network(
              name,
              SfpTables.integerWidths(rate),
              "unpruned",
              image,
              at ->
                  new CompactResNet(
                      at, design, ResNetFilters.random(design, rate, at.seed()), image)));
    }
  }

  @Override
  public List<Cost> formulaCosts() {
    List<Cost> all = new ArrayList<>();
    for (int depth : Protocol.CIFAR_DEPTHS) {
      for (double rate : List.of(0.1, 0.2, 0.3, 0.4)) {
        all.add(continuous(depth, ResNet.Design.cifar(depth, 10), CIFAR, rate));
      }
    }
    for (int depth : SfpTables.IMAGENET_DEPTHS) {
      all.add(continuous(depth, ResNet.Design.imageNet(depth), IMAGENET, 0.3));
    }
    return all;
  }

  private static Cost continuous(int depth, ResNet.Design design, Shape image, double rate) {
    double full = ResNetFilters.continuousMacs(design, image, 0);
    double macs = ResNetFilters.continuousMacs(design, image, rate);
    return new Cost(
        "ResNet-" + depth,
        SfpTables.continuousWidths(rate),
        Double.NaN,
        macs,
        Double.NaN,
        1 - macs / full);
  }

  @Override
  public List<Network> timed(Scale scale) {
    List<String> names =
        scale == Scale.SMOKE
            ? List.of("ResNet-20")
            : SfpTables.IMAGENET_DEPTHS.stream().map(d -> "ResNet-" + d).toList();
    return networks().stream()
        .filter(n -> names.contains(n.name()))
        .filter(
            n ->
                n.setting().equals("unpruned")
                    || n.setting().equals(SfpTables.integerWidths(SfpTables.TIMED_RATE)))
        .toList();
  }

  @Override
  public ImageClassification data(Scale scale, Path root) throws IOException {
    Seed seed = new Seed(1808_06866L);
    boolean real = Cifar10.isIn(root);
    return switch (scale) {
      case SMOKE ->
          real ? Cifar10.read(root).subset(256, 200, seed) : Shapes.generate(256, 200, seed);
      case QUICK ->
          real ? Cifar10.read(root).subset(3500, 2000, seed) : Shapes.generate(3500, 2000, seed);
      case PAPER -> {
        if (!real) {
          throw new IllegalArgumentException(
              "scale 'paper' trains on CIFAR-10, which is not in data folder '"
                  + root
                  + "': expected a folder cifar-10-batches-bin there (-Ddata=DIR)");
        }
        yield Cifar10.read(root);
      }
    };
  }

  @Override
  public List<Variant> variants(Scale scale) {
    return Protocol.variants(scale);
  }

  @Override
  public List<Metric> metrics() {
    return List.of(
        Metric.TOP1_ACCURACY,
        Metric.TOP5_ACCURACY,
        Metric.TEST_LOSS,
        RECALIBRATED_ACCURACY,
        COMPACT_DIFFERENCE,
        FILTERS_CHANGED,
        LARGEST_VARIANCE);
  }

  /** A trained network, before anything is measured. */
  private record Trained(
      State state, FilterSelection selection, List<Double> losses, List<Double> changed) {}

  @Override
  public Measurements run(Variant variant, Trial<ImageClassification> trial) {
    Settings s = variant.settings();
    Method method = Method.valueOf(s.text("method"));
    boolean usesUnpruned = method == Method.NONE || method == Method.ONCE || s.flag("preTrained");
    Trained start =
        usesUnpruned
            ? trial.stage(
                "unpruned " + s.with("method", "").with("rate", 0.0).with("preTrained", false),
                Trained.class,
                () -> train(s, Method.NONE, null, trial))
            : null;
    Trained trained =
        method == Method.NONE || method == Method.ONCE ? start : train(s, method, start, trial);

    ResNet net = build(s, trial);
    net.load(trained.state);
    FilterSelection selection = trained.selection;
    if (method == Method.ONCE) {
      selection = FilterSelection.smallestNorm(ResNetFilters.weights(net), s.number("rate"));
      selection.zero(ResNetFilters.weights(net));
    }
    return measure(net, selection, trained, s, trial);
  }

  private static ResNet build(Settings s, Trial<ImageClassification> trial) {
    return new ResNet(
        LayerContext.root(trial.engine(), trial.seed().named("weights")),
        ResNet.Design.cifar(s.integer("depth"), trial.data().train().classes()));
  }

  private static Trained train(
      Settings s, Method method, Trained start, Trial<ImageClassification> trial) {
    try (Scope training = trial.engine().scope()) {
      ResNet net = build(s, trial);
      if (start != null) {
        net.load(start.state);
      }
      int epochs = s.integer("epochs");
      Map<String, Tensor> weights = ResNetFilters.weights(net);
      Classification.Listener pruning =
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
            case NONE, ONCE -> new Classification.Listener() {};
          };
      Sgd sgd =
          new Sgd(
              net.parameters(),
              Sgd.Settings.nesterov(s.number("momentum"), s.number("weightDecay")));
      ImageBatches batches =
          ImageBatches.training(
              trial.data(),
              s.integer("batch"),
              List.of(new Augmentation.HorizontalFlip(), new Augmentation.RandomCrop(4)),
              trial.seed().named(start == null ? "training" : "training from pre-trained"));
      List<Double> losses =
          Classification.train(
                  net,
                  sgd,
                  batches,
                  new Classification.Plan(epochs, Protocol.schedule(s, start != null), 0),
                  pruning.reporting(epoch -> report(epoch, epochs, trial)))
              .stream()
              .map(Classification.Epoch::loss)
              .toList();
      return new Trained(
          net.state(),
          pruning instanceof SoftPruning soft
              ? soft.selection()
              : pruning instanceof HardPruning hard ? hard.selection() : null,
          losses,
          pruning instanceof SoftPruning soft ? soft.changed() : List.of());
    }
  }

  /** At scale paper an epoch takes minutes, so each is told. */
  private static void report(
      Classification.Epoch epoch, int epochs, Trial<ImageClassification> trial) {
    if (trial.scale() == Scale.PAPER) {
      trial.log(
          String.format(
              Locale.ROOT,
              "epoch %d of %d: training loss %.4f, learning rate %.4g",
              epoch.number(),
              epochs,
              epoch.loss(),
              epoch.learningRate()));
    }
  }

  private static Measurements measure(
      ResNet net,
      FilterSelection selection,
      Trained trained,
      Settings s,
      Trial<ImageClassification> trial) {
    ImageClassification data = trial.data();
    ImageBatches test = ImageBatches.evaluation(data, data.test(), EVALUATION_BATCH);
    Classification.Accuracy accuracy = Classification.evaluate(net, test);
    Measurements m =
        new Measurements()
            .put(Metric.TOP1_ACCURACY, 100 * accuracy.top1())
            .put(Metric.TOP5_ACCURACY, 100 * accuracy.top5())
            .put(Metric.TEST_LOSS, accuracy.loss());
    double variance = 0;
    for (Map.Entry<String, Tensor> buffer : net.buffers().entrySet()) {
      if (buffer.getKey().endsWith("runningVariance")) {
        for (float v : buffer.getValue().toFloats()) {
          variance = Math.max(variance, v);
        }
      }
    }
    m.put(LARGEST_VARIANCE, variance);
    trained.losses.forEach(loss -> m.append("training_loss", loss));
    trained.changed.forEach(share -> m.append("filters_changed", 100 * share));
    if (!trained.changed.isEmpty()) {
      m.put(FILTERS_CHANGED, 100 * trained.changed.get(trained.changed.size() - 1));
    }
    if (selection != null) {
      m.put(COMPACT_DIFFERENCE, compactDifference(net, selection, test, trial.engine()));
      recalibrate(net, ImageBatches.evaluation(data, data.train(), s.integer("batch")));
      m.put(RECALIBRATED_ACCURACY, 100 * Classification.evaluate(net, test).top1());
    }
    return m;
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

  @Override
  public List<Claim> claims() {
    return SfpClaims.all();
  }

  @Override
  public Reproduction reproduce(Reported row, Evidence evidence) {
    return SfpTables.reproduce(row, evidence);
  }
}
