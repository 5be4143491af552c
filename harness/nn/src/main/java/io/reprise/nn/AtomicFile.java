package io.reprise.nn;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/** Files that appear whole or not at all, and files that are put out of the way. */
public final class AtomicFile {
  private static final String WRITING = ".writing-";

  private AtomicFile() {}

  /** Writes what a file is to hold. */
  @FunctionalInterface
  public interface Content {
    void writeTo(OutputStream out) throws IOException;
  }

  /**
   * Writes a temporary file in the same folder, forces it to the disc and moves it to its place
   * atomically. Makes the folder if need be; replaces a file that is there.
   *
   * @throws IOException if that cannot be done; nothing has changed then
   */
  public static void write(Path file, Content content) throws IOException {
    Files.createDirectories(file.getParent());
    Path temporary = file.resolveSibling(temporaryPrefix(file) + UUID.randomUUID() + ".tmp");
    try {
      try (FileChannel channel =
              FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
          OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16)) {
        content.writeTo(out);
        out.flush();
        channel.force(true);
      }
      Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
      forceNames(file.getParent());
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  /** Makes a move last through a power cut, where the system can. */
  private static void forceNames(Path folder) {
    try (FileChannel names = FileChannel.open(folder, StandardOpenOption.READ)) {
      names.force(true);
    } catch (IOException e) {
      // Not every system opens folders; the file itself is on the disc either way.
    }
  }

  /** What the names begin with under which a file is being written. */
  public static String temporaryPrefix(Path file) {
    return "." + file.getFileName() + WRITING;
  }

  /** Whether any file was or is being written under that name. */
  static boolean isTemporary(Path file) {
    return file.getFileName().toString().contains(WRITING);
  }

  /**
   * Renames a file that cannot be used to {@code <name>.unreadable}, or {@code .unreadable-2} and
   * so on if that name is taken; nothing is overwritten.
   *
   * @return where it lies now
   */
  public static Path setAside(Path file) throws IOException {
    String name = file.getFileName() + ".unreadable";
    Path aside = file.resolveSibling(name);
    for (int n = 2; Files.exists(aside, LinkOption.NOFOLLOW_LINKS); n++) {
      aside = file.resolveSibling(name + "-" + n);
    }
    return Files.move(file, aside);
  }
}
