package io.reprise.datasets;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.reprise.tensor.Shape;
import org.junit.jupiter.api.Test;

class PictureTest {
  private static final Picture PICTURE =
      new Picture(Shape.of(2, 2, 3), new byte[] {1, 2, 3, 4, 5, 6, -1, -2, -3, -4, -5, -6});

  private static Picture row(int... values) {
    byte[] pixels = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      pixels[i] = (byte) values[i];
    }
    return new Picture(Shape.of(1, 1, values.length), pixels);
  }

  private static Picture column(int... values) {
    return new Picture(Shape.of(1, values.length, 1), row(values).pixels());
  }

  private static byte[] window(int down, int right) {
    return PICTURE.crop(down, right, 2, 3, Border.BLACK).pixels();
  }

  @Test
  void cropsAWindowOfTheImagePaddedWithBlack() {
    assertArrayEquals(PICTURE.pixels(), window(0, 0));
    assertArrayEquals(new byte[] {4, 5, 6, 0, 0, 0, -4, -5, -6, 0, 0, 0}, window(1, 0));
    assertArrayEquals(new byte[] {0, 0, 0, 1, 2, 3, 0, 0, 0, -1, -2, -3}, window(-1, 0));
    assertArrayEquals(new byte[] {2, 3, 0, 5, 6, 0, -2, -3, 0, -5, -6, 0}, window(0, 1));
    assertArrayEquals(new byte[] {0, 0, 1, 0, 0, 4, 0, 0, -1, 0, 0, -4}, window(0, -2));
    assertArrayEquals(new byte[] {0, 4, 5, 0, 0, 0, 0, -4, -5, 0, 0, 0}, window(1, -1));
    assertArrayEquals(new byte[12], window(2, 0));
    assertArrayEquals(new byte[12], window(0, -5));
    assertArrayEquals(new byte[12], window(-1, 4));
  }

  @Test
  void cropsAWindowOfAnotherSize() {
    assertArrayEquals(new byte[] {5, -5}, PICTURE.crop(1, 1, 1, 1, Border.BLACK).pixels());
    assertEquals(row(0, 1, 2, 3, 0), row(1, 2, 3).crop(0, -1, 1, 5, Border.BLACK));
    assertThrows(IllegalArgumentException.class, () -> PICTURE.crop(0, 0, 0, 1, Border.BLACK));
  }

  @Test
  void reflectsAtTheOutermostPixels() {
    assertEquals(row(3, 2, 1, 2, 3, 2, 1), row(1, 2, 3).crop(0, -2, 1, 7, Border.REFLECT));
    assertEquals(column(2, 1, 2, 3), column(1, 2, 3).crop(-1, 0, 4, 1, Border.REFLECT));
    assertEquals(
        "reflecting crop from -3 to -1 of 3 pixels: expected from -2 to 4",
        assertThrows(
                IllegalArgumentException.class,
                () -> row(1, 2, 3).crop(0, -3, 1, 3, Border.REFLECT))
            .getMessage());
    assertThrows(
        IllegalArgumentException.class, () -> row(1, 2, 3).crop(0, 3, 1, 3, Border.REFLECT));
  }

  @Test
  void mirrorsEveryRowOfEveryChannel() {
    assertArrayEquals(
        new byte[] {3, 2, 1, 6, 5, 4, -3, -2, -1, -6, -5, -4}, PICTURE.mirrored().pixels());
    assertEquals(row(2, 1), row(1, 2).mirrored());
  }

  @Test
  void shrinksByTheWeightedMeanOfAllPixelsUnderAFilterTwiceAsWide() {
    // Halving: weights 3/7, 3/7 and 1/7 at either edge, since nothing lies beyond.
    assertEquals(row((3 * 10 + 3 * 20 + 100) / 7, 155), row(10, 20, 100, 255).resized(1, 2));
    assertEquals(column(27, 155), column(10, 20, 100, 255).resized(2, 1));
    assertEquals(row(128), row(0, 255).resized(1, 1));
  }

  @Test
  void growsByTheMeanOfTheTwoNearestPixels() {
    // Centres of the new pixels lie at -0.25, 0.25, 0.75 and 1.25 of the old ones.
    assertEquals(row(0, 50, 150, 200), row(0, 200).resized(1, 4));
    assertEquals(column(0, 50, 150, 200), column(0, 200).resized(4, 1));
  }

  @Test
  void resizesAsPillowDoes() {
    byte[] pixels = new byte[105];
    for (int i = 0; i < 105; i++) {
      pixels[i % 3 * 35 + i / 3] = (byte) (i * 37 % 256);
    }
    Picture picture = new Picture(Shape.of(3, 5, 7), pixels);
    // What Pillow 12.3.0 gives with Image.BILINEAR.
    int[] pillow = {
      104, 146, 123, 105, 145, 141, 86, 123, 160, 104, 122, 161, 123, 100, 142, 141, 118, 131
    };
    byte[] small = picture.resized(2, 3).pixels();
    for (int i = 0; i < pillow.length; i++) {
      assertEquals(pillow[i], small[i] & 0xff, "value " + i);
    }
    int sum = 0;
    for (byte b : picture.resized(11, 9).pixels()) {
      sum += b & 0xff;
    }
    assertEquals(37103, sum);
  }

  @Test
  void readsMovedContentBetweenFourPixelsAndBlackFromOutside() {
    assertEquals(row(0, 10, 20), row(10, 20, 30).moved(Affine.translation(1, 0)));
    assertEquals(row(15, 25, 0), row(10, 20, 30).moved(Affine.translation(-0.5, 0)));
    assertEquals(
        row(0, 15, 25),
        row(10, 20, 30).moved(Affine.translation(0.51, 0)).crop(0, 0, 1, 3, Border.BLACK));
    assertEquals(column(20, 30, 0), column(10, 20, 30).moved(Affine.translation(0, -1)));
    assertArrayEquals(
        new byte[] {3, 2, 1, 6, 5, 4, -3, -2, -1, -6, -5, -4},
        PICTURE.moved(new Affine(-1, 0, 2, 0, 1, 0)).pixels());
  }

  @Test
  void repeatsGreyInEveryColour() {
    assertArrayEquals(new byte[] {7, 8, 7, 8, 7, 8}, row(7, 8).inColour().pixels());
    Picture rgb = row(7).inColour();
    assertSame(rgb, rgb.inColour());
    assertEquals(
        "picture [2, 2, 3] in colour: expected one channel or three",
        assertThrows(IllegalArgumentException.class, PICTURE::inColour).getMessage());
  }
}
