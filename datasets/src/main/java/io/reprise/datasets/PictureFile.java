package io.reprise.datasets;

import io.reprise.tensor.Shape;
import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/** Reads image files. */
public final class PictureFile {
  private PictureFile() {}

  /**
   * Reads an image with one channel if it is grey, else with red, green and blue.
   *
   * @throws IOException naming the file, if it is missing, cut short or no image
   */
  public static Picture read(Path file) throws IOException {
    BufferedImage image;
    try {
      image = ImageIO.read(file.toFile());
    } catch (IOException | RuntimeException e) {
      throw new IOException(file + " cannot be decoded: " + e.getMessage(), e);
    }
    if (image == null) {
      throw new IOException(file + " is no image: expected JPEG, PNG, GIF or BMP");
    }
    int height = image.getHeight();
    int width = image.getWidth();
    if (image.getType() == BufferedImage.TYPE_BYTE_GRAY) {
      return grey(image.getRaster(), height, width);
    }
    int[] rgb = image.getRGB(0, 0, width, height, null, 0, width);
    byte[] pixels = new byte[3 * rgb.length];
    for (int i = 0; i < rgb.length; i++) {
      pixels[i] = (byte) (rgb[i] >> 16);
      pixels[rgb.length + i] = (byte) (rgb[i] >> 8);
      pixels[2 * rgb.length + i] = (byte) rgb[i];
    }
    return new Picture(Shape.of(3, height, width), pixels);
  }

  /** The stored values: a conversion to RGB would apply a gamma curve. */
  private static Picture grey(Raster raster, int height, int width) {
    byte[] pixels = new byte[height * width];
    raster.getDataElements(0, 0, width, height, pixels);
    return new Picture(Shape.of(1, height, width), pixels);
  }
}
