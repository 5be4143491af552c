package io.reprise.datasets.procedural;

/**
 * Patterns of bars and gaps along the axes u and v of a shape, each of them half bars, half gaps.
 */
enum Texture {
  /** Bars follow each other along u. */
  ALONG_U,
  /** Bars follow each other along v. */
  ALONG_V,
  /** A chessboard. */
  CHECKS,
  /** Circles about the centre of the shape. */
  CIRCLES,
  /** Bars in the shape of a V, which point along v. */
  CHEVRONS;

  /**
   * Whether a place lies on a bar.
   *
   * @param u from the centre along the first axis
   * @param width of a bar and of a gap, in the same unit
   * @param phase where the pattern starts, in the same unit
   */
  boolean bar(double u, double v, double width, double phase) {
    return switch (this) {
      case ALONG_U -> even(u + phase, width);
      case ALONG_V -> even(v + phase, width);
      case CHECKS -> even(u + phase, width) == even(v + phase, width);
      case CIRCLES -> even(Math.sqrt(u * u + v * v) + phase, width);
      case CHEVRONS -> even(v + Math.abs(u) + phase, width);
    };
  }

  private static boolean even(double run, double width) {
    return (int) Math.floor(run / width) % 2 == 0;
  }
}
