package io.reprise.bundle;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDateTime;
import java.util.Collections;
import java.util.Optional;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/** A jar with native libraries, some of which hold code for GPUs. */
final class GpuJar {
  private final Path jar;

  GpuJar(Path jar) {
    this.jar = jar;
  }

  /**
   * Writes a copy whose libraries are cut to the code for one GPU. Cut libraries get a time of
   * their own, for programs that keep unpacked libraries by size and time: neither has to change.
   *
   * @param to the copy, which is there whole or not at all
   * @return what was cut, or empty if no library has code for GPUs; then there is no copy
   * @throws IllegalArgumentException if a library cannot be cut, with its name
   */
  Optional<GpuLibrary.Cut> keep(ComputeCapability gpu, Path to) throws IOException {
    Path folder = Files.createTempDirectory(to.toAbsolutePath().getParent(), ".cut");
    Path copy = folder.resolve("jar");
    try {
      long before = 0;
      long after = 0;
      try (ZipFile all = new ZipFile(jar.toFile());
          OutputStream file = Files.newOutputStream(copy);
          ZipOutputStream zip = new ZipOutputStream(file)) {
        zip.setLevel(Deflater.BEST_SPEED);
        for (ZipEntry entry : Collections.list(all.entries())) {
          ZipEntry written = new ZipEntry(entry.getName());
          written.setTime(entry.getTime());
          Path library = folder.resolve("library.so");
          Optional<GpuLibrary.Cut> cut = Optional.empty();
          boolean isLibrary = isLibrary(entry);
          if (isLibrary) {
            try (InputStream bytes = all.getInputStream(entry)) {
              Files.copy(bytes, library, StandardCopyOption.REPLACE_EXISTING);
            }
            cut = cut(entry, library, gpu);
          }
          if (cut.isPresent()) {
            before += cut.get().before();
            after += cut.get().after();
            written.setTimeLocal(LocalDateTime.of(2020, 1, 1, 0, 0).plusMinutes(gpu.number()));
          }
          zip.putNextEntry(written);
          if (isLibrary) {
            Files.copy(library, zip);
          } else if (!entry.isDirectory()) {
            try (InputStream bytes = all.getInputStream(entry)) {
              bytes.transferTo(zip);
            }
          }
          zip.closeEntry();
        }
      }
      if (before == 0) {
        return Optional.empty();
      }
      Files.move(copy, to, StandardCopyOption.ATOMIC_MOVE);
      return Optional.of(new GpuLibrary.Cut(before, after));
    } finally {
      Files.deleteIfExists(folder.resolve("library.so"));
      Files.deleteIfExists(copy);
      Files.delete(folder);
    }
  }

  private static boolean isLibrary(ZipEntry entry) {
    String name = entry.getName();
    name = name.substring(name.lastIndexOf('/') + 1);
    return name.endsWith(".so") || name.contains(".so.");
  }

  private Optional<GpuLibrary.Cut> cut(ZipEntry entry, Path library, ComputeCapability gpu)
      throws IOException {
    try {
      return new GpuLibrary(library).keep(gpu);
    } catch (IllegalArgumentException e) {
      String reason = e.getMessage().replace("library.so: ", "");
      throw new IllegalArgumentException(
          jar.getFileName() + ", " + entry.getName() + ": " + reason, e);
    }
  }
}
