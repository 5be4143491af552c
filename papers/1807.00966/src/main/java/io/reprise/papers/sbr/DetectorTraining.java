package io.reprise.papers.sbr;

import io.reprise.baselines.landmarks.VggWeights;
import io.reprise.datasets.GeometricAugmentation;
import io.reprise.datasets.landmarks.FaceSource;
import io.reprise.experiment.Settings;
import io.reprise.experiment.Trial;
import io.reprise.nn.Adam;
import io.reprise.nn.Classification;
import io.reprise.nn.ClippedOptimizer;
import io.reprise.nn.LayerContext;
import io.reprise.nn.Optimizer;
import io.reprise.nn.RateGroups;
import io.reprise.nn.Schedule;
import io.reprise.nn.Sgd;
import io.reprise.nn.Training;
import io.reprise.tensor.Scope;
import io.reprise.tensor.Tensor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * How a detector is trained: on labels, then with or without the registration loss on videos, and
 * perhaps on a test video.
 */
final class DetectorTraining {
  private static final double MOMENTUM = 0.9;
  private static final double WEIGHT_DECAY = 5e-4;

  /** What the first part depends on, which all variants share. */
  private static final List<String> BASE =
      List.of(
          "data",
          "design",
          "optimizer",
          "baseEpochs",
          "baseFaces",
          "baseRate",
          "baseHalvings",
          "baseDegrees",
          "baseShift",
          "baseScale",
          "steps");

  private final Settings settings;
  private final Trial<SbrData> trial;
  private final FaceSet data;

  DetectorTraining(Settings settings, Trial<SbrData> trial) {
    this.settings = settings;
    this.trial = trial;
    this.data = trial.data().of(settings.text("data"));
  }

  /** A detector with its first weights, the same for every variant of a seed. */
  Detector detector() {
    return new Detector(
        LayerContext.root(trial.engine(), trial.seed().named("weights")),
        Protocol.design(settings, data.landmarks()),
        Protocol.maps(settings));
  }

  /** The detector after both parts, trained here or for another variant of the seed. */
  Trained trained() {
    Trained base = trial.stage(stage("base", BASE), Trained.CODEC, this::base);
    List<String> all =
        settings.asMap().keySet().stream()
            .filter(name -> !List.of("method", "adaptationSteps", "clip").contains(name))
            .toList();
    return trial.stage(stage("tuned", all), Trained.CODEC, () -> tuned(base));
  }

  private String stage(String name, List<String> names) {
    return names.stream()
        .map(n -> n + "=" + settings.asMap().get(n))
        .collect(Collectors.joining(", ", name + ": ", ""));
  }

  private Trained base() {
    try (Scope scope = trial.engine().scope()) {
      Detector detector = detector();
      trial.data().classifier().ifPresent(file -> load(file, detector));
      return train(
          detector,
          objective(detector, 0, false),
          grouped(detector),
          batches(
              data.videos(),
              new FaceBatches.Plan(settings.integer("baseFaces"), 0, settings.integer("steps")),
              Protocol.baseAugmentation(settings),
              "base"),
          new Classification.Plan(
              settings.integer("baseEpochs"),
              Protocol.halved(settings.number("baseRate"), settings.text("baseHalvings")),
              0),
          "base");
    }
  }

  private static void load(Path classifier, Detector detector) {
    try {
      new VggWeights(classifier).load(detector.network());
    } catch (IOException e) {
      throw new UncheckedIOException(e.getMessage(), e);
    }
  }

  private Trained tuned(Trained base) {
    try (Scope scope = trial.engine().scope()) {
      Detector detector = detector();
      detector.network().load(base.state());
      return train(
          detector,
          objective(detector, settings.number("omega"), true),
          shortened(detector),
          batches(
              data.videos(),
              plan(settings.integer("steps")),
              Protocol.augmentation(settings),
              "tuning"),
          new Classification.Plan(settings.integer("epochs"), rate(), 0),
          "tuning");
    }
  }

