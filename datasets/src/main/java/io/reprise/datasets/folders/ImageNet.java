package io.reprise.datasets.folders;

import io.reprise.datasets.Normalisation;
import io.reprise.datasets.augmentation.CentreCrop;
import io.reprise.datasets.augmentation.Resize;
import io.reprise.datasets.folders.ImageFolder.LabelledFile;
import io.reprise.tensor.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The ILSVRC 2012 classification set (image-net.org, after registration), in the layout of its
 * official archive {@code imagenet_object_localization_patched2019.tar.gz}:
 *
 * <pre>
 * ILSVRC/Data/CLS-LOC/train/n01440764/n01440764_10026.JPEG   1,281,167 files in 1,000 folders
 * ILSVRC/Data/CLS-LOC/val/ILSVRC2012_val_00000001.JPEG       50,000 files
 * LOC_synset_mapping.txt                                     n01440764 tench, Tinca tinca
 * LOC_val_solution.csv                                       ImageId,PredictionString
 *                                                            ILSVRC2012_val_00048981,n03995372 85 1 499 272
 * </pre>
 *
 * <p>Classes are counted in the order of their WordNet ids, from 0, as every model zoo counts them.
 * {@link #validation(Path, Path, List)} reads the labels of the older development kit.
 */
public final class ImageNet {
  private static final int CLASSES = 1000;
  private static final int TRAINING_IMAGES = 1_281_167;
  private static final int VALIDATION_IMAGES = 50_000;
  private static final int SIDE = 224;
  private static final int SHORTER_SIDE = 256;
  private static final String HEADER = "ImageId,PredictionString";

  private final Path root;
  private final int expectedClasses;

  /**
   * Names the folder that holds {@code ILSVRC}.
   *
   * @param root the unpacked archive
   */
  public ImageNet(Path root) {
    this(root, CLASSES);
  }

  ImageNet(Path root, int expectedClasses) {
    this.root = root;
    this.expectedClasses = expectedClasses;
  }

  /** Whether the folder that holds {@code ILSVRC} is this one. */
  public static boolean isIn(Path root) {
    return Files.isDirectory(root.resolve("ILSVRC/Data/CLS-LOC"));
  }

  /**
   * Both parts as most networks are trained and judged on them: inputs of 224x224, and of a
   * validation image the middle after its shorter side was made 256 pixels long.
   *
   * @throws IOException as {@link #train} and {@link #validation} throw it
   */
  public PictureFolders centreCropped() throws IOException {
    return new PictureFolders(
        "ILSVRC 2012",
        train(),
        validation(),
        Shape.of(3, SIDE, SIDE),
        Normalisation.IMAGENET,
        List.of(new Resize(SHORTER_SIDE), new CentreCrop(SIDE)));
  }

  /**
   * Lists the training images.
   *
   * @throws IOException naming what is missing, or how many files there are if not all
   */
  public ImageFolder train() throws IOException {
    ImageFolder all = ImageFolder.read(root.resolve("ILSVRC/Data/CLS-LOC/train"), classes());
    return requireSize(all, TRAINING_IMAGES, "train");
  }

  /**
   * Lists the validation images.
   *
   * @throws IOException naming what is missing or unknown, with its line, or how many files there
   *     are if not all
   */
  public ImageFolder validation() throws IOException {
    Path table = root.resolve("LOC_val_solution.csv");
    List<String> classes = classes();
    Map<String, Integer> labels = labels(table, classes);
    List<LabelledFile> files = new ArrayList<>();
    for (Path file : ImageFolder.images(root.resolve("ILSVRC/Data/CLS-LOC/val"))) {
      String name = file.getFileName().toString();
      Integer label = labels.get(name.substring(0, name.lastIndexOf('.')));
      if (label == null) {
        throw new IOException(file + " has no label: expected a line for it in " + table);
      }
      files.add(new LabelledFile(file, label));
    }
    return requireSize(new ImageFolder(classes, files), VALIDATION_IMAGES, "val");
  }

  private ImageFolder requireSize(ImageFolder found, int expected, String split)
      throws IOException {
    if (expectedClasses == CLASSES && found.size() != expected) {
      throw new IOException(
          root.resolve("ILSVRC/Data/CLS-LOC").resolve(split)
              + " has "
              + found.size()
              + " images: expected "
              + expected);
    }
    return found;
  }

  /** The WordNet ids, in order. */
  private List<String> classes() throws IOException {
    Path file = root.resolve("LOC_synset_mapping.txt");
    List<String> ids = new ArrayList<>();
    for (String line : LabelFile.lines(file)) {
      ids.add(line.split(" ", 2)[0]);
      if (!ids.get(ids.size() - 1).matches("n\\d{8}")) {
        throw new IOException(
            file
                + ", line "
                + ids.size()
                + ": '"
                + line
                + "': expected a WordNet id like n01440764 and its words");
      }
    }
    if (ids.size() != expectedClasses || !ids.equals(ids.stream().distinct().sorted().toList())) {
      throw new IOException(
          file
              + " has "
              + ids.size()
              + " lines: expected "
              + expectedClasses
              + " WordNet ids in their order, each once");
    }
    return ids;
  }

  private static Map<String, Integer> labels(Path table, List<String> classes) throws IOException {
    List<String> lines = LabelFile.lines(table);
    if (lines.isEmpty() || !lines.get(0).equals(HEADER)) {
      throw new IOException(table + ", line 1: expected " + HEADER);
    }
    Map<String, Integer> labels = new HashMap<>();
    for (int i = 1; i < lines.size(); i++) {
      String[] fields = lines.get(i).split("[, ]", 3);
      int label = fields.length < 2 ? -1 : classes.indexOf(fields[1]);
      if (label < 0) {
        throw new IOException(
            table
                + ", line "
                + (i + 1)
                + ": '"
                + lines.get(i)
                + "': expected an image and the WordNet id of its class");
      }
      labels.put(fields[0], label);
    }
    return labels;
  }

  /**
   * Lists validation images by the file {@code ILSVRC2012_validation_ground_truth.txt} of the
   * development kit: line {@code i} has the class of the image whose name is {@code i}-th in order,
   * a number from 1.
   *
   * @param folder of the images alone
   * @param groundTruth one number a line
   * @param wordNetIds the class that each number, from 1, stands for ({@code synsets} in {@code
   *     meta.mat}); classes are counted in the order of these ids, not of the numbers
   * @throws IOException naming the line of a number that is out of range, or both counts if there
   *     is not a line for each image
   */
  public static ImageFolder validation(Path folder, Path groundTruth, List<String> wordNetIds)
      throws IOException {
    if (!Files.isDirectory(folder)) {
      throw new IOException(folder + " does not exist: expected a folder of images");
    }
    List<Path> images = ImageFolder.images(folder);
    List<String> lines = LabelFile.lines(groundTruth);
    if (images.size() != lines.size()) {
      throw new IOException(
          groundTruth
              + " has "
              + lines.size()
              + " lines: expected "
              + images.size()
              + ", one for each image in "
              + folder);
    }
    List<String> classes = wordNetIds.stream().sorted().toList();
    List<LabelledFile> files = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      String number = lines.get(i).strip();
      if (!number.matches("[1-9]\\d{0,6}") || Integer.parseInt(number) > wordNetIds.size()) {
        throw new IOException(
            groundTruth
                + ", line "
                + (i + 1)
                + ": '"
                + number
                + "': expected a class from 1 to "
                + wordNetIds.size());
      }
      String id = wordNetIds.get(Integer.parseInt(number) - 1);
      files.add(new LabelledFile(images.get(i), classes.indexOf(id)));
    }
    return new ImageFolder(classes, files);
  }
}
