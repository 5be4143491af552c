package io.reprise.datasets.reidentification;

import io.reprise.datasets.DataFolder;
import io.reprise.datasets.files.TextLine;
import io.reprise.datasets.files.TextLines;
import io.reprise.tensor.Seed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * VehicleID (Liu et al., CVPR 2016): photos of vehicles from the front or the rear, and test sets
 * of 800, 1,600 and 2,400 vehicles.
 *
 * <p>That is a folder {@code VehicleID_V1.0} with {@code image} and, in {@code train_test_split},
 * the lists {@code train_list.txt}, {@code test_list_800.txt}, {@code test_list_1600.txt} and
 * {@code test_list_2400.txt}. Their lines are {@code 0000003 9699}: the image without {@code .jpg},
 * and the vehicle. The data set does not name cameras.
 */
public final class VehicleId {
  private static final String NAME = "VehicleID";
  private static final String FOLDER = "VehicleID_V1.0";

  private final DataFolder folder;

  private VehicleId(DataFolder folder) {
    this.folder = folder;
  }

  /** Whether the data root has the folder {@code VehicleID_V1.0}. */
  public static boolean isIn(Path dataRoot) {
    return Files.isDirectory(dataRoot.resolve(FOLDER));
  }

  /**
   * Opens the data set.
   *
   * @throws IOException if its folder is missing
   */
  public static VehicleId in(Path dataRoot) throws IOException {
    return new VehicleId(DataFolder.in(NAME, dataRoot, FOLDER));
  }

  /**
   * The photos to train on.
   *
   * @throws IOException if the list or a photo is missing, a line is not of the form above, or
   *     names an image again
   */
  public List<Sighting> train() throws IOException {
    return list("train_list.txt");
  }

  /**
   * The photos of a test set.
   *
   * @param vehicles 800, 1600 or 2400
   * @throws IOException as {@link #train}, or if the list has another number of vehicles
   */
  public List<Sighting> test(int vehicles) throws IOException {
    String list = "test_list_" + vehicles + ".txt";
    List<Sighting> sightings = list(list);
    long found = sightings.stream().mapToInt(Sighting::identity).distinct().count();
    if (found != vehicles) {
      throw folder.refusal(list + " has " + found + " vehicles", String.valueOf(vehicles));
    }
    return sightings;
  }

  private List<Sighting> list(String name) throws IOException {
    DataFolder images = folder.folder("image");
    List<Sighting> sightings = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (TextLine line : TextLines.read(folder.folder("train_test_split").file(name))) {
      List<String> fields = line.fields(2, "an image and a vehicle");
      if (!seen.add(fields.get(0))) {
        throw line.unexpected("each image once");
      }
      Path file = images.file(fields.get(0) + ".jpg");
      int vehicle = line.integer(fields.get(1), "vehicle", 1, Integer.MAX_VALUE);
      sightings.add(new Sighting(file, vehicle, 0));
    }
    return sightings;
  }

  /** One draw of the protocol: what to look for, and what to look through. */
  public record Split(List<Sighting> query, List<Sighting> gallery) {
    /** Copies the lists. */
    public Split {
      query = List.copyOf(query);
      gallery = List.copyOf(gallery);
    }
  }

  /**
   * Puts one photo of each vehicle, each being equally likely, into the gallery, and looks for all
   * others; papers report the mean over ten draws.
   *
   * @throws IllegalArgumentException if no vehicle has two photos
   */
  public static Split split(List<Sighting> test, Seed seed) {
    Map<Integer, List<Sighting>> byVehicle = new TreeMap<>();
    for (Sighting s : test) {
      byVehicle.computeIfAbsent(s.identity(), v -> new ArrayList<>()).add(s);
    }
    List<Sighting> query = new ArrayList<>();
    List<Sighting> gallery = new ArrayList<>();
    for (Map.Entry<Integer, List<Sighting>> vehicle : byVehicle.entrySet()) {
      List<Sighting> photos = vehicle.getValue();
      // A stream a vehicle: what one gets does not depend on which others there are.
      int chosen = seed.named("vehicle " + vehicle.getKey()).generator().nextInt(photos.size());
      for (int i = 0; i < photos.size(); i++) {
        (i == chosen ? gallery : query).add(photos.get(i));
      }
    }
    if (query.isEmpty()) {
      throw new IllegalArgumentException(
          "VehicleID: "
              + test.size()
              + " photos of as many vehicles: expected a vehicle with two photos");
    }
    return new Split(query, gallery);
  }
}
