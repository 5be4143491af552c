package io.reprise.peers;

import io.reprise.tensor.Seed;

/** Images {@code [size, 3, pixels, pixels]} in row-major order and a class for each, in Java. */
final class Batch {
  static final int CHANNELS = 3;

  private final int pixels;
  private final float[] images;
  private final long[] labels;

  private Batch(int pixels, float[] images, long[] labels) {
    this.pixels = pixels;
    this.images = images;
    this.labels = labels;
  }

  /** The batch of the race. */
  static Batch of(Network network) {
    return of(network, network.batch(), network.pixels());
  }

  /** Standard normal pixels, the same every time. */
  static Batch of(Network network, int size, int pixels) {
    long[] labels = new long[size];
    for (int i = 0; i < size; i++) {
      labels[i] = i % network.design().classes();
    }
    return new Batch(pixels, new Seed(3).normal(size * CHANNELS * pixels * pixels), labels);
  }

  int size() {
    return labels.length;
  }

  int pixels() {
    return pixels;
  }

  /** Not to be written to. */
  float[] images() {
    return images;
  }

  /** Not to be written to. */
  long[] labels() {
    return labels;
  }
}
