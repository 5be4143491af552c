package io.reprise.datasets.openset;

import io.reprise.datasets.Augmentation;
import io.reprise.datasets.Dataset;
import io.reprise.datasets.ImageBatches;
import io.reprise.datasets.ImageSet;
import io.reprise.datasets.Normalisation;
import io.reprise.datasets.PictureOrder;
import io.reprise.datasets.PictureSource;
import io.reprise.datasets.Preparation;
import io.reprise.datasets.procedural.Checksum;
import io.reprise.tensor.Seed;
import io.reprise.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * Pictures to learn a similarity from, and pictures of classes that are not among these to judge it
 * on: people, vehicles, kinds of things that no training has seen.
 *
 * @param name as a report prints it
 * @param image the shape of every input, {@code [C, H, W]}
 * @param testing what makes a picture that shape, without random numbers
 * @param train labelled from 0 to {@code classes - 1}
 * @param classes of the training pictures, at least 2
 * @param test labelled in any way
 * @param checksum of all of it
 */
public record OpenSet(
    String name,
    Origin origin,
    Shape image,
    Normalisation normalisation,
    List<Augmentation> testing,
    PictureSource train,
    int classes,
    PictureSource test,
    String checksum)
    implements Dataset {
  /**
   * Copies the list.
   *
   * @throws IllegalArgumentException if there are fewer than two classes or one is out of range
   */
  public OpenSet {
    testing = List.copyOf(testing);
    if (classes < 2) {
      throw new IllegalArgumentException(
          name + " has " + classes + " classes to learn from: expected at least 2");
    }
    for (int i = 0; i < train.size(); i++) {
      if (train.label(i) < 0 || train.label(i) >= classes) {
        throw new IllegalArgumentException(
            name
                + ": "
                + train.nameOf(i)
                + " has label "
                + train.label(i)
                + ": expected from 0 to "
                + (classes - 1));
      }
    }
  }

  /**
   * Of images in memory, normalised by the training images.
   *
   * @param test of the same shape
   * @throws IllegalArgumentException if shapes differ
   */
  public static OpenSet of(String name, Origin origin, ImageSet train, ImageSet test) {
    if (!train.image().equals(test.image())) {
      throw new IllegalArgumentException(
          name
              + ": training images "
              + train.image()
              + ", test images "
              + test.image()
              + ": expected the same shape");
    }
    return new OpenSet(
        name,
        origin,
        train.image(),
        Normalisation.of(train),
        List.of(),
        train,
        train.classes(),
        test,
        new Checksum().add(train.checksum()).add(test.checksum()).hex());
  }

  /** The labels of all test pictures, in their order. */
  public List<Integer> testLabels() {
    return labels(test);
  }

  /** The labels of all training pictures, in their order. */
  public List<Integer> trainLabels() {
    return labels(train);
  }

  private static List<Integer> labels(PictureSource pictures) {
    List<Integer> labels = new ArrayList<>();
    for (int i = 0; i < pictures.size(); i++) {
      labels.add(pictures.label(i));
    }
    return List.copyOf(labels);
  }

  /**
   * Training batches, augmented anew each epoch.
   *
   * @param order of whole batches, see {@link ImageBatches#ordered}
   * @param augmentations applied to each picture in this order; then it has the shape of an input
   */
  public ImageBatches trainBatches(
      int batchSize, PictureOrder order, List<Augmentation> augmentations, Seed seed) {
    return ImageBatches.ordered(
        train, new Preparation(image, augmentations, normalisation), batchSize, order, seed);
  }

  /** All test pictures in their order. */
  public ImageBatches testBatches(int batchSize) {
    return ImageBatches.evaluation(test, new Preparation(image, testing, normalisation), batchSize);
  }
}
