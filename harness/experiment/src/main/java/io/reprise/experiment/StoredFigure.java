package io.reprise.experiment;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.reprise.experiment.figures.Figure;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;

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
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> columns) {
  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
  private static final int DIGITS_IN_NAME = 16;

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
    if (sha256 == null || !SHA256.matcher(sha256).matches()) {
      throw new IllegalArgumentException(
          "figure '" + name + "' with sha256 '" + sha256 + "': expected 64 hexadecimal digits");
    }
    if (!place(sha256, Figure.Format.PNG).equals(file)
        && !place(sha256, Figure.Format.GIF).equals(file)) {
      throw new IllegalArgumentException(
          "figure '"
              + name
              + "' in file '"
              + file
              + "': expected '"
              + place(sha256, Figure.Format.PNG)
              + "', or the same with .gif");
    }
    rows = rows == null ? List.of() : List.copyOf(rows);
    columns = columns == null ? List.of() : List.copyOf(columns);
  }

  /** What a result says of a figure. */
  static StoredFigure of(Figure figure) {
    String sha256 = sha256(figure.bytes());
    return new StoredFigure(
        figure.name(),
        figure.caption(),
        figure.alternativeText(),
        place(sha256, figure.format()),
        sha256,
        figure.width(),
        figure.height(),
        figure.titles().rows(),
        figure.titles().columns());
  }

  static String sha256(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String place(String sha256, Figure.Format format) {
    return "figures/" + digits(sha256) + "." + format.ending();
  }

  private static String digits(String sha256) {
    return sha256.substring(0, DIGITS_IN_NAME);
  }

  /** The hexadecimal digits in the file's name. */
  String digits() {
    return digits(sha256);
  }

  /** Whether the picture may move. */
  public boolean moves() {
    return place(sha256, Figure.Format.GIF).equals(file);
  }
}
