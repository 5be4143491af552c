package io.reprise.datasets.procedural.features;

import io.reprise.datasets.Picture;
import io.reprise.datasets.procedural.Canvas;
import io.reprise.datasets.procedural.Exhibit;
import io.reprise.tensor.Seed;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/** {@link ClusteredFeatures} as points in a plane, and by their distances. */
public final class FeaturesExhibit implements Exhibit {
  private static final int SIDE = 380;
  private static final int VECTORS = 1_500;
  private static final int COMPARED = 190;
  private static final int CELL = SIDE / COMPARED;

  @Override
  public String title() {
    return "Clustered features";
  }

  @Override
  public String caption() {
    return "Left: 1,500 vectors of 512 bounded values in 5 classes, on the two directions in which"
        + " they spread most; the colour is the class. Each class lies in six bent sheets, which"
        + " overlap. Right: how far 190 of the vectors are from each other, the darker the nearer, class"
        + " after class with similar ones side by side. The dark band is what a search rests on: a"
        + " vector has near ones in its own class, and as near ones in the others.";
  }

  @Override
  public List<Picture> pictures(Seed seed) {
    FeatureSet set =
        ClusteredFeatures.generate(FeatureForm.GIST.withLabels(5, 1), VECTORS, 1, seed).train();
    return List.of(scatter(set, seed), distances(set));
  }

  private static Picture scatter(FeatureSet set, Seed seed) {
    PrincipalPlane plane = PrincipalPlane.of(set, seed);
    double largest = 0;
    for (int i = 0; i < set.size(); i++) {
      largest = Math.max(largest, Math.max(Math.abs(plane.x(i)), Math.abs(plane.y(i))));
    }
    Canvas canvas = new Canvas(SIDE, SIDE, 0xffffff);
    for (int i = 0; i < set.size(); i++) {
      int x = (int) ((plane.x(i) / largest + 1) / 2 * (SIDE - 4));
      int y = (int) ((plane.y(i) / largest + 1) / 2 * (SIDE - 4));
      canvas.fill(x, y, 3, 3, Canvas.colour(set.label(i)));
    }
    return canvas.picture();
  }

  private static Picture distances(FeatureSet set) {
    List<float[]> sorted = sorted(set);
    double[][] distances = new double[COMPARED][COMPARED];
    double largest = 0;
    for (int row = 0; row < COMPARED; row++) {
      for (int column = 0; column < COMPARED; column++) {
        distances[row][column] = distance(sorted.get(row), sorted.get(column));
        largest = Math.max(largest, distances[row][column]);
      }
    }
    Canvas canvas = new Canvas(SIDE, SIDE, 0);
    for (int row = 0; row < COMPARED; row++) {
      for (int column = 0; column < COMPARED; column++) {
        int colour = Canvas.heat(1.7 * distances[row][column] / largest - 0.6);
        canvas.fill(column * CELL, row * CELL, CELL, CELL, colour);
      }
    }
    return canvas.picture();
  }

  /** By class, and in a class each vector after the one that it is nearest to of those left. */
  private static List<float[]> sorted(FeatureSet set) {
    List<float[]> sorted = new ArrayList<>();
    for (int label = 0; label < set.classes(); label++) {
      List<float[]> left = new ArrayList<>();
      for (int i = label; i < COMPARED; i += set.classes()) {
        left.add(set.vector(i));
      }
      float[] last = left.get(0);
      while (!left.isEmpty()) {
        float[] from = last;
        last = Collections.min(left, Comparator.comparingDouble(x -> distance(from, x)));
        left.remove(last);
        sorted.add(last);
      }
    }
    return sorted;
  }

  private static double distance(float[] a, float[] b) {
    double sum = 0;
    for (int d = 0; d < a.length; d++) {
      sum += (a[d] - b[d]) * (a[d] - b[d]);
    }
    return Math.sqrt(sum);
  }
}
