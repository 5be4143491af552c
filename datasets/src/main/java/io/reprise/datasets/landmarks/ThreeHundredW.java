package io.reprise.datasets.landmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * 300-W (Sagonas et al., "300 faces in-the-wild challenge", ICCVW 2013): photos with 68 landmarks
 * of AFW, HELEN, LFPW and IBUG, and the parts that papers train and test on.
 *
 * <p>The folder has {@code afw}, {@code helen/trainset}, {@code helen/testset}, {@code
 * lfpw/trainset}, {@code lfpw/testset} and {@code ibug}, each with images (JPEG or PNG) and beside
 * each a {@code .pts} of the same name.
 *
 * @param train 3,148: all of AFW and the training sets of HELEN and LFPW
 * @param common 554: the test sets of HELEN and LFPW
 * @param challenging 135: all of IBUG
 */
public record ThreeHundredW(
    List<FaceFile> train, List<FaceFile> common, List<FaceFile> challenging) {
  /** Landmarks a face. */
  public static final int LANDMARKS = 68;

  private static final Map<String, Integer> PUBLISHED =
      Map.of(
          "afw", 337,
          "helen/trainset", 2_000,
          "helen/testset", 330,
          "lfpw/trainset", 811,
          "lfpw/testset", 224,
          "ibug", 135);

  public ThreeHundredW {
    train = List.copyOf(train);
    common = List.copyOf(common);
    challenging = List.copyOf(challenging);
  }

  /** The full test set: common, then challenging. */
  public List<FaceFile> full() {
    return Stream.concat(common.stream(), challenging.stream()).toList();
  }

  /**
   * Lists the files, each folder sorted by name.
   *
   * @throws IOException if a folder is missing, does not have the published number of images, or
   *     has an image without landmarks or the other way round
   */
  public static ThreeHundredW read(Path root) throws IOException {
    return read(root, PUBLISHED);
  }

  static ThreeHundredW read(Path root, Map<String, Integer> sizes) throws IOException {
    Map<String, List<FaceFile>> folders = new TreeMap<>();
    for (String folder : new TreeMap<>(sizes).keySet()) {
      folders.put(folder, faces(root.resolve(folder), sizes.get(folder)));
    }
    return new ThreeHundredW(
        together(folders, "afw", "helen/trainset", "lfpw/trainset"),
        together(folders, "helen/testset", "lfpw/testset"),
        folders.get("ibug"));
  }

  private static List<FaceFile> together(Map<String, List<FaceFile>> folders, String... names) {
    return Stream.of(names).flatMap(name -> folders.get(name).stream()).toList();
  }

  private static List<FaceFile> faces(Path folder, int expected) throws IOException {
    if (!Files.isDirectory(folder)) {
      throw new IOException("300-W: " + folder + " is missing: expected a folder");
    }
    Map<String, Path> images = new TreeMap<>();
    Map<String, Path> annotations = new TreeMap<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : (Iterable<Path>) files.sorted()::iterator) {
        String name = file.getFileName().toString();
        int dot = name.lastIndexOf('.');
        String stem = dot < 0 ? name : name.substring(0, dot);
        switch (name.substring(stem.length()).toLowerCase(Locale.ROOT)) {
          case ".jpg", ".jpeg", ".png" -> {
            Path twin = images.put(stem, file);
            if (twin != null) {
              throw new IOException(
                  "300-W: " + twin + " and " + file + " have one name: expected one image a .pts");
            }
          }
          case ".pts" -> annotations.put(stem, file);
          default -> {}
        }
      }
    }
    return paired(folder, images, annotations, expected);
  }

  private static List<FaceFile> paired(
      Path folder, Map<String, Path> images, Map<String, Path> annotations, int expected)
      throws IOException {
    List<FaceFile> faces = new ArrayList<>();
    for (Map.Entry<String, Path> image : images.entrySet()) {
      Path annotation = annotations.remove(image.getKey());
      if (annotation == null) {
        throw new IOException(
            "300-W: "
                + image.getValue()
                + " has no landmarks: expected "
                + image.getKey()
                + ".pts");
      }
      faces.add(new FaceFile(image.getValue(), annotation));
    }
    if (!annotations.isEmpty()) {
      throw new IOException(
          "300-W: "
              + annotations.values().iterator().next()
              + " has no image: expected one beside");
    }
    if (faces.size() != expected) {
      throw new IOException(
          "300-W: " + folder + " has " + faces.size() + " images: expected " + expected);
    }
    return faces;
  }
}
