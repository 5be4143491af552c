package io.reprise.experiment.figures;

import io.reprise.datasets.Picture;
import java.awt.image.BufferedImage;

/** From the suite's pictures to those of the Java library, which encodes them. */
final class Pixels {
  private static final int OPAQUE = 0xff000000;

  private Pixels() {}

  /**
   * A picture as red, green and blue.
   *
   * @throws IllegalArgumentException if it has neither one channel nor three
   */
  static BufferedImage image(Picture picture) {
    BufferedImage image =
        new BufferedImage(picture.width(), picture.height(), BufferedImage.TYPE_INT_RGB);
    put(picture, image, 0, 0);
    return image;
  }

  /** Copies a picture to a place of an image; it must fit. */
  static void put(Picture picture, BufferedImage image, int left, int top) {
    Picture colours = picture.inColour();
    for (int y = 0; y < colours.height(); y++) {
      for (int x = 0; x < colours.width(); x++) {
        image.setRGB(left + x, top + y, OPAQUE | rgb(colours, y, x));
      }
    }
  }

  /** A pixel of a picture in colour, as {@code 0xRRGGBB}. */
  static int rgb(Picture colours, int y, int x) {
    return colours.at(0, y, x) << 16 | colours.at(1, y, x) << 8 | colours.at(2, y, x);
  }
}
