package io.reprise.papers.sk;

import io.reprise.experiment.Measurements;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What a network's units select for objects of several sizes: section 4.4 of the paper. */
final class SelectedKernels {
  private final List<ObjectSize> sizes;
  private final List<Selection> selections;
  private final int early;

  /**
   * Measured selections.
   *
   * @param sizes from the smallest
   * @param selections one for each size
   * @param unitsOfLastStage fewer than there are units
   */
  SelectedKernels(List<ObjectSize> sizes, List<Selection> selections, int unitsOfLastStage) {
    this.sizes = List.copyOf(sizes);
    this.selections = List.copyOf(selections);
    early = units() - unitsOfLastStage;
  }

  int units() {
    return selections.get(0).units();
  }

  List<ObjectSize> sizes() {
    return sizes;
  }

  Selection selection(int size) {
    return selections.get(size);
  }

  /** By how much the lead of a unit's large kernel grows with the objects. */
  private double rise(int unit) {
    return selections.get(selections.size() - 1).lead(unit) - selections.get(0).lead(unit);
  }

  private double rise(int from, int to) {
    return IntStream.range(from, to).mapToDouble(this::rise).average().orElseThrow();
  }

  /** Adds the numbers. */
  void measure(Measurements m) {
    for (int unit = 0; unit < units(); unit++) {
      for (int i = 0; i < sizes.size(); i++) {
        m.put(SkMetrics.lead(unit, sizes.get(i)), selections.get(i).lead(unit));
      }
    }
    double last = rise(early, units());
    m.put(SkMetrics.RISE_EARLY, rise(0, early))
        .put(SkMetrics.RISE_LAST, last)
        .put(SkMetrics.RISE_EXCESS, rise(0, early) - Math.abs(last))
        .put(
            SkMetrics.SUM_ERROR,
            selections.stream().mapToDouble(Selection::sumError).max().orElseThrow())
        .put(
            SkMetrics.LEAST_DISTANCE_TO_BOUND,
            selections.stream()
                .mapToDouble(s -> Math.min(s.least(), 1 - s.most()))
                .min()
                .orElseThrow());
  }

  /** The mean leads in words, unit by unit. */
  String words() {
    return IntStream.range(0, units())
        .mapToObj(
            unit ->
                "unit "
                    + (unit + 1)
                    + ": "
                    + IntStream.range(0, sizes.size())
                        .mapToObj(
                            i ->
                                String.format(
                                    Locale.ROOT,
                                    "%+.3f (%s)",
                                    selections.get(i).lead(unit),
                                    sizes.get(i).title()))
                        .collect(Collectors.joining(", ")))
        .collect(Collectors.joining("; "));
  }
}
