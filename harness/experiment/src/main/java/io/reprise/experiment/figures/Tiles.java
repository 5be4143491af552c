package io.reprise.experiment.figures;

import io.reprise.datasets.Picture;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;

/**
 * Pictures of one size in rows and columns with titles. Gaps between them are transparent, so that
 * a page shows through in the dark as in the light; the page sets the titles as text beside them.
 * Small pictures are enlarged, and lines and frames drawn on them, by {@link
 * io.reprise.datasets.procedural.Canvas}.
 */
public final class Tiles {
  /** Between tiles, in pixels; half of it goes around, so that each column is equally wide. */
  private static final int GAP = 4;

  private final Figure.Titles titles;
  private final List<List<Picture>> rows;

  private Tiles(Figure.Titles titles, List<List<Picture>> rows) {
    this.titles = titles;
    this.rows = rows;
  }

  /** What goes where. */
  @FunctionalInterface
  public interface Tile {
    /** The picture at a row, from the top, and a column, from the left, both from 0. */
    Picture at(int row, int column);
  }

  /**
   * A grid with a tile in every place.
   *
   * @param rows titles from the top, one a row; a title may be empty
   * @param columns titles from the left, one a column
   * @throws IllegalArgumentException if there is no row or column, or a picture has another size
   *     than the first
   */
  public static Tiles of(List<String> rows, List<String> columns, Tile tile) {
    if (rows.isEmpty() || columns.isEmpty()) {
      throw new IllegalArgumentException(
          rows.size() + " x " + columns.size() + " tiles: expected at least one row and column");
    }
    List<List<Picture>> all = new ArrayList<>();
    for (int r = 0; r < rows.size(); r++) {
      List<Picture> row = new ArrayList<>();
      for (int c = 0; c < columns.size(); c++) {
        row.add(tile.at(r, c));
      }
      all.add(List.copyOf(row));
    }
    Picture first = all.get(0).get(0);
    for (int r = 0; r < rows.size(); r++) {
      for (int c = 0; c < columns.size(); c++) {
        requireSize(first, all.get(r).get(c), r, c);
      }
    }
    return new Tiles(new Figure.Titles(rows, columns), List.copyOf(all));
  }

  private static void requireSize(Picture first, Picture tile, int row, int column) {
    if (tile.height() != first.height() || tile.width() != first.width()) {
      throw new IllegalArgumentException(
          "tile in row "
              + row
              + ", column "
              + column
              + " of "
              + tile.height()
              + " x "
              + tile.width()
              + " pixels: expected "
              + first.height()
              + " x "
              + first.width()
              + " as the first");
    }
  }

  Figure.Titles titles() {
    return titles;
  }

  /** The grid as one image; gaps are transparent. */
  BufferedImage image() {
    Picture first = rows.get(0).get(0);
    int across = first.width() + GAP;
    int down = first.height() + GAP;
    BufferedImage image =
        new BufferedImage(
            Math.multiplyExact(across, titles.columns().size()),
            Math.multiplyExact(down, titles.rows().size()),
            BufferedImage.TYPE_INT_ARGB);
    for (int r = 0; r < rows.size(); r++) {
      for (int c = 0; c < rows.get(r).size(); c++) {
        Pixels.put(rows.get(r).get(c), image, c * across + GAP / 2, r * down + GAP / 2);
      }
    }
    return image;
  }

  /**
   * The grid as a figure; see {@link Figure#png(String, String, String, Figure.Titles,
   * BufferedImage)} for the texts and for what is thrown.
   */
  public Figure figure(String name, String caption, String alternativeText) {
    return Figure.png(name, caption, alternativeText, titles, image());
  }
}
