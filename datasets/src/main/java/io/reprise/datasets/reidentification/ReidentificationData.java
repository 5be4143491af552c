package io.reprise.datasets.reidentification;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * A data set for re-identification: photos to learn from, photos to look for, and photos to look
 * through. Photos are decoded when they are needed.
 */
public record ReidentificationData(
    String name, List<Sighting> train, List<Sighting> query, List<Sighting> gallery) {
  /** Copies the lists. */
  public ReidentificationData {
    train = List.copyOf(train);
    query = List.copyOf(query);
    gallery = List.copyOf(gallery);
  }

  /** How many photos each part must have, so that a part of a data set is not taken for it. */
  record Sizes(int train, int query, int gallery) {
    void require(ReidentificationData data, Path folder) throws IOException {
      Sizes found = new Sizes(data.train().size(), data.query().size(), data.gallery().size());
      if (!equals(found)) {
        throw new IOException(
            data.name() + ": " + folder + " has " + found + " photos: expected " + this);
      }
    }

    @Override
    public String toString() {
      return train + " training, " + query + " query and " + gallery + " gallery";
    }
  }
}
