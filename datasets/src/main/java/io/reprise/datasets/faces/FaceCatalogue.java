package io.reprise.datasets.faces;

import io.reprise.datasets.DataFolder;
import io.reprise.datasets.files.TextLine;
import io.reprise.datasets.files.TextLines;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A training set of faces with a folder an identity, as CASIA-WebFace ({@code 0000045/001.jpg}),
 * VGGFace2 ({@code n000002/0001_01.jpg}) and cleaned MS-Celeb-1M are distributed. Photos are
 * decoded when they are needed; millions of names fit into memory.
 */
public final class FaceCatalogue {
  private final DataFolder folder;
  private final List<String> identities;
  private final List<String> files;
  private final int[] labels;

  private FaceCatalogue(
      DataFolder folder, List<String> identities, List<String> files, int[] labels) {
    this.folder = folder;
    this.identities = List.copyOf(identities);
    this.files = List.copyOf(files);
    this.labels = labels;
  }

  /**
   * Takes every image in every folder below; identities are numbered in the order of their names.
   * Files beside the identities' folders (lists, licences) are left alone.
   *
   * @param name of the data set, which starts every error
   * @throws IOException if the folder is missing or has no folders, or one of them has no images or
   *     anything else
   */
  public static FaceCatalogue ofFolders(String name, Path folder) throws IOException {
    DataFolder root = DataFolder.at(name, folder);
    List<String> identities = new ArrayList<>();
    List<String> files = new ArrayList<>();
    List<Integer> labels = new ArrayList<>();
    for (DataFolder identity : root.folders()) {
      String identityName = DataFolder.name(identity.path());
      for (Path image : identity.images()) {
        files.add(identityName + "/" + DataFolder.name(image));
        labels.add(identities.size());
      }
      identities.add(identityName);
    }
    return new FaceCatalogue(
        root, identities, files, labels.stream().mapToInt(Integer::intValue).toArray());
  }

  /**
   * Takes the files of a list, whose lines are {@code identity/image} or {@code identity/image
   * label}. Without labels, identities are numbered in the order in which they first appear.
   *
   * @param name of the data set, which starts errors
   * @param folder where the identities' folders are
   * @throws IOException naming the list and the line, if a file is missing or listed twice, only
   *     some lines have a label, an identity has two labels or a label two identities, or the
   *     labels do not run from 0 without a gap
   */
  public static FaceCatalogue ofList(String name, Path folder, Path list) throws IOException {
    DataFolder root = DataFolder.at(name, folder);
    Listing listing = new Listing(root);
    TextLines.forEach(list, listing::add);
    return listing.catalogue(list);
  }

  /** What has been read of a list. */
  private static final class Listing {
    private final DataFolder folder;
    private final Map<String, Integer> labelOfIdentity = new LinkedHashMap<>();
    private final List<String> files = new ArrayList<>();
    private final List<Integer> labels = new ArrayList<>();
    private final Set<String> seen = new HashSet<>();
    private int fields;

    private Listing(DataFolder folder) {
      this.folder = folder;
    }

    private void add(TextLine line) throws IOException {
      List<String> parts = line.fields();
      String file = parts.get(0);
      int slash = file.indexOf('/');
      fields = files.isEmpty() ? parts.size() : fields;
      if (parts.size() != fields || fields > 2 || slash < 1 || slash == file.length() - 1) {
        throw line.unexpected("identity/image, and a label on every line or on none");
      }
      if (!seen.add(file)) {
        throw line.unexpected("each file once");
      }
      String identity = file.substring(0, slash);
      int label = label(line, parts, identity);
      Integer before = labelOfIdentity.putIfAbsent(identity, label);
      if (before != null && before != label) {
        throw line.unexpected("label " + before + ", which " + identity + " had before");
      }
      folder.file(file);
      files.add(file);
      labels.add(label);
    }

    private int label(TextLine line, List<String> parts, String identity) throws IOException {
      return fields == 2
          ? line.integer(parts.get(1), "label", 0, Integer.MAX_VALUE)
          : labelOfIdentity.getOrDefault(identity, labelOfIdentity.size());
    }

    private FaceCatalogue catalogue(Path list) throws IOException {
      String[] identities = new String[labelOfIdentity.size()];
      BitSet used = new BitSet();
      for (Map.Entry<String, Integer> identity : labelOfIdentity.entrySet()) {
        int label = identity.getValue();
        if (label >= identities.length || used.get(label)) {
          throw new IOException(
              list
                  + " gives "
                  + identity.getKey()
                  + " label "
                  + label
                  + ": expected another for each of "
                  + identities.length
                  + " identities, from 0 on");
        }
        used.set(label);
        identities[label] = identity.getKey();
      }
      return new FaceCatalogue(
          folder,
          Arrays.asList(identities),
          files,
          labels.stream().mapToInt(Integer::intValue).toArray());
    }
  }

  /** How many photos there are. */
  public int size() {
    return labels.length;
  }

  /** The names of the identities, by their numbers. */
  public List<String> identities() {
    return identities;
  }

  /** A photo. */
  public FaceImage image(int i) {
    return new FaceImage(folder.path().resolve(files.get(i)), labels[i]);
  }
}
