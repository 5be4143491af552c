package io.reprise.datasets;

/**
 * Where each place of an image goes: {@code x' = xx x + xy y + dx}, {@code y' = yx x + yy y + dy},
 * in the coordinates of {@link Point} (whole numbers are centres of pixels).
 */
public record Affine(double xx, double xy, double dx, double yx, double yy, double dy) {
  /** Leaves every place where it is. */
  public static final Affine IDENTITY = new Affine(1, 0, 0, 0, 1, 0);

  /**
   * Checks that the map can be undone.
   *
   * @throws IllegalArgumentException if it cannot, or a number is not finite
   */
  public Affine {
    double determinant = xx * yy - xy * yx;
    if (!(Math.abs(determinant) > 0 && Double.isFinite(determinant + dx + dy))) {
      throw new IllegalArgumentException(
          "affine map ["
              + xx
              + ", "
              + xy
              + ", "
              + dx
              + "; "
              + yx
              + ", "
              + yy
              + ", "
              + dy
              + "]: expected finite numbers and a determinant other than 0");
    }
  }

  /** Moves everything right and down, left and up if negative, in pixels. */
  public static Affine translation(double right, double down) {
    return new Affine(1, 0, right, 0, 1, down);
  }

  /**
   * Stretches about the upper left corner of the upper left pixel, which is at {@code (-0.5,
   * -0.5)}.
   */
  public static Affine scaling(double across, double down) {
    return new Affine(across, 0, across / 2 - 0.5, 0, down, down / 2 - 0.5);
  }

  /** This map followed by another. */
  public Affine then(Affine next) {
    return new Affine(
        next.xx * xx + next.xy * yx,
        next.xx * xy + next.xy * yy,
        next.xx * dx + next.xy * dy + next.dx,
        next.yx * xx + next.yy * yx,
        next.yx * xy + next.yy * yy,
        next.yx * dx + next.yy * dy + next.dy);
  }

  /** The map back. */
  public Affine inverse() {
    double determinant = determinant();
    return new Affine(
        yy / determinant,
        -xy / determinant,
        (xy * dy - yy * dx) / determinant,
        -yx / determinant,
        xx / determinant,
        (yx * dx - xx * dy) / determinant);
  }

  /** By what factor areas grow; negative if {@link #mirrors}. */
  public double determinant() {
    return xx * yy - xy * yx;
  }

  /** Whether left and right hands change places. */
  public boolean mirrors() {
    return determinant() < 0;
  }

  /** Where a place goes. */
  public Point apply(Point p) {
    return new Point(xx * p.x() + xy * p.y() + dx, yx * p.x() + yy * p.y() + dy);
  }

  /** The smallest upright box around where a box goes. */
  public Box apply(Box box) {
    // Half of how far the turned box reaches, about where its centre goes: a box counts from the
    // corner of the first pixel, a point from its centre.
    Point centre =
        apply(
            new Point((box.left() + box.right()) / 2 - 0.5, (box.top() + box.bottom()) / 2 - 0.5));
    double across = (Math.abs(xx) * box.width() + Math.abs(xy) * box.height()) / 2;
    double down = (Math.abs(yx) * box.width() + Math.abs(yy) * box.height()) / 2;
    double x = centre.x() + 0.5;
    double y = centre.y() + 0.5;
    return new Box(x - across, y - down, x + across, y + down);
  }
}
