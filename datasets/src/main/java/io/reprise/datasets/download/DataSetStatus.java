package io.reprise.datasets.download;

import io.reprise.datasets.catalogue.DataSetEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** How a data set stands in a data root. */
public sealed interface DataSetStatus {
  /** Nothing of it is there. */
  record Absent() implements DataSetStatus {}

  /**
   * Some of its files came; a download goes on with them.
   *
   * @param bytes how much there is
   * @param total how much there will be as far as sizes are published, or 0
   */
  record Partial(long bytes, long total) implements DataSetStatus {}

  /**
   * It is there and has the layout it should have.
   *
   * @param verifiedFiles how many files were held against their checksums; 0 if only the layout was
   *     looked at, or if the suite did not unpack it and so knows none
   */
  record Present(Path folder, long verifiedFiles) implements DataSetStatus {}

  /**
   * Its folder is there but not as it should be.
   *
   * @param problems a line for each thing that is missing, unexpected or changed
   */
  record Damaged(Path folder, List<String> problems) implements DataSetStatus {
    public Damaged {
      problems = List.copyOf(problems);
    }
  }

  /** Looks at names, counts and sizes. */
  static DataSetStatus of(DataSetEntry entry, Path dataRoot) throws IOException {
    Path folder = entry.in(dataRoot);
    if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
      return withoutFolder(entry, dataRoot);
    }
    List<String> problems = entry.layout().problems(folder);
    return problems.isEmpty() ? new Present(folder, 0) : new Damaged(folder, problems);
  }

  /** Looks at names, counts and sizes, and reads every file that a checksum is known of. */
  static DataSetStatus verify(DataSetEntry entry, Path dataRoot, Progress progress)
      throws IOException {
    Manifest manifest = new Manifest(dataRoot, entry.id());
    DataSetStatus status = of(entry, dataRoot);
    boolean hasFolder = status instanceof Present || status instanceof Damaged;
    if (!hasFolder || !manifest.exists()) {
      return status;
    }
    List<String> problems = new ArrayList<>(manifest.problems(progress));
    if (status instanceof Damaged damaged) {
      damaged.problems().stream().filter(p -> !problems.contains(p)).forEach(problems::add);
    }
    Path folder = entry.in(dataRoot);
    return problems.isEmpty()
        ? new Present(folder, manifest.size())
        : new Damaged(folder, problems);
  }

  private static DataSetStatus withoutFolder(DataSetEntry entry, Path dataRoot) throws IOException {
    Path downloads = Downloads.folder(entry, dataRoot);
    if (!Files.isDirectory(downloads)) {
      return new Absent();
    }
    long bytes = 0;
    try (Stream<Path> files = Files.list(downloads)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        String name = file.getFileName().toString();
        boolean own = entry.files().stream().anyMatch(f -> f.name().equals(name));
        bytes += own || PartialFile.isPart(name) ? Files.size(file) : 0;
      }
    }
    return bytes == 0 ? new Absent() : new Partial(bytes, entry.publishedBytes());
  }
}
