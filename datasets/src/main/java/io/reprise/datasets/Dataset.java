package io.reprise.datasets;

/** What every data set says of itself, so that a result can say what it was trained on. */
public interface Dataset {
  /** Where the examples come from. */
  enum Origin {
    /** Published examples, read from files. */
    REAL,
    /** Examples made by the suite, which need no download. */
    PROCEDURAL,
    /** Some of each, for trials of different kinds; the set's name tells which are procedural. */
    MIXED
  }

  /** For people, for example {@code CIFAR-10}. */
  String name();

  Origin origin();

  /**
   * SHA-256 in hex over all examples and labels; where the examples are files too large to read for
   * it, over their names and sizes.
   */
  String checksum();
}
