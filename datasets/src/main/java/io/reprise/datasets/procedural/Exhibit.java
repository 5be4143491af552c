package io.reprise.datasets.procedural;

import io.reprise.datasets.Picture;
import io.reprise.tensor.Seed;
import java.util.List;

/**
 * What the {@link Gallery} shows of a generator, found by {@link java.util.ServiceLoader}: a class
 * with a public constructor without arguments, named in {@code
 * META-INF/services/io.reprise.datasets.procedural.Exhibit}.
 */
public interface Exhibit {
  /** What it is, in a few words; no two exhibits have the same. */
  String title();

  /** What there is to see, in whole sentences. */
  String caption();

  /** The pictures from left to right and down, of 1 or 3 channels, the same for the same seed. */
  List<Picture> pictures(Seed seed);
}
