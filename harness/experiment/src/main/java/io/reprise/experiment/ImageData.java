package io.reprise.experiment;

import io.reprise.datasets.ImageClassification;
import io.reprise.datasets.ImageCollection;
import io.reprise.datasets.LabelledPictures;
import io.reprise.datasets.folders.ImageNet;
import io.reprise.datasets.images.Cifar10;
import io.reprise.datasets.images.Cifar100;
import io.reprise.datasets.procedural.Shapes;
import io.reprise.tensor.Seed;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * The images of an experiment that the paper made on CIFAR or ImageNet: at scale {@code paper} the
 * published set, below it a balanced part of CIFAR, or as many procedural images where it is not at
 * hand.
 *
 * @param smoke how many images scale {@code smoke} takes
 * @param quick how many images scale {@code quick} takes
 * @param seed chooses the part, or draws the images
 */
public record ImageData(Sizes smoke, Sizes quick, Seed seed) {
  private static final int SIDE = 32;

  /**
   * Numbers of images.
   *
   * @param train at least 1
   * @param test at least 1
   */
  public record Sizes(int train, int test) {}

  private interface Reader {
    ImageClassification read() throws IOException;
  }

  /**
   * CIFAR-10, or {@link Shapes} of 10 classes.
   *
   * @param root the folder of data sets
   * @throws IllegalArgumentException if the scale needs the published set and it is not there
   * @throws IOException if it is there but cannot be read
   */
  public ImageClassification cifar10(Scale scale, Path root) throws IOException {
    return choose(
        scale, root, Cifar10.isIn(root), () -> Cifar10.read(root), 10, "cifar-10-batches-bin");
  }

  /**
   * CIFAR-100, or {@link Shapes} of 100 classes.
   *
   * @param root the folder of data sets
   * @throws IllegalArgumentException if the scale needs the published set and it is not there
   * @throws IOException if it is there but cannot be read
   */
  public ImageClassification cifar100(Scale scale, Path root) throws IOException {
    return choose(
        scale,
        root,
        Cifar100.isIn(root),
        () -> Cifar100.read(root, Cifar100.Labels.FINE),
        100,
        "cifar-100-binary");
  }

  /**
   * At scale {@code paper} CIFAR-10 and CIFAR-100, below it the 10 classes alone.
   *
   * @param root the folder of data sets
   * @throws IllegalArgumentException if the scale needs the published sets and one is not there
   * @throws IOException if one is there but cannot be read
   */
  public ImageCollection cifar(Scale scale, Path root) throws IOException {
    ImageClassification ten = cifar10(scale, root);
    return new ImageCollection(
        scale == Scale.PAPER ? List.of(ten, cifar100(scale, root)) : List.of(ten));
  }

  /**
   * At scale {@code paper} ILSVRC 2012 with inputs of 224x224, below it what {@link #cifar10}
   * gives.
   *
   * @param root the folder of data sets
   * @throws IllegalArgumentException if the scale needs the published set and it is not there
   * @throws IOException if it is there but cannot be read
   */
  public LabelledPictures imageNet(Scale scale, Path root) throws IOException {
    if (scale != Scale.PAPER) {
      return cifar10(scale, root);
    }
    if (!ImageNet.isIn(root)) {
      throw missing("ILSVRC 2012", root, "ILSVRC");
    }
    return new ImageNet(root).centreCropped();
  }

  private static IllegalArgumentException missing(String set, Path root, String folder) {
    return new IllegalArgumentException(
        "scale 'paper' trains on "
            + set
            + ", which is not in data folder '"
            + root
            + "': expected a folder "
            + folder
            + " there (-Ddata=DIR)");
  }

  private ImageClassification choose(
      Scale scale, Path root, boolean real, Reader reader, int classes, String folder)
      throws IOException {
    if (scale == Scale.PAPER) {
      if (!real) {
        throw missing("CIFAR-" + classes, root, folder);
      }
      return reader.read();
    }
    Sizes sizes = scale == Scale.SMOKE ? smoke : quick;
    return real
        ? reader.read().subset(sizes.train(), sizes.test(), seed)
        : Shapes.generate(classes, SIDE, sizes.train(), sizes.test(), seed);
  }
}
