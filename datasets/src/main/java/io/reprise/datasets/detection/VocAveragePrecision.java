package io.reprise.datasets.detection;

import io.reprise.datasets.Box;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * Average precision of one class as the VOC development kit measures it. Detections go by falling
 * score over all images; one is right if the object of its image that it overlaps most is
 * overlapped enough and was not found before. Detections of difficult objects do not count.
 */
public enum VocAveragePrecision {
  /** VOC 2007: the mean of the best precision at a recall of at least 0, 0.1, to 1. */
  ELEVEN_POINTS {
    @Override
    double area(List<Double> recalls, List<Double> precisions) {
      double sum = 0;
      for (int i = 0; i <= 10; i++) {
        double best = 0;
        for (int j = 0; j < recalls.size(); j++) {
          // A tenth is not exact: 3 of 10 must reach 0.3.
          if (recalls.get(j) * 10 >= i - 1e-9) {
            best = Math.max(best, precisions.get(j));
          }
        }
        sum += best;
      }
      return sum / 11;
    }
  },
  /** VOC 2010 and later: the area under the curve of the best precision at each recall. */
  ALL_POINTS {
    @Override
    double area(List<Double> recalls, List<Double> precisions) {
      double area = 0;
      double best = 0;
      for (int j = recalls.size() - 1; j >= 0; j--) {
        best = Math.max(best, precisions.get(j));
        area += best * (recalls.get(j) - (j == 0 ? 0 : recalls.get(j - 1)));
      }
      return area;
    }
  };

  abstract double area(List<Double> recalls, List<Double> precisions);

  /**
   * The average precision from 0 to 1; of equal scores, the detection that comes first in the list
   * counts as surer.
   *
   * @param overlap the least intersection over union, 0.5 in VOC
   * @return empty if there is no object of this class that counts
   */
  public OptionalDouble of(List<Detection> detections, List<GroundTruth> objects, double overlap) {
    Map<String, List<GroundTruth>> byImage = new HashMap<>();
    for (GroundTruth object : objects) {
      byImage.computeIfAbsent(object.image(), image -> new ArrayList<>()).add(object);
    }
    long count = objects.stream().filter(object -> !object.ignored()).count();
    if (count == 0) {
      return OptionalDouble.empty();
    }
    // Two objects may be equal as values; each can be found once.
    Map<String, Set<Integer>> found = new HashMap<>();
    List<Double> recalls = new ArrayList<>();
    List<Double> precisions = new ArrayList<>();
    int right = 0;
    int counted = 0;
    for (Detection detection :
        detections.stream()
            .sorted(Comparator.comparingDouble(Detection::score).reversed())
            .toList()) {
      List<GroundTruth> candidates = byImage.getOrDefault(detection.image(), List.of());
      int best = closest(detection.box(), candidates);
      boolean matches =
          best >= 0 && detection.box().intersectionOverUnion(candidates.get(best).box()) >= overlap;
      if (matches && candidates.get(best).ignored()) {
        continue;
      }
      counted++;
      if (matches && found.computeIfAbsent(detection.image(), image -> new HashSet<>()).add(best)) {
        right++;
      }
      recalls.add((double) right / count);
      precisions.add((double) right / counted);
    }
    return OptionalDouble.of(area(recalls, precisions));
  }

  private static int closest(Box box, List<GroundTruth> candidates) {
    int best = -1;
    double most = -1;
    for (int i = 0; i < candidates.size(); i++) {
      double overlap = box.intersectionOverUnion(candidates.get(i).box());
      if (overlap > most) {
        most = overlap;
        best = i;
      }
    }
    return best;
  }
}
