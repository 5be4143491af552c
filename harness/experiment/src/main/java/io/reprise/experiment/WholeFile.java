package io.reprise.experiment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/** Writes files that appear whole or not at all. */
public final class WholeFile {
  private WholeFile() {}

  /**
   * Writes a text in UTF-8: to a temporary file in the same folder, which is forced to the disc and
   * then moved atomically. Makes the folder if need be; replaces a file that is there.
   *
   * @throws UncheckedIOException naming the file; nothing has changed then
   */
  public static void write(Path file, String text) {
    // A pending interrupt would close the channel in the middle of the work.
    boolean interrupted = Thread.interrupted();
    try {
      Files.createDirectories(file.getParent());
      Path temporary = file.resolveSibling(temporaryPrefix(file) + UUID.randomUUID() + ".tmp");
      try {
        try (FileChannel out =
            FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
          ByteBuffer buffer = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
          while (buffer.hasRemaining()) {
            out.write(buffer);
          }
          out.force(true);
        }
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(temporary);
      }
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
  static void sweep(Path file) {
    if (!Files.isDirectory(file.getParent())) {
      return;
    }
    String prefix = temporaryPrefix(file);
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

  private static String temporaryPrefix(Path file) {
    return "." + file.getFileName() + ".writing-";
  }
}
