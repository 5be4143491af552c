package io.reprise.datasets;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A folder of a data set in its published layout, whose contents are named in errors.
 *
 * @param dataset the name of the data set, which starts every message
 * @param path an existing folder
 */
public record DataFolder(String dataset, Path path) {
  private static final List<String> IMAGE_ENDINGS =
      List.of(".jpg", ".jpeg", ".png", ".bmp", ".pgm", ".ppm");

  /**
   * Checks that it is there; {@link #at} does so with a checked exception.
   *
   * @throws IllegalArgumentException if it is no folder
   */
  public DataFolder {
    if (!Files.isDirectory(path)) {
      throw new IllegalArgumentException(missing(dataset, path, "folder"));
    }
  }

  /**
   * A folder anywhere.
   *
   * @throws IOException if it is not there or is no folder
   */
  public static DataFolder at(String dataset, Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      throw new IOException(missing(dataset, folder, "folder"));
    }
    return new DataFolder(dataset, folder);
  }

  /**
   * The folder {@code name} in {@code parent}.
   *
   * @throws IOException if it is not there or is no folder
   */
  public static DataFolder in(String dataset, Path parent, String name) throws IOException {
    return at(dataset, resolve(dataset, parent, name));
  }

  /**
   * A folder in this one.
   *
   * @throws IOException if it is not there or is no folder
   */
  public DataFolder folder(String name) throws IOException {
    return in(dataset, path, name);
  }

  /**
   * A file in this folder or below.
   *
   * @param name relative to this folder, with {@code /} between folders
   * @throws IOException if it is not there, is no file, or the name leads out of this folder
   */
  public Path file(String name) throws IOException {
    Path file = resolve(dataset, path, name);
    if (!Files.isRegularFile(file)) {
      throw new IOException(missing(dataset, file, "file"));
    }
    return file;
  }

  /** Whether {@link #file} would find it. */
  public boolean hasFile(String name) throws IOException {
    return Files.isRegularFile(resolve(dataset, path, name));
  }

  /**
   * The place that a name stands for, whether or not anything is there.
   *
   * @throws IOException if the name leads out of this folder or cannot be a path here
   */
  public Path resolve(String name) throws IOException {
    return resolve(dataset, path, name);
  }

  /**
   * The folders in this one, in the order of their names.
   *
   * @throws IOException if there is none
   */
  public List<DataFolder> folders() throws IOException {
    List<DataFolder> folders = new ArrayList<>();
    for (Path entry : entries()) {
      if (Files.isDirectory(entry)) {
        folders.add(new DataFolder(dataset, entry));
      }
    }
    if (folders.isEmpty()) {
      throw refusal("has no folders", "at least one");
    }
    return folders;
  }

  /**
   * The image files in this folder, in the order of their names.
   *
   * @throws IOException if there is none, or anything else lies between them
   */
  public List<Path> images() throws IOException {
    List<Path> images = new ArrayList<>();
    for (Path entry : entries()) {
      String name = name(entry).toLowerCase(Locale.ROOT);
      if (!Files.isRegularFile(entry) || IMAGE_ENDINGS.stream().noneMatch(name::endsWith)) {
        throw new IOException(
            dataset + ": " + entry + " lies between images: expected only " + IMAGE_ENDINGS);
      }
      images.add(entry);
    }
    if (images.isEmpty()) {
      throw refusal("has no images", "at least one");
    }
    return images;
  }

  /** Leaves out hidden files and the thumbnails that some published archives carry. */
  private List<Path> entries() throws IOException {
    List<Path> entries = new ArrayList<>();
    try (DirectoryStream<Path> all =
        Files.newDirectoryStream(
            path, e -> !name(e).startsWith(".") && !name(e).equals("Thumbs.db"))) {
      all.forEach(entries::add);
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    for (Path entry : entries) {
      requireReadableName(entry);
    }
    entries.sort(null);
    return entries;
  }

  /** A name that does not survive as text could be listed, but never opened by its name. */
  private void requireReadableName(Path entry) throws IOException {
    if (!resolve(dataset, path, name(entry)).equals(entry)) {
      throw refusal("has a file listed as '" + name(entry) + "'", "a name that can be read back");
    }
  }

  /** The last part of a path as text. */
  public static String name(Path path) {
    return String.valueOf(path.getFileName());
  }

  /** What is wrong with this folder, to be thrown. */
  public IOException refusal(String found, String expected) {
    return new IOException(dataset + ": " + path + " " + found + ": expected " + expected);
  }

  private static Path resolve(String dataset, Path folder, String name) throws IOException {
    Path resolved;
    try {
      resolved = folder.resolve(name).normalize();
    } catch (InvalidPathException e) {
      throw new IOException(
          dataset
              + ": name '"
              + name
              + "' in "
              + folder
              + " cannot be a path on this machine ("
              + e.getReason()
              + "): expected a name that its file names' encoding "
              + System.getProperty("sun.jnu.encoding")
              + " can write",
          e);
    }
    if (!resolved.startsWith(folder.normalize())) {
      throw new IOException(
          dataset + ": name '" + name + "' leads out of " + folder + ": expected one below it");
    }
    return resolved;
  }

  private static String missing(String dataset, Path path, String kind) {
    return dataset
        + ": "
        + path
        + (Files.exists(path) ? " is no " + kind : " is missing")
        + ": expected a "
        + kind;
  }
}
