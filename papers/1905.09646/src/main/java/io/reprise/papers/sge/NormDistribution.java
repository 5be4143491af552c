package io.reprise.papers.sge;

import io.reprise.datasets.Picture;
import io.reprise.datasets.procedural.Canvas;
import io.reprise.experiment.figures.Figure;
import io.reprise.experiment.figures.Tiles;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * How long the vectors at the pixels of each group are before and after a module. Lengths count by
 * their share of the mean length, since a module that multiplies by less than 1 shortens all.
 */
final class NormDistribution {
  private static final int BINS = 40;
  private static final double WIDEST = 4;
  private static final int HEIGHT = 120;
  private static final int BAR = 6;
  private static final int PAPER = 0xffffff;

  private final List<float[]> before = new ArrayList<>();
  private final List<float[]> after = new ArrayList<>();

  /** Adds the lengths of some images. */
  void add(BlockMaps block) {
    before.add(block.norms().toFloats());
    after.add(block.enhancedNorms().toFloats());
  }

  /** The standard deviation of the lengths before the module as a share of their mean. */
  double spreadBefore() {
    return spread(before);
  }

  /** The same after it. */
  double spreadAfter() {
    return spread(after);
  }

  private static double mean(List<float[]> all) {
    double sum = 0;
    long n = 0;
    for (float[] lengths : all) {
      for (float length : lengths) {
        sum += length;
      }
      n += lengths.length;
    }
    return sum / n;
  }

  private static double spread(List<float[]> all) {
    double mean = mean(all);
    double squares = 0;
    long n = 0;
    for (float[] lengths : all) {
      for (float length : lengths) {
        squares += (length - mean) * (length - mean);
      }
      n += lengths.length;
    }
    return Math.sqrt(squares / n) / mean;
  }

  /** The share of lengths in each bin from 0 to {@link #WIDEST} times their mean; the rest last. */
  private static double[] histogram(List<float[]> all) {
    double mean = mean(all);
    long[] counts = new long[BINS];
    long n = 0;
    for (float[] lengths : all) {
      for (float length : lengths) {
        counts[(int) Math.min(BINS - 1, length / mean / WIDEST * BINS)]++;
      }
      n += lengths.length;
    }
    double total = n;
    return Arrays.stream(counts).mapToDouble(c -> c / total).toArray();
  }

  /** Both distributions as bars on the same axes. */
  Figure figure() {
    List<double[]> bars = List.of(histogram(before), histogram(after));
    double highest = bars.stream().flatMapToDouble(Arrays::stream).max().orElseThrow();
    Tiles tiles =
        Tiles.of(
            List.of(""),
            List.of("before", "after"),
            (row, column) -> bars(bars.get(column), highest));
    return tiles.figure(
        "lengths of group vectors, last block",
        String.format(
            Locale.ROOT,
            "Distribution over all pixels, groups and analysed test images, before and after the"
                + " module. Across: 0 to %.0f times the mean length of that side, the mean marked;"
                + " up: the share, same axis for both. Standard deviation %.3f and %.3f of the"
                + " mean.",
            WIDEST,
            spreadBefore(),
            spreadAfter()),
        "Two histograms of vector lengths, before and after spatial group-wise enhancement");
  }

  private static Picture bars(double[] shares, double highest) {
    Canvas canvas = new Canvas(HEIGHT, BINS * BAR, PAPER);
    int mean = (int) (BINS * BAR / WIDEST);
    canvas.fill(mean, 0, 1, HEIGHT, 0x999999);
    for (int b = 0; b < BINS; b++) {
      int up = (int) Math.round((HEIGHT - 2) * shares[b] / highest);
      canvas.fill(b * BAR, HEIGHT - 1 - up, BAR - 1, up, Canvas.colour(0));
    }
    canvas.fill(0, HEIGHT - 1, BINS * BAR, 1, 0x444444);
    return canvas.picture();
  }
}
