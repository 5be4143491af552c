package io.reprise.datasets.reidentification;

import io.reprise.datasets.DataFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Market-1501 (Zheng et al., ICCV 2015): 1,501 people seen by six cameras; 12,936 photos of 751 to
 * train on, 3,368 queries, and a gallery of 19,732, of which 3,819 are junk.
 *
 * <p>That is a folder {@code Market-1501-v15.09.15} with {@code bounding_box_train}, {@code query}
 * and {@code bounding_box_test}. The photo {@code 0002_c1s1_000451_03.jpg} shows person 2 from
 * camera 1; {@code 0000} stands for a distractor and {@code -1} for junk.
 */
public final class Market1501 {
  private static final String NAME = "Market-1501";
  private static final String FOLDER = "Market-1501-v15.09.15";
  private static final SightingNames NAMES =
      new SightingNames(
          Pattern.compile("(?<identity>-1|\\d{4})_c(?<camera>\\d)s\\d_\\d{6}_\\d{2}\\.jpg"),
          "0002_c1s1_000451_03.jpg",
          6);

  private Market1501() {}

  /** Whether the data root has the folder {@code Market-1501-v15.09.15}. */
  public static boolean isIn(Path dataRoot) {
    return Files.isDirectory(dataRoot.resolve(FOLDER));
  }

  /**
   * Lists all photos.
   *
   * @throws IOException if a folder is missing, a file's name is not of the form above, or there
   *     are not as many photos as were published
   */
  public static ReidentificationData read(Path dataRoot) throws IOException {
    return read(dataRoot, new ReidentificationData.Sizes(12_936, 3_368, 19_732));
  }

  static ReidentificationData read(Path dataRoot, ReidentificationData.Sizes sizes)
      throws IOException {
    DataFolder folder = DataFolder.in(NAME, dataRoot, FOLDER);
    List<Sighting> train = NAMES.readAll(folder.folder("bounding_box_train"));
    List<Sighting> query = NAMES.readAll(folder.folder("query"));
    SightingNames.requireIdentities(NAME, train);
    SightingNames.requireIdentities(NAME, query);
    List<Sighting> gallery = NAMES.readAll(folder.folder("bounding_box_test"));
    ReidentificationData data = new ReidentificationData(NAME, train, query, gallery);
    sizes.require(data, folder.path());
    return data;
  }
}
