package io.reprise.datasets.faces;

import io.reprise.datasets.DataFolder;
import io.reprise.datasets.files.TextLine;
import io.reprise.datasets.files.TextLines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Sets of face pairs that followed LFW's protocol with lists of their own. */
public final class VerificationLists {
  private static final int FOLDS = 10;

  private VerificationLists() {}

  /**
   * CALFW (arXiv 1708.08197) and CPLFW (2018): 10 folds of 600 pairs, whose photos stand on two
   * successive lines {@code Name_0001.jpg 1}. The number is 0 for two people.
   *
   * @param name as a report prints it
   * @param images the folder with all photos
   * @param list {@code pairs_CALFW.txt} or {@code pairs_CPLFW.txt}
   * @throws IOException naming the list and the line, if a photo is missing, the lines of a pair
   *     disagree, or there are not 6,000 pairs
   */
  public static VerificationProtocol twoLinesAPair(String name, Path images, Path list)
      throws IOException {
    return twoLinesAPair(name, images, list, 600);
  }

  static VerificationProtocol twoLinesAPair(String name, Path images, Path list, int pairsAFold)
      throws IOException {
    DataFolder folder = DataFolder.at(name, images);
    List<TextLine> lines = TextLines.read(list);
    if (lines.size() != 2 * FOLDS * pairsAFold) {
      throw new IOException(
          list + " has " + lines.size() + " lines: expected " + 2 * FOLDS * pairsAFold);
    }
    List<VerificationPair> pairs = new ArrayList<>();
    for (int i = 0; i < lines.size(); i += 2) {
      List<String> first = lines.get(i).fields(2, "a photo and a number");
      List<String> second = lines.get(i + 1).fields(2, "a photo and a number");
      int same = lines.get(i).integer(first.get(1), "number", 0, Integer.MAX_VALUE);
      if (!first.get(1).equals(second.get(1))) {
        throw lines
            .get(i + 1)
            .unexpected("number " + same + " of the line before, which is its pair");
      }
      pairs.add(
          new VerificationPair(
              existing(folder, lines.get(i), first.get(0)),
              existing(folder, lines.get(i + 1), second.get(0)),
              same != 0));
    }
    return folds(name, pairs, pairsAFold);
  }

  /**
   * CFP (Sengupta et al., WACV 2016), frontal against profile: 10 folds of 700 pairs. Its folder
   * has {@code Data/Images} and, in {@code Protocol}, the lists {@code Pair_list_F.txt} and {@code
   * Pair_list_P.txt} ({@code 1 ../Data/Images/001/frontal/01.jpg}) and {@code Split/FP/01/same.txt}
   * to {@code Split/FP/10/diff.txt} ({@code 1,3}: the frontal and the profile photo).
   *
   * @throws IOException naming the list and the line, if one is missing or not of that form, or a
   *     photo is missing
   */
  public static VerificationProtocol cfpFrontalProfile(Path cfp) throws IOException {
    DataFolder folder = DataFolder.at("CFP-FP", cfp);
    Map<Integer, Path> frontal = photos(folder, folder.file("Protocol/Pair_list_F.txt"));
    Map<Integer, Path> profile = photos(folder, folder.file("Protocol/Pair_list_P.txt"));
    List<List<VerificationPair>> folds = new ArrayList<>();
    for (int f = 1; f <= FOLDS; f++) {
      String split = String.format(Locale.ROOT, "Protocol/Split/FP/%02d/", f);
      List<VerificationPair> fold = new ArrayList<>();
      for (boolean same : new boolean[] {true, false}) {
        for (TextLine line :
            TextLines.read(folder.file(split + (same ? "same.txt" : "diff.txt")))) {
          int comma = line.text().indexOf(',');
          if (comma < 0) {
            throw line.unexpected("two numbers with a comma between");
          }
          String text = line.text();
          fold.add(
              new VerificationPair(
                  photo(frontal, line, text.substring(0, comma).strip()),
                  photo(profile, line, text.substring(comma + 1).strip()),
                  same));
        }
      }
      folds.add(fold);
    }
    return new VerificationProtocol("CFP-FP", folds);
  }

