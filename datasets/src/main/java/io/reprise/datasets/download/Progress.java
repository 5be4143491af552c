package io.reprise.datasets.download;

/** Hears how a download goes; called often, so it must be quick. Everything may be ignored. */
public interface Progress {
  /** Ignores everything. */
  Progress SILENT = new Progress() {};

  /**
   * Some of a file has come.
   *
   * @param file the file's name
   * @param bytes how much of it is here, what was here before included
   * @param total its size, or 0 if the server does not say
   * @param bytesPerSecond since this run began to receive it
   */
  default void received(String file, long bytes, long total, double bytesPerSecond) {}

  /**
   * Some of an archive is unpacked.
   *
   * @param file the archive's name
   * @param entries files and folders so far
   * @param bytes unpacked bytes so far
   */
  default void unpacked(String file, long entries, long bytes) {}

  /** Some files of a data set on the disk are checked. */
  default void verified(String id, long files, long totalFiles) {}

  /** Something a user may want to know, as one line: a retry, another mirror, a fresh start. */
  default void note(String line) {}
}
