package io.reprise.datasets.augmentation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.datasets.Picture;
import io.reprise.tensor.Seed;
import io.reprise.tensor.Shape;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.junit.jupiter.api.Test;

class ResizedCropTest {
  private static final UniformRandomProvider NONE =
      () -> {
        throw new AssertionError("draws no random numbers");
      };

  private static Picture blank(int height, int width) {
    return new Picture(Shape.of(3, height, width), new byte[3 * height * width]);
  }

  private static List<RandomResizedCrop.Window> windows(
      RandomResizedCrop crop, int height, int width) {
    UniformRandomProvider random = new Seed(5).generator();
    return IntStream.range(0, 4_000).mapToObj(i -> crop.window(height, width, random)).toList();
  }

  @Test
  void drawsAreasAndRatiosWithinTheirLimits() {
    List<RandomResizedCrop.Window> windows = windows(new RandomResizedCrop(224), 375, 500);
    double share = 0;
    double narrow = 0;
    for (RandomResizedCrop.Window w : windows) {
      assertTrue(w.top() >= 0 && w.top() + w.height() <= 375, w.toString());
      assertTrue(w.left() >= 0 && w.left() + w.width() <= 500, w.toString());
      double area = w.height() * w.width() / (375.0 * 500);
      assertTrue(area > 0.078 && area <= 1, w.toString());
      double ratio = (double) w.width() / w.height();
      assertTrue(ratio > 0.74 && ratio < 1.35, w.toString());
      share += area / windows.size();
      narrow += ratio < 1 ? 1.0 / windows.size() : 0;
    }
    // Uniform from 0.08 to 1 would have mean 0.54, but large windows often do not fit, tall ones
    // least.
    assertTrue(share > 0.41 && share < 0.46, "mean area " + share);
    assertTrue(narrow > 0.40 && narrow < 0.52, "share of narrow windows " + narrow);
  }

  @Test
  void reachesEveryPlace() {
    List<RandomResizedCrop.Window> windows =
        windows(new RandomResizedCrop(8, 0.25, 0.25, 1, 1), 4, 4);
    for (int place = 0; place < 9; place++) {
      RandomResizedCrop.Window w = new RandomResizedCrop.Window(place / 3, place % 3, 2, 2);
      long count = windows.stream().filter(w::equals).count();
      assertEquals(444.0, (double) count, 100, w.toString());
    }
  }

  @Test
  void takesTheMiddleOfAnImageThatIsTooLong() {
    RandomResizedCrop whole = new RandomResizedCrop(8, 1, 1, 1, 2);
    UniformRandomProvider random = new Seed(1).generator();
    assertEquals(new RandomResizedCrop.Window(0, 40, 10, 20), whole.window(10, 100, random));
    assertEquals(new RandomResizedCrop.Window(45, 0, 10, 10), whole.window(100, 10, random));
    assertEquals(Shape.of(3, 8, 8), whole.apply(blank(10, 100), random).shape());
  }

  @Test
  void resizesTheShorterSideAndCutsTheCentre() {
    Picture resized = new Resize(256).apply(blank(375, 500), NONE);
    assertEquals(Shape.of(3, 256, 341), resized.shape());
    assertEquals(Shape.of(3, 341, 256), new Resize(256).apply(blank(500, 375), NONE).shape());
    assertEquals(Shape.of(3, 224, 224), new CentreCrop(224).apply(resized, NONE).shape());
  }

  @Test
  void cutsTheMiddleOrPadsIt() {
    Picture row = new Picture(Shape.of(1, 1, 5), new byte[] {1, 2, 3, 4, 5});
    Picture three = new CentreCrop(3).apply(row, NONE);
    assertEquals(new Picture(Shape.of(1, 3, 3), new byte[] {0, 0, 0, 2, 3, 4, 0, 0, 0}), three);
  }

  @Test
  void refusesLimitsThatAreNone() {
    for (RandomAffineArguments a :
        List.of(
            new RandomAffineArguments(-1, 0, 1, 1),
            new RandomAffineArguments(0, 2, 1, 1),
            new RandomAffineArguments(0, 0, 0, 1),
            new RandomAffineArguments(0, 0, 2, 1))) {
      assertThrows(IllegalArgumentException.class, a::make);
    }
    assertThrows(
        IllegalArgumentException.class, () -> new RandomResizedCrop(224, 0, 1, 0.75, 1.33));
    assertThrows(
        IllegalArgumentException.class, () -> new RandomResizedCrop(224, 0.5, 1, 1.5, 1.33));
    assertThrows(IllegalArgumentException.class, () -> new Resize(0));
    assertThrows(IllegalArgumentException.class, () -> new CentreCrop(0));
  }

  private record RandomAffineArguments(double degrees, double move, double from, double to) {
    RandomAffine make() {
      return new RandomAffine(degrees, move, from, to);
    }
  }
}
