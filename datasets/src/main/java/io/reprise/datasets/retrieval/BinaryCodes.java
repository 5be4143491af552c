package io.reprise.datasets.retrieval;

import java.util.List;

/** Binary codes of one length, compared by the number of bits that differ. */
public final class BinaryCodes {
  private final int bits;
  private final int words;
  private final int size;
  private final long[] codes;

  private BinaryCodes(int size, int bits) {
    this.size = size;
    this.bits = bits;
    this.words = (bits + Long.SIZE - 1) / Long.SIZE;
    this.codes = new long[Math.multiplyExact(size, words)];
  }

  /**
   * A bit is 1 where a value is above 0, as for the sign of a projection.
   *
   * @param rows one a code, of equal length
   */
  public static BinaryCodes ofSigns(List<float[]> rows) {
    if (rows.isEmpty() || rows.get(0).length == 0) {
      throw new IllegalArgumentException("no codes: expected at least one, of at least one bit");
    }
    BinaryCodes codes = new BinaryCodes(rows.size(), rows.get(0).length);
    for (int i = 0; i < rows.size(); i++) {
      float[] row = rows.get(i);
      if (row.length != codes.bits) {
        throw new IllegalArgumentException(
            "code " + i + " of " + row.length + " bits: expected " + codes.bits);
      }
      for (int bit = 0; bit < row.length; bit++) {
        if (row[bit] > 0) {
          codes.codes[i * codes.words + bit / Long.SIZE] |= 1L << (bit % Long.SIZE);
        }
      }
    }
    return codes;
  }

  /** How many codes there are. */
  public int size() {
    return size;
  }

  /** The length of a code. */
  public int bits() {
    return bits;
  }

  /** The Hamming distance of one code and one of another set of the same length. */
  public int distance(int index, BinaryCodes other, int otherIndex) {
    int distance = 0;
    for (int word = 0; word < words; word++) {
      distance +=
          Long.bitCount(codes[index * words + word] ^ other.codes[otherIndex * words + word]);
    }
    return distance;
  }
}
