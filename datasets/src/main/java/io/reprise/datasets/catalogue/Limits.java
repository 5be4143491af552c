package io.reprise.datasets.catalogue;

/**
 * How far an archive may unpack before it is taken for a decompression bomb. A limit that an entry
 * leaves at 0 gets its default.
 *
 * @param entries files and folders an archive may have; default 5,000,000
 * @param bytes what an archive may unpack to; default 1 TiB
 * @param ratio unpacked bytes a packed byte; default 100. Deflate can reach 1,032.
 */
public record Limits(long entries, long bytes, double ratio) {
  /** What holds for an entry that says nothing. */
  public static final Limits DEFAULT = new Limits(0, 0, 0);

  public Limits {
    if (entries < 0 || bytes < 0 || ratio < 0) {
      throw new IllegalArgumentException(
          "limits "
              + entries
              + " entries, "
              + bytes
              + " bytes, ratio "
              + ratio
              + ": expected none below 0");
    }
    entries = entries == 0 ? 5_000_000 : entries;
    bytes = bytes == 0 ? 1L << 40 : bytes;
    ratio = ratio == 0 ? 100 : ratio;
  }
}
