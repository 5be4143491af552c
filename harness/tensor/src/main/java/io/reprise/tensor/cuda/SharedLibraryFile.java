package io.reprise.tensor.cuda;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Tells by its first bytes whether a file is a library that this JVM could load. The dynamic linker
 * passes over files for other processors in the same way, which share their names with the right
 * ones.
 */
final class SharedLibraryFile {
  private static final byte[] MAGIC = {0x7f, 'E', 'L', 'F'};
  private static final int CLASS_AT = 4;
  private static final int CLASS_64 = 2;
  private static final int TYPE_AT = 16;
  private static final int TYPE_SHARED = 3;
  private static final int MACHINE_AT = 18;
  private static final int LENGTH = 20;

  /** What the System V ABI's ELF header says by architecture as Java names it. */
  private static final Map<String, Integer> MACHINES = Map.of("amd64", 62, "aarch64", 183);

  private SharedLibraryFile() {}

  /** Whether it is an ELF shared object of 64 bits, least significant byte first, for this JVM. */
  static boolean isForThisMachine(Path file) {
    byte[] head;
    try (InputStream in = Files.newInputStream(file)) {
      head = in.readNBytes(LENGTH);
    } catch (IOException e) {
      return false;
    }
    if (head.length < LENGTH) {
      return false;
    }
    for (int i = 0; i < MAGIC.length; i++) {
      if (head[i] != MAGIC[i]) {
        return false;
      }
    }
    return head[CLASS_AT] == CLASS_64
        && half(head, TYPE_AT) == TYPE_SHARED
        && half(head, MACHINE_AT) == MACHINES.getOrDefault(System.getProperty("os.arch"), -1);
  }

  private static int half(byte[] head, int at) {
    return (head[at] & 0xff) | (head[at + 1] & 0xff) << 8;
  }
}
