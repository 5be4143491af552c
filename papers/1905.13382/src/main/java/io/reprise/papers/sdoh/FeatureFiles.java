package io.reprise.papers.sdoh;

import io.reprise.datasets.DataFolder;
import io.reprise.datasets.Dataset;
import io.reprise.datasets.procedural.Checksum;
import io.reprise.datasets.retrieval.FeatureMatrix;
import io.reprise.datasets.retrieval.LabelledFeatures;
import io.reprise.datasets.retrieval.VectorFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Features that a network of others gave, in a folder of the data root: {@code features.npy} (or
 * {@code .fvecs}, a vector an image) and {@code labels.npy} (or {@code .ivecs}, a class an image,
 * from 0), of all images of the published set.
 */
final class FeatureFiles implements Dataset {
  private static final List<String> FEATURES = List.of("features.npy", "features.fvecs");
  private static final List<String> LABELS = List.of("labels.npy", "labels.ivecs");

  private final String title;
  private final Path folder;
  private final int dimension;
  private final int classes;

  FeatureFiles(String title, Path folder, int dimension, int classes) {
    this.title = title;
    this.folder = folder;
    this.dimension = dimension;
    this.classes = classes;
  }

  @Override
  public String name() {
    return title;
  }

  @Override
  public Origin origin() {
    return Origin.REAL;
  }

  /** Over names and sizes; of files that are not there over their names alone. */
  @Override
  public String checksum() {
    Checksum sum = new Checksum().add(title);
    for (List<String> names : List.of(FEATURES, LABELS)) {
      for (String name : names) {
        Path file = folder.resolve(name);
        if (Files.isRegularFile(file)) {
          try {
            sum.add(name).add(Long.toString(Files.size(file)));
          } catch (IOException e) {
            throw new java.io.UncheckedIOException(file + " cannot be read", e);
          }
        }
      }
    }
    return sum.hex();
  }

  /**
   * Reads the files.
   *
   * @throws IOException if a file is missing or damaged, or has another dimension, number of rows
   *     or classes than expected; the message names it
   */
  LabelledFeatures read() throws IOException {
    DataFolder in = DataFolder.at(title, folder);
    Path featureFile = one(in, FEATURES);
    Path labelFile = one(in, LABELS);
    FeatureMatrix features = VectorFile.read(featureFile);
    FeatureMatrix labels = VectorFile.read(labelFile);
    if (features.columns() != dimension) {
      throw new IOException(
          featureFile + " has vectors of " + features.columns() + ": expected " + dimension);
    }
    if (labels.columns() != 1 || labels.rows() != features.rows()) {
      throw new IOException(
          labelFile
              + " has "
              + labels.rows()
              + " x "
              + labels.columns()
              + " labels: expected "
              + features.rows()
              + " x 1");
    }
    int[] numbers = new int[labels.rows()];
    for (int i = 0; i < numbers.length; i++) {
      float label = labels.at(i, 0);
      numbers[i] = (int) label;
      if (numbers[i] != label || label < 0 || label >= classes) {
        throw new IOException(
            labelFile
                + " row "
                + i
                + " has label "
                + label
                + ": expected a whole number from 0 to "
                + (classes - 1));
      }
    }
    return LabelledFeatures.of(features, numbers, classes);
  }

  private static Path one(DataFolder in, List<String> names) throws IOException {
    for (String name : names) {
      if (in.hasFile(name)) {
        return in.file(name);
      }
    }
    return in.file(names.get(0));
  }
}
