package io.reprise.datasets.catalogue;

/**
 * One part of a data set as its authors divide it.
 *
 * @param name the authors' name, for example {@code train}
 * @param examples how many examples it has, in units of {@code of}
 * @param of what is counted, in the plural, for example {@code images}
 */
public record Split(String name, long examples, String of) {
  public Split {
    if (name.isBlank() || examples <= 0) {
      throw new IllegalArgumentException(
          "split '" + name + "' with " + examples + " examples: expected a name and at least 1");
    }
    of = of == null ? "images" : of;
  }
}
