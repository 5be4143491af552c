package io.reprise.datasets.augmentation;

import io.reprise.datasets.Picture;
import java.util.Arrays;
import java.util.List;

/** Pixels to cover; those outside the image do not count. */
record Rectangle(int top, int left, int height, int width) {
  static List<Integer> requireColour(String who, List<Integer> colour) {
    if (colour.isEmpty() || !colour.stream().allMatch(v -> v >= 0 && v <= 255)) {
      throw new IllegalArgumentException(
          who + ": colour " + colour + ": expected a value from 0 to 255 for each channel");
    }
    return List.copyOf(colour);
  }

  Picture fill(Picture picture, List<Integer> colour) {
    if (colour.size() != picture.channels()) {
      throw new IllegalArgumentException(
          "colour " + colour + " in " + picture + ": expected a value for each channel");
    }
    byte[] pixels = picture.pixels();
    int from = Math.max(0, left);
    int to = Math.min(picture.width(), left + width);
    for (int c = 0; c < picture.channels(); c++) {
      byte value = (byte) (int) colour.get(c);
      for (int y = Math.max(0, top); y < Math.min(picture.height(), top + height); y++) {
        int row = (c * picture.height() + y) * picture.width();
        Arrays.fill(pixels, row + from, row + to, value);
      }
    }
    return new Picture(picture.shape(), pixels);
  }
}
