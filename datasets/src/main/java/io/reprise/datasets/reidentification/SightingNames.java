package io.reprise.datasets.reidentification;

import io.reprise.datasets.DataFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * File names that start with the identity and say the camera.
 *
 * @param pattern with a group for the identity and one for the camera
 * @param form how a name looks, for errors
 * @param cameras how many there are, counted from 1
 */
record SightingNames(Pattern pattern, String form, int cameras) {
  /** All images of a folder. */
  List<Sighting> readAll(DataFolder folder) throws IOException {
    List<Sighting> sightings = new ArrayList<>();
    for (Path image : folder.images()) {
      sightings.add(read(folder.dataset(), image));
    }
    return sightings;
  }

  Sighting read(String dataset, Path image) throws IOException {
    Matcher name = pattern.matcher(DataFolder.name(image));
    if (!name.matches()) {
      throw new IOException(dataset + ": " + image + ": expected a name like " + form);
    }
    int camera = Integer.parseInt(name.group("camera"));
    if (camera < 1 || camera > cameras) {
      throw new IOException(
          dataset + ": " + image + " is of camera " + camera + ": expected 1 to " + cameras);
    }
    return new Sighting(image, Integer.parseInt(name.group("identity")), camera);
  }

  /** Refuses photos of distractors or junk where every photo must have an identity. */
  static void requireIdentities(String dataset, List<Sighting> sightings) throws IOException {
    for (Sighting s : sightings) {
      if (s.identity() <= Sighting.DISTRACTOR) {
        throw new IOException(
            dataset + ": " + s.file() + " has identity " + s.identity() + ": expected one > 0");
      }
    }
  }
}
