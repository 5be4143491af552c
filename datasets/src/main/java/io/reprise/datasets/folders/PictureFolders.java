package io.reprise.datasets.folders;

import io.reprise.datasets.Augmentation;
import io.reprise.datasets.LabelledPictures;
import io.reprise.datasets.Normalisation;
import io.reprise.datasets.procedural.Checksum;
import io.reprise.tensor.Shape;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;

/**
 * Published pictures in files, of any size, that are cut to one shape.
 *
 * @param name as a report prints it
 * @param train what networks learn from
 * @param test of the same classes
 * @param image the shape of every input, {@code [3, H, W]}
 * @param testing what makes a test picture that shape, without random numbers
 */
public record PictureFolders(
    String name,
    ImageFolder train,
    ImageFolder test,
    Shape image,
    Normalisation normalisation,
    List<Augmentation> testing)
    implements LabelledPictures {
  /**
   * Copies the list and checks that the parts agree.
   *
   * @throws IllegalArgumentException if they are of other classes
   */
  public PictureFolders {
    testing = List.copyOf(testing);
    if (name.isBlank()) {
      throw new IllegalArgumentException("data set name '" + name + "': expected some text");
    }
    if (!train.classes().equals(test.classes())) {
      throw new IllegalArgumentException(
          name
              + ": training pictures of the classes "
              + train.classes()
              + ", test pictures of "
              + test.classes()
              + ": expected the same");
    }
  }

  @Override
  public Origin origin() {
    return Origin.REAL;
  }

  @Override
  public int classes() {
    return train.classes().size();
  }

  /**
   * SHA-256 over the names of the classes, and the name, size and class of each file, in
   * hexadecimal.
   *
   * @throws UncheckedIOException if the size of a file cannot be read
   */
  @Override
  public String checksum() {
    Checksum sum = new Checksum();
    train.classes().forEach(sum::add);
    for (ImageFolder part : List.of(train, test)) {
      sum.add(part.size());
      for (ImageFolder.LabelledFile file : part.files()) {
        try {
          sum.add(file.file().getFileName().toString())
              .add(file.label())
              .add(Long.toString(Files.size(file.file())));
        } catch (IOException e) {
          throw new UncheckedIOException(file.file() + " cannot be read: " + e.getMessage(), e);
        }
      }
    }
    return sum.hex();
  }
}