  /**
   * YouTube Faces (Wolf et al., CVPR 2011): 10 folds of 500 pairs of videos, each a folder of
   * frames. The lines of {@code splits.txt} are {@code split, first, second, same}, after one that
   * says so: {@code 1, Some_Name/2, Other_Name/0, 0}.
   *
   * @param videos the folder with {@code Some_Name/2}
   * @throws IOException naming the list and the line, if it is not of that form or a video is
   *     missing, or if the folds have not 500 pairs each
   */
  public static VerificationProtocol youTubeFaces(Path videos, Path list) throws IOException {
    return youTubeFaces(videos, list, 500);
  }

  static VerificationProtocol youTubeFaces(Path videos, Path list, int pairsAFold)
      throws IOException {
    DataFolder folder = DataFolder.at("YTF", videos);
    List<List<VerificationPair>> folds = new ArrayList<>();
    for (int f = 0; f < FOLDS; f++) {
      folds.add(new ArrayList<>());
    }
    List<TextLine> lines = TextLines.read(list);
    for (TextLine line : lines.subList(1, lines.size())) {
      String[] parts = line.text().split(",", -1);
      if (parts.length != 4) {
        throw line.unexpected("a split, two videos, and 1 for the same person or 0");
      }
      int split = line.integer(parts[0].strip(), "split", 1, FOLDS);
      folds
          .get(split - 1)
          .add(
              new VerificationPair(
                  video(folder, line, parts[1].strip()),
                  video(folder, line, parts[2].strip()),
                  line.integer(parts[3].strip(), "same", 0, 1) == 1));
    }
    if (folds.stream().anyMatch(fold -> fold.size() != pairsAFold)) {
      throw new IOException(
          list
              + " has splits of "
              + folds.stream().map(List::size).toList()
              + " pairs: expected "
              + pairsAFold
              + " each");
    }
    return new VerificationProtocol("YTF", folds);
  }

  private static VerificationProtocol folds(
      String name, List<VerificationPair> pairs, int pairsAFold) {
    List<List<VerificationPair>> folds = new ArrayList<>();
    for (int f = 0; f < FOLDS; f++) {
      folds.add(pairs.subList(f * pairsAFold, (f + 1) * pairsAFold));
    }
    return new VerificationProtocol(name, folds);
  }

  private static Path existing(DataFolder folder, TextLine line, String name) throws IOException {
    if (!folder.hasFile(name)) {
      throw line.unexpected("a photo that is there; missing: " + folder.resolve(name));
    }
    return folder.resolve(name);
  }

  private static Map<Integer, Path> photos(DataFolder folder, Path list) throws IOException {
    Map<Integer, Path> photos = new HashMap<>();
    for (TextLine line : TextLines.read(list)) {
      List<String> fields = line.fields(2, "a number and a photo");
      int number = line.integer(fields.get(0), "number", 1, Integer.MAX_VALUE);
      // The list counts from its own folder, which lies beside the photos'.
      Path photo = existing(folder, line, "Protocol/" + fields.get(1));
      if (photos.put(number, photo) != null) {
        throw line.unexpected("each number once");
      }
    }
    return photos;
  }

  private static Path photo(Map<Integer, Path> photos, TextLine line, String number)
      throws IOException {
    Path photo = photos.get(line.integer(number, "photo", 1, Integer.MAX_VALUE));
    if (photo == null) {
      throw line.unexpected("photos of the pair lists; there is no " + number);
    }
    return photo;
  }

  private static Path video(DataFolder folder, TextLine line, String name) throws IOException {
    Path video = folder.resolve(name);
    if (!Files.isDirectory(video)) {
      throw line.unexpected("a video that is there; missing: " + video);
    }
    return video;
  }
}
