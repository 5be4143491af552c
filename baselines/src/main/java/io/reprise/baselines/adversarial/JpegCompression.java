package io.reprise.baselines.adversarial;

import io.reprise.tensor.Shape;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * Encodes each image as JPEG and decodes it again, with the codec of the Java runtime.
 *
 * @param quality from 0 to 100, as that codec scales it
 */
public record JpegCompression(int quality) implements PixelFilter {
  private static final double WHOLE = 100;

  /** Checks the quality. */
  public JpegCompression {
    if (quality < 0 || quality > WHOLE) {
      throw new IllegalArgumentException("JPEG quality " + quality + ": expected from 0 to 100");
    }
  }

  /**
   * Of images in grey or colour.
   *
   * @throws IllegalArgumentException if they have neither one channel nor three
   */
  @Override
  public PixelBatch apply(PixelBatch images) {
    Shape shape = images.shape();
    if (shape.dim(1) != 1 && shape.dim(1) != 3) {
      throw new IllegalArgumentException(
          "JPEG of images " + shape + ": expected one channel or three");
    }
    byte[] out = images.values();
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    try {
      for (int i = 0; i < images.size(); i++) {
        read(decoded(encoded(writer, picture(images, i))), shape, out, i);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      writer.dispose();
    }
    return new PixelBatch(shape, out);
  }

  private static BufferedImage picture(PixelBatch images, int index) {
    Shape shape = images.shape();
    int channels = shape.dim(1);
    int plane = shape.dim(2) * shape.dim(3);
    int type = channels == 1 ? BufferedImage.TYPE_BYTE_GRAY : BufferedImage.TYPE_INT_RGB;
    BufferedImage picture = new BufferedImage(shape.dim(3), shape.dim(2), type);
    for (int y = 0; y < shape.dim(2); y++) {
      for (int x = 0; x < shape.dim(3); x++) {
        int at = index * channels * plane + y * shape.dim(3) + x;
        for (int c = 0; c < channels; c++) {
          picture.getRaster().setSample(x, y, c, images.at(at + c * plane));
        }
      }
    }
    return picture;
  }

  private byte[] encoded(ImageWriter writer, BufferedImage picture) throws IOException {
    ImageWriteParam how = writer.getDefaultWriteParam();
    how.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
    how.setCompressionQuality((float) (quality / WHOLE));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (var stream = new MemoryCacheImageOutputStream(bytes)) {
      writer.setOutput(stream);
      writer.write(null, new IIOImage(picture, null, null), how);
    }
    return bytes.toByteArray();
  }

  private static BufferedImage decoded(byte[] jpeg) throws IOException {
    return ImageIO.read(new ByteArrayInputStream(jpeg));
  }

  /** In the raster's own order of bands, which is not that of {@code getRGB} for grey. */
  private static void read(BufferedImage picture, Shape shape, byte[] out, int index) {
    int channels = shape.dim(1);
    int plane = shape.dim(2) * shape.dim(3);
    for (int y = 0; y < shape.dim(2); y++) {
      for (int x = 0; x < shape.dim(3); x++) {
        int at = index * channels * plane + y * shape.dim(3) + x;
        for (int c = 0; c < channels; c++) {
          out[at + c * plane] = (byte) picture.getRaster().getSample(x, y, c);
        }
      }
    }
  }
}
