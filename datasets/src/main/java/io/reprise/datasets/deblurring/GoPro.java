package io.reprise.datasets.deblurring;

import io.reprise.datasets.DataFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * GoPro (Nah et al., arXiv 1612.02177): 2,103 training and 1,111 test pairs {@code [3, 720, 1280]};
 * the blurred photo is the mean of the frames of a fast video around the sharp one.
 *
 * <p>That is a folder {@code GOPRO_Large} with {@code train} and {@code test}, in each a folder a
 * video ({@code GOPR0372_07_00}) with {@code blur}, {@code blur_gamma} and {@code sharp}, where a
 * pair has the same name ({@code 000047.png}).
 */
public final class GoPro {
  private static final String NAME = "GoPro";
  private static final String FOLDER = "GOPRO_Large";

  private GoPro() {}

  /** The published split. */
  public enum Part {
    /** 22 videos. */
    TRAIN(2_103),
    /** 11 videos. */
    TEST(1_111);

    private final int pairs;

    Part(int pairs) {
      this.pairs = pairs;
    }
  }

  /** How the frames were averaged. */
  public enum Blur {
    /** As they are stored. */
    LINEAR("blur"),
    /** After the camera's curve was undone by a gamma of 2.2; as light itself adds up. */
    GAMMA("blur_gamma");

    private final String folder;

    Blur(String folder) {
      this.folder = folder;
    }
  }

  /** Whether the data root has the folder {@code GOPRO_Large}. */
  public static boolean isIn(Path dataRoot) {
    return Files.isDirectory(dataRoot.resolve(FOLDER));
  }

  /**
   * Lists the pairs of a part, by video and name.
   *
   * @throws IOException if a folder is missing, a photo has no partner, or there are not as many
   *     pairs as were published
   */
  public static List<BlurredPair> read(Path dataRoot, Part part, Blur blur) throws IOException {
    return read(dataRoot, part, blur, part.pairs);
  }

  static List<BlurredPair> read(Path dataRoot, Part part, Blur blur, int expected)
      throws IOException {
    DataFolder folder =
        DataFolder.in(NAME, dataRoot, FOLDER).folder(part.name().toLowerCase(Locale.ROOT));
    List<BlurredPair> pairs = new ArrayList<>();
    for (DataFolder video : folder.folders()) {
      pairs.addAll(pairs(video, blur));
    }
    if (pairs.size() != expected) {
      throw folder.refusal("has " + pairs.size() + " pairs", String.valueOf(expected));
    }
    return pairs;
  }

  private static List<BlurredPair> pairs(DataFolder video, Blur blur) throws IOException {
    DataFolder blurred = video.folder(blur.folder);
    DataFolder sharp = video.folder("sharp");
    List<BlurredPair> pairs = new ArrayList<>();
    for (Path image : blurred.images()) {
      Path partner = sharp.file(DataFolder.name(image));
      pairs.add(new BlurredPair(DataFolder.name(video.path()), image, partner));
    }
    for (Path image : sharp.images()) {
      blurred.file(DataFolder.name(image));
    }
    return pairs;
  }
}
