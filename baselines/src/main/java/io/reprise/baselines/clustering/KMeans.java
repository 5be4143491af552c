package io.reprise.baselines.clustering;

import io.reprise.tensor.Seed;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.commons.math3.ml.clustering.CentroidCluster;
import org.apache.commons.math3.ml.clustering.DoublePoint;
import org.apache.commons.math3.ml.clustering.KMeansPlusPlusClusterer;
import org.apache.commons.math3.ml.distance.EuclideanDistance;
import org.apache.commons.math3.random.RandomGenerator;
import org.apache.commons.math3.random.Well19937c;
import org.apache.commons.math3.util.MathArrays;

/**
 * k-means clusters by Lloyd's algorithm from k-means++ starts (Arthur and Vassilvitskii 2007): of
 * several starts the one with the least inertia. The same points, in the same order, and the same
 * seed give the same clusters.
 */
public final class KMeans {
  private static final int MOST_STEPS = 300;

  private final List<double[]> centres;
  private final int[] assignments;
  private final double inertia;

  private KMeans(List<double[]> centres, List<double[]> points) {
    this.centres = centres;
    assignments = points.stream().mapToInt(this::nearest).toArray();
    double sum = 0;
    for (int i = 0; i < assignments.length; i++) {
      sum += squared(points.get(i), centres.get(assignments[i]));
    }
    inertia = sum;
  }

  /**
   * Finds clusters.
   *
   * @param points each of the same, finite coordinates
   * @param k how many clusters, from 1 to the number of {@link #distinct} points
   * @param starts how many starts are tried, at least 1
   * @throws IllegalArgumentException if there are no points, or k, starts or a point are not as
   *     said
   */
  public static KMeans fit(List<double[]> points, int k, int starts, Seed seed) {
    check(points);
    int most = distinct(points);
    if (k < 1 || k > most) {
      throw new IllegalArgumentException(
          "clusters '" + k + "': expected 1 to " + most + ", as many as there are distinct points");
    }
    if (starts < 1) {
      throw new IllegalArgumentException("starts '" + starts + "': expected at least 1");
    }
    List<DoublePoint> all = points.stream().map(DoublePoint::new).toList();
    RandomGenerator random = new Well19937c(seed.value());
    KMeansPlusPlusClusterer<DoublePoint> lloyd =
        new KMeansPlusPlusClusterer<>(k, MOST_STEPS, new EuclideanDistance(), random);
    KMeans best = null;
    for (int i = 0; i < starts; i++) {
      List<double[]> centres = new ArrayList<>();
      for (CentroidCluster<DoublePoint> cluster : lloyd.cluster(all)) {
        centres.add(cluster.getCenter().getPoint());
      }
      KMeans found = new KMeans(centres, points);
      if (best == null || found.inertia < best.inertia) {
        best = found;
      }
    }
    return best;
  }

  /** How many different points there are, the most clusters that can be asked for. */
  public static int distinct(List<double[]> points) {
    Set<DoublePoint> different = new HashSet<>();
    points.forEach(point -> different.add(new DoublePoint(point)));
    return different.size();
  }

  /** How many clusters. */
  public int k() {
    return centres.size();
  }

  /** The mean of a cluster's points. */
  public double[] centre(int cluster) {
    return centres.get(cluster).clone();
  }

  /** The cluster whose centre is nearest; of several the one with the lowest number. */
  public int nearest(double[] point) {
    if (point.length != centres.get(0).length) {
      throw new IllegalArgumentException(
          "a point of " + point.length + " coordinates: expected " + centres.get(0).length);
    }
    int best = 0;
    for (int i = 1; i < k(); i++) {
      if (squared(point, centres.get(i)) < squared(point, centres.get(best))) {
        best = i;
      }
    }
    return best;
  }

  /** The cluster of each point it was fitted to, in their order. */
  public int[] assignments() {
    return assignments.clone();
  }

  /** How many of the points it was fitted to are in a cluster. */
  public int size(int cluster) {
    return (int) IntStream.of(assignments).filter(c -> c == cluster).count();
  }

  /** The clusters from the smallest to the largest; of equal ones the lowest number first. */
  public List<Integer> bySize() {
    return IntStream.range(0, k()).boxed().sorted(Comparator.comparingInt(this::size)).toList();
  }

  /** The sum of the squared distances of the points to their centres. */
  public double inertia() {
    return inertia;
  }

  private static double squared(double[] a, double[] b) {
    double distance = MathArrays.distance(a, b);
    return distance * distance;
  }

  private static void check(List<double[]> points) {
    if (points.isEmpty()) {
      throw new IllegalArgumentException("no points: expected at least 1");
    }
    int dimensions = points.get(0).length;
    for (int i = 0; i < points.size(); i++) {
      double[] point = points.get(i);
      if (point.length != dimensions) {
        throw new IllegalArgumentException(
            "point " + i + " of " + point.length + " coordinates: expected " + dimensions);
      }
      for (int j = 0; j < dimensions; j++) {
        if (!Double.isFinite(point[j])) {
          throw new IllegalArgumentException(
              "coordinate "
                  + j
                  + " of point "
                  + i
                  + " '"
                  + point[j]
                  + "': expected a finite value");
        }
      }
    }
  }
}
