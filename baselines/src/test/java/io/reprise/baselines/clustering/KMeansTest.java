package io.reprise.baselines.clustering;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.tensor.Seed;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class KMeansTest {
  /** One, two and three points round (0, 0), (10, 0) and (0, 10). */
  private static final List<double[]> THREE_GROUPS =
      List.of(
          new double[] {0, 11},
          new double[] {9, 0},
          new double[] {0, 9},
          new double[] {0, 0},
          new double[] {11, 0},
          new double[] {0, 10});

  @Test
  void separateGroupsAreFoundWithTheirMeans() {
    KMeans found = KMeans.fit(THREE_GROUPS, 3, 10, new Seed(1));
    assertEquals(3, found.k());
    int alone = found.nearest(new double[] {1, 1});
    int right = found.nearest(new double[] {8, 1});
    int top = found.nearest(new double[] {1, 8});
    assertArrayEquals(new int[] {top, right, top, alone, right, top}, found.assignments());
    assertArrayEquals(new double[] {0, 0}, found.centre(alone), 1e-12);
    assertArrayEquals(new double[] {10, 0}, found.centre(right), 1e-12);
    assertArrayEquals(new double[] {0, 10}, found.centre(top), 1e-12);
    assertEquals(4, found.inertia(), 1e-12);
    assertEquals(List.of(alone, right, top), found.bySize());
    assertEquals(3, found.size(top));
  }

  @Test
  void theBestOfSeveralStartsIsKept() {
    List<double[]> points = new ArrayList<>();
    float[] draws = new Seed(5).named("points").uniform(400);
    for (int i = 0; i < draws.length; i += 2) {
      points.add(new double[] {draws[i], draws[i + 1]});
    }
    double one = KMeans.fit(points, 12, 1, new Seed(2)).inertia();
    double many = KMeans.fit(points, 12, 30, new Seed(2)).inertia();
    assertTrue(many < one, many + " against " + one);
  }

  @Test
  void theSameSeedGivesTheSameClusters() {
    KMeans first = KMeans.fit(THREE_GROUPS, 2, 3, new Seed(7));
    KMeans second = KMeans.fit(THREE_GROUPS, 2, 3, new Seed(7));
    assertArrayEquals(first.assignments(), second.assignments());
    assertArrayEquals(first.centre(1), second.centre(1));
  }

  @Test
  void aPointBetweenTwoCentresIsInTheOneWithTheLowerNumber() {
    KMeans found = KMeans.fit(List.of(new double[] {-1}, new double[] {1}), 2, 1, new Seed(3));
    assertEquals(0, found.nearest(new double[] {0}));
  }

  @Test
  void thereAreNoMoreClustersThanDistinctPoints() {
    List<double[]> points = List.of(new double[] {1}, new double[] {1}, new double[] {2});
    assertEquals(2, KMeans.distinct(points));
    assertEquals(0, KMeans.fit(points, 2, 1, new Seed(1)).inertia());
    assertRefused("clusters '3': expected 1 to 2", points, 3);
    assertRefused("clusters '0': expected 1 to 2", points, 0);
  }

  @Test
  void badPointsAreNamed() {
    assertRefused("no points", List.of(), 1);
    assertRefused(
        "point 1 of 1 coordinates: expected 2", List.of(new double[] {1, 2}, new double[] {1}), 1);
    assertRefused(
        "coordinate 1 of point 0 'NaN': expected a finite value",
        List.of(new double[] {1, Double.NaN}),
        1);
  }

  private static void assertRefused(String message, List<double[]> points, int k) {
    String said =
        assertThrows(IllegalArgumentException.class, () -> KMeans.fit(points, k, 1, new Seed(1)))
            .getMessage();
    assertTrue(said.startsWith(message), said);
  }
}
