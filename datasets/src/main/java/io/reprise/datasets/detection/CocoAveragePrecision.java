package io.reprise.datasets.detection;

import io.reprise.datasets.Box;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * Average precision as COCO's evaluation measures boxes: the best precision at 101 recalls, over
 * the 100 surest detections of each image and class, the mean over classes, and over ten least
 * overlaps from 0.50 to 0.95.
 *
 * <p>Objects outside the range of areas, and crowds, are ignored, as are detections that match
 * them, and detections of an area out of range that match nothing. What is matched is at least the
 * least overlap; an object that counts is preferred to one that is ignored. A crowd may be matched
 * often, and its overlap is the share of the detection that it covers.
 */
public final class CocoAveragePrecision {
  /** The sizes of objects that are scored apart, by area in pixels. */
  public enum Size {
    ALL(0, 1e10),
    SMALL(0, 32 * 32),
    MEDIUM(32 * 32, 96 * 96),
    LARGE(96 * 96, 1e10);

    private final double least;
    private final double most;

    Size(double least, double most) {
      this.least = least;
      this.most = most;
    }

    boolean contains(double area) {
      return area >= least && area <= most;
    }
  }

  private static final int MOST_AN_IMAGE = 100;
  private static final int RECALLS = 101;
  private static final int OVERLAPS = 10;

  private final List<CocoObject> objects;
  private final Map<Long, List<Found>> detections;

  /** A detection of COCO: the image's number, the category's, and how sure the model is. */
  public record Found(long image, long category, Box box, double score) {
    public Found {
      if (Double.isNaN(score)) {
        throw new IllegalArgumentException(
            "detection in image " + image + ": score NaN: expected a number");
      }
    }
  }

  /** A detection that counts, and whether it is right. */
  private record Verdict(double score, boolean right) {}

  /**
   * @param objects of all images that are scored
   * @param detections in any order; of equal scores, the one that comes first counts as surer
   */
  public CocoAveragePrecision(List<CocoObject> objects, List<Found> detections) {
    this.objects = List.copyOf(objects);
    this.detections = new HashMap<>();
    for (Found found : detections) {
      this.detections.computeIfAbsent(found.category(), c -> new ArrayList<>()).add(found);
    }
  }

  /** The headline: the mean over least overlaps 0.50, 0.55, to 0.95; empty as {@link #at}. */
  public OptionalDouble mean(Size size) {
    double sum = 0;
    for (int i = 0; i < OVERLAPS; i++) {
      OptionalDouble one = at(0.5 + 0.05 * i, size);
      if (one.isEmpty()) {
        return one;
      }
      sum += one.getAsDouble();
    }
    return OptionalDouble.of(sum / OVERLAPS);
  }

  /**
   * The mean over classes at one least overlap, from 0 to 1; empty if no object of that size
   * counts. Classes without such objects are left out.
   */
  public OptionalDouble at(double overlap, Size size) {
    return objects.stream()
        .map(CocoObject::category)
        .distinct()
        .sorted()
        .map(category -> ofCategory(category, overlap, size))
        .flatMapToDouble(OptionalDouble::stream)
        .average();
  }

  private OptionalDouble ofCategory(long category, double overlap, Size size) {
    Map<Long, List<CocoObject>> truth = new HashMap<>();
    for (CocoObject object : objects) {
      if (object.category() == category) {
        truth.computeIfAbsent(object.image(), image -> new ArrayList<>()).add(object);
      }
    }
    long count =
        truth.values().stream()
            .flatMap(List::stream)
            .filter(object -> !isIgnored(object, size))
            .count();
    if (count == 0) {
      return OptionalDouble.empty();
    }
    Map<Long, List<Found>> byImage = new HashMap<>();
    for (Found found : detections.getOrDefault(category, List.of())) {
      byImage.computeIfAbsent(found.image(), image -> new ArrayList<>()).add(found);
    }
    List<Verdict> verdicts = new ArrayList<>();
    for (Map.Entry<Long, List<Found>> image : new TreeMap<>(byImage).entrySet()) {
      verdicts.addAll(
          judge(image.getValue(), truth.getOrDefault(image.getKey(), List.of()), overlap, size));
    }
    return OptionalDouble.of(interpolated(verdicts, count));
  }

  private static boolean isIgnored(CocoObject object, Size size) {
    return object.crowd() || !size.contains(object.area());
  }

  private static List<Verdict> judge(
      List<Found> found, List<CocoObject> truth, double overlap, Size size) {
    List<CocoObject> objects =
        truth.stream().sorted(Comparator.comparing(object -> isIgnored(object, size))).toList();
    boolean[] taken = new boolean[objects.size()];
    List<Verdict> verdicts = new ArrayList<>();
    for (Found detection :
        found.stream()
            .sorted(Comparator.comparingDouble(Found::score).reversed())
            .limit(MOST_AN_IMAGE)
            .toList()) {
      int match = match(detection.box(), objects, taken, overlap, size);
      if (match >= 0) {
        taken[match] = true;
        if (!isIgnored(objects.get(match), size)) {
          verdicts.add(new Verdict(detection.score(), true));
        }
      } else if (size.contains(detection.box().area())) {
        verdicts.add(new Verdict(detection.score(), false));
      }
    }
    return verdicts;
  }

  private static int match(
      Box box, List<CocoObject> objects, boolean[] taken, double overlap, Size size) {
    int match = -1;
    double most = Math.min(overlap, 1 - 1e-10);
    for (int i = 0; i < objects.size(); i++) {
      CocoObject object = objects.get(i);
      if (taken[i] && !object.crowd()) {
        continue;
      }
      if (match >= 0 && !isIgnored(objects.get(match), size) && isIgnored(object, size)) {
        break;
      }
      double shared =
          object.crowd()
              ? coveredShare(box, object.box())
              : box.intersectionOverUnion(object.box());
      if (shared >= most) {
        most = shared;
        match = i;
      }
    }
    return match;
  }

  private static double coveredShare(Box box, Box crowd) {
    double across = Math.min(box.right(), crowd.right()) - Math.max(box.left(), crowd.left());
    double down = Math.min(box.bottom(), crowd.bottom()) - Math.max(box.top(), crowd.top());
    return box.area() > 0 ? Math.max(0, across) * Math.max(0, down) / box.area() : 0;
  }

  /** The mean of the best precision at recalls of at least 0, 0.01, to 1. */
  private static double interpolated(List<Verdict> verdicts, long count) {
    List<Verdict> sorted =
        verdicts.stream().sorted(Comparator.comparingDouble(Verdict::score).reversed()).toList();
    double[] precisions = new double[sorted.size()];
    double[] recalls = new double[sorted.size()];
    int right = 0;
    for (int i = 0; i < sorted.size(); i++) {
      right += sorted.get(i).right() ? 1 : 0;
      precisions[i] = (double) right / (i + 1);
      recalls[i] = (double) right / count;
    }
    for (int i = precisions.length - 2; i >= 0; i--) {
      precisions[i] = Math.max(precisions[i], precisions[i + 1]);
    }
    double sum = 0;
    int at = 0;
    for (int r = 0; r < RECALLS; r++) {
      while (at < recalls.length && recalls[at] < r / 100.0) {
        at++;
      }
      sum += at < recalls.length ? precisions[at] : 0;
    }
    return sum / RECALLS;
  }
}
