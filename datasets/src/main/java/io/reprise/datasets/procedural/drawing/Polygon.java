package io.reprise.datasets.procedural.drawing;

import io.reprise.datasets.Box;
import io.reprise.datasets.Point;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** A closed outline, filled by the even-odd rule. Immutable. */
public final class Polygon {
  /** Each pixel row is cut into this many lines; along a line the coverage is exact. */
  private static final int LINES = 4;

  private static final int CIRCLE = 28;
  private static final double[] COSINES = new double[CIRCLE];
  private static final double[] SINES = new double[CIRCLE];

  static {
    for (int i = 0; i < CIRCLE; i++) {
      COSINES[i] = StrictMath.cos(2 * Math.PI * i / CIRCLE);
      SINES[i] = StrictMath.sin(2 * Math.PI * i / CIRCLE);
    }
  }

  private final double[] xs;
  private final double[] ys;

  /** Hears which share of each pixel an outline covers. */
  @FunctionalInterface
  public interface Coverage {
    /**
     * Called once for each pixel that is covered at all, row by row.
     *
     * @param share in (0, 1]
     */
    void accept(int row, int column, double share);
  }

  private Polygon(double[] xs, double[] ys) {
    this.xs = xs;
    this.ys = ys;
  }

  /**
   * The outline through corners, in their order.
   *
   * @throws IllegalArgumentException if there are fewer than three
   */
  public static Polygon of(List<Point> corners) {
    if (corners.size() < 3) {
      throw new IllegalArgumentException(
          "polygon with " + corners.size() + " corners: expected at least 3");
    }
    return new Polygon(
        corners.stream().mapToDouble(Point::x).toArray(),
        corners.stream().mapToDouble(Point::y).toArray());
  }

  public static Polygon of(Point... corners) {
    return of(List.of(corners));
  }

  /** An ellipse as 28 corners, its first axis turned by {@code angle} from right towards down. */
  public static Polygon ellipse(Point centre, double first, double second, double angle) {
    double cosine = StrictMath.cos(angle);
    double sine = StrictMath.sin(angle);
    double[] xs = new double[CIRCLE];
    double[] ys = new double[CIRCLE];
    for (int i = 0; i < CIRCLE; i++) {
      double u = first * COSINES[i];
      double v = second * SINES[i];
      xs[i] = centre.x() + u * cosine - v * sine;
      ys[i] = centre.y() + u * sine + v * cosine;
    }
    return new Polygon(xs, ys);
  }

  /** A rectangle around a centre, turned by {@code angle}. */
  public static Polygon rectangle(Point centre, double halfWidth, double halfHeight, double angle) {
    double cosine = StrictMath.cos(angle);
    double sine = StrictMath.sin(angle);
    double[] xs = new double[4];
    double[] ys = new double[4];
    for (int i = 0; i < 4; i++) {
      double u = i == 0 || i == 3 ? -halfWidth : halfWidth;
      double v = i < 2 ? -halfHeight : halfHeight;
      xs[i] = centre.x() + u * cosine - v * sine;
      ys[i] = centre.y() + u * sine + v * cosine;
    }
    return new Polygon(xs, ys);
  }

  /** A limb: the hull of two discs. */
  public static Polygon capsule(Point from, Point to, double fromRadius, double toRadius) {
    List<Point> corners = new ArrayList<>(ellipse(from, fromRadius, fromRadius, 0).corners());
    corners.addAll(ellipse(to, toRadius, toRadius, 0).corners());
    return hull(corners);
  }

  /** The smooth closed curve through the given points (uniform Catmull-Rom). */
  public static Polygon smooth(List<Point> through) {
    int steps = 4;
    int n = through.size();
    double[] xs = new double[n * steps];
    double[] ys = new double[n * steps];
    for (int i = 0; i < n; i++) {
      Point a = through.get((i + n - 1) % n);
      Point b = through.get(i);
      Point c = through.get((i + 1) % n);
      Point d = through.get((i + 2) % n);
      for (int s = 0; s < steps; s++) {
        double t = (double) s / steps;
        xs[i * steps + s] = spline(a.x(), b.x(), c.x(), d.x(), t);
        ys[i * steps + s] = spline(a.y(), b.y(), c.y(), d.y(), t);
      }
    }
    return new Polygon(xs, ys);
  }

  private static double spline(double a, double b, double c, double d, double t) {
    return b + t * (c - a + t * (2 * a - 5 * b + 4 * c - d + t * (3 * (b - c) + d - a))) / 2;
  }

  /** The smallest convex outline that holds all points (Andrew's monotone chain). */
  public static Polygon hull(List<Point> points) {
    List<Point> sorted = new ArrayList<>(points);
    sorted.sort(Comparator.comparingDouble(Point::x).thenComparingDouble(Point::y));
    List<Point> hull = new ArrayList<>();
    for (int pass = 0; pass < 2; pass++) {
      int start = hull.size();
      for (Point p : sorted) {
        while (hull.size() >= start + 2
            && cross(hull.get(hull.size() - 2), hull.get(hull.size() - 1), p) <= 0) {
          hull.remove(hull.size() - 1);
        }
        hull.add(p);
      }
      hull.remove(hull.size() - 1);
      sorted.sort(Comparator.comparingDouble(Point::x).thenComparingDouble(Point::y).reversed());
    }
    return of(hull);
  }

