package io.reprise.bundle;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.stream.IntStream;
import net.fornwall.jelf.ElfException;
import net.fornwall.jelf.ElfFile;
import net.fornwall.jelf.ElfSectionHeader;

/** A shared library (ELF) that may hold code for GPUs. */
final class GpuLibrary {
  private static final String CODE = ".nv_fatbin";

  private final Path file;

  GpuLibrary(Path file) {
    this.file = file;
  }

  /** What a cut left, in bytes of GPU code. */
  record Cut(long before, long after) {}

  /**
   * Cuts the file where it lies.
   *
   * @return empty if it has no code for GPUs; then it is as it was
   * @throws IllegalArgumentException if it is no shared library, if its GPU code is laid out in an
   *     unknown way, or if none of it is for the GPU; then it is as it was
   */
  Optional<Cut> keep(ComputeCapability gpu) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      Optional<ElfSectionHeader> section = section(channel);
      if (section.isEmpty()) {
        return Optional.empty();
      }
      ByteBuffer code = map(channel, section.get().sh_offset, section.get().sh_size);
      FatBinaries binaries = new FatBinaries(code);
      long before = binaries.codeBytes();
      return Optional.of(new Cut(before, binaries.keep(gpu)));
    } catch (ElfException | IllegalArgumentException e) {
      throw new IllegalArgumentException(file.getFileName() + ": " + e.getMessage(), e);
    }
  }

  private static Optional<ElfSectionHeader> section(FileChannel channel) throws IOException {
    ElfFile elf = ElfFile.from(map(channel, 0, channel.size()));
    return IntStream.range(0, elf.e_shnum)
        .mapToObj(i -> elf.getSection(i).header)
        .filter(header -> CODE.equals(header.getName()))
        .findFirst();
  }

  private static MappedByteBuffer map(FileChannel channel, long from, long length)
      throws IOException {
    if (length > Integer.MAX_VALUE || from < 0 || length < 0 || from + length > channel.size()) {
      throw new IllegalArgumentException(
          String.format(
              "bytes %d to %d: expected to lie in the file of %d bytes, and less than 2 GiB",
              from, from + length, channel.size()));
    }
    return channel.map(MapMode.READ_WRITE, from, length);
  }
}
