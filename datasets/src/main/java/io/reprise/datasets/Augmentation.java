package io.reprise.datasets;

import io.reprise.tensor.Shape;
import java.util.Arrays;
import org.apache.commons.rng.UniformRandomProvider;

/** A random change of one training image, before it is normalised. */
@FunctionalInterface
public interface Augmentation {
  /**
   * Changes an image in place.
   *
   * @param pixels unsigned, in row-major order
   * @param image their shape, {@code [C, H, W]}
   * @param random where all randomness must come from
   */
  void apply(byte[] pixels, Shape image, UniformRandomProvider random);

  /**
   * Pads every side with black pixels and cuts out a window of the original size, each position
   * being equally likely; as torchvision's {@code RandomCrop(32, padding=4)}.
   *
   * @param padding in pixels, at least 0
   */
  record RandomCrop(int padding) implements Augmentation {
    /** Checks the padding. */
    public RandomCrop {
      if (padding < 0) {
        throw new IllegalArgumentException(
            "random crop: padding " + padding + ": expected at least 0");
      }
    }

    @Override
    public void apply(byte[] pixels, Shape image, UniformRandomProvider random) {
      int down = random.nextInt(2 * padding + 1) - padding;
      int right = random.nextInt(2 * padding + 1) - padding;
      window(pixels, image, down, right);
    }

    /** Looks at the image through a window moved down and right (up and left if negative). */
    static void window(byte[] pixels, Shape image, int down, int right) {
      int height = image.dim(1);
      int width = image.dim(2);
      for (int plane = 0; plane < pixels.length; plane += height * width) {
        for (int i = 0; i < height; i++) {
          // A row is read before it is overwritten: from the top if rows move up, else from below.
          int y = down >= 0 ? i : height - 1 - i;
          int to = plane + y * width;
          boolean inside = y + down >= 0 && y + down < height;
          int kept = inside ? Math.max(0, width - Math.abs(right)) : 0;
          int start = Math.min(width, Math.max(0, -right));
          if (kept > 0) {
            int from = plane + (y + down) * width + Math.max(0, right);
            System.arraycopy(pixels, from, pixels, to + start, kept);
          }
          Arrays.fill(pixels, to, to + start, (byte) 0);
          Arrays.fill(pixels, to + start + kept, to + width, (byte) 0);
        }
      }
    }
  }

  /** Mirrors every second image, on average, left to right. */
  record HorizontalFlip() implements Augmentation {
    @Override
    public void apply(byte[] pixels, Shape image, UniformRandomProvider random) {
      if (random.nextBoolean()) {
        mirror(pixels, image.dim(2));
      }
    }

    static void mirror(byte[] pixels, int width) {
      for (int row = 0; row < pixels.length; row += width) {
        for (int left = row, right = row + width - 1; left < right; left++, right--) {
          byte p = pixels[left];
          pixels[left] = pixels[right];
          pixels[right] = p;
        }
      }
    }
  }
}