  /**
   * Trains a detector further on the labelled faces and one video, whose labels it does not see.
   *
   * @param steps how long
   * @param name of the video, unique in the trial
   */
  void adapt(Detector detector, FaceSource video, int steps, String name) {
    train(
        detector,
        objective(detector, settings.number("omega"), false),
        shortened(detector),
        batches(List.of(video), plan(steps), Protocol.augmentation(settings), name),
        new Classification.Plan(1, rate(), 0),
        name);
  }

  private Schedule rate() {
    return Protocol.halved(settings.number("rate"), settings.text("halvings"));
  }

  /** Videos are read only where they count. */
  private FaceBatches.Plan plan(int steps) {
    int sequences = settings.number("omega") > 0 ? settings.integer("sequences") : 0;
    return new FaceBatches.Plan(settings.integer("faces"), sequences, steps);
  }

  private FaceBatches batches(
      List<FaceSource> videos,
      FaceBatches.Plan plan,
      GeometricAugmentation augmentation,
      String stream) {
    return new FaceBatches(
        data.labelled(),
        videos,
        plan,
        augmentation,
        Protocol.maps(settings),
        trial.seed().named(stream));
  }

  private Objective objective(Detector detector, double omega, boolean required) {
    return new Objective(
        detector, trial.engine(), Protocol.registration(settings), omega, required);
  }

  private Trained train(
      Detector detector,
      Objective objective,
      Optimizer optimizer,
      FaceBatches batches,
      Classification.Plan plan,
      String name) {
    List<Classification.Epoch> epochs =
        Training.train(
            detector.network(),
            optimizer,
            Training.whole(detector.network(), optimizer, objective::loss),
            batches,
            plan,
            objective,
            trial.checkpoints(name));
    return new Trained(
        detector.network().state(),
        epochs.stream().map(Classification.Epoch::loss).toList(),
        objective.reliableShares());
  }

  /** Of the second part: gradients are shortened to what the settings say. */
  private Optimizer shortened(Detector detector) {
    double largest = settings.number("largestGradient");
    Optimizer optimizer = uniform(detector);
    return Double.isInfinite(largest) ? optimizer : new ClippedOptimizer(optimizer, largest);
  }

  /** One rate for all. */
  private Optimizer uniform(Detector detector) {
    Map<String, Tensor> parameters = detector.network().parameters();
    return isAdam()
        ? new Adam(parameters, Adam.Settings.DEFAULT)
        : new Sgd(parameters, Sgd.Settings.nesterov(MOMENTUM, WEIGHT_DECAY));
  }

  /**
   * Where the published detector starts from a classifier, its stages learn at 4 times the rate of
   * its features, and biases at twice that of their weights, without decay.
   */
  private Optimizer grouped(Detector detector) {
    if (isAdam()) {
      return uniform(detector);
    }
    Map<String, Tensor> all = detector.network().parameters();
    List<RateGroups.Group> groups = new ArrayList<>();
    for (boolean stage : List.of(false, true)) {
      for (boolean bias : List.of(false, true)) {
        Map<String, Tensor> own = new LinkedHashMap<>();
        all.forEach(
            (path, t) -> {
              if (path.startsWith("stage") == stage && (t.shape().rank() == 1) == bias) {
                own.put(path, t);
              }
            });
        groups.add(
            new RateGroups.Group(
                new Sgd(own, Sgd.Settings.nesterov(MOMENTUM, bias ? 0 : WEIGHT_DECAY)),
                (stage ? 4 : 1) * (bias ? 2 : 1)));
      }
    }
    return new RateGroups(all, groups);
  }

  private boolean isAdam() {
    String name = settings.text("optimizer");
    return switch (name) {
      case "adam" -> true;
      case "sgd" -> false;
      default ->
          throw new IllegalArgumentException("optimizer '" + name + "': expected adam or sgd");
    };
  }
}
