package io.reprise.experiment;

/**
 * One row of a paper's comparison.
 *
 * @param name unique in its experiment and scale, for people and file names
 * @param method as in {@code reported.csv}
 * @param model as in {@code reported.csv}
 * @param setting as in {@code reported.csv}
 */
public record Variant(String name, String method, String model, String setting, Settings settings) {
  /** The name with everything but letters, digits, dots and dashes replaced. */
  public String slug() {
    return name.replaceAll("[^A-Za-z0-9.-]+", "-");
  }

  Variant with(Settings other) {
    return new Variant(name, method, model, setting, other);
  }
}
