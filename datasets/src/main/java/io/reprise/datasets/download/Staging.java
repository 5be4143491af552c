package io.reprise.datasets.download;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.commons.io.file.PathUtils;

/**
 * A folder in the data root in which a data set is put together, out of sight, until it is whole.
 * Closing it deletes whatever is still in it.
 */
final class Staging implements AutoCloseable {
  private static final String PREFIX = ".unpacking-";

  private final Path folder;

  private Staging(Path folder) {
    this.folder = folder;
  }

  /** Makes an empty one; whoever holds the lock of the data set also clears away old ones. */
  static Staging open(Path dataRoot, String id) throws IOException {
    String prefix = PREFIX + id + "@";
    List<Path> old;
    try (Stream<Path> children = Files.list(dataRoot)) {
      old = children.filter(c -> c.getFileName().toString().startsWith(prefix)).toList();
    }
    for (Path left : old) {
      deleteIfThere(left);
    }
    return new Staging(Files.createDirectory(dataRoot.resolve(prefix + UUID.randomUUID())));
  }

  Path folder() {
    return folder;
  }

  /**
   * Moves a folder of this to its place, all at once.
   *
   * @throws DownloadException if something is there already, which is left as it is
   */
  void publish(Path from, Path to) throws IOException {
    Files.createDirectories(to.getParent());
    if (Files.exists(to, LinkOption.NOFOLLOW_LINKS)) {
      throw new DownloadException(
          to + " appeared meanwhile and is left as it is: expected nothing");
    }
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      throw new DownloadException(
          to.getParent()
              + " is on another disk than "
              + folder.getParent()
              + ": expected one disk below the data folder",
          e);
    }
  }

  @Override
  public void close() throws IOException {
    deleteIfThere(folder);
  }

  /** Does not follow links. */
  private static void deleteIfThere(Path folder) throws IOException {
    if (Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
      PathUtils.deleteDirectory(folder);
    }
  }
}
