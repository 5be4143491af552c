package io.reprise.datasets.faces;

import io.reprise.datasets.DataFolder;
import io.reprise.datasets.files.TextLine;
import io.reprise.datasets.files.TextLines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Labeled Faces in the Wild (Huang et al., 2007): 13,233 photos of 5,749 people and 10 folds of 600
 * pairs.
 *
 * <p>That is a folder {@code lfw} with {@code Name/Name_0001.jpg} and {@code pairs.txt}. Its first
 * line has the number of folds, if there are several, and that of pairs of each kind in a fold;
 * then come, fold by fold, the pairs of one person ({@code Name 1 4}) and those of two ({@code Name
 * 1 Other 2}).
 */
public final class Lfw {
  private static final String NAME = "LFW";
  private static final String FOLDER = "lfw";

  private Lfw() {}

  /** Whether the data root has the folder {@code lfw}. */
  public static boolean isIn(Path dataRoot) {
    return Files.isDirectory(dataRoot.resolve(FOLDER));
  }

  /**
   * The ten-fold protocol of {@code pairs.txt}.
   *
   * @throws IOException as {@link #pairs}, or if there are not 10 folds of 300 pairs of each kind
   */
  public static VerificationProtocol read(Path dataRoot) throws IOException {
    DataFolder folder = DataFolder.in(NAME, dataRoot, FOLDER);
    Path list = folder.file("pairs.txt");
    VerificationProtocol protocol = pairs(folder, list);
    if (protocol.folds().size() != 10
        || protocol.folds().stream().anyMatch(fold -> fold.size() != 600)) {
      throw new IOException(
          NAME
              + ": "
              + list
              + " has folds of "
              + protocol.folds().stream().map(List::size).toList()
              + " pairs: expected 10 of 600");
    }
    return protocol;
  }

  /**
   * Any list in the format of {@code pairs.txt}, for example {@code pairsDevTest.txt}.
   *
   * @param images a folder in the layout of LFW
   * @throws IOException naming the list and the line, if it is not of that form, a photo is
   *     missing, or a pair of two people names one twice
   */
  public static VerificationProtocol pairs(DataFolder images, Path list) throws IOException {
    List<TextLine> lines = TextLines.read(list);
    TextLine header = lines.get(0);
    List<String> sizes = header.fields();
    if (sizes.size() > 2) {
      throw header.unexpected("the number of folds and of pairs of each kind");
    }
    int folds = sizes.size() == 1 ? 1 : header.integer(sizes.get(0), "folds", 1, 1_000);
    int each = header.integer(sizes.get(sizes.size() - 1), "pairs", 1, 1_000_000);
    long expected = 1 + 2L * folds * each;
    if (lines.size() != expected) {
      throw new IOException(
          list + " has " + lines.size() + " lines: expected " + expected + " by its first line");
    }
    List<List<VerificationPair>> protocol = new ArrayList<>();
    for (int f = 0; f < folds; f++) {
      List<VerificationPair> fold = new ArrayList<>();
      for (int p = 0; p < 2 * each; p++) {
        fold.add(pair(images, lines.get(1 + 2 * f * each + p), p < each));
      }
      protocol.add(fold);
    }
    return new VerificationProtocol(images.dataset(), protocol);
  }

  private static VerificationPair pair(DataFolder images, TextLine line, boolean same)
      throws IOException {
    if (same) {
      List<String> f = line.fields(3, "a name and two photos, for a pair of one person");
      return new VerificationPair(
          photo(images, line, f.get(0), f.get(1)), photo(images, line, f.get(0), f.get(2)), true);
    }
    List<String> f = line.fields(4, "a name, a photo, a name and a photo, for two people");
    if (f.get(0).equals(f.get(2))) {
      throw line.unexpected("two names, for a pair of two people");
    }
    return new VerificationPair(
        photo(images, line, f.get(0), f.get(1)), photo(images, line, f.get(2), f.get(3)), false);
  }

  private static Path photo(DataFolder images, TextLine line, String name, String number)
      throws IOException {
    int n = line.integer(number, "photo", 1, 9_999);
    String file = String.format(Locale.ROOT, "%s/%s_%04d.jpg", name, name, n);
    if (!images.hasFile(file)) {
      throw line.unexpected("a photo that is there; missing: " + images.resolve(file));
    }
    return images.resolve(file);
  }
}
