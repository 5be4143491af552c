package io.reprise.experiment;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.reprise.experiment.figures.Figure;
import java.util.Arrays;
import java.util.List;

/**
 * A figure as a trial's result names it; the picture lies in a file of its own.
 *
 * @param name unique in the trial
 * @param caption what is seen, in words
 * @param alternativeText for those who cannot see it
 * @param file from the folder of the paper's results: {@code figures/}, the first 16 hexadecimal
 *     digits of the picture's SHA-256, and {@code .png} or {@code .gif}
 * @param sha256 of the file, in hexadecimal digits
 * @param width in pixels
 * @param height in pixels
 * @param rows titles of the rows of tiles; empty if the picture is no grid
 * @param columns titles of the columns of tiles
 * @param sounds melodies that belong to it
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record StoredFigure(
    String name,
    String caption,
    String alternativeText,
    String file,
    String sha256,
    int width,
    int height,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> rows,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> columns,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<StoredSound> sounds) {
  private static final List<String> ENDINGS =
      Arrays.stream(Figure.Format.values()).map(Figure.Format::ending).toList();

  /**
   * Copies the titles.
   *
   * @throws IllegalArgumentException naming what is wrong; above all, a file that is not where
   *     figures lie is no figure
   */
  public StoredFigure {
    if (name == null || caption == null || alternativeText == null) {
      throw new IllegalArgumentException(
          "figure '" + name + "': expected name, caption and alternative text");
    }
    new StoredFile(file, sha256).require(name, ENDINGS);
    rows = rows == null ? List.of() : List.copyOf(rows);
    columns = columns == null ? List.of() : List.copyOf(columns);
    sounds = sounds == null ? List.of() : List.copyOf(sounds);
    for (StoredSound sound : sounds) {
      sound.require(name);
    }
  }

  /** What a result says of a figure. */
  static StoredFigure of(Figure figure) {
    StoredFile picture = StoredFile.of(figure.bytes(), figure.format().ending());
    return new StoredFigure(
        figure.name(),
        figure.caption(),
        figure.alternativeText(),
        picture.file(),
        picture.sha256(),
        figure.width(),
        figure.height(),
        figure.titles().rows(),
        figure.titles().columns(),
        figure.sounds().stream().map(StoredSound::of).toList());
  }

  /** The file of the picture. */
  StoredFile picture() {
    return new StoredFile(file, sha256);
  }

  /** Whether the picture may move. */
  public boolean moves() {
    return picture().ending().equals(Figure.Format.GIF.ending());
  }
}
