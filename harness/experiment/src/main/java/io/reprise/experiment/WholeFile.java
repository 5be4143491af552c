package io.reprise.experiment;

import io.reprise.nn.AtomicFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes files that appear whole or not at all. */
public final class WholeFile {
  private WholeFile() {}

  /**
   * Writes a text in UTF-8, as {@link AtomicFile#write} does.
   *
   * @throws UncheckedIOException naming the file; nothing has changed then
   */
  public static void write(Path file, String text) {
    write(file, text.getBytes(StandardCharsets.UTF_8));
  }

  /** As above, for bytes. */
  static void write(Path file, byte[] content) {
    // A pending interrupt would close the channel in the middle of the work.
    boolean interrupted = Thread.interrupted();
    try {
      AtomicFile.write(file, out -> out.write(content));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file + ": " + e.getMessage(), e);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /**
   * Deletes what killed writers of a file left beside it. Only for the one who alone may write the
   * file, since another writer's temporary file looks the same.
   *
   * @throws UncheckedIOException naming the file
   */
  public static void sweep(Path file) {
    if (!Files.isDirectory(file.getParent())) {
      return;
    }
    String prefix = AtomicFile.temporaryPrefix(file);
    try (DirectoryStream<Path> all =
        Files.newDirectoryStream(
            file.getParent(), p -> p.getFileName().toString().startsWith(prefix))) {
      for (Path left : all) {
        Files.deleteIfExists(left);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot sweep beside " + file + ": " + e.getMessage(), e);
    }
  }
}
