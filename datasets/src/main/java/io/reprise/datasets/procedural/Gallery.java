package io.reprise.datasets.procedural;

import io.reprise.datasets.Picture;
import io.reprise.tensor.Seed;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.ServiceLoader;
import java.util.Set;
import javax.imageio.ImageIO;

/**
 * Writes what the generators draw, for a person to look at: a PNG sheet for each {@link Exhibit},
 * and a page that holds them all and needs no other file.
 */
public final class Gallery {
  /** What every exhibit of the written gallery is drawn from. */
  public static final Seed SEED = new Seed(2_026);

  private static final int WIDEST = 1_060;
  private static final int GAP = 6;
  private static final int PAPER = 0xd0d0d0;

  private final List<Exhibit> exhibits;

  /**
   * A gallery of some exhibits.
   *
   * @throws IllegalArgumentException if there is none, or two would have the same sheet
   */
  public Gallery(List<Exhibit> exhibits) {
    this.exhibits = List.copyOf(exhibits);
    if (exhibits.isEmpty()) {
      throw new IllegalArgumentException("gallery: no exhibits: expected at least one");
    }
    Set<String> sheets = new HashSet<>();
    for (Exhibit exhibit : exhibits) {
      if (!sheets.add(sheetName(exhibit))) {
        throw new IllegalArgumentException(
            "gallery: two exhibits would be '" + sheetName(exhibit) + "': expected other titles");
      }
    }
  }

  /** Writes the gallery of all exhibits that are found into the folder given. */
  public static void main(String[] args) throws IOException {
    if (args.length != 1) {
      System.err.println("expected one argument: the folder to write the gallery to");
      System.exit(2);
    }
    List<Exhibit> found = new ArrayList<>();
    ServiceLoader.load(Exhibit.class).forEach(found::add);
    System.out.println(new Gallery(found).write(Path.of(args[0]), SEED));
  }

  /**
   * Draws everything and writes the page {@code index.html} and a sheet for each exhibit.
   *
   * @param folder made if it is not there
   * @return the page
   */
  public Path write(Path folder, Seed seed) throws IOException {
    Files.createDirectories(folder);
    StringBuilder sections = new StringBuilder();
    for (Exhibit exhibit : exhibits) {
      byte[] png = png(sheet(exhibit.pictures(seed)));
      Files.write(folder.resolve(sheetName(exhibit)), png);
      sections.append(section(exhibit, png));
    }
    return Files.writeString(folder.resolve("index.html"), PAGE.formatted(sections));
  }

  private static String sheetName(Exhibit exhibit) {
    String plain = exhibit.title().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    return plain + ".png";
  }

  /** Puts pictures in rows as wide as fit. */
  static Picture sheet(List<Picture> pictures) {
    List<List<Picture>> rows = new ArrayList<>();
    int room = 0;
    for (Picture picture : pictures) {
      if (rows.isEmpty() || picture.width() + GAP > room) {
        rows.add(new ArrayList<>());
        room = WIDEST - GAP;
      }
      rows.get(rows.size() - 1).add(picture);
      room -= picture.width() + GAP;
    }
    int width = rows.stream().mapToInt(Gallery::width).max().orElse(0) + GAP;
    int height = rows.stream().mapToInt(Gallery::height).sum() + GAP;
    Canvas canvas = new Canvas(height, width, PAPER);
    int top = GAP;
    for (List<Picture> row : rows) {
      int left = GAP;
      for (Picture picture : row) {
        canvas.put(picture, left, top);
        left += picture.width() + GAP;
      }
      top += height(row);
    }
    return canvas.picture();
  }

  private static int width(List<Picture> row) {
    return row.stream().mapToInt(p -> p.width() + GAP).sum();
  }

  private static int height(List<Picture> row) {
    return row.stream().mapToInt(Picture::height).max().orElse(0) + GAP;
  }

  private static byte[] png(Picture picture) throws IOException {
    BufferedImage image =
        new BufferedImage(picture.width(), picture.height(), BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < picture.height(); y++) {
      for (int x = 0; x < picture.width(); x++) {
        int rgb = picture.at(0, y, x) << 16 | picture.at(1, y, x) << 8 | picture.at(2, y, x);
        image.setRGB(x, y, rgb);
      }
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageIO.write(image, "png", bytes);
    return bytes.toByteArray();
  }

  private static String section(Exhibit exhibit, byte[] png) {
    String title = escaped(exhibit.title());
    return """
        <section>
        <h2>%s</h2>
        <p>%s</p>
        <img alt="Sheet of pictures: %s. The text above says what it shows."
         src="data:image/png;base64,%s">
        </section>
        """
        .formatted(
            title, escaped(exhibit.caption()), title, Base64.getEncoder().encodeToString(png));
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }

  private static final String PAGE =
      """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="color-scheme" content="light dark">
      <title>Reprise: what the procedural generators draw</title>
      <style>
      :root { color-scheme: light dark; --ink: #1c1c1e; --paper: #fbfbfa; --line: #d8d8d6 }
      @media (prefers-color-scheme: dark) {
        :root { --ink: #e8e8e6; --paper: #18181a; --line: #3c3c40 }
      }
      body { margin: 2rem auto; padding: 0 1rem; max-width: 68rem; color: var(--ink);
             background: var(--paper); font: 1rem/1.5 system-ui, sans-serif }
      section { border-top: 1px solid var(--line); padding: .5rem 0 2rem }
      p { max-width: 46rem }
      img { max-width: 100%%; height: auto; image-rendering: pixelated }
      </style>
      </head>
      <body>
      <h1>What the procedural generators draw</h1>
      <p>Everything here is made from one seed and is the same, byte for byte, on every machine.</p>
      %s</body>
      </html>
      """;
}
