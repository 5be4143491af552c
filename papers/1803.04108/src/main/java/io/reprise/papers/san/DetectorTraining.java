package io.reprise.papers.san;

import io.reprise.baselines.landmarks.HeatMapBatch;
import io.reprise.baselines.landmarks.VggWeights;
import io.reprise.datasets.augmentation.RandomCrop;
import io.reprise.experiment.Settings;
import io.reprise.experiment.Trial;
import io.reprise.nn.Adam;
import io.reprise.nn.Classification;
import io.reprise.nn.ClippedOptimizer;
import io.reprise.nn.Mode;
import io.reprise.nn.Optimizer;
import io.reprise.nn.RateGroups;
import io.reprise.nn.Schedule;
import io.reprise.nn.Sgd;
import io.reprise.nn.Training;
import io.reprise.tensor.Engine;
import io.reprise.tensor.Tensor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How a detector is trained on landmarks: by the loss of all stages, generators frozen. */
final class DetectorTraining {
  private static final double MOMENTUM = 0.9;
  private static final double WEIGHT_DECAY = 5e-4;
  private static final double LARGEST_GRADIENT = 10;

  private final Settings settings;
  private final Trial<SanData> trial;
  private final StyledSet data;

  DetectorTraining(Settings settings, Trial<SanData> trial) {
    this.settings = settings;
    this.trial = trial;
    this.data = trial.data().of(settings.text("data"));
  }

  /**
   * Trains a detector in place, or goes on from its checkpoint.
   *
   * @return the mean loss of each epoch
   * @throws IOException if a classifier's weights cannot be read
   */
  List<Double> train(Detector detector) throws IOException {
    if (trial.data().weights().isPresent()) {
      new VggWeights(trial.data().weights().get().resolve("vgg16.npz")).load(detector.network());
    }
    Engine engine = trial.engine();
    Optimizer optimizer = optimizer(detector.network().parameters());
    return Training.train(
            detector.network(),
            optimizer,
            Training.<FaceBatches.Pair>whole(
                detector.network(), optimizer, pair -> loss(detector, engine, pair)),
            batches(detector),
            new Classification.Plan(settings.integer("epochs"), schedule(), 0),
            new Classification.Listener() {},
            trial.checkpoints("detector"))
        .stream()
        .map(Classification.Epoch::loss)
        .toList();
  }

  private static Tensor loss(Detector detector, Engine engine, FaceBatches.Pair pair) {
    Tensor x = pair.faces().inputs(engine);
    Tensor other = pair.otherStyle().map((HeatMapBatch b) -> b.inputs(engine)).orElse(x);
    return pair.faces().loss(detector.stages(x, other, Mode.TRAIN));
  }

  private FaceBatches batches(Detector detector) {
    String other = settings.text("otherStyle");
    int faces = data.training(settings.text("training")).size();
    int batch = settings.integer("batch");
    int steps = settings.integer("steps");
    return new FaceBatches(
        data.training(settings.text("training")),
        other.isEmpty() ? Optional.empty() : Optional.of(data.training(other)),
        batch,
        steps > 0 ? steps : (faces + batch - 1) / batch,
        new RandomCrop(settings.integer("shift")),
        detector.maps(),
        trial.seed().named("faces"));
  }

  private Schedule schedule() {
    List<Schedule.Milestone> milestones = new ArrayList<>();
    for (String epoch : settings.text("drops").split(" ", -1)) {
      milestones.add(
          new Schedule.Milestone(Double.parseDouble(epoch), settings.number("dropFactor")));
    }
    return Schedule.multiStep(settings.number("rate"), milestones);
  }

  /**
   * Adam with shortened gradients for small detectors. The published ones take Nesterov's steps:
   * the stages after the first at 4 times the rate of features and first stage, which start from a
   * classifier, and biases at twice that of their weights, without decay.
   */
  private Optimizer optimizer(Map<String, Tensor> parameters) {
    if (!Protocol.isPublished(settings)) {
      return new ClippedOptimizer(new Adam(parameters, Adam.Settings.DEFAULT), LARGEST_GRADIENT);
    }
    List<RateGroups.Group> groups = new ArrayList<>();
    for (boolean late : List.of(false, true)) {
      for (boolean bias : List.of(false, true)) {
        Map<String, Tensor> own = new LinkedHashMap<>();
        parameters.forEach(
            (path, t) -> {
              if (isLate(path) == late && (t.shape().rank() == 1) == bias) {
                own.put(path, t);
              }
            });
        groups.add(
            new RateGroups.Group(
                new Sgd(own, Sgd.Settings.nesterov(MOMENTUM, bias ? 0 : WEIGHT_DECAY)),
                (late ? 4 : 1) * (bias ? 2 : 1)));
      }
    }
    return new RateGroups(parameters, groups);
  }

  private static boolean isLate(String path) {
    return path.startsWith("stage2.") || path.startsWith("stage3.");
  }
}
