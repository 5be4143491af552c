package io.reprise.experiment;

import io.reprise.datasets.Augmentation;
import io.reprise.datasets.ImageBatches;
import io.reprise.datasets.LabelledPictures;
import io.reprise.datasets.Loading;
import io.reprise.nn.Checkpoints;
import io.reprise.nn.Classification;
import io.reprise.nn.DeviceBatch;
import io.reprise.nn.Module;
import io.reprise.nn.Optimizer;
import io.reprise.nn.Schedule;
import io.reprise.nn.Training;
import io.reprise.tensor.Device;
import io.reprise.tensor.cuda.Gpu;
import io.reprise.tensor.cuda.NvidiaDriver;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The part that trials of image classifiers have in common: training with checkpoints, so that a
 * killed trial goes on, and evaluation on the test images. Its settings are {@code epochs} and
 * {@code batch}.
 */
public final class ImageTraining {
  private static final int EVALUATION_BATCH = 100;

  /** The images may take one part in so many of a GPU's memory. */
  private static final int SHARE = 4;

  private final Settings settings;
  private final Trial<?> trial;
  private final LabelledPictures data;

  /**
   * Nothing is trained yet.
   *
   * @param settings a variant's; the others are the experiment's own
   * @param data what to train and evaluate on
   */
  public ImageTraining(Settings settings, Trial<?> trial, LabelledPictures data) {
    this.settings = settings;
    this.trial = trial;
    this.data = data;
  }

  /**
   * Training batches; all variants of a seed get the same images in the same order.
   *
   * @param augmentations applied in this order; they end in the shape of the data's inputs
   */
  public ImageBatches batches(List<? extends Augmentation> augmentations, String stream) {
    return ImageBatches.training(
            data, settings.integer("batch"), List.copyOf(augmentations), trial.seed().named(stream))
        .loading(loading());
  }

  /** The test images in batches, cut as the data says. */
  public ImageBatches test() {
    return ImageBatches.evaluation(data, EVALUATION_BATCH).loading(loading());
  }

  /** Large pictures in files are what takes long to load. */
  private Loading loading() {
    return trial.scale() == Scale.PAPER ? Loading.onAllProcessors() : Loading.DEFAULT;
  }

  /**
   * Trains a model in place, without label smoothing.
   *
   * @param name of the training, unique in the trial
   * @return the epochs in order
   */
  public List<Classification.Epoch> train(
      Module model,
      Optimizer optimizer,
      ImageBatches batches,
      Schedule schedule,
      Classification.Listener listener,
      String name) {
    int epochs = settings.integer("epochs");
    Classification.Plan plan = new Classification.Plan(epochs, schedule, 0);
    Classification.Listener reporting = listener.reporting(epoch -> report(epoch, epochs));
    Checkpoints checkpoints = trial.checkpoints(name);
    return resident(batches)
        .map(
            data ->
                Classification.trainOnDevice(model, optimizer, data, plan, reporting, checkpoints))
        .orElseGet(
            () -> Classification.train(model, optimizer, batches, plan, reporting, checkpoints));
  }

  /** On a GPU, batches that are put together there, if the images take no more than their share. */
  private Optional<Training.Source<DeviceBatch>> resident(ImageBatches batches) {
    return trial.engine().device().kind() == Device.Kind.CUDA
        ? NvidiaDriver.query().gpus().stream().mapToLong(Gpu::bytes).min().stream()
            .mapToObj(bytes -> batches.resident(bytes / SHARE))
            .flatMap(Optional::stream)
            .findFirst()
        : Optional.empty();
  }

  /** At scale paper an epoch takes minutes, so each is told. */
  private void report(Classification.Epoch epoch, int epochs) {
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

  /** Evaluates a model on the test images: accuracies in percent, and the mean loss. */
  public Measurements evaluate(Module model) {
    Classification.Accuracy accuracy = Classification.evaluate(model, test());
    return new Measurements()
        .put(Metric.TOP1_ACCURACY, 100 * accuracy.top1())
        .put(Metric.TOP5_ACCURACY, 100 * accuracy.top5())
        .put(Metric.TEST_LOSS, accuracy.loss());
  }
}
