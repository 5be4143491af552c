package io.reprise.datasets;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Finds the folder that holds downloaded data sets. */
public final class DataRoot {
  /** The environment variable that names the folder when no option does. */
  public static final String VARIABLE = "REPRISE_DATA";

  private DataRoot() {}

  /**
   * The folder named by {@code option}, else by the environment variable {@link #VARIABLE}, else
   * {@code ~/.cache/reprise}, which need not exist.
   *
   * @param option may be null or blank, which is as good as not given
   * @throws IllegalArgumentException if the folder that was named is not an existing folder
   */
  public static Path resolve(String option) {
    return resolve(option, System.getenv(), Path.of(System.getProperty("user.home")));
  }

  static Path resolve(String option, Map<String, String> environment, Path home) {
    if (isGiven(option)) {
      return existing(option);
    }
    String variable = environment.get(VARIABLE);
    if (isGiven(variable)) {
      return existing(variable);
    }
    return home.resolve(".cache").resolve("reprise");
  }

  private static boolean isGiven(String name) {
    return name != null && !name.isBlank();
  }

  private static Path existing(String name) {
    Path folder = Path.of(name);
    if (!Files.isDirectory(folder)) {
      throw new IllegalArgumentException(
          "data folder '"
              + name
              + (Files.exists(folder) ? "' is not a folder" : "' does not exist")
              + ": expected an existing folder");
    }
    return folder;
  }
}
