package io.reprise.datasets;

/** What lies beyond the edge of an image. */
public enum Border {
  /** Black, the value 0. */
  BLACK,
  /** The image mirrored at its outermost pixels, which are not repeated: c b | a b c | b a. */
  REFLECT
}
