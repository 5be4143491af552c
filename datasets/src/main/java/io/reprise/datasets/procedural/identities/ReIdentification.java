package io.reprise.datasets.procedural.identities;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Sightings split as in Market-1501 and VeRi-776. For each query those sightings of the gallery
 * count as right answers that show the same identity by another camera; those of the same identity
 * by the same camera are to be left out.
 *
 * @param train of identities that are not in the other parts
 * @param query one of each test identity and camera
 * @param gallery all other sightings of the test identities
 */
public record ReIdentification(List<Sighting> train, List<Sighting> query, List<Sighting> gallery) {
  /** Copies the lists. */
  public ReIdentification {
    train = List.copyOf(train);
    query = List.copyOf(query);
    gallery = List.copyOf(gallery);
  }

  /** Splits sightings; identities below {@code trained} are for training. */
  static ReIdentification split(List<Sighting> all, int trained) {
    record Pair(int identity, int camera) {}

    List<Sighting> train = new ArrayList<>();
    List<Sighting> query = new ArrayList<>();
    List<Sighting> gallery = new ArrayList<>();
    Set<Pair> asked = new HashSet<>();
    for (Sighting s : all) {
      if (s.identity() < trained) {
        train.add(s);
      } else if (asked.add(new Pair(s.identity(), s.camera()))) {
        query.add(s);
      } else {
        gallery.add(s);
      }
    }
    return new ReIdentification(train, query, gallery);
  }
}
