package io.reprise.papers.sdoh;

import io.reprise.datasets.Dataset;
import io.reprise.datasets.ImageClassification;
import io.reprise.datasets.ImageSet;
import io.reprise.datasets.images.MnistFamily;
import io.reprise.datasets.procedural.Checksum;
import io.reprise.datasets.procedural.features.SphereClasses;
import io.reprise.datasets.retrieval.FeatureMatrix;
import io.reprise.datasets.retrieval.LabelledFeatures;
import io.reprise.experiment.ImageData;
import io.reprise.experiment.Scale;
import io.reprise.papers.sdoh.Protocol.Source;
import io.reprise.tensor.Seed;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;

/** What features come from: a data set for each source that a scale takes. */
final class SdohData implements Dataset {
  private static final Seed SEED = new Seed(1905_13382L);

  /** At scale quick 4,000 of the training images are the network's, the others the database. */
  private static final ImageData IMAGES =
      new ImageData(
          new ImageData.Sizes(200, 100), new ImageData.Sizes(8000, 500), SEED.named("images"));

  private final Map<Source, Dataset> sets;

  private SdohData(Map<Source, Dataset> sets) {
    this.sets = new EnumMap<>(sets);
  }

  /**
   * The data of a scale. Files of features are read when a trial needs them.
   *
   * @throws IllegalArgumentException if scale paper does not find MNIST
   */
  static SdohData of(Scale scale, Path root) throws IOException {
    return switch (scale) {
      case SMOKE ->
          new SdohData(
              Map.of(
                  Source.NETWORK,
                  IMAGES.cifar10(scale, root),
                  Source.SPHERE,
                  SphereClasses.generate(64, 10, 100, 50, SEED)));
      case QUICK ->
          new SdohData(
              Map.of(
                  Source.NETWORK,
                  IMAGES.cifar10(scale, root),
                  Source.SPHERE,
                  SphereClasses.generate(64, 50, 4000, 500, SEED)));
      case PAPER -> published(root);
    };
  }

  private static SdohData published(Path root) throws IOException {
    if (!MnistFamily.MNIST.isIn(root)) {
      throw new IllegalArgumentException(
          "scale 'paper' learns from MNIST, which is not in data folder '"
              + root
              + "': expected a folder mnist there (-Ddata=DIR)");
    }
    return new SdohData(
        Map.of(
            Source.MNIST,
            MnistFamily.MNIST.read(root),
            Source.CIFAR,
            new FeatureFiles("CIFAR-10 fc7", root.resolve("cifar-10-vgg16-fc7"), 4096, 10),
            Source.PLACES,
            new FeatureFiles("Places205 fc7", root.resolve("places205-alexnet-fc7"), 128, 205)));
  }

  /** What a source takes. */
  Dataset of(Source source) {
    Dataset set = sets.get(source);
    if (set == null) {
      throw new IllegalArgumentException(
          "source '" + source + "': expected one of " + sets.keySet());
    }
    return set;
  }

  ImageClassification images() {
    return (ImageClassification) of(Source.NETWORK);
  }

  SphereClasses sphere() {
    return (SphereClasses) of(Source.SPHERE);
  }

  /**
   * All vectors of a published source, those of its training and test part together.
   *
   * @throws IOException if files of features are missing or damaged
   */
  LabelledFeatures all(Source source) throws IOException {
    if (of(source) instanceof FeatureFiles files) {
      return files.read();
    }
    ImageClassification mnist = (ImageClassification) of(source);
    return pixels(mnist.train()).and(pixels(mnist.test()));
  }

  /** Pixels from 0 to 1. */
  static LabelledFeatures pixels(ImageSet images) {
    int size = Math.toIntExact(images.image().elements());
    float[] values = new float[Math.multiplyExact(images.size(), size)];
    int[] labels = new int[images.size()];
    for (int i = 0; i < labels.length; i++) {
      for (int k = 0; k < size; k++) {
        values[i * size + k] = images.pixel(i, k) / 255f;
      }
      labels[i] = images.label(i);
    }
    return LabelledFeatures.of(
        new FeatureMatrix(labels.length, size, values), labels, images.classes());
  }

  @Override
  public String name() {
    return sets.values().stream().map(Dataset::name).collect(Collectors.joining(" and "));
  }

  @Override
  public Origin origin() {
    boolean real = sets.values().stream().anyMatch(s -> s.origin() == Origin.REAL);
    boolean drawn = sets.values().stream().anyMatch(s -> s.origin() != Origin.REAL);
    return real ? drawn ? Origin.MIXED : Origin.REAL : Origin.PROCEDURAL;
  }

  @Override
  public String checksum() {
    Checksum sum = new Checksum();
    sets.values().forEach(s -> sum.add(s.checksum()));
    return sum.hex();
  }
}
