package io.reprise.papers.sdoh;

import io.reprise.datasets.ImageClassification;
import io.reprise.datasets.ImageSet;
import io.reprise.datasets.retrieval.FeatureMatrix;
import io.reprise.datasets.retrieval.LabelledFeatures;
import io.reprise.datasets.retrieval.RetrievalTask;
import io.reprise.datasets.retrieval.UnseenClasses;
import io.reprise.experiment.Settings;
import io.reprise.experiment.Trial;
import io.reprise.papers.sdoh.Protocol.Source;
import io.reprise.tensor.Seed;
import java.io.IOException;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What a trial learns from and is asked.
 *
 * @param stream in the order in which it arrives
 * @param retrieval the queries and the whole database
 * @param pictures of queries and database, where features are those of images
 * @param networkAccuracy in percent, where a network was trained for the features
 */
record HashingTask(
    LabelledFeatures stream,
    RetrievalTask retrieval,
    Optional<Pictures> pictures,
    Optional<Double> networkAccuracy) {
  private static final double UNSEEN = 0.25;

  /**
   * Images in the order of their features.
   *
   * @param queries of the retrieval task
   * @param database of the retrieval task
   */
  record Pictures(ImageSet queries, ImageSet database) {}

  /**
   * By the settings {@code source}, {@code stream}, {@code queries} (a class, where the source is
   * not split) and {@code unseen}: a quarter of the classes is then kept out of the stream, and of
   * what a network learns from, and is all that is searched. All variants of a seed get the same.
   *
   * @throws IOException if files of features are missing or damaged
   */
  static HashingTask of(Settings settings, Trial<SdohData> trial) throws IOException {
    Source source = Source.valueOf(settings.text("source"));
    Seed seed = trial.seed().named(source.name());
    return switch (source) {
      case NETWORK -> network(settings, trial, seed);
      case SPHERE ->
          split(
              settings,
              trial.data().sphere().test().labelled(),
              shuffled(trial.data().sphere().train().labelled(), seed),
              seed);
      default -> published(settings, trial.data().all(source), seed);
    };
  }

  private static LabelledFeatures shuffled(LabelledFeatures all, Seed seed) {
    return all.only(order(all.size(), seed));
  }

  private static int[] order(int size, Seed seed) {
    return seed.named("stream").permutation(size);
  }

  private static BitSet unseen(int classes, Seed seed) {
    return UnseenClasses.choose(classes, UNSEEN, seed.named("unseen classes"));
  }

  private static HashingTask split(
      Settings settings, LabelledFeatures queries, LabelledFeatures database, Seed seed) {
    int length = settings.integer("stream");
    if (!settings.flag("unseen")) {
      return new HashingTask(
          start(database, length),
          new RetrievalTask(queries, database),
          Optional.empty(),
          Optional.empty());
    }
    BitSet hidden = unseen(database.classes(), seed);
    return new HashingTask(
        start(database.ofClasses(hidden, false), length),
        new RetrievalTask(queries.ofClasses(hidden, true), database.ofClasses(hidden, true)),
        Optional.empty(),
        Optional.empty());
  }

  private static LabelledFeatures start(LabelledFeatures all, int length) {
    return all.part(0, Math.min(length, all.size()));
  }

  /** Some of each class, of all vectors in random order, are queries, the others the database. */
  private static HashingTask published(Settings settings, LabelledFeatures all, Seed seed) {
    int[] order = order(all.size(), seed);
    int[] left = new int[all.classes()];
    Arrays.fill(left, settings.integer("queries"));
    int[] queries = Arrays.stream(order).filter(i -> left[all.label(i)]-- > 0).toArray();
    BitSet asked = new BitSet();
    Arrays.stream(queries).forEach(asked::set);
    int[] database = Arrays.stream(order).filter(i -> !asked.get(i)).toArray();
    return split(settings, all.only(queries), all.only(database), seed);
  }

  private static HashingTask network(Settings settings, Trial<SdohData> trial, Seed seed) {
    ImageClassification images = trial.data().images();
    Seed part = seed.named("images of the network");
    int learned = settings.integer("networkImages");
    ImageSet own = images.train().subset(learned, part);
    ImageSet others = images.train().rest(learned, part);
    ImageSet stream = others.only(order(others.size(), seed));
    boolean hides = settings.flag("unseen");
    BitSet hidden = unseen(images.classes(), seed);
    FeatureNetwork network =
        new FeatureNetwork(
            settings,
            trial,
            new ImageClassification(
                images.name(),
                images.origin(),
                hides ? without(own, hidden) : own,
                hides ? without(images.test(), hidden) : images.test(),
                images.mean(),
                images.standardDeviation()));
    FeatureNetwork.Features found =
        network.features(hides ? "seen classes" : "all classes", stream, images.test());
    float size = (float) rootMeanSquareLength(found.stream());
    HashingTask task =
        split(
            settings,
            labelled(scaled(found.queries(), size), images.test()),
            labelled(scaled(found.stream(), size), stream),
            seed);
    return new HashingTask(
        task.stream,
        task.retrieval,
        hides ? Optional.empty() : Optional.of(new Pictures(images.test(), stream)),
        Optional.of(found.accuracy()));
  }

  private static ImageSet without(ImageSet images, BitSet hidden) {
    return images.only(
        IntStream.range(0, images.size()).filter(i -> !hidden.get(images.label(i))).toArray());
  }

  private static LabelledFeatures labelled(FeatureMatrix features, ImageSet images) {
    return LabelledFeatures.of(
        features, IntStream.range(0, images.size()).map(images::label).toArray(), images.classes());
  }

  /** One number for all vectors, so that a rate means the same for features of any network. */
  private static double rootMeanSquareLength(FeatureMatrix features) {
    double squares = 0;
    for (int i = 0; i < features.rows(); i++) {
      for (float value : features.row(i)) {
        squares += (double) value * value;
      }
    }
    return Math.sqrt(squares / features.rows());
  }

  private static FeatureMatrix scaled(FeatureMatrix features, float size) {
    if (!(size > 0)) {
      throw new IllegalArgumentException(
          "features of length " + size + ": expected a network that gives some above 0");
    }
    float[] values = new float[features.rows() * features.columns()];
    for (int i = 0; i < values.length; i++) {
      values[i] = features.at(i / features.columns(), i % features.columns()) / size;
    }
    return new FeatureMatrix(features.rows(), features.columns(), values);
  }
}
