package io.reprise.baselines.adversarial;

/**
 * Keeps so many bits of each value (arXiv 1704.01155): {@code round(v (2^b - 1) / 255)}, half up,
 * spread over 0 to 255 again.
 *
 * @param bits from 1 to 8
 */
public record BitDepthReduction(int bits) implements PixelFilter {
  /** Checks the number of bits. */
  public BitDepthReduction {
    if (bits < 1 || bits > Byte.SIZE) {
      throw new IllegalArgumentException("bit depth " + bits + ": expected from 1 to " + Byte.SIZE);
    }
  }

  @Override
  public PixelBatch apply(PixelBatch images) {
    int top = (1 << bits) - 1;
    byte[] out = images.values();
    for (int i = 0; i < out.length; i++) {
      int step = (2 * images.at(i) * top + PixelBatch.WHITE) / (2 * PixelBatch.WHITE);
      out[i] = (byte) ((2 * step * PixelBatch.WHITE + top) / (2 * top));
    }
    return new PixelBatch(images.shape(), out);
  }
}
