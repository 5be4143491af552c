package io.reprise.experiment.figures;

import io.reprise.datasets.Picture;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * A picture that a trial hands over with its numbers: a PNG, or a GIF that may move.
 *
 * <p>No text is drawn into pictures, since fonts differ from machine to machine: the titles of
 * tiles stand beside the picture as text.
 */
public final class Figure {
  /** The largest picture in bytes: a page shows one of each variant, and is to stay light. */
  public static final int MOST_BYTES = 400_000;

  /** Where a GIF's header says its size: two bytes each, the lower one first. */
  private static final int GIF_WIDTH = 6;

  private static final int GIF_HEIGHT = 8;

  /** How a picture is encoded. */
  public enum Format {
    PNG,
    GIF;

    /** Of the files that hold such pictures, without the dot. */
    public String ending() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * Titles of the rows and columns of a picture that is a grid of equal tiles.
   *
   * @param rows from the top; empty if the picture is no grid
   * @param columns from the left
   */
  public record Titles(List<String> rows, List<String> columns) {
    /** Of a picture that is no grid. */
    public static final Titles NONE = new Titles(List.of(), List.of());

    /** Copies the lists. */
    public Titles {
      rows = List.copyOf(rows);
      columns = List.copyOf(columns);
    }
  }

  private final String name;
  private final String caption;
  private final String alternativeText;
  private final Titles titles;
  private final Format format;
  private final byte[] bytes;
  private final int width;
  private final int height;
  private final List<Sound> sounds;

  private Figure(
      String name,
      String caption,
      String alternativeText,
      Titles titles,
      Format format,
      byte[] bytes,
      int width,
      int height,
      List<Sound> sounds) {
    this.name = requireText(name, "a figure's name");
    this.caption = requireText(caption, "the caption of figure '" + name + "'");
    this.alternativeText =
        requireText(alternativeText, "the alternative text of figure '" + name + "'");
    this.titles = titles;
    this.format = format;
    this.bytes = bytes;
    this.width = width;
    this.height = height;
    this.sounds = List.copyOf(sounds);
    if (bytes.length > MOST_BYTES) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "figure '%s' of %d x %d pixels takes %,d bytes as %s: expected at most %,d; show"
                  + " fewer or smaller tiles or frames",
              name,
              width,
              height,
              bytes.length,
              format,
              MOST_BYTES));
    }
  }

  private static String requireText(String text, String what) {
    if (text == null || text.isBlank()) {
      throw new IllegalArgumentException(what + " is '" + text + "': expected words");
    }
    return text;
  }

  /**
   * A still picture.
   *
   * @param name unique in the trial, and the same in all variants that show the same thing: a page
   *     puts these side by side under it, for example {@code attention maps}
   * @param caption what is seen and how it was made, in words
   * @param alternativeText what the picture shows, for those who cannot see it
   * @param titles of its tiles, or {@link Titles#NONE}
   * @param image with transparency or without
   * @throws IllegalArgumentException if a text is blank or the picture is larger than {@link
   *     #MOST_BYTES} as PNG
   */
  public static Figure png(
      String name, String caption, String alternativeText, Titles titles, BufferedImage image) {
    return new Figure(
        name,
        caption,
        alternativeText,
        titles,
        Format.PNG,
        encoded(image),
        image.getWidth(),
        image.getHeight(),
        List.of());
  }

  /** As above, of one picture in colour or grey. */
  public static Figure png(String name, String caption, String alternativeText, Picture picture) {
    return png(name, caption, alternativeText, Titles.NONE, Pixels.image(picture));
  }

  /** An image as PNG. */
  public static byte[] encoded(BufferedImage image) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
      if (!ImageIO.write(image, "png", out)) {
        throw new IllegalStateException("this JVM's ImageIO writes no PNG of " + image);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /**
   * A picture that may move, such as {@link Clip} makes.
   *
   * @param gif its bytes, which are copied; the other arguments are as above
   * @throws IllegalArgumentException if a text is blank, the bytes are no GIF, or they are more
   *     than {@link #MOST_BYTES}
   */
  public static Figure gif(
      String name, String caption, String alternativeText, Titles titles, byte[] gif) {
    requireGif(name, gif);
    return new Figure(
        name,
        caption,
        alternativeText,
        titles,
        Format.GIF,
        gif.clone(),
        extent(gif, GIF_WIDTH),
        extent(gif, GIF_HEIGHT),
        List.of());
  }

  /** The same picture with melodies that the page plays, in the order of their buttons. */
  public Figure with(List<Sound> melodies) {
    return new Figure(
        name, caption, alternativeText, titles, format, bytes, width, height, melodies);
  }

  private static int extent(byte[] gif, int at) {
    return Byte.toUnsignedInt(gif[at]) | Byte.toUnsignedInt(gif[at + 1]) << 8;
  }

  private static void requireGif(String name, byte[] gif) {
    try {
      Clip.firstFrame(gif);
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "figure '"
              + name
              + "' of "
              + gif.length
              + " bytes: expected a GIF; its first frame cannot be decoded: "
              + e.getMessage(),
          e);
    }
  }

  public String name() {
    return name;
  }

  public String caption() {
    return caption;
  }

  public String alternativeText() {
    return alternativeText;
  }

  public Titles titles() {
    return titles;
  }

  public Format format() {
    return format;
  }

  /** A copy of the encoded picture. */
  public byte[] bytes() {
    return bytes.clone();
  }

  /** In pixels. */
  public int width() {
    return width;
  }

  /** In pixels. */
  public int height() {
    return height;
  }

  /** Melodies that belong to it. */
  public List<Sound> sounds() {
    return sounds;
  }
}
