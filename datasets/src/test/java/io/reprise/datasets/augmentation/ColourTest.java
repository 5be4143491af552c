package io.reprise.datasets.augmentation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.datasets.Picture;
import io.reprise.datasets.augmentation.ColourJitter.Step;
import io.reprise.tensor.Seed;
import io.reprise.tensor.Shape;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.commons.rng.UniformRandomProvider;
import org.junit.jupiter.api.Test;

class ColourTest {
  /** Two pixels: (200, 100, 50), whose grey is 124.2, and (20, 40, 60), whose grey is 36.3. */
  private static final Picture TWO =
      new Picture(Shape.of(3, 1, 2), new byte[] {(byte) 200, 20, 100, 40, 50, 60});

  private static int[] changed(Step step, double amount) {
    byte[] pixels = TWO.pixels();
    ColourJitter.change(pixels, step, amount);
    return values(pixels);
  }

  private static int[] values(byte[] pixels) {
    int[] values = new int[pixels.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = pixels[i] & 0xff;
    }
    return values;
  }

  @Test
  void changesBrightness() {
    assertArrayEquals(new int[] {100, 10, 50, 20, 25, 30}, changed(Step.BRIGHTNESS, 0.5));
    assertArrayEquals(new int[] {255, 40, 200, 80, 100, 120}, changed(Step.BRIGHTNESS, 2));
  }

  @Test
  void changesContrastAboutTheMeanGrey() {
    // Mean grey 80.25: half-way to it, and as far again from it.
    assertArrayEquals(new int[] {140, 50, 90, 60, 65, 70}, changed(Step.CONTRAST, 0.5));
    assertArrayEquals(new int[] {255, 0, 120, 0, 20, 40}, changed(Step.CONTRAST, 2));
  }

  @Test
  void changesSaturationAboutTheGreyOfEachPixel() {
    assertArrayEquals(new int[] {124, 36, 124, 36, 124, 36}, changed(Step.SATURATION, 0));
    assertArrayEquals(new int[] {162, 28, 112, 38, 87, 48}, changed(Step.SATURATION, 0.5));
  }

  @Test
  void turnsTheHue() {
    // A third of the circle brings red to green, green to blue and blue to red.
    assertArrayEquals(new int[] {50, 60, 200, 20, 100, 40}, changed(Step.HUE, 1.0 / 3));
    assertArrayEquals(new int[] {100, 40, 50, 60, 200, 20}, changed(Step.HUE, -1.0 / 3));
    // Half of it: each value v becomes largest + smallest - v.
    assertArrayEquals(new int[] {50, 60, 150, 40, 200, 20}, changed(Step.HUE, 0.5));
    assertArrayEquals(values(TWO.pixels()), changed(Step.HUE, 0));
  }

  @Test
  void jittersInEveryOrderWithinTheStrengths() {
    UniformRandomProvider random = new Seed(2).generator();
    Set<Picture> results = new HashSet<>();
    for (int i = 0; i < 200; i++) {
      Picture p = new ColourJitter(0.1, 0, 0, 0).apply(TWO, random);
      assertTrue(
          p.at(0, 0, 0) >= 180 && p.at(0, 0, 0) <= 220, "brightness alone: " + p.at(0, 0, 0));
      results.add(new ColourJitter(0.4, 0.4, 0.4, 0.1).apply(TWO, random));
    }
    assertTrue(results.size() > 190);
    assertEquals(TWO, new ColourJitter(0, 0, 0, 0).apply(TWO, random));
  }

  @Test
  void lightsAlongThePrincipalComponents() {
    // 255 * 0.2175 * -0.5675 = -31.5 for red, -32.2 for green, -32.4 for blue.
    assertArrayEquals(
        new int[] {169, 0, 68, 8, 18, 28},
        values(Lighting.shifted(TWO, List.of(1.0, 0.0, 0.0)).pixels()));
    // 255 * 0.0188 * 0.7192 = 3.4, -0.02, -3.3; 255 * 0.0045 * 0.4009 = 0.5, -0.9, 0.5.
    assertArrayEquals(
        new int[] {204, 24, 99, 39, 47, 57},
        values(Lighting.shifted(TWO, List.of(0.0, 1.0, 1.0)).pixels()));
    UniformRandomProvider random = new Seed(2).generator();
    assertFalse(new Lighting(1).apply(TWO, random).equals(new Lighting(1).apply(TWO, random)));
    assertEquals(TWO, new Lighting(0).apply(TWO, random));
  }

  @Test
  void refusesGreyPicturesAndStrengthsThatAreNone() {
    Picture grey = new Picture(Shape.of(1, 1, 1), new byte[1]);
    UniformRandomProvider random = new Seed(2).generator();
    assertEquals(
        "colour jitter of picture [1, 1, 1]: expected red, green and blue",
        assertThrows(
                IllegalArgumentException.class,
                () -> new ColourJitter(1, 1, 1, 0).apply(grey, random))
            .getMessage());
    assertThrows(IllegalArgumentException.class, () -> new Lighting(1).apply(grey, random));
    assertThrows(IllegalArgumentException.class, () -> new ColourJitter(0, -1, 0, 0));
    assertThrows(IllegalArgumentException.class, () -> new ColourJitter(0, 0, 0, 0.6));
    assertThrows(IllegalArgumentException.class, () -> new Lighting(-0.1));
  }
}
