package io.reprise.datasets;

/**
 * An upright rectangle in an image, in pixels. Right and bottom are outside: a box over the upper
 * left pixel alone is {@code (0, 0, 1, 1)}.
 */
public record Box(double left, double top, double right, double bottom) {
  /** Checks that it has an area that is not negative. */
  public Box {
    if (!(left <= right && top <= bottom)) {
      throw new IllegalArgumentException(
          "box from ("
              + left
              + ", "
              + top
              + ") to ("
              + right
              + ", "
              + bottom
              + "): expected left <= right and top <= bottom");
    }
  }

  public double width() {
    return right - left;
  }

  public double height() {
    return bottom - top;
  }

  public double area() {
    return width() * height();
  }

  /** What of it lies in an image; without area, at the nearest edge, if nothing does. */
  public Box clipped(int imageWidth, int imageHeight) {
    return new Box(
        Math.min(imageWidth, Math.max(0, left)),
        Math.min(imageHeight, Math.max(0, top)),
        Math.min(imageWidth, Math.max(0, right)),
        Math.min(imageHeight, Math.max(0, bottom)));
  }

  /** The area that both cover, as a share of the area that any covers; 0 if both are empty. */
  public double intersectionOverUnion(Box other) {
    double across = Math.min(right, other.right) - Math.max(left, other.left);
    double down = Math.min(bottom, other.bottom) - Math.max(top, other.top);
    double both = Math.max(0, across) * Math.max(0, down);
    double any = area() + other.area() - both;
    return any > 0 ? both / any : 0;
  }
}
