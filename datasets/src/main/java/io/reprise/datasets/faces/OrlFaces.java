package io.reprise.datasets.faces;

import io.reprise.datasets.DataFolder;
import io.reprise.datasets.Dataset.Origin;
import io.reprise.datasets.ImageClassification;
import io.reprise.datasets.ImageSet;
import io.reprise.datasets.Normalisation;
import io.reprise.datasets.Picture;
import io.reprise.datasets.Pnm;
import io.reprise.datasets.openset.OpenSet;
import io.reprise.tensor.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The ORL database of faces (AT&amp;T Laboratories Cambridge, 1994): 10 grey photos {@code [1, 112,
 * 92]} of each of 40 people.
 *
 * <p>That is a folder {@code orl-faces} with {@code s1/1.pgm} to {@code s40/10.pgm}. Class 0 is
 * person 1. Pixels are normalised by the mean and deviation of the training photos.
 */
public final class OrlFaces {
  private static final String NAME = "ORL faces";
  private static final String FOLDER = "orl-faces";
  private static final int PEOPLE = 40;
  private static final int PHOTOS = 10;
  private static final Shape IMAGE = Shape.of(1, 112, 92);
  private static final int PIXELS = 112 * 92;

  private OrlFaces() {}

  /** Whether the data root has the folder {@code orl-faces}; its files may be bad. */
  public static boolean isIn(Path dataRoot) {
    return Files.isDirectory(dataRoot.resolve(FOLDER));
  }

  /**
   * Reads all photos; the first ones of each person are trained on and the others tested, in the
   * order of their numbers.
   *
   * @param trainingPhotos how many of each person, from 1 to 9; 5 is usual
   * @throws IOException naming the file, if one is missing, is no PGM or has another size
   */
  public static ImageClassification read(Path dataRoot, int trainingPhotos) throws IOException {
    if (trainingPhotos < 1 || trainingPhotos >= PHOTOS) {
      throw new IllegalArgumentException(
          NAME
              + ": "
              + trainingPhotos
              + " training photos a person: expected 1 to "
              + (PHOTOS - 1));
    }
    DataFolder folder = DataFolder.in(NAME, dataRoot, FOLDER);
    ImageSet train = photos(folder, 1, trainingPhotos);
    Normalisation normalisation = Normalisation.of(train);
    return new ImageClassification(
        NAME,
        Origin.REAL,
        train,
        photos(folder, trainingPhotos + 1, PHOTOS),
        normalisation.mean(),
        normalisation.standardDeviation());
  }

  /**
   * Reads all photos for a test on people whom no training has seen: all photos of the first people
   * are trained on, those of the others tested.
   *
   * @param trainingPeople from 2 to 38, so that there are two to tell apart in either part
   * @param height of the inputs; photos are resized
   * @param width of the inputs
   * @throws IOException naming the file, if one is missing, is no PGM or has another size
   */
  public static OpenSet readByPeople(Path dataRoot, int trainingPeople, int height, int width)
      throws IOException {
    if (trainingPeople < 2 || trainingPeople > PEOPLE - 2) {
      throw new IllegalArgumentException(
          NAME + ": " + trainingPeople + " training people: expected 2 to " + (PEOPLE - 2));
    }
    ImageSet all = photos(DataFolder.in(NAME, dataRoot, FOLDER), 1, PHOTOS);
    return OpenSet.of(
        NAME,
        Origin.REAL,
        resized(all, 0, trainingPeople, height, width),
        resized(all, trainingPeople, PEOPLE, height, width));
  }

  /** The photos of some people, who are numbered from 0. */
  private static ImageSet resized(ImageSet all, int from, int to, int height, int width) {
    int stride = height * width;
    byte[] pixels = new byte[(to - from) * PHOTOS * stride];
    int[] labels = new int[(to - from) * PHOTOS];
    for (int i = 0; i < labels.length; i++) {
      byte[] photo = all.picture(from * PHOTOS + i).resized(height, width).pixels();
      System.arraycopy(photo, 0, pixels, i * stride, stride);
      labels[i] = i / PHOTOS;
    }
    return new ImageSet(Shape.of(1, height, width), to - from, pixels, labels);
  }

  private static ImageSet photos(DataFolder folder, int first, int last) throws IOException {
    int each = last - first + 1;
    byte[] pixels = new byte[PEOPLE * each * PIXELS];
    int[] labels = new int[PEOPLE * each];
    int image = 0;
    for (int person = 1; person <= PEOPLE; person++) {
      for (int photo = first; photo <= last; photo++, image++) {
        Path file = folder.file("s" + person + "/" + photo + ".pgm");
        Picture picture = Pnm.read(file);
        if (!picture.shape().equals(IMAGE)) {
          throw new IOException(
              NAME + ": " + file + " has shape " + picture.shape() + ": expected " + IMAGE);
        }
        System.arraycopy(picture.pixels(), 0, pixels, image * PIXELS, PIXELS);
        labels[image] = person - 1;
      }
    }
    return new ImageSet(IMAGE, PEOPLE, pixels, labels);
  }
}