  private static double cross(Point a, Point b, Point c) {
    return (b.x() - a.x()) * (c.y() - a.y()) - (b.y() - a.y()) * (c.x() - a.x());
  }

  /**
   * What this outline has in common with a convex one (Sutherland-Hodgman). May have no corners,
   * and then covers nothing.
   */
  public Polygon within(Polygon convex) {
    List<Point> left = corners();
    double turn = Math.signum(convex.signedArea());
    List<Point> clip = convex.corners();
    for (int i = 0; i < clip.size() && !left.isEmpty(); i++) {
      Point a = clip.get(i);
      Point b = clip.get((i + 1) % clip.size());
      List<Point> kept = new ArrayList<>();
      for (int j = 0; j < left.size(); j++) {
        Point p = left.get(j);
        Point q = left.get((j + 1) % left.size());
        double dp = turn * cross(a, b, p);
        double dq = turn * cross(a, b, q);
        if (dp >= 0) {
          kept.add(p);
        }
        if ((dp >= 0) != (dq >= 0)) {
          double t = dp / (dp - dq);
          kept.add(new Point(p.x() + t * (q.x() - p.x()), p.y() + t * (q.y() - p.y())));
        }
      }
      left = kept;
    }
    return new Polygon(
        left.stream().mapToDouble(Point::x).toArray(),
        left.stream().mapToDouble(Point::y).toArray());
  }

  public List<Point> corners() {
    List<Point> corners = new ArrayList<>();
    for (int i = 0; i < xs.length; i++) {
      corners.add(new Point(xs[i], ys[i]));
    }
    return corners;
  }

  /** The enclosed area in square pixels, of an outline that does not cross itself. */
  public double area() {
    return Math.abs(signedArea());
  }

  /** Positive if the corners go round clockwise as seen on a screen. */
  public double signedArea() {
    double twice = 0;
    for (int i = 0; i < xs.length; i++) {
      int j = (i + 1) % xs.length;
      twice += xs[i] * ys[j] - xs[j] * ys[i];
    }
    return twice / 2;
  }

  /** The smallest box around it, with the box's own origin at the corner of the first pixel. */
  public Box box() {
    return new Box(
        Arrays.stream(xs).min().orElseThrow() + 0.5,
        Arrays.stream(ys).min().orElseThrow() + 0.5,
        Arrays.stream(xs).max().orElseThrow() + 0.5,
        Arrays.stream(ys).max().orElseThrow() + 0.5);
  }

  public boolean contains(Point p) {
    boolean inside = false;
    for (int i = 0; i < xs.length; i++) {
      int j = (i + 1) % xs.length;
      if (ys[i] > p.y() != ys[j] > p.y()
          && p.x() < xs[i] + (p.y() - ys[i]) / (ys[j] - ys[i]) * (xs[j] - xs[i])) {
        inside = !inside;
      }
    }
    return inside;
  }

  /** Tells which pixels of a picture are covered, and how much of each. */
  public void cover(int height, int width, Coverage sink) {
    if (xs.length < 3) {
      return;
    }
    double[] crossings = new double[xs.length];
    double[] shares = new double[width];
    int top = Math.max(0, (int) Math.floor(Arrays.stream(ys).min().orElseThrow() + 0.5));
    int last = Math.min(height - 1, (int) Math.floor(Arrays.stream(ys).max().orElseThrow() + 0.5));
    for (int row = top; row <= last; row++) {
      boolean any = false;
      for (int line = 0; line < LINES; line++) {
        int n = crossings(row - 0.5 + (line + 0.5) / LINES, crossings);
        for (int i = 0; i + 1 < n; i += 2) {
          any |= span(crossings[i] + 0.5, crossings[i + 1] + 0.5, shares);
        }
      }
      for (int column = 0; any && column < width; column++) {
        if (shares[column] > 0) {
          sink.accept(row, column, Math.min(1, shares[column]));
          shares[column] = 0;
        }
      }
    }
  }

  private int crossings(double y, double[] crossings) {
    int n = 0;
    for (int i = 0; i < xs.length; i++) {
      int j = i + 1 == xs.length ? 0 : i + 1;
      if (ys[i] > y != ys[j] > y) {
        crossings[n++] = xs[i] + (y - ys[i]) / (ys[j] - ys[i]) * (xs[j] - xs[i]);
      }
    }
    Arrays.sort(crossings, 0, n);
    return n;
  }

  /** Adds a piece of a line, from left to right in units of pixels. */
  private static boolean span(double from, double to, double[] shares) {
    double left = Math.max(0, from);
    double right = Math.min(shares.length, to);
    if (!(left < right)) {
      return false;
    }
    int last = Math.min(shares.length - 1, (int) right);
    for (int x = (int) left; x <= last; x++) {
      shares[x] += (Math.min(right, x + 1) - Math.max(left, x)) / LINES;
    }
    return true;
  }
}
