package io.reprise.reports;

import io.reprise.experiment.Sample;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Charts as inline SVG, each with a text alternative. Colours are the page's: shapes carry classes.
 */
final class Charts {
  private static final int STRIP_WIDTH = 150;
  private static final int STRIP_HEIGHT = 20;
  private static final int PANEL_WIDTH = 250;
  private static final int PANEL_HEIGHT = 150;
  private static final int LEFT = 44;
  private static final int RIGHT = 8;
  private static final int TOP = 8;
  private static final int BOTTOM = 24;

  private Charts() {}

  /** Finite numbers from a lowest to a highest. */
  record Range(double low, double high) {
    /** The range of the finite values; 0 to 1 if there are none, widened if all are equal. */
    static Range of(List<Sample> samples) {
      double[] all =
          samples.stream()
              .flatMap(s -> s.values().stream())
              .mapToDouble(Double::doubleValue)
              .filter(Double::isFinite)
              .sorted()
              .toArray();
      if (all.length == 0) {
        return new Range(0, 1);
      }
      double low = all[0];
      double high = all[all.length - 1];
      double margin = high > low ? 0 : Math.max(Math.abs(low) / 10, Double.MIN_NORMAL);
      return new Range(low - margin, high + margin);
    }

    private double share(double value) {
      return (value - low) / (high - low);
    }
  }

  /** The values of a sample as dots on a line, the mean as a stroke. */
  static String strip(Sample sample, Range range) {
    StringBuilder svg =
        open("strip", STRIP_WIDTH, STRIP_HEIGHT, "each seed: " + texts(sample.values()));
    double middle = STRIP_HEIGHT / 2.0;
    line(svg, "axis", 4, middle, STRIP_WIDTH - 4, middle);
    double mean = stripX(sample.mean(), range);
    line(svg, "mean", mean, 3, mean, STRIP_HEIGHT - 3);
    for (double value : sample.values()) {
      svg.append(
          String.format(
              Locale.ROOT,
              "<circle class=\"dot\" cx=\"%.1f\" cy=\"%.1f\" r=\"3.2\"/>",
              stripX(value, range),
              middle));
    }
    return svg.append("</svg>").toString();
  }

  private static double stripX(double value, Range range) {
    return 6 + range.share(value) * (STRIP_WIDTH - 12);
  }

  /**
   * One curve: its mean over seeds as a line, the range over seeds as a band, all other curves
   * behind it.
   *
   * @param range of the values of all panels
   * @param epochs of the longest curve of all panels
   */
  static String panel(Comparison.Curve curve, List<Comparison.Curve> all, Range range, int epochs) {
    StringBuilder svg = open("panel", PANEL_WIDTH, PANEL_HEIGHT, describe(curve));
    for (double share : new double[] {0, 0.5, 1}) {
      double value = range.low + share * (range.high - range.low);
      double y = y(value, range);
      line(svg, "grid", LEFT, y, PANEL_WIDTH - RIGHT, y);
      label(svg, "end", LEFT - 6, y + 3.5, Numbers.brief(value));
    }
    label(svg, "start", LEFT, PANEL_HEIGHT - 7, "1");
    if (epochs > 1) {
      label(svg, "end", PANEL_WIDTH - RIGHT, PANEL_HEIGHT - 7, Integer.toString(epochs));
    }
    label(svg, "middle", (LEFT + PANEL_WIDTH - RIGHT) / 2.0, PANEL_HEIGHT - 7, "epoch");
    for (Comparison.Curve other : all) {
      if (!other.equals(curve)) {
        path(svg, "other", points(other, Edge.MEAN, range, epochs), false);
      }
    }
    List<String> band = points(curve, Edge.MIN, range, epochs);
    List<String> back = points(curve, Edge.MAX, range, epochs);
    for (int i = back.size() - 1; i >= 0; i--) {
      band.add(back.get(i));
    }
    path(svg, "band", band, true);
    path(svg, "line", points(curve, Edge.MEAN, range, epochs), false);
    return svg.append("</svg>").toString();
  }

  /** What of an epoch's values is drawn. */
  private enum Edge {
    MIN,
    MEAN,
    MAX
  }

  private static List<String> points(Comparison.Curve curve, Edge edge, Range range, int epochs) {
    List<String> points = new ArrayList<>();
    for (int i = 0; i < curve.epochs().size(); i++) {
      Sample s = curve.epochs().get(i);
      if (s.size() > 0) {
        double value =
            switch (edge) {
              case MIN -> s.min();
              case MEAN -> s.mean();
              case MAX -> s.max();
            };
        double x =
            LEFT + (epochs < 2 ? 0.5 : (double) i / (epochs - 1)) * (PANEL_WIDTH - LEFT - RIGHT);
        points.add(String.format(Locale.ROOT, "%.1f %.1f", x, y(value, range)));
      }
    }
    return points;
  }

  private static double y(double value, Range range) {
    return PANEL_HEIGHT - BOTTOM - range.share(value) * (PANEL_HEIGHT - TOP - BOTTOM);
  }

  private static String describe(Comparison.Curve curve) {
    List<Double> means =
        curve.epochs().stream().filter(s -> s.size() > 0).map(Sample::mean).toList();
    return means.isEmpty()
        ? curve.variant() + ": no finite value"
        : String.format(
            Locale.ROOT,
            "%s: from %s to %s in %d epochs",
            curve.variant(),
            Numbers.brief(means.get(0)),
            Numbers.brief(means.get(means.size() - 1)),
            means.size());
  }

  private static String texts(List<Double> values) {
    return String.join(", ", values.stream().map(Numbers::brief).toList());
  }

  private static StringBuilder open(String type, int width, int height, String alternative) {
    return new StringBuilder(
        String.format(
            Locale.ROOT,
            "<svg class=\"%s\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\" role=\"img\""
                + " aria-label=\"%s\">",
            type,
            width,
            height,
            width,
            height,
            escape(alternative)));
  }

  private static void line(
      StringBuilder svg, String type, double x1, double y1, double x2, double y2) {
    svg.append(
        String.format(
            Locale.ROOT,
            "<line class=\"%s\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>",
            type,
            x1,
            y1,
            x2,
            y2));
  }

  private static void label(StringBuilder svg, String anchor, double x, double y, String text) {
    svg.append(
        String.format(
            Locale.ROOT,
            "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>",
            x,
            y,
            anchor,
            escape(text)));
  }

  private static void path(StringBuilder svg, String type, List<String> points, boolean closed) {
    if (!points.isEmpty()) {
      svg.append("<path class=\"").append(type).append("\" d=\"M");
      svg.append(String.join("L", points)).append(closed ? "Z" : "").append("\"/>");
    }
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
