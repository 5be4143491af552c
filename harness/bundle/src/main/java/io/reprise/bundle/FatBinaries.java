package io.reprise.bundle;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What the section {@code .nv_fatbin} of a library holds: one after the other, for each compilation
 * unit, a fat binary, which is a head and the same code for several kinds of GPU.
 *
 * <p>All numbers are little-endian. A head is the mark 0xBA55ED50, a version and its own length (16
 * bits each), and the length of the entries behind it (64 bits). An entry begins with its kind (16
 * bits: 1 PTX, 2 machine code), a version (16), the length of its head (32) and that of its code
 * (64); byte 28 has the compute capability as a whole number (32). These are the fields that the
 * CUDA runtime walks by; they were read off libraries made by CUDA 11 to 13.
 */
final class FatBinaries {
  private static final int MARK = 0xBA55ED50;
  private static final int HEAD = 16;
  private static final int ENTRY_HEAD = 32;
  private static final int PTX = 1;
  private static final int MACHINE_CODE = 2;

  private final ByteBuffer section;
  private final List<FatBinary> all = new ArrayList<>();

  private record FatBinary(int start, int head, int end, List<Entry> entries) {}

  private record Entry(int start, int length, int kind, ComputeCapability made) {
    boolean isFor(ComputeCapability gpu) {
      return kind == PTX ? gpu.compilesCodeFor(made) : gpu.runsMachineCodeFor(made);
    }
  }

  /**
   * Reads all heads; changes nothing.
   *
   * @param section the bytes of the section
   * @throws IllegalArgumentException if it is laid out in another way, with the place
   */
  FatBinaries(ByteBuffer section) {
    this.section = section.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    int at = 0;
    while (at < section.limit()) {
      // Fat binaries begin at multiples of eight bytes; what is between them is empty.
      if (at + Long.BYTES <= section.limit() && this.section.getLong(at) == 0) {
        at += Long.BYTES;
        continue;
      }
      FatBinary next = read(at);
      all.add(next);
      at = next.end();
    }
  }

  private FatBinary read(int start) {
    require(start, HEAD, section.limit());
    int mark = section.getInt(start);
    if (mark != MARK) {
      throw new IllegalArgumentException(
          String.format(
              "byte %d of the GPU code: 0x%08X, expected the mark of a fat binary, 0x%08X",
              start, mark, MARK));
    }
    int head = Short.toUnsignedInt(section.getShort(start + 6));
    int end = end(start, head, section.getLong(start + 8), section.limit());
    List<Entry> entries = new ArrayList<>();
    int at = start + head;
    while (at < end) {
      require(at, ENTRY_HEAD, end);
      int kind = Short.toUnsignedInt(section.getShort(at));
      if (kind != PTX && kind != MACHINE_CODE) {
        throw new IllegalArgumentException(
            "byte " + at + " of the GPU code: kind " + kind + ", expected 1 (PTX) or 2 (code)");
      }
      int next = end(at, section.getInt(at + 4), section.getLong(at + 8), end);
      ComputeCapability made = ComputeCapability.of(section.getInt(at + 28));
      entries.add(new Entry(at, next - at, kind, made));
      at = next;
    }
    return new FatBinary(start, head, end, entries);
  }

  private static void require(int at, int length, int limit) {
    if (limit - at < length) {
      throw new IllegalArgumentException(
          "byte " + at + " of the GPU code: " + (limit - at) + " bytes left, expected " + length);
    }
  }

  private static int end(int at, int head, long length, int limit) {
    if (head < HEAD || length < 0 || head + length > limit - at) {
      throw new IllegalArgumentException(
          String.format(
              "byte %d of the GPU code: a head of %d and a length of %d bytes, expected at least %d"
                  + " and no more than the %d bytes that are left",
              at, head, length, HEAD, limit - at));
    }
    return Math.toIntExact(at + head + length);
  }

  /** The compute capabilities that there is machine code for, in order. */
  SortedSet<ComputeCapability> machineCode() {
    SortedSet<ComputeCapability> made =
        new TreeSet<>((a, b) -> Integer.compare(a.number(), b.number()));
    for (FatBinary binary : all) {
      for (Entry entry : binary.entries()) {
        if (entry.kind() == MACHINE_CODE) {
          made.add(entry.made());
        }
      }
    }
    return made;
  }

  /** How many bytes of code there are, heads included. */
  long codeBytes() {
    return all.stream().flatMap(b -> b.entries().stream()).mapToLong(Entry::length).sum();
  }

  /**
   * Keeps what a GPU can use, at the front of each fat binary, and makes the rest zero. Nothing
   * else moves, so all addresses in the library stay true. A fat binary without anything for the
   * GPU stays whole: the runtime then says of it what it would have said before.
   *
   * @return how many bytes of code are left
   * @throws IllegalArgumentException if no fat binary has anything for the GPU
   */
  long keep(ComputeCapability gpu) {
    if (all.stream().noneMatch(b -> b.entries().stream().anyMatch(e -> e.isFor(gpu)))) {
      throw new IllegalArgumentException(
          "compute capability '"
              + gpu
              + "': there is no code for it, expected one that can run code for one of "
              + machineCode());
    }
    long left = 0;
    for (FatBinary binary : all) {
      List<Entry> kept = binary.entries().stream().filter(e -> e.isFor(gpu)).toList();
      left += keep(binary, kept.isEmpty() ? binary.entries() : kept);
    }
    return left;
  }

  private long keep(FatBinary binary, List<Entry> kept) {
    int from = binary.start() + binary.head();
    int to = from;
    for (Entry entry : kept) {
      byte[] bytes = new byte[entry.length()];
      section.get(entry.start(), bytes);
      section.put(to, bytes);
      to += bytes.length;
    }
    section.put(to, new byte[binary.end() - to]);
    long length = (long) to - from;
    section.putLong(binary.start() + 8, length);
    return length;
  }
}
