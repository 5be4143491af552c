package io.reprise.datasets.folders;

import io.reprise.datasets.Picture;
import io.reprise.datasets.PictureFile;
import io.reprise.datasets.PictureSource;
import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Labelled image files, read when they are asked for, always in colour.
 *
 * <p>The common layout has a folder a class, {@code <split>/<class>/<any folders>/<file>}. Classes
 * are counted in the order of their names, files are in the order of class and path, as torchvision
 * has them. Hidden files and folders, whose names start with a dot, are passed over.
 */
public final class ImageFolder implements PictureSource {
  private static final Set<String> ENDINGS = Set.of("jpg", "jpeg", "png", "bmp", "gif");

  private final List<String> classes;
  private final List<LabelledFile> files;

  /**
   * A file and its class.
   *
   * @param label counted from 0
   */
  public record LabelledFile(Path file, int label) {}

  /**
   * Takes a list of files.
   *
   * @throws IllegalArgumentException if there is none, or a label is out of range
   */
  public ImageFolder(List<String> classes, List<LabelledFile> files) {
    this.classes = List.copyOf(classes);
    this.files = List.copyOf(files);
    if (files.isEmpty()) {
      throw new IllegalArgumentException("image folder without files: expected at least 1");
    }
    for (LabelledFile f : files) {
      if (f.label < 0 || f.label >= classes.size()) {
        throw new IllegalArgumentException(
            f.file + " has label " + f.label + ": expected from 0 to " + (classes.size() - 1));
      }
    }
  }

  /**
   * Lists a folder whose sub-folders are the classes.
   *
   * @throws IOException naming what is missing, empty or no image
   */
  public static ImageFolder read(Path folder) throws IOException {
    return read(folder, subfolders(folder));
  }

  /**
   * Lists some classes of a folder.
   *
   * @param classes names of sub-folders, in the order in which they are counted
   * @throws IOException naming what is missing, empty or no image
   */
  public static ImageFolder read(Path folder, List<String> classes) throws IOException {
    List<LabelledFile> files = new ArrayList<>();
    for (int label = 0; label < classes.size(); label++) {
      Path of = folder.resolve(classes.get(label));
      List<Path> found = images(of);
      if (found.isEmpty()) {
        throw new IOException(of + " has no file: expected images of its class");
      }
      for (Path file : found) {
        files.add(new LabelledFile(file, label));
      }
    }
    if (files.isEmpty()) {
      throw new IOException(folder + " has no folder: expected one for each class");
    }
    return new ImageFolder(classes, files);
  }

  /**
   * Reads a list of classes, one name a line; empty lines do not count.
   *
   * @throws IOException naming the file, and the line of a name that comes twice
   */
  public static List<String> readClasses(Path file) throws IOException {
    List<String> lines = LabelFile.lines(file);
    List<String> classes = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      String name = lines.get(i).strip();
      if (classes.contains(name)) {
        throw new IOException(
            file + ", line " + (i + 1) + ": class '" + name + "' again: expected each once");
      }
      if (!name.isEmpty()) {
        classes.add(name);
      }
    }
    if (classes.isEmpty()) {
      throw new IOException(file + " names no class: expected one a line");
    }
    return classes;
  }

  private static List<String> subfolders(Path folder) throws IOException {
    try (Stream<Path> list = Files.list(requireFolder(folder))) {
      return list.filter(p -> Files.isDirectory(p) && !hidden(p))
          .map(p -> p.getFileName().toString())
          .sorted()
          .toList();
    }
  }

  /** All images below a folder, in the order of their paths. */
  static List<Path> images(Path folder) throws IOException {
    List<Path> files;
    try (Stream<Path> walk = Files.walk(requireFolder(folder), FileVisitOption.FOLLOW_LINKS)) {
      files =
          walk.filter(p -> !Files.isDirectory(p) && !hidden(folder.relativize(p)))
              .sorted(Comparator.comparing(p -> folder.relativize(p).toString()))
              .toList();
    }
    for (Path file : files) {
      String name = file.getFileName().toString();
      String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
      if (!ENDINGS.contains(ending)) {
        throw new IOException(file + " is no image: expected names that end in " + sorted());
      }
    }
    return files;
  }

  private static List<String> sorted() {
    return ENDINGS.stream().sorted().map(e -> "." + e).toList();
  }

  private static boolean hidden(Path path) {
    for (Path part : path) {
      if (part.toString().startsWith(".")) {
        return true;
      }
    }
    return false;
  }

  private static Path requireFolder(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      throw new IOException(
          folder
              + (Files.exists(folder) ? " is no folder" : " does not exist")
              + ": expected a folder of images");
    }
    return folder;
  }

  public List<String> classes() {
    return classes;
  }

  public List<LabelledFile> files() {
    return files;
  }

  @Override
  public int size() {
    return files.size();
  }

  @Override
  public int label(int i) {
    return files.get(i).label;
  }

  @Override
  public Picture picture(int i) throws IOException {
    return PictureFile.read(files.get(i).file).inColour();
  }

  @Override
  public String nameOf(int i) {
    return files.get(i).file.toString();
  }
}
