package io.reprise.datasets;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.tensor.Shape;
import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PictureFileTest {
  private static final byte[] ADOBE_CMYK = segment(0xee, "Adobe\0\144\0\0\0\0\0");
  private static final byte[] ADOBE_YCCK = segment(0xee, "Adobe\0\144\0\0\0\0\2");

  /** A note of the camera: turn by a quarter. */
  private static final byte[] EXIF_TURNED =
      segment(0xe1, "Exif\0\0MM\0\52\0\0\0\10\0\1\1\22\0\3\0\0\0\1\0\6\0\0\0\0\0\0");

  @TempDir private Path folder;

  private static byte[] segment(int marker, String content) {
    byte[] bytes = content.getBytes(StandardCharsets.ISO_8859_1);
    byte[] segment = new byte[4 + bytes.length];
    segment[0] = (byte) 0xff;
    segment[1] = (byte) marker;
    segment[3] = (byte) (2 + bytes.length);
    System.arraycopy(bytes, 0, segment, 4, bytes.length);
    return segment;
  }

  private static byte[] encode(BufferedImage image, String format) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    assertTrue(ImageIO.write(image, format, out));
    return out.toByteArray();
  }

  private Picture read(byte[] file) throws IOException {
    return PictureFile.read(Files.write(folder.resolve("bild.jpg"), file));
  }

  private static int[] values(Picture picture) {
    byte[] pixels = picture.pixels();
    int[] values = new int[pixels.length];
    Arrays.setAll(values, i -> pixels[i] & 0xff);
    return values;
  }

  private static BufferedImage of(ColorModel model, int width, int... samples) {
    WritableRaster raster =
        model.createCompatibleWritableRaster(width, samples.length / width / bands(model));
    raster.setPixels(0, 0, width, raster.getHeight(), samples);
    return new BufferedImage(model, raster, false, null);
  }

  private static int bands(ColorModel model) {
    return model instanceof IndexColorModel ? 1 : model.getNumComponents();
  }

  private static ColorModel components(int space, boolean alpha, int type) {
    return new ComponentColorModel(
        ColorSpace.getInstance(space),
        alpha,
        false,
        alpha ? Transparency.TRANSLUCENT : Transparency.OPAQUE,
        type);
  }

  /** A picture of one colour whose four values are stored as they are. */
  private static byte[] fourInks(byte[] adobe, int... stored) throws IOException {
    WritableRaster raster = Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, 16, 16, 4, null);
    for (int i = 0; i < 256; i++) {
      raster.setPixel(i % 16, i / 16, stored);
    }
    ImageWriter writer = null;
    for (var all = ImageIO.getImageWritersByFormatName("jpeg"); all.hasNext(); ) {
      ImageWriter next = all.next();
      if (next.getClass().getName().startsWith("com.sun.")) {
        writer = next;
      }
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ImageOutputStream stream = ImageIO.createImageOutputStream(out)) {
      writer.setOutput(stream);
      writer.write(null, new IIOImage(raster, null, null), null);
    } finally {
      writer.dispose();
    }
    return insert(adobe, out.toByteArray());
  }

  /** Puts a segment behind the start of a JPEG. */
  private static byte[] insert(byte[] segment, byte[] jpeg) {
    byte[] all = Arrays.copyOf(jpeg, jpeg.length + segment.length);
    System.arraycopy(segment, 0, all, 2, segment.length);
    System.arraycopy(jpeg, 2, all, 2 + segment.length, jpeg.length - 2);
    return all;
  }

  private static void assertColour(int red, int green, int blue, Picture picture) {
    assertEquals(3, picture.channels());
    int[] expected = {red, green, blue};
    for (int c = 0; c < 3; c++) {
      assertEquals(expected[c], picture.at(c, 7, 9), 2, "channel " + c);
    }
  }

  private static BufferedImage orange(int width, int height) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < width * height; i++) {
      image.setRGB(i % width, i / width, 0xf08020);
    }
    return image;
  }

  @Test
  void readsColourJpegs() throws IOException {
    Picture picture = read(encode(orange(20, 16), "jpeg"));
    assertEquals(Shape.of(3, 16, 20), picture.shape());
    assertColour(0xf0, 0x80, 0x20, picture);
  }

  @Test
  void readsGreyJpegsAsTheyAreStored() throws IOException {
    BufferedImage grey =
        of(components(ColorSpace.CS_GRAY, false, DataBuffer.TYPE_BYTE), 8, filled(64, 77));
    Picture picture = read(encode(grey, "jpeg"));
    assertArrayEquals(filled(64, 77), values(picture));
    assertEquals(Shape.of(1, 8, 8), picture.shape());
  }

  private static int[] filled(int n, int value) {
    int[] all = new int[n];
    Arrays.fill(all, value);
    return all;
  }

  @Test
  void readsJpegsOfFourInks() throws IOException {
    // Adobe stores 255 - ink, so a colour is the product of what is stored: 200 * 128 / 255 = 100.
    assertColour(100, 50, 25, read(fourInks(ADOBE_CMYK, 200, 100, 50, 128)));
    // Luma 155 without colour stands for cyan, magenta and yellow of 255 - 155, stored.
    assertColour(50, 50, 50, read(fourInks(ADOBE_YCCK, 155, 128, 128, 128)));
  }

  @Test
  void ignoresTheOrientationThatACameraNoted() throws IOException {
    byte[] jpeg = encode(orange(20, 16), "jpeg");
    assertEquals(read(jpeg), read(insert(EXIF_TURNED, jpeg)));
  }

  @Test
  void readsPalettes() throws IOException {
    byte[] red = {10, (byte) 200};
    byte[] green = {20, (byte) 100};
    byte[] blue = {30, 50};
    BufferedImage colours = of(new IndexColorModel(8, 2, red, green, blue), 3, 0, 1, 0);
    assertArrayEquals(
        new int[] {10, 200, 10, 20, 100, 20, 30, 50, 30}, values(read(encode(colours, "png"))));
    byte[] greys = {0, 85, (byte) 170, (byte) 255};
    BufferedImage twoBits = of(new IndexColorModel(2, 4, greys, greys, greys), 4, 3, 2, 1, 0);
    assertArrayEquals(new int[] {255, 170, 85, 0}, values(read(encode(twoBits, "png"))));
  }

  @Test
  void dropsTransparencyAndKeepsTheColourUnderIt() throws IOException {
    BufferedImage colour =
        of(
            components(ColorSpace.CS_sRGB, true, DataBuffer.TYPE_BYTE),
            2,
            10,
            20,
            30,
            0,
            40,
            50,
            60,
            128);
    assertArrayEquals(new int[] {10, 40, 20, 50, 30, 60}, values(read(encode(colour, "png"))));
    BufferedImage grey =
        of(components(ColorSpace.CS_GRAY, true, DataBuffer.TYPE_BYTE), 2, 10, 0, 40, 128);
    assertArrayEquals(new int[] {10, 40}, values(read(encode(grey, "png"))));
  }

  @Test
  void scales16BitsTo8() throws IOException {
    BufferedImage grey =
        of(components(ColorSpace.CS_GRAY, false, DataBuffer.TYPE_USHORT), 4, 0, 257, 65535, 32639);
    assertArrayEquals(new int[] {0, 1, 255, 127}, values(read(encode(grey, "png"))));
    BufferedImage colour =
        of(components(ColorSpace.CS_sRGB, false, DataBuffer.TYPE_USHORT), 1, 65535, 25700, 128);
    assertArrayEquals(new int[] {255, 100, 0}, values(read(encode(colour, "png"))));
  }

  private String message(String name, byte[] content) throws IOException {
    Path file = folder.resolve(name);
    Files.write(file, content);
    String message = assertThrows(IOException.class, () -> PictureFile.read(file)).getMessage();
    assertTrue(message.startsWith(file + " cannot be decoded: "), message);
    return message.substring((file + " cannot be decoded: ").length());
  }

  @Test
  void namesAFileThatIsMissingCutShortOrNoImage() throws IOException {
    Path missing = folder.resolve("fehlt-é.jpg");
    assertEquals(
        missing + " does not exist: expected an image",
        assertThrows(IOException.class, () -> PictureFile.read(missing)).getMessage());
    assertEquals(
        "no image in its 4 bytes: expected JPEG, PNG, GIF or BMP",
        message("text.jpg", "text".getBytes(StandardCharsets.US_ASCII)));
    assertEquals(
        "no image in its 0 bytes: expected JPEG, PNG, GIF or BMP",
        message("empty.jpg", new byte[0]));
    byte[] jpeg = encode(orange(200, 160), "jpeg");
    for (int length : new int[] {jpeg.length - 2, jpeg.length / 2, 300, 30}) {
      message("cut-" + length + ".jpg", Arrays.copyOf(jpeg, length));
    }
    assertTrue(message("cut.jpg", Arrays.copyOf(jpeg, jpeg.length - 40)).startsWith("cut short"));
    byte[] png = encode(orange(200, 160), "png");
    message("cut.png", Arrays.copyOf(png, png.length / 2));
    png[png.length / 2] ^= 1;
    message("flipped.png", png);
    assertTrue(
        assertThrows(IOException.class, () -> PictureFile.read(folder))
            .getMessage()
            .startsWith(folder + " cannot be read"));
  }
}
