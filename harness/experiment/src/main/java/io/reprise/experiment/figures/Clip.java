package io.reprise.experiment.figures;

import io.reprise.datasets.Picture;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Pictures one after the other, over and over: an animated GIF of at most 256 colours a frame. */
public final class Clip {
  private static final String FRAME = "javax_imageio_gif_image_1.0";
  private static final int HUNDREDTH = 10;

  private final Figure.Titles titles;
  private final List<BufferedImage> frames;
  private final int milliseconds;

  private Clip(Figure.Titles titles, List<BufferedImage> frames, int milliseconds) {
    if (frames.isEmpty()) {
      throw new IllegalArgumentException("clip without frames: expected at least one");
    }
    for (BufferedImage frame : frames) {
      BufferedImage first = frames.get(0);
      if (frame.getWidth() != first.getWidth() || frame.getHeight() != first.getHeight()) {
        throw new IllegalArgumentException(
            "clip with frames of "
                + first.getWidth()
                + " x "
                + first.getHeight()
                + " and "
                + frame.getWidth()
                + " x "
                + frame.getHeight()
                + " pixels: expected one size");
      }
    }
    if (milliseconds < 2 * HUNDREDTH || milliseconds % HUNDREDTH != 0) {
      throw new IllegalArgumentException(
          "clip with frames of " + milliseconds + " ms: expected whole tens, at least 20");
    }
    this.titles = titles;
    this.frames = frames;
    this.milliseconds = milliseconds;
  }

  /**
   * A clip of pictures.
   *
   * @param milliseconds how long each is seen: whole tens, at least 20, since GIF counts hundredths
   *     of a second and browsers slow down what is faster
   * @throws IllegalArgumentException if there are no frames, they differ in size, or the time is
   *     none of these
   */
  public static Clip of(List<Picture> frames, int milliseconds) {
    return new Clip(Figure.Titles.NONE, frames.stream().map(Pixels::image).toList(), milliseconds);
  }

  /**
   * A clip of grids, whose tiles move together.
   *
   * @throws IllegalArgumentException as above, or if titles differ from frame to frame
   */
  public static Clip ofTiles(List<Tiles> frames, int milliseconds) {
    List<Figure.Titles> titles = frames.stream().map(Tiles::titles).distinct().toList();
    if (titles.size() > 1) {
      throw new IllegalArgumentException(
          "clip of grids with titles " + titles + ": expected the same in every frame");
    }
    return new Clip(
        titles.isEmpty() ? Figure.Titles.NONE : titles.get(0),
        frames.stream().map(Tiles::image).toList(),
        milliseconds);
  }

  /**
   * The clip as a figure; see {@link Figure#gif(String, String, String, Figure.Titles, byte[])} for
   * the texts and for what is thrown.
   */
  public Figure figure(String name, String caption, String alternativeText) {
    return Figure.gif(name, caption, alternativeText, titles, gif());
  }

  /**
   * The first picture of a GIF.
   *
   * @throws IOException if the bytes are no GIF or end before it does
   */
  public static BufferedImage firstFrame(byte[] gif) throws IOException {
    ImageReader reader = ImageIO.getImageReadersByFormatName("gif").next();
    try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(gif))) {
      reader.setInput(in);
      return reader.read(0);
    } catch (RuntimeException e) {
      throw new IOException(e.toString(), e); // the reader trusts the lengths that it reads
    } finally {
      reader.dispose();
    }
  }

  private byte[] gif() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageWriter writer = ImageIO.getImageWritersByFormatName("gif").next();
    try (ImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
      writer.setOutput(out);
      writer.prepareWriteSequence(null);
      for (int i = 0; i < frames.size(); i++) {
        writer.writeToSequence(
            new IIOImage(frames.get(i), null, metadata(writer, frames.get(i), i == 0)), null);
      }
      writer.endWriteSequence();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }

  private IIOMetadata metadata(ImageWriter writer, BufferedImage frame, boolean first)
      throws IOException {
    IIOMetadata metadata =
        writer.getDefaultImageMetadata(ImageTypeSpecifier.createFromRenderedImage(frame), null);
    IIOMetadataNode root = new IIOMetadataNode(FRAME);
    IIOMetadataNode control = new IIOMetadataNode("GraphicControlExtension");
    // What is transparent in a frame must not show the frame before.
    control.setAttribute("disposalMethod", "restoreToBackgroundColor");
    control.setAttribute("userInputFlag", "FALSE");
    control.setAttribute("transparentColorFlag", "FALSE");
    control.setAttribute("transparentColorIndex", "0");
    control.setAttribute("delayTime", Integer.toString(milliseconds / HUNDREDTH));
    root.appendChild(control);
    if (first) {
      root.appendChild(endlessly());
    }
    metadata.mergeTree(FRAME, root);
    return metadata;
  }

  /** Netscape's extension: a sub-block 1 with how often it is repeated, 0 for ever. */
  private static IIOMetadataNode endlessly() {
    IIOMetadataNode extension = new IIOMetadataNode("ApplicationExtension");
    extension.setAttribute("applicationID", "NETSCAPE");
    extension.setAttribute("authenticationCode", "2.0");
    extension.setUserObject(new byte[] {1, 0, 0});
    IIOMetadataNode extensions = new IIOMetadataNode("ApplicationExtensions");
    extensions.appendChild(extension);
    return extensions;
  }
}
