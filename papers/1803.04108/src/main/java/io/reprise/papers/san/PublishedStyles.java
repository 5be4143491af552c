package io.reprise.papers.san;

import io.reprise.datasets.Dataset;
import io.reprise.datasets.landmarks.FaceList;
import io.reprise.datasets.landmarks.FaceSource;
import io.reprise.datasets.landmarks.ListedFaces;
import io.reprise.datasets.landmarks.ListedFaces.Annotation;
import io.reprise.datasets.procedural.Checksum;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The published sets, 300W-Style and AFLW-Style: the faces of 300-W and AFLW as they are, and in
 * three styles made with photo software, by the lists that the authors' code makes ({@code
 * 300W-Style/lists/Original/300w.train.GTB}, {@code 300w.test.common.GTB}, {@code
 * 300w.test.challenge.GTB}, the same with {@code DET} for detected boxes, and for {@code Gray},
 * {@code Light} and {@code Sketch}; {@code AFLW-Style/lists/Original/train.GTB}, {@code test.GTB},
 * {@code test.front.GTB}, and so on; names in them start from the set's folder). Images are read
 * when they are asked for.
 */
final class PublishedStyles {
  static final String GROUND_TRUTH = "300-W, ground-truth boxes";
  static final String DETECTED = "300-W, detected boxes";
  static final String AFLW = "AFLW";
  static final String ORIGINAL = "Original";
  static final List<String> STYLES = List.of(ORIGINAL, "Gray", "Light", "Sketch");

  /** Weights of classifiers, in the data folder. */
  static final List<String> WEIGHTS = List.of("vgg16.npz", "resnet152.npz");

  private static final int SIDE = 128;

  private final Path root;
  private final Sizes sizes;
  private final Checksum checksum = new Checksum();

  /** How much there is of each part. */
  record Sizes(int train, int common, int challenging, int aflwTrain, int aflwTest) {
    static final Sizes PUBLISHED = new Sizes(3148, 554, 135, 20_000, 4_386);
  }

  private PublishedStyles(Path root, Sizes sizes) {
    this.root = root;
    this.sizes = sizes;
  }

  /**
   * Reads all lists.
   *
   * @throws IllegalArgumentException if a set is not in the folder
   * @throws IOException if a list or a file of weights is missing, or a list is not as published
   */
  static SanData read(Path root, Sizes sizes) throws IOException {
    for (String folder : List.of("300W-Style/lists", "AFLW-Style/lists")) {
      if (!Files.isDirectory(root.resolve(folder))) {
        throw new IllegalArgumentException(
            "scale 'paper' trains on 300W-Style and AFLW-Style, which are not both in data folder '"
                + root
                + "': expected a folder "
                + folder
                + " there (-Ddata=DIR)");
      }
    }
    for (String name : WEIGHTS) {
      if (!Files.isRegularFile(root.resolve(name))) {
        throw new IOException(
            root.resolve(name)
                + " is missing: expected torchvision's weights of the classifier as NumPy arrays by"
                + " name");
      }
    }
    PublishedStyles published = new PublishedStyles(root, sizes);
    return new SanData(
        List.of(
            published.threeHundredW(GROUND_TRUTH, "GTB"),
            published.threeHundredW(DETECTED, "DET"),
            published.aflw()),
        Optional.of(root));
  }

  private StyledSet threeHundredW(String name, String boxes) throws IOException {
    Path set = root.resolve("300W-Style");
    Map<String, FaceSource> training = new LinkedHashMap<>();
    Map<String, FaceSource> tests = new LinkedHashMap<>();
    for (String style : STYLES) {
      Path lists = set.resolve("lists").resolve(style);
      List<FaceList.Entry> common =
          entries(set, lists.resolve("300w.test.common." + boxes), sizes.common);
      List<FaceList.Entry> challenging =
          entries(set, lists.resolve("300w.test.challenge." + boxes), sizes.challenging);
      List<FaceList.Entry> full = new ArrayList<>(common);
      full.addAll(challenging);
      training.put(
          style,
          faces(
              entries(set, lists.resolve("300w.train." + boxes), sizes.train),
              Annotation.THREE_HUNDRED_W));
      tests.put(style, faces(full, Annotation.THREE_HUNDRED_W));
      if (style.equals(ORIGINAL)) {
        tests.put("common", faces(common, Annotation.THREE_HUNDRED_W));
        tests.put("challenging", faces(challenging, Annotation.THREE_HUNDRED_W));
      }
    }
    return set(name, Annotation.THREE_HUNDRED_W, training, tests);
  }

  private StyledSet aflw() throws IOException {
    Path set = root.resolve("AFLW-Style");
    Map<String, FaceSource> training = new LinkedHashMap<>();
    Map<String, FaceSource> tests = new LinkedHashMap<>();
    for (String style : STYLES) {
      Path lists = set.resolve("lists").resolve(style);
      training.put(
          style, faces(entries(set, lists.resolve("train.GTB"), sizes.aflwTrain), Annotation.AFLW));
      tests.put(
          style, faces(entries(set, lists.resolve("test.GTB"), sizes.aflwTest), Annotation.AFLW));
      if (style.equals(ORIGINAL)) {
        // How many faces have every landmark is not published.
        List<FaceList.Entry> front = FaceList.read(lists.resolve("test.front.GTB"), set);
        tests.put("front", faces(front, Annotation.AFLW));
      }
    }
    return set(AFLW, Annotation.AFLW, training, tests);
  }

  private StyledSet set(
      String name,
      Annotation annotation,
      Map<String, FaceSource> training,
      Map<String, FaceSource> tests) {
    return new StyledSet(
        name,
        Dataset.Origin.REAL,
        checksum.hex(),
        annotation.landmarks(),
        ORIGINAL,
        STYLES,
        List.of(),
        training,
        tests);
  }

  private static FaceSource faces(List<FaceList.Entry> entries, Annotation annotation) {
    return new ListedFaces(entries, annotation, SIDE);
  }

  /** The entries of a list; names and sizes stand for what is too much to read for a checksum. */
  private List<FaceList.Entry> entries(Path set, Path list, int expected) throws IOException {
    List<FaceList.Entry> entries = FaceList.read(list, set);
    if (entries.size() != expected) {
      throw new IOException(
          list + " has " + entries.size() + " faces: expected the published " + expected);
    }
    for (FaceList.Entry entry : entries) {
      Path image = entry.face().image();
      checksum.add(root.relativize(image).toString());
      checksum.add(Long.toString(Files.size(image)));
    }
    return entries;
  }
}
