package io.reprise.datasets.procedural.probes;

import io.reprise.datasets.Picture;
import io.reprise.datasets.procedural.identities.ReIdentification;
import io.reprise.datasets.procedural.identities.Sighting;
import java.util.List;
import java.util.function.Function;

/** How often the nearest sighting by another camera shows the identity that was asked for. */
public final class Retrieval {
  private Retrieval() {}

  /**
   * Rank-1 by the Euclidean distance of descriptions of unit length. Sightings by the camera of the
   * query are left out, since they share its background and colours.
   */
  public static double rankOne(
      ReIdentification data, Function<List<Picture>, float[][]> description) {
    float[][] queries = description.apply(pictures(data.query()));
    float[][] gallery = description.apply(pictures(data.gallery()));
    int right = 0;
    for (int q = 0; q < queries.length; q++) {
      Sighting asked = data.query().get(q);
      double best = Double.NEGATIVE_INFINITY;
      int found = -1;
      for (int g = 0; g < gallery.length; g++) {
        double similarity = cosine(queries[q], gallery[g]);
        if (data.gallery().get(g).camera() != asked.camera() && similarity > best) {
          best = similarity;
          found = g;
        }
      }
      right += data.gallery().get(found).identity() == asked.identity() ? 1 : 0;
    }
    return (double) right / queries.length;
  }

  public static List<Picture> pictures(List<Sighting> sightings) {
    return sightings.stream().map(Sighting::picture).toList();
  }

  private static double cosine(float[] a, float[] b) {
    double product = 0;
    double first = 0;
    double second = 0;
    for (int i = 0; i < a.length; i++) {
      product += (double) a[i] * b[i];
      first += (double) a[i] * a[i];
      second += (double) b[i] * b[i];
    }
    return product / Math.sqrt(first * second + 1e-12);
  }
}
