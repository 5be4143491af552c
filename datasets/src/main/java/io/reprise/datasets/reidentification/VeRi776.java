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
 * VeRi-776 (Liu et al., ECCV 2016): 776 vehicles seen by 20 cameras; 37,778 photos of 576 to train
 * on, 1,678 queries and a gallery of 11,579 of the other 200.
 *
 * <p>That is a folder {@code VeRi} with {@code image_train}, {@code image_query} and {@code
 * image_test}, the lists {@code name_train.txt}, {@code name_query.txt} and {@code name_test.txt}
 * of their files, and {@code train_label.xml} with colours and types. The photo {@code
 * 0001_c001_00016450_0.jpg} shows vehicle 1 from camera 1.
 */
public final class VeRi776 {
  private static final String NAME = "VeRi-776";
  private static final String FOLDER = "VeRi";
  private static final SightingNames NAMES =
      new SightingNames(
          Pattern.compile("(?<identity>\\d{4})_c(?<camera>\\d{3})_\\d{8}_\\d+\\.jpg"),
          "0001_c001_00016450_0.jpg",
          20);

  private VeRi776() {}

  /** Whether the data root has the folder {@code VeRi}. */
  public static boolean isIn(Path dataRoot) {
    return Files.isDirectory(dataRoot.resolve(FOLDER));
  }

  /**
   * Lists all photos.
   *
   * @throws IOException if a list or a photo is missing, a file's name is not of the form above or
   *     in a list twice, or there are not as many photos as were published
   */
  public static ReidentificationData read(Path dataRoot) throws IOException {
    return read(dataRoot, new ReidentificationData.Sizes(37_778, 1_678, 11_579));
  }

  static ReidentificationData read(Path dataRoot, ReidentificationData.Sizes sizes)
      throws IOException {
    DataFolder folder = DataFolder.in(NAME, dataRoot, FOLDER);
    ReidentificationData data =
        new ReidentificationData(
            NAME,
            part(folder, "name_train.txt", "image_train"),
            part(folder, "name_query.txt", "image_query"),
            part(folder, "name_test.txt", "image_test"));
    sizes.require(data, folder.path());
    return data;
  }

  /**
   * The colours and types of the training photos, see {@link VehicleLabel}.
   *
   * @throws IOException as {@link VehicleLabel#readVeRi}, or if the file is missing
   */
  public static List<VehicleLabel> trainLabels(Path dataRoot) throws IOException {
    return VehicleLabel.readVeRi(DataFolder.in(NAME, dataRoot, FOLDER).file("train_label.xml"));
  }

  private static List<Sighting> part(DataFolder folder, String list, String images)
      throws IOException {
    DataFolder in = folder.folder(images);
    List<Sighting> sightings = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (TextLine line : TextLines.read(folder.file(list))) {
      if (!seen.add(line.text())) {
        throw line.unexpected("each file once");
      }
      sightings.add(NAMES.read(NAME, in.file(line.text())));
    }
    SightingNames.requireIdentities(NAME, sightings);
    return sightings;
  }
}
