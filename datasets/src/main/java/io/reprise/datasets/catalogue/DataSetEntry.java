package io.reprise.datasets.catalogue;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/**
 * What the catalogue says of one data set.
 *
 * @param id what a user calls it, for example {@code cifar-10}
 * @param name the authors' name
 * @param homePage where its authors describe it
 * @param terms its licence, or under what terms it may be used
 * @param registration what a person has to do to get it; empty if it can be downloaded as it is
 * @param note what else a reader should know; may be empty
 * @param papers the arXiv ids of the suite's papers that name it
 * @param classes how many classes or identities, or 0 if it has none
 * @param splits its parts, where they are published
 * @param folder where it lies below the data root, for example {@code VOCdevkit/VOC2007}
 * @param files what there is to download; for a data set behind a registration, what its publisher
 *     hands out and the suite can unpack, if anything
 * @param layout how the folder must look
 * @param limits how far its archives may unpack
 */
public record DataSetEntry(
    String id,
    String name,
    URI homePage,
    String terms,
    String registration,
    String note,
    List<String> papers,
    int classes,
    List<Split> splits,
    String folder,
    List<DataFile> files,
    Layout layout,
    Limits limits) {
  public DataSetEntry {
    if (!id.matches("[a-z0-9]+(-[a-z0-9]+)*")) {
      throw new IllegalArgumentException(
          "data set id '" + id + "': expected lower case words joined by '-'");
    }
    require(id, "name", !name.isBlank());
    require(id, "homePage", homePage != null);
    require(id, "terms", terms != null && !terms.isBlank());
    require(id, "folder", folder != null && !RelativePath.check(folder).isEmpty());
    require(id, "layout", layout != null && !layout.expectations().isEmpty());
    registration = registration == null ? "" : registration;
    note = note == null ? "" : note;
    papers = papers == null ? List.of() : List.copyOf(papers);
    splits = splits == null ? List.of() : List.copyOf(splits);
    files = files == null ? List.of() : List.copyOf(files);
    limits = limits == null ? Limits.DEFAULT : limits;
    if (registration.isEmpty()) {
      require(id, "files", !files.isEmpty());
      require(id, "urls", files.stream().noneMatch(f -> f.urls().isEmpty()));
    }
    String home = folder;
    for (DataFile file : files) {
      if (!file.into().isEmpty() && !(file.into() + "/").startsWith(home + "/")) {
        throw new IllegalArgumentException(
            id
                + ": "
                + file.name()
                + " goes into '"
                + file.into()
                + "': expected '"
                + home
                + "', a folder in it, or nothing");
      }
    }
  }

  private static void require(String id, String what, boolean given) {
    if (!given) {
      throw new IllegalArgumentException("data set '" + id + "': expected " + what);
    }
  }

  /** Whether a person has to register, sign or ask before the files can be had. */
  public boolean needsRegistration() {
    return !registration.isEmpty();
  }

  /** Where the data set lies in a data root. */
  public Path in(Path dataRoot) {
    return dataRoot.resolve(folder);
  }

  /** What there is to download, in bytes, as far as sizes are published. */
  public long publishedBytes() {
    return files.stream().mapToLong(DataFile::size).sum();
  }
}
