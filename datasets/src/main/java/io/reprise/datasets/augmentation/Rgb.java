package io.reprise.datasets.augmentation;

import io.reprise.datasets.Picture;

/** Arithmetic on the colours of a picture. Values are from 0 to 255. */
final class Rgb {
  private Rgb() {}

  static void requireColour(String who, Picture picture) {
    if (picture.channels() != 3) {
      throw new IllegalArgumentException(who + " of " + picture + ": expected red, green and blue");
    }
  }

  /** The nearest value that there is. */
  static byte toByte(double value) {
    return (byte) (int) (Math.min(255, Math.max(0, value)) + 0.5);
  }

  /** Luma as in ITU-R BT.601. */
  static double grey(byte[] pixels, int i) {
    int plane = pixels.length / 3;
    return 0.299 * (pixels[i] & 0xff)
        + 0.587 * (pixels[plane + i] & 0xff)
        + 0.114 * (pixels[2 * plane + i] & 0xff);
  }

  /** Turns the hue of each pixel by a share of the full circle; its lightness and chroma stay. */
  static void turnHue(byte[] pixels, double turn) {
    int plane = pixels.length / 3;
    for (int i = 0; i < plane; i++) {
      int red = pixels[i] & 0xff;
      int green = pixels[plane + i] & 0xff;
      int blue = pixels[2 * plane + i] & 0xff;
      int most = Math.max(red, Math.max(green, blue));
      int chroma = most - Math.min(red, Math.min(green, blue));
      if (chroma > 0) {
        // From red at 0 over yellow, green, cyan, blue and magenta back to red at 6.
        double hue;
        if (most == red) {
          hue = (double) (green - blue) / chroma;
        } else if (most == green) {
          hue = 2 + (double) (blue - red) / chroma;
        } else {
          hue = 4 + (double) (red - green) / chroma;
        }
        hue += 6 * turn;
        pixels[i] = channel(most, chroma, hue + 5);
        pixels[plane + i] = channel(most, chroma, hue + 3);
        pixels[2 * plane + i] = channel(most, chroma, hue + 1);
      }
    }
  }

  /** Falls from the largest value by the chroma and rises again, over four of six steps. */
  private static byte channel(int most, int chroma, double at) {
    double k = at - 6 * Math.floor(at / 6);
    return toByte(most - chroma * Math.max(0, Math.min(1, Math.min(k, 4 - k))));
  }
}
