package io.reprise.experiment.figures;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.datasets.Normalisation;
import io.reprise.datasets.Picture;
import io.reprise.tensor.Shape;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.junit.jupiter.api.Test;

class DrawingTest {
  private static final Range UNIT = new Range(0, 1);

  private static Picture grey(int height, int width, int... values) {
    byte[] pixels = new byte[height * width];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) values[values.length == 1 ? 0 : i];
    }
    return new Picture(Shape.of(1, height, width), pixels);
  }

  private static int[] row(Picture picture, int y) {
    return IntStream.range(0, picture.width()).map(x -> Pixels.rgb(picture, y, x)).toArray();
  }

  /** Entries of matplotlib's table that this one has, and entries that it has not. */
  @Test
  void viridisIsThePublishedTable() {
    assertEquals(0x440154, Viridis.rgb(0));
    assertEquals(0x27808e, Viridis.rgb(110 / 255.0));
    assertEquals(0xfde725, Viridis.rgb(1));
    assertEquals(0x440154, Viridis.rgb(-3));
    assertEquals(0xfde725, Viridis.rgb(7));
    int[][] published = {
      {1, 0x440256}, {7, 0x460b5e}, {128, 0x21918c}, {143, 0x1f9f88}, {251, 0xf4e61e}
    };
    for (int[] entry : published) {
      int found = Viridis.rgb(entry[0] / 255.0);
      for (int shift = 0; shift < 24; shift += 8) {
        int difference = (found >> shift & 0xff) - (entry[1] >> shift & 0xff);
        assertTrue(Math.abs(difference) <= 1, Integer.toHexString(found) + " at " + entry[0]);
      }
    }
  }

  @Test
  void viridisGetsLighterByEqualSteps() {
    for (int i = 0; i < 17; i++) {
      double step = lightness(Viridis.rgb((i + 1) / 17.0)) - lightness(Viridis.rgb(i / 17.0));
      assertEquals(4.6, step, 0.6, "step " + i);
    }
  }

  /** CIE 1976, from 0 to 100. */
  private static double lightness(int rgb) {
    double luminance =
        0.2126 * linear(rgb >> 16) + 0.7152 * linear(rgb >> 8) + 0.0722 * linear(rgb);
    return 116 * Math.cbrt(luminance) - 16;
  }

  /** A channel's light, by the definition of sRGB. */
  private static double linear(int channel) {
    double c = (channel & 0xff) / 255.0;
    return c <= 0.04045 ? c / 12.92 : Math.pow((c + 0.055) / 1.055, 2.4);
  }

  @Test
  void aHeatMapHasASquareForEachValue() {
    Picture map = HeatMap.of(new float[][] {{2, 4}, {Float.NaN, 9}}, new Range(2, 4), 2);
    assertEquals(Shape.of(3, 4, 4), map.shape());
    int low = 0x440154;
    int high = 0xfde725;
    assertArrayEquals(new int[] {low, low, high, high}, row(map, 1));
    int none = HeatMap.NOT_A_NUMBER;
    assertArrayEquals(new int[] {none, none, high, high}, row(map, 2));
  }

  @Test
  void mapsOfOneRangeShareIt() {
    Range range = Range.of(new float[][] {{3, Float.NaN}}, new float[][] {{-1}, {5}});
    assertEquals(new Range(-1, 5), range);
    assertEquals("from dark violet (-1.00) to yellow (5.00)", range.words());
    assertEquals(0.5, range.share(2));
    assertEquals(0, new Range(2, 2).share(2));
    String none =
        assertThrows(IllegalArgumentException.class, () -> Range.of(new float[][] {{Float.NaN}}))
            .getMessage();
    assertTrue(none.contains("at least one finite value"), none);
    assertThrows(IllegalArgumentException.class, () -> new Range(1, 0));
    assertThrows(IllegalArgumentException.class, () -> new Range(0, Double.NaN));
  }

  @Test
  void refusesMapsThatAreNoRectangle() {
    String uneven =
        assertThrows(
                IllegalArgumentException.class,
                () -> HeatMap.of(new float[][] {{1, 2}, {3}}, UNIT, 1))
            .getMessage();
    assertEquals("heat map with rows of 2 and 1: expected equal lengths", uneven);
    assertThrows(IllegalArgumentException.class, () -> HeatMap.of(new float[0][], UNIT, 1));
    assertThrows(IllegalArgumentException.class, () -> HeatMap.of(new float[][] {{1}}, UNIT, 0));
  }

  @Test
  void anInputBecomesThePictureItWasMadeFrom() {
    byte[] pixels = new byte[3 * 4 * 5];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) (i * 67);
    }
    Picture picture = new Picture(Shape.of(3, 4, 5), pixels);
    float[] batch = new float[2 * pixels.length];
    for (int i = 0; i < pixels.length; i++) {
      int c = i / 20;
      double share = Byte.toUnsignedInt(pixels[i]) / 255.0;
      batch[pixels.length + i] =
          (float)
              ((share - Normalisation.IMAGENET.mean().get(c))
                  / Normalisation.IMAGENET.standardDeviation().get(c));
    }
    assertEquals(picture, InputPicture.of(batch, 1, picture.shape(), Normalisation.IMAGENET));
  }

  @Test
  void anInputBeyondTheColoursIsCut() {
    Normalisation shares = new Normalisation(List.of(0.0), List.of(1.0));
    Picture cut = InputPicture.of(new float[] {-2, 0.5f, 7}, 0, Shape.of(1, 1, 3), shares);
    assertEquals(
        List.of(0, 128, 255), IntStream.range(0, 3).mapToObj(x -> cut.at(0, 0, x)).toList());
    assertThrows(
        IllegalArgumentException.class,
        () -> InputPicture.of(new float[3], 1, Shape.of(1, 1, 3), shares));
    assertThrows(
        IllegalArgumentException.class,
        () -> InputPicture.of(new float[] {Float.NaN}, 0, Shape.of(1, 1, 1), shares));
    assertThrows(
        IllegalArgumentException.class,
        () -> InputPicture.of(new float[3], 0, Shape.of(3, 1, 1), shares));
  }

  @Test
  void anOverlayMixesTheStretchedMapIntoThePicture() {
    Picture black = grey(2, 4, 0);
    Picture over = Overlay.of(black, new float[][] {{0, 1}}, UNIT, 0.5);
    // Centres of pixels lie at 1/4 and 3/4 of a value before and behind its centre.
    int[] expected =
        IntStream.of(0, 1, 3, 4)
            .map(quarter -> Viridis.mixed(0, Viridis.rgb(quarter / 4.0), 0.5))
            .toArray();
    assertArrayEquals(expected, row(over, 0));
    assertArrayEquals(expected, row(over, 1));
    assertEquals(black.inColour(), Overlay.of(black, new float[][] {{0, 1}}, UNIT, 0));
    Picture hole = Overlay.of(black, new float[][] {{Float.NaN}}, UNIT, 1);
    assertEquals(black.inColour(), hole);
    assertThrows(
        IllegalArgumentException.class, () -> Overlay.of(black, new float[][] {{0}}, UNIT, 1.5));
  }

  @Test
  void tilesStandInEqualRowsAndColumnsWithGapsThatArePaper() {
    Tiles tiles =
        Tiles.of(
            List.of("first", "second"),
            List.of("a", "b", "c"),
            (r, c) -> grey(2, 3, 10 * (r + 1) + c));
    BufferedImage image = tiles.image();
    assertEquals(3 * (3 + 4), image.getWidth());
    assertEquals(2 * (2 + 4), image.getHeight());
    assertEquals(0, image.getRGB(0, 0), "transparent");
    assertEquals(0xff0a0a0a, image.getRGB(2, 2));
    assertEquals(0, image.getRGB(5, 2));
    assertEquals(0xff161616, image.getRGB(2 + 2 * 7 + 2, 2 + 6 + 1));
    Figure figure = tiles.figure("tiles", "Six greys.", "Six grey tiles.");
    assertEquals(List.of("first", "second"), figure.titles().rows());
    assertEquals(List.of("a", "b", "c"), figure.titles().columns());
  }

  @Test
  void refusesTilesOfDifferentSizes() {
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () -> Tiles.of(List.of(""), List.of("a", "b"), (r, c) -> grey(2, 2 + c, 0)))
            .getMessage();
    assertEquals("tile in row 0, column 1 of 2 x 3 pixels: expected 2 x 2 as the first", message);
    assertThrows(
        IllegalArgumentException.class,
        () -> Tiles.of(List.of(), List.of("a"), (r, c) -> grey(1, 1, 0)));
  }

  @Test
  void aClipHasItsFramesForTheirTimeAndStartsAgain() throws IOException {
    List<Picture> frames = List.of(grey(4, 6, 0), grey(4, 6, 128), grey(4, 6, 255));
    Figure figure = Clip.of(frames, 120).figure("clip", "It gets lighter.", "Black to white.");
    assertEquals(6, figure.width());
    assertEquals(4, figure.height());
    List<Integer> greys = new ArrayList<>();
    ImageReader reader = ImageIO.getImageReadersByFormatName("gif").next();
    try (ImageInputStream in =
        new MemoryCacheImageInputStream(new ByteArrayInputStream(figure.bytes()))) {
      reader.setInput(in);
      for (int i = 0; i < reader.getNumImages(true); i++) {
        greys.add(reader.read(i).getRGB(3, 2) & 0xff);
        IIOMetadata metadata = reader.getImageMetadata(i);
        IIOMetadataNode root =
            (IIOMetadataNode) metadata.getAsTree(metadata.getNativeMetadataFormatName());
        IIOMetadataNode control =
            (IIOMetadataNode) root.getElementsByTagName("GraphicControlExtension").item(0);
        assertEquals("12", control.getAttribute("delayTime"));
        assertEquals(i == 0 ? 1 : 0, root.getElementsByTagName("ApplicationExtension").getLength());
      }
    } finally {
      reader.dispose();
    }
    assertEquals(List.of(0, 128, 255), greys);
  }

  @Test
  void gapsOfAClipOfTilesAreTransparent() throws IOException {
    Tiles dark = Tiles.of(List.of(""), List.of("a", "b"), (r, c) -> grey(3, 3, 0));
    Tiles light = Tiles.of(List.of(""), List.of("a", "b"), (r, c) -> grey(3, 3, 250));
    Figure figure = Clip.ofTiles(List.of(dark, light), 50).figure("clip", "Two.", "Two.");
    assertEquals(List.of("a", "b"), figure.titles().columns());
    ImageReader reader = ImageIO.getImageReadersByFormatName("gif").next();
    try (ImageInputStream in =
        new MemoryCacheImageInputStream(new ByteArrayInputStream(figure.bytes()))) {
      reader.setInput(in);
      for (int i = 0; i < 2; i++) {
        BufferedImage frame = reader.read(i);
        assertEquals(0, frame.getRGB(0, 0) >>> 24, "gap of frame " + i);
        assertEquals(i == 0 ? 0xff000000 : 0xfffafafa, frame.getRGB(3, 3));
      }
    } finally {
      reader.dispose();
    }
    Tiles other = Tiles.of(List.of(""), List.of("a", "c"), (r, c) -> grey(3, 3, 0));
    assertThrows(IllegalArgumentException.class, () -> Clip.ofTiles(List.of(dark, other), 50));
  }

  @Test
  void refusesClipsThatNoBrowserShowsAsAsked() {
    List<Picture> one = List.of(grey(1, 1, 0));
    assertThrows(IllegalArgumentException.class, () -> Clip.of(List.of(), 100));
    assertThrows(IllegalArgumentException.class, () -> Clip.of(one, 10));
    assertThrows(IllegalArgumentException.class, () -> Clip.of(one, 125));
    assertThrows(
        IllegalArgumentException.class, () -> Clip.of(List.of(grey(1, 1, 0), grey(1, 2, 0)), 100));
  }

  @Test
  void theSameValuesGiveTheSameBytes() {
    float[][] values = new float[20][30];
    for (int y = 0; y < 20; y++) {
      for (int x = 0; x < 30; x++) {
        values[y][x] = (x * 31 + y * 17) % 23;
      }
    }
    byte[][] twice = new byte[2][];
    for (int i = 0; i < 2; i++) {
      Picture map = Overlay.of(grey(40, 60, 90), values, Range.of(values), 0.6);
      twice[i] = Clip.of(List.of(map, map.mirrored()), 100).figure("a", "b", "c").bytes();
    }
    assertTrue(Arrays.equals(twice[0], twice[1]));
  }
}
