package io.reprise.datasets.reidentification;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

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

  /**
   * How many photos each part must have, so that a part of a data set is not taken for it. Nobody
   * who is trained on may be looked for.
   */
  record Sizes(int train, int query, int gallery) {
    void require(ReidentificationData data, Path folder) throws IOException {
      Sizes found = new Sizes(data.train().size(), data.query().size(), data.gallery().size());
      if (!equals(found)) {
        throw new IOException(
            data.name() + ": " + folder + " has " + found + " photos: expected " + this);
      }
      Set<Integer> trained =
          data.train().stream().map(Sighting::identity).collect(Collectors.toSet());
      for (List<Sighting> part : List.of(data.query(), data.gallery())) {
        for (Sighting s : part) {
          if (trained.contains(s.identity())) {
            throw new IOException(
                data.name()
                    + ": "
                    + s.file()
                    + " is of identity "
                    + s.identity()
                    + ", which is trained on: expected others in tests");
          }
        }
      }
    }

    @Override
    public String toString() {
      return train + " training, " + query + " query and " + gallery + " gallery";
    }
  }
}
