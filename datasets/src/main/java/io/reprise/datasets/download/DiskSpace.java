package io.reprise.datasets.download;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** How much room a disk has. */
@FunctionalInterface
interface DiskSpace {
  /** As the operating system says. */
  DiskSpace REAL = folder -> Files.getFileStore(folder).getUsableSpace();

  /** Bytes that may still be written below an existing folder. */
  long usable(Path folder) throws IOException;

  /**
   * Refuses to begin what cannot end.
   *
   * @throws LocalFailure if there is less room than {@code bytes}
   */
  default void require(Path folder, long bytes, String what) throws IOException {
    long usable = usable(folder);
    if (bytes > usable) {
      throw new LocalFailure(
          what
              + " needs "
              + bytes
              + " bytes, the disk of "
              + folder
              + " has "
              + usable
              + ": expected room for it",
          null);
    }
  }
}
