package io.reprise.papers.sdoh;

import io.reprise.baselines.UniformStyle;
import io.reprise.baselines.Vgg;
import io.reprise.datasets.ImageBatches;
import io.reprise.datasets.ImageClassification;
import io.reprise.datasets.ImageSet;
import io.reprise.datasets.augmentation.HorizontalFlip;
import io.reprise.datasets.augmentation.RandomCrop;
import io.reprise.datasets.retrieval.FeatureMatrix;
import io.reprise.experiment.ImageTraining;
import io.reprise.experiment.Metric;
import io.reprise.experiment.Settings;
import io.reprise.experiment.Trial;
import io.reprise.nn.Adam;
import io.reprise.nn.Batch;
import io.reprise.nn.Classification;
import io.reprise.nn.LayerContext;
import io.reprise.nn.Mode;
import io.reprise.nn.Schedule;
import io.reprise.nn.Snapshot;
import io.reprise.nn.TensorData;
import io.reprise.tensor.Scope;
import io.reprise.tensor.Shape;
import java.util.List;

/**
 * A small VGG with one hidden linear layer, whose output is what the fc7 of a VGG-16 is in the
 * paper. It learns from images that neither the stream nor the queries have.
 */
final class FeatureNetwork {
  private static final int WIDTH = 256;
  private static final int EVALUATION_BATCH = 100;

  private static final Vgg.Design DESIGN =
      new Vgg.Design(
          List.of(16, Vgg.POOL, 32, Vgg.POOL, 64, Vgg.POOL),
          4,
          List.of(WIDTH),
          false,
          0,
          10,
          UniformStyle.STANDARD);

  private final Settings settings;
  private final Trial<?> trial;
  private final ImageClassification images;

  /**
   * Nothing is trained yet.
   *
   * @param images to learn from and, in the test part, to judge by
   */
  FeatureNetwork(Settings settings, Trial<?> trial, ImageClassification images) {
    this.settings =
        Settings.none()
            .with("epochs", settings.integer("networkEpochs"))
            .with("batch", settings.integer("networkBatch"))
            .with("rate", settings.number("networkRate"));
    this.trial = trial;
    this.images = images;
  }

  /**
   * What the network gives for images.
   *
   * @param stream a vector an image
   * @param queries the same
   * @param accuracy of the network on the test images, in percent
   */
  record Features(FeatureMatrix stream, FeatureMatrix queries, double accuracy) {}

  /** Keeps the vectors, which variants of a seed share. */
  private record Kept() implements Trial.Codec<Features> {
    @Override
    public Snapshot save(Features outcome) {
      return Snapshot.EMPTY
          .with("stream", data(outcome.stream))
          .with("queries", data(outcome.queries))
          .with("accuracy", Double.toString(outcome.accuracy));
    }

    private static TensorData data(FeatureMatrix features) {
      float[] values = new float[features.rows() * features.columns()];
      for (int i = 0; i < features.rows(); i++) {
        System.arraycopy(features.row(i), 0, values, i * features.columns(), features.columns());
      }
      return TensorData.of(values, Shape.of(features.rows(), features.columns()));
    }

    @Override
    public Features restore(Snapshot saved) {
      return new Features(
          matrix(saved.tensor("stream")),
          matrix(saved.tensor("queries")),
          Double.parseDouble(saved.text("accuracy")));
    }

    private static FeatureMatrix matrix(TensorData data) {
      return new FeatureMatrix(data.shape().dim(0), data.shape().dim(1), data.toFloats());
    }
  }

  /**
   * Trains and looks at images, once for all variants of a seed.
   *
   * @param name of what it learns from, for the files of shared work
   */
  Features features(String name, ImageSet stream, ImageSet queries) {
    return trial.stage(
        "features of " + name + " " + settings, new Kept(), () -> compute(name, stream, queries));
  }

  private Features compute(String name, ImageSet stream, ImageSet queries) {
    try (Scope scope = trial.engine().scope()) {
      Vgg net = new Vgg(LayerContext.root(trial.engine(), trial.seed().named("network")), DESIGN);
      ImageTraining training = new ImageTraining(settings, trial, images);
      training.train(
          net,
          new Adam(net.parameters(), Adam.Settings.DEFAULT),
          training.batches(List.of(new HorizontalFlip(), new RandomCrop(4)), "network"),
          Schedule.cosine(settings.number("rate"), 0, settings.integer("epochs")),
          new Classification.Listener() {},
          name);
      return new Features(
          look(net, stream),
          look(net, queries),
          training.evaluate(net).numbers().get(Metric.TOP1_ACCURACY.name()));
    }
  }

  private FeatureMatrix look(Vgg net, ImageSet set) {
    float[] values = new float[Math.multiplyExact(set.size(), WIDTH)];
    int done = 0;
    for (Batch batch : ImageBatches.evaluation(images, set, EVALUATION_BATCH).epoch(0)) {
      try (Scope scope = trial.engine().inference()) {
        float[] rows =
            net.features(trial.engine().tensor(batch.inputs(), batch.shape()), Mode.EVALUATE)
                .toFloats();
        System.arraycopy(rows, 0, values, done, rows.length);
        done += rows.length;
      }
    }
    return new FeatureMatrix(set.size(), WIDTH, values);
  }
}
