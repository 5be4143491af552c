package io.reprise.papers.circleloss;

import io.reprise.experiment.Scale;
import io.reprise.experiment.Settings;
import io.reprise.experiment.Variant;
import io.reprise.nn.Schedule;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The variants of each scale and how they train. */
final class Protocol {
  /** The network of scales smoke and quick. */
  static final String SMALL = "small";

  static final String IR_34 = "ResNet34";
  static final String IR_100 = "ResNet100";
  static final String RESNET_50 = "ResNet50";

  /** The margin of AM-Softmax. */
  private static final double AM_MARGIN = 0.35;

  /** The margin of Circle loss with class labels. */
  private static final double CIRCLE_MARGIN = 0.25;

  private Protocol() {}

  static List<Variant> variants(Scale scale) {
    List<Variant> all = new ArrayList<>();
    if (scale == Scale.PAPER) {
      for (String network : List.of(IR_34, IR_100)) {
        for (Loss loss : onFaces()) {
          all.add(variant(scale, Task.FACES, network, loss));
        }
      }
      for (Task task : List.of(Task.PERSONS, Task.PERSONS_OF_MSMT17)) {
        all.add(variant(scale, task, RESNET_50, Loss.AM_SOFTMAX));
        all.add(variant(scale, task, RESNET_50, Loss.CIRCLE));
      }
    } else {
      for (Loss loss : onFaces()) {
        all.add(variant(scale, Task.FACES, SMALL, loss));
      }
      all.add(variant(scale, Task.PERSONS, SMALL, Loss.AM_SOFTMAX));
      all.add(variant(scale, Task.PERSONS, SMALL, Loss.CIRCLE));
    }
    for (Loss loss : List.of(Loss.CONTRASTIVE, Loss.TRIPLET, Loss.UNIFIED, Loss.CIRCLE)) {
      all.add(variant(scale, Task.RETRIEVAL, scale == Scale.PAPER ? RESNET_50 : SMALL, loss));
    }
    return all;
  }

  private static List<Loss> onFaces() {
    return List.of(Loss.SOFTMAX, Loss.NORM_FACE, Loss.AM_SOFTMAX, Loss.ARC_FACE, Loss.CIRCLE);
  }

  /** For example {@code faces, CircleLoss}; of ResNet100, which is the second, also the network. */
  static String name(Task task, String network, Loss loss) {
    String name = task.title() + ", " + loss.title();
    return network.equals(IR_100) ? name + ", " + network : name;
  }

  /** With the first network of a task. */
  static String name(Task task, Loss loss) {
    return name(task, SMALL, loss);
  }

  private static Variant variant(Scale scale, Task task, String network, Loss loss) {
    Hyperparameters published = published(task, loss);
    String study =
        study(scale, task, network, loss).stream()
            .map(Hyperparameters::words)
            .collect(Collectors.joining(" "));
    Settings settings =
        training(scale, task)
            .with("task", task.name())
            .with("network", network)
            .with("embedding", scale == Scale.PAPER ? 512 : 64)
            .with("loss", loss.title())
            .with("gamma", published.scale())
            .with("margin", published.margin())
            .with("study", study);
    return new Variant(name(task, network, loss), loss.title(), network, task.title(), settings);
  }

  /** What each loss has by default; 1 and 0 stand for what it has not. */
  private static Hyperparameters published(Task task, Loss loss) {
    return switch (loss) {
      case SOFTMAX -> new Hyperparameters(1, 0);
      case NORM_FACE -> new Hyperparameters(64, 0);
      case AM_SOFTMAX -> new Hyperparameters(64, AM_MARGIN);
      case ARC_FACE -> new Hyperparameters(64, 0.5);
      case CONTRASTIVE -> new Hyperparameters(1, 0.5);
      case TRIPLET -> new Hyperparameters(1, 0.2);
      case UNIFIED -> new Hyperparameters(80, 0.2);
      case CIRCLE ->
          switch (task) {
            case FACES -> new Hyperparameters(256, CIRCLE_MARGIN);
            case PERSONS, PERSONS_OF_MSMT17 -> new Hyperparameters(128, CIRCLE_MARGIN);
            case RETRIEVAL -> new Hyperparameters(80, 0.4);
          };
    };
  }

