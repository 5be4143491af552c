package io.reprise.datasets.procedural.identities;

import io.reprise.datasets.Dataset;
import io.reprise.datasets.ImageSet;
import io.reprise.datasets.openset.OpenSet;
import io.reprise.datasets.reidentification.RetrievalAccuracy;
import io.reprise.tensor.Shape;
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

  /**
   * As a set to learn a similarity from: tests are the queries, then the gallery, labelled with
   * their identities, counted on from those trained on.
   *
   * @param name as a report prints it
   */
  public OpenSet openSet(String name) {
    List<Sighting> test = new ArrayList<>(query);
    test.addAll(gallery);
    return OpenSet.of(name, Dataset.Origin.PROCEDURAL, images(train), images(test));
  }

  private static ImageSet images(List<Sighting> sightings) {
    Shape image = sightings.get(0).picture().shape();
    int stride = Math.toIntExact(image.elements());
    byte[] pixels = new byte[sightings.size() * stride];
    int[] labels = new int[sightings.size()];
    int identities = 0;
    for (int i = 0; i < labels.length; i++) {
      Sighting s = sightings.get(i);
      System.arraycopy(s.picture().pixels(), 0, pixels, i * stride, stride);
      labels[i] = s.identity();
      identities = Math.max(identities, s.identity() + 1);
    }
    return new ImageSet(image, identities, pixels, labels);
  }

  /** Which sightings of the gallery are right for each query: those by other cameras. */
  public RetrievalAccuracy.Judgement acrossCameras() {
    return (q, g) -> {
      Sighting asked = query.get(q);
      Sighting answer = gallery.get(g);
      if (asked.identity() != answer.identity()) {
        return RetrievalAccuracy.Answer.WRONG;
      }
      return asked.camera() == answer.camera()
          ? RetrievalAccuracy.Answer.DROPPED
          : RetrievalAccuracy.Answer.RIGHT;
    };
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
