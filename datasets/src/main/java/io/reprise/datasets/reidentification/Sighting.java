package io.reprise.datasets.reidentification;

import java.nio.file.Path;

/**
 * A photo of a person or a vehicle.
 *
 * @param file decoded when it is needed
 * @param identity as published, counted over all parts; {@link #DISTRACTOR} and {@link #JUNK} stand
 *     for none
 * @param camera as published, at least 0; 0 where the data set does not say
 */
public record Sighting(Path file, int identity, int camera) {
  /** Of somebody who is no query: a wrong answer to each. */
  public static final int DISTRACTOR = 0;

  /** Too bad a cut-out to be right or wrong: dropped from every ranking. */
  public static final int JUNK = -1;

  /** Whether it is dropped from every ranking. */
  public boolean isJunk() {
    return identity == JUNK;
  }
}
