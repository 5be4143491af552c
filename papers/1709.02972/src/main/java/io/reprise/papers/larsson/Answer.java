package io.reprise.papers.larsson;

/** What a computation says of a module. */
enum Answer {
  /** Every vector of the window's degrees but 0 generates all of them. */
  IRREDUCIBLE,
  /** A submodule that is neither 0 nor everything is there, over the rational numbers. */
  REDUCIBLE,
  /** Neither was shown. */
  UNDECIDED,
  /** What acts is no Lie action. */
  INVALID
}
