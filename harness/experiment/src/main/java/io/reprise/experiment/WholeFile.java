package io.reprise.experiment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
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
    try {
      Files.createDirectories(file.getParent());
      Path temporary = file.resolveSibling(".writing-" + UUID.randomUUID() + ".tmp");
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
    }
  }
}
