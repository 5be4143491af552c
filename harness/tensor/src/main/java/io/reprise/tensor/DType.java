package io.reprise.tensor;

/** What a tensor's elements are. */
public enum DType {
  FLOAT32(32),
  FLOAT64(64),
  INT64(64),
  BOOL(8);

  private final int bits;

  DType(int bits) {
    this.bits = bits;
  }

  /** Bits of memory an element takes. */
  public int bits() {
    return bits;
  }

  public boolean isFloating() {
    return this == FLOAT32 || this == FLOAT64;
  }
}
