package io.reprise.datasets;

import io.reprise.tensor.Shape;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.DataBufferByte;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.event.IIOReadWarningListener;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * Reads image files: JPEG (grey, colour, and cyan-magenta-yellow-black as some of ImageNet), PNG,
 * GIF and BMP, through ImageIO with the JPEG plug-in of TwelveMonkeys.
 *
 * <p>Milliseconds to decode a JPEG of quality about 90 into planes, the mean of two rounds of a
 * second on a machine that was not idle, and what the library adds to a download. On the colour
 * files tried all gave the same values to the bit; of four inks OpenCV's are off by one.
 *
 * <table>
 *   <caption>JPEG decoders</caption>
 *   <tr><th>decoder</th><th>500 x 375</th><th>2048 x 1536</th><th>CMYK</th><th>MB</th></tr>
 *   <tr><td>ImageIO of JDK 17 (Debian), {@code getRGB}</td><td>5.9</td><td>82</td><td>wrong</td><td>0</td></tr>
 *   <tr><td>ImageIO, its raster</td><td>2.7</td><td>38</td><td>wrong</td><td>0</td></tr>
 *   <tr><td>TwelveMonkeys 3.12.0, its raster (used here)</td><td>2.9</td><td>40</td><td>right</td><td>0.6</td></tr>
 *   <tr><td>Leptonica 1.87.0 (JavaCPP)</td><td>2.2</td><td>37</td><td>right</td><td>4.3 a platform</td></tr>
 *   <tr><td>OpenCV 4.13.0 (JavaCPP)</td><td>1.8</td><td>28</td><td>right</td><td>33 a platform</td></tr>
 * </table>
 *
 * <p>On Temurin 25, which brings its own libjpeg, the rows are 6.6, 3.6, 4.5, 2.3, 1.9 and 96, 53,
 * 48, 33, 24. Native code would save about one millisecond an image of ImageNet's size on the first
 * and two on the second, and cost a download and native memory on every platform.
 */
public final class PictureFile {
  private PictureFile() {}

  /**
   * Reads an image with one channel if it is stored as grey, else with red, green and blue.
   *
   * <p>Values are those that are stored: transparency is dropped (a transparent pixel has the
   * colour that its file gives it), colour profiles do not change red, green and blue, and an
   * orientation that a camera noted is ignored, as by Pillow and torchvision. Values of another
   * depth than 8 bits are scaled to 0 to 255 and rounded.
   *
   * @throws IOException naming the file, if it is missing, cut short or no image
   */
  public static Picture read(Path file) throws IOException {
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      throw new IOException(file + " does not exist: expected an image", e);
    } catch (IOException e) {
      throw new IOException(file + " cannot be read: " + e.getMessage(), e);
    }
    try {
      return picture(decode(bytes));
    } catch (IOException | RuntimeException e) {
      throw new IOException(file + " cannot be decoded: " + e.getMessage(), e);
    }
  }

  private static BufferedImage decode(byte[] bytes) throws IOException {
    try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes))) {
      Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
      if (!readers.hasNext()) {
        throw new IOException(
            "no image in its " + bytes.length + " bytes: expected JPEG, PNG, GIF or BMP");
      }
      ImageReader reader = readers.next();
      try {
        EndWatch end = new EndWatch();
        reader.addIIOReadWarningListener(end);
        reader.setInput(in, true, true);
        BufferedImage image = reader.read(0);
        end.requireWhole();
        return image;
      } finally {
        reader.dispose();
      }
    }
  }

  /** JPEG readers fill what is missing of a file with grey, and only warn. */
  private static final class EndWatch implements IIOReadWarningListener {
    private String cutShort = "";

    @Override
    public void warningOccurred(ImageReader source, String warning) {
      if (warning.contains("Truncated") || warning.contains("remature end")) {
        cutShort = warning;
      }
    }

    void requireWhole() throws IOException {
      if (!cutShort.isEmpty()) {
        throw new IOException("cut short: " + cutShort);
      }
    }
  }

  private static Picture picture(BufferedImage image) {
    if (image.getColorModel() instanceof IndexColorModel palette) {
      return indexed(image.getRaster(), palette);
    }
    if (image.getType() == BufferedImage.TYPE_3BYTE_BGR) {
      return blueGreenRed(image);
    }
    boolean grey = image.getColorModel().getNumColorComponents() == 1;
    return scaled(image.getRaster(), image.getColorModel(), grey ? 1 : 3);
  }

  /** How JPEG readers give colours: several times as fast as value by value. */
  private static Picture blueGreenRed(BufferedImage image) {
    byte[] data = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
    int plane = image.getHeight() * image.getWidth();
    byte[] pixels = new byte[3 * plane];
    for (int i = 0, from = 0; i < plane; i++, from += 3) {
      pixels[i] = data[from + 2];
      pixels[plane + i] = data[from + 1];
      pixels[2 * plane + i] = data[from];
    }
    return new Picture(Shape.of(3, image.getHeight(), image.getWidth()), pixels);
  }

  /** The stored values: a conversion of grey to RGB would apply a gamma curve. */
  private static Picture scaled(Raster raster, ColorModel model, int channels) {
    int height = raster.getHeight();
    int width = raster.getWidth();
    byte[] pixels = new byte[channels * height * width];
    int[] row = new int[width];
    for (int c = 0; c < channels; c++) {
      int largest = (1 << model.getComponentSize(c)) - 1;
      for (int y = 0; y < height; y++) {
        raster.getSamples(raster.getMinX(), raster.getMinY() + y, width, 1, c, row);
        int to = (c * height + y) * width;
        for (int x = 0; x < width; x++) {
          pixels[to + x] = (byte) ((row[x] * 255 + largest / 2) / largest);
        }
      }
    }
    return new Picture(Shape.of(channels, height, width), pixels);
  }

  /** A palette of greys is how readers give grey of less than 8 bits. */
  private static Picture indexed(Raster raster, IndexColorModel palette) {
    int height = raster.getHeight();
    int width = raster.getWidth();
    int plane = height * width;
    int[] at =
        raster.getSamples(raster.getMinX(), raster.getMinY(), width, height, 0, new int[plane]);
    boolean grey = true;
    for (int i = 0; i < palette.getMapSize(); i++) {
      grey &= palette.getRed(i) == palette.getGreen(i) && palette.getGreen(i) == palette.getBlue(i);
    }
    byte[] pixels = new byte[(grey ? 1 : 3) * plane];
    for (int i = 0; i < plane; i++) {
      pixels[i] = (byte) palette.getRed(at[i]);
      if (!grey) {
        pixels[plane + i] = (byte) palette.getGreen(at[i]);
        pixels[2 * plane + i] = (byte) palette.getBlue(at[i]);
      }
    }
    return new Picture(Shape.of(grey ? 1 : 3, height, width), pixels);
  }
}
