package io.reprise.datasets.reidentification;

import io.reprise.datasets.DataFolder;
import io.reprise.datasets.files.TextLine;
import io.reprise.datasets.files.TextLines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * MSMT17 (Wei et al., CVPR 2018): 4,101 people seen by 15 cameras; 32,621 photos to train on, with
 * those that the authors set apart for validation, 11,659 queries and a gallery of 82,161.
 *
 * <p>That is a folder {@code MSMT17_V1} with {@code train}, {@code test} and the lists {@code
 * list_train.txt} and {@code list_val.txt} (of files in {@code train}), {@code list_query.txt} and
 * {@code list_gallery.txt} (of files in {@code test}). Their lines are {@code
 * 0000/0000_000_01_0303morning_0015_0.jpg 0}: the file, whose third number is the camera, and the
 * person, counted from 0 in either folder. Here training people keep their number plus 1 and the
 * others follow, so that no number stands for two.
 */
public final class Msmt17 {
  private static final String NAME = "MSMT17";
  private static final String FOLDER = "MSMT17_V1";
  private static final int TRAINING_PEOPLE = 1_041;
  private static final int TEST_PEOPLE = 3_060;
  private static final SightingNames NAMES =
      new SightingNames(
          Pattern.compile("(?<identity>\\d{4})_\\d{3}_(?<camera>\\d{2})_.+\\.jpg"),
          "0000_000_01_0303morning_0015_0.jpg",
          15);

  private Msmt17() {}

  /** Whether the data root has the folder {@code MSMT17_V1}. */
  public static boolean isIn(Path dataRoot) {
    return Files.isDirectory(dataRoot.resolve(FOLDER));
  }

  /**
   * Lists all photos.
   *
   * @throws IOException if a list or a photo is missing, a line is not of the form above, names a
   *     person that the file's name does not, or a file twice, or there are not as many photos as
   *     were published
   */
  public static ReidentificationData read(Path dataRoot) throws IOException {
    return read(dataRoot, new ReidentificationData.Sizes(32_621, 11_659, 82_161));
  }

  static ReidentificationData read(Path dataRoot, ReidentificationData.Sizes sizes)
      throws IOException {
    DataFolder folder = DataFolder.in(NAME, dataRoot, FOLDER);
    Set<Path> seen = new HashSet<>();
    List<Sighting> train = new ArrayList<>();
    for (String list : List.of("list_train.txt", "list_val.txt")) {
      train.addAll(read(folder, list, "train", TRAINING_PEOPLE, 1, seen));
    }
    int first = 1 + TRAINING_PEOPLE;
    ReidentificationData data =
        new ReidentificationData(
            NAME,
            train,
            read(folder, "list_query.txt", "test", TEST_PEOPLE, first, seen),
            read(folder, "list_gallery.txt", "test", TEST_PEOPLE, first, seen));
    sizes.require(data, folder.path());
    return data;
  }

  private static List<Sighting> read(
      DataFolder folder, String list, String images, int people, int first, Set<Path> seen)
      throws IOException {
    DataFolder in = folder.folder(images);
    List<Sighting> sightings = new ArrayList<>();
    for (TextLine line : TextLines.read(folder.file(list))) {
      List<String> fields = line.fields(2, "a file and a person");
      Sighting sighting = NAMES.read(NAME, in.file(fields.get(0)));
      int person = line.integer(fields.get(1), "person", 0, people - 1);
      if (person != sighting.identity()) {
        throw line.unexpected("the person that the file's name says, " + sighting.identity());
      }
      if (!seen.add(sighting.file())) {
        throw line.unexpected("each file once");
      }
      sightings.add(new Sighting(sighting.file(), first + person, sighting.camera()));
    }
    return sightings;
  }
}
