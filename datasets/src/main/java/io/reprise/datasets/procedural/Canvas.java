package io.reprise.datasets.procedural;

import io.reprise.datasets.Picture;
import io.reprise.tensor.Shape;
import java.util.Arrays;
import java.util.List;

/** A colour picture to draw on, in pixels from the upper left, colours as {@code 0xRRGGBB}. */
public final class Canvas {
  /** Colours that are told apart on white by most people (Okabe and Ito), and some between. */
  private static final List<Integer> PALETTE =
      List.of(
          0x0072b2, 0xe69f00, 0x009e73, 0xcc79a7, 0xd55e00, 0x56b4e9, 0x7f7f7f, 0x6a3d9a, 0xb2df8a,
          0x8c510a);

  private final int height;
  private final int width;
  private final int[] pixels;

  public Canvas(int height, int width, int background) {
    this.height = height;
    this.width = width;
    pixels = new int[height * width];
    Arrays.fill(pixels, background);
  }

  /** A copy of a picture, each pixel {@code scale} times as large. */
  public static Canvas of(Picture picture, int scale) {
    Canvas canvas = new Canvas(picture.height() * scale, picture.width() * scale, 0);
    for (int y = 0; y < canvas.height; y++) {
      for (int x = 0; x < canvas.width; x++) {
        canvas.pixels[y * canvas.width + x] = rgb(picture, y / scale, x / scale);
      }
    }
    return canvas;
  }

  /** A pixel of a picture of red, green and blue, or of grey alone. */
  private static int rgb(Picture picture, int y, int x) {
    int red = picture.at(0, y, x);
    boolean grey = picture.channels() == 1;
    int green = grey ? red : picture.at(1, y, x);
    int blue = grey ? red : picture.at(2, y, x);
    return red << 16 | green << 8 | blue;
  }

  /** The colour for a class. */
  public static int colour(int number) {
    return PALETTE.get(number % PALETTE.size());
  }

  /** From dark blue (0) over green to yellow (1), each lighter than the one before. */
  public static int heat(double share) {
    double s = Math.max(0, Math.min(1, share));
    int red = (int) (s < 0.5 ? 68 - 2 * s * 35 : 33 + (2 * s - 1) * 220);
    int green = (int) (1 + s * 230);
    int blue = (int) (s < 0.5 ? 84 + 2 * s * 56 : 140 - (2 * s - 1) * 104);
    return red << 16 | green << 8 | blue;
  }

  /** Copies a picture to a place; it must fit. */
  public void put(Picture picture, int left, int top) {
    for (int y = 0; y < picture.height(); y++) {
      for (int x = 0; x < picture.width(); x++) {
        pixels[(top + y) * width + left + x] = rgb(picture, y, x);
      }
    }
  }

  /** Fills a rectangle; what is outside is left out. */
  public void fill(int left, int top, int across, int down, int colour) {
    for (int y = Math.max(0, top); y < Math.min(height, top + down); y++) {
      for (int x = Math.max(0, left); x < Math.min(width, left + across); x++) {
        pixels[y * width + x] = colour;
      }
    }
  }

  /** Draws the outline of a rectangle, one pixel wide. */
  public void frame(int left, int top, int across, int down, int colour) {
    fill(left, top, across, 1, colour);
    fill(left, top + down - 1, across, 1, colour);
    fill(left, top, 1, down, colour);
    fill(left + across - 1, top, 1, down, colour);
  }

  /** Draws a straight line, one pixel wide. */
  public void line(double fromX, double fromY, double toX, double toY, int colour) {
    int steps = 1 + (int) Math.max(Math.abs(toX - fromX), Math.abs(toY - fromY));
    for (int i = 0; i <= steps; i++) {
      int x = (int) Math.round(fromX + (toX - fromX) * i / steps);
      int y = (int) Math.round(fromY + (toY - fromY) * i / steps);
      fill(x, y, 1, 1, colour);
    }
  }

  /**
   * Outlines an object, just outside its pixels.
   *
   * @param image whose mask it is
   * @param scale how many times as large this canvas is as the mask
   */
  public void outline(ObjectMasks masks, int image, int scale, int colour) {
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        boolean besideObject =
            inside(masks, image, scale, y - 1, x)
                || inside(masks, image, scale, y + 1, x)
                || inside(masks, image, scale, y, x - 1)
                || inside(masks, image, scale, y, x + 1);
        if (besideObject && !inside(masks, image, scale, y, x)) {
          pixels[y * width + x] = colour;
        }
      }
    }
  }

  private static boolean inside(ObjectMasks masks, int image, int scale, int y, int x) {
    return y >= 0
        && x >= 0
        && y < masks.height() * scale
        && x < masks.width() * scale
        && masks.inside(image, y / scale, x / scale);
  }

  public Picture picture() {
    byte[] planes = new byte[3 * pixels.length];
    for (int i = 0; i < pixels.length; i++) {
      planes[i] = (byte) (pixels[i] >> 16);
      planes[pixels.length + i] = (byte) (pixels[i] >> 8);
      planes[2 * pixels.length + i] = (byte) pixels[i];
    }
    return new Picture(Shape.of(3, height, width), planes);
  }
}
