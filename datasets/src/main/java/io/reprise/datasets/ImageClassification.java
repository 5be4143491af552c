package io.reprise.datasets;

import io.reprise.tensor.Seed;
import io.reprise.tensor.Shape;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * A data set for image classification.
 *
 * @param name as a report prints it
 * @param train what networks learn from
 * @param test what they are judged on; of the same shape and classes
 * @param mean of each channel, as a share of the largest pixel value 255, to subtract
 * @param standardDeviation of each channel, in the same unit, to divide by
 */
public record ImageClassification(
    String name,
    Origin origin,
    ImageSet train,
    ImageSet test,
    List<Double> mean,
    List<Double> standardDeviation)
    implements LabelledPictures {
  /**
   * Copies the lists and checks that the parts agree.
   *
   * @throws IllegalArgumentException if they do not, or the normalisation is not finite and
   *     positive
   */
  public ImageClassification {
    mean = List.copyOf(mean);
    standardDeviation = List.copyOf(standardDeviation);
    if (name.isBlank()) {
      throw new IllegalArgumentException("data set name '" + name + "': expected some text");
    }
    if (!train.image().equals(test.image()) || train.classes() != test.classes()) {
      throw new IllegalArgumentException(
          name
              + ": training images "
              + train.image()
              + " of "
              + train.classes()
              + " classes, test images "
              + test.image()
              + " of "
              + test.classes()
              + " classes: expected the same");
    }
    int channels = train.image().dim(0);
    if (mean.size() != channels || standardDeviation.size() != channels) {
      throw new IllegalArgumentException(
          name
              + ": mean "
              + mean
              + " and standard deviation "
              + standardDeviation
              + ": expected one each for "
              + channels
              + " channels");
    }
    try {
      new Normalisation(mean, standardDeviation);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(name + ": " + e.getMessage(), e);
    }
  }

  @Override
  public int classes() {
    return train.classes();
  }

  @Override
  public Shape image() {
    return train.image();
  }

  @Override
  public Normalisation normalisation() {
    return new Normalisation(mean, standardDeviation);
  }

  /** Nothing: images are of the inputs' shape. */
  @Override
  public List<Augmentation> testing() {
    return List.of();
  }

  /**
   * A random choice from each part, balanced over the classes, under the same name.
   *
   * @throws IllegalArgumentException if a part is too small for it, see {@link ImageSet#subset}
   */
  public ImageClassification subset(int train, int test, Seed seed) {
    return new ImageClassification(
        name,
        origin,
        this.train.subset(train, seed.named("train")),
        this.test.subset(test, seed.named("test")),
        mean,
        standardDeviation);
  }

  /** SHA-256 over the checksums of the training and the test part, in hexadecimal. */
  @Override
  public String checksum() {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      sha.update(train.checksum().getBytes(StandardCharsets.US_ASCII));
      return HexFormat.of()
          .formatHex(sha.digest(test.checksum().getBytes(StandardCharsets.US_ASCII)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
