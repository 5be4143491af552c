package io.reprise.datasets.procedural.identities;

/**
 * How many sightings are drawn, and of what size.
 *
 * @param side of the pictures in pixels: their height, at least 16 and even
 * @param trainIdentities at least 1
 * @param testIdentities at least 1
 * @param cameras at least 2
 * @param perCamera how often each camera sees each identity, at least 2, so that one can be asked
 *     for and one found
 */
public record ReIdentificationSettings(
    int side, int trainIdentities, int testIdentities, int cameras, int perCamera) {
  /** Checks the ranges. */
  public ReIdentificationSettings {
    if (side < 16
        || side % 2 != 0
        || trainIdentities < 1
        || testIdentities < 1
        || cameras < 2
        || perCamera < 2) {
      throw new IllegalArgumentException(
          "re-identification: side "
              + side
              + ", train identities "
              + trainIdentities
              + ", test identities "
              + testIdentities
              + ", cameras "
              + cameras
              + ", per camera "
              + perCamera
              + ": expected an even side of at least 16, at least 1 and 1, at least 2 and 2");
    }
  }

  int identities() {
    return trainIdentities + testIdentities;
  }
}