  /** Over which scales gamma a loss is studied; nothing if it is not. */
  private static List<Hyperparameters> study(Scale scale, Task task, String network, Loss loss) {
    if (task == Task.FACES && !network.equals(IR_100)) {
      List<Double> scales =
          scale == Scale.PAPER
              ? List.of(32.0, 64.0, 128.0, 256.0, 512.0, 1024.0)
              : List.of(16.0, 64.0, 256.0);
      return switch (loss) {
        case NORM_FACE, AM_SOFTMAX, CIRCLE -> {
          double margin = published(task, loss).margin();
          yield scales.stream().map(s -> new Hyperparameters(s, margin)).toList();
        }
        default -> List.of();
      };
    }
    if (task == Task.RETRIEVAL) {
      return switch (loss) {
        case UNIFIED ->
            List.of(
                new Hyperparameters(16, 0.2),
                new Hyperparameters(80, 0.2),
                new Hyperparameters(256, 0.2));
        case CIRCLE ->
            // With a margin of 0.4 as well the largest scale is hopeless by the notes.
            List.of(
                new Hyperparameters(16, 0.4),
                new Hyperparameters(80, 0.4),
                new Hyperparameters(256, CIRCLE_MARGIN));
        default -> List.of();
      };
    }
    return List.of();
  }

  /** An epoch is a tenth of all iterations: what a curve has a value for. */
  private static Settings training(Scale scale, Task task) {
    if (scale != Scale.PAPER) {
      int epochs = scale == Scale.SMOKE ? 1 : 10;
      int iterations =
          scale == Scale.SMOKE ? 2 : task.onPairs() ? 10 : task == Task.FACES ? 36 : 12;
      return task.onPairs()
          ? settings(epochs * iterations, epochs, 80, 5, 3e-3, "adam", "cosine")
          : settings(epochs * iterations, epochs, 64, 0, 3e-3, "adam", "cosine");
    }
    return switch (task) {
      case FACES -> settings(182_000, 100, 1024, 0, 0.1, "sgd", "steps");
      case PERSONS, PERSONS_OF_MSMT17 -> settings(18_000, 60, 64, 0, 3.5e-4, "adam", "cosine");
      case RETRIEVAL -> settings(8_000, 40, 80, 5, 1e-4, "adam", "cosine");
    };
  }

  /**
   * The settings of a training.
   *
   * @param each how many examples of each class in a batch, 0 for batches of any examples
   */
  private static Settings settings(
      int iterations,
      int epochs,
      int batch,
      int each,
      double rate,
      String optimizer,
      String schedule) {
    return Settings.none()
        .with("epochs", epochs)
        .with("iterations", iterations / epochs)
        .with("batch", batch)
        .with("examplesOfClass", each)
        .with("learningRate", rate)
        .with("optimizer", optimizer)
        .with("schedule", schedule);
  }

  /** A tenth after half, 70% and 90% of all epochs; or a cosine to 0. */
  static Schedule schedule(Settings settings) {
    double rate = settings.number("learningRate");
    int epochs = settings.integer("epochs");
    return switch (settings.text("schedule")) {
      case "steps" ->
          Schedule.multiStep(
              rate,
              List.of(
                  new Schedule.Milestone(0.5 * epochs, 0.1),
                  new Schedule.Milestone(0.7 * epochs, 0.1),
                  new Schedule.Milestone(0.9 * epochs, 0.1)));
      case "cosine" -> Schedule.cosine(rate, 0, epochs);
      default ->
          throw new IllegalArgumentException(
              "schedule '" + settings.text("schedule") + "': expected steps or cosine");
    };
  }
}
