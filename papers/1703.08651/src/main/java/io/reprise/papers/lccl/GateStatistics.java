package io.reprise.papers.lccl;

import io.reprise.baselines.attention.GateActivation;
import io.reprise.nn.Mode;
import io.reprise.tensor.Shape;
import io.reprise.tensor.Tensor;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** ReLU that counts, in evaluation, where the gates V of each layer are 0. */
final class GateStatistics implements GateActivation {
  private final Map<String, Count> counts = new LinkedHashMap<>();

  /** The gates of one layer over all images that went through it. */
  static final class Count {
    private final int height;
    private final int width;
    private final long[] open;
    private long images;
    private long zeros;
    private long elements;

    Count(Shape gate) {
      height = gate.dim(2);
      width = gate.dim(3);
      open = new long[height * width];
    }

    private void add(Shape gate, float[] v) {
      if (gate.dim(2) != height || gate.dim(3) != width) {
        throw new IllegalArgumentException(
            "gate " + gate + " after " + height + " x " + width + ": expected images of one size");
      }
      images += (long) gate.dim(0) * gate.dim(1);
      elements += v.length;
      for (int i = 0; i < v.length; i++) {
        if (v[i] == 0) {
          zeros++;
        } else {
          open[i % open.length]++;
        }
      }
    }

    /** The share of zeros among all elements, z. */
    double zeroRate() {
      return (double) zeros / elements;
    }

    /** Whether every element of every image was 0. */
    boolean dead() {
      return zeros == elements;
    }

    /** The share of images (and maps) in which each position is open, {@code [H'][W']}. */
    float[][] openShare() {
      float[][] share = new float[height][width];
      for (int i = 0; i < open.length; i++) {
        share[i / width][i % width] = (float) open[i] / images;
      }
      return share;
    }
  }

  @Override
  public Tensor apply(String layer, Tensor x, Mode mode) {
    Tensor v = x.relu();
    if (mode == Mode.EVALUATE) {
      counts.computeIfAbsent(layer, l -> new Count(v.shape())).add(v.shape(), v.toFloats());
    }
    return v;
  }

  /** By the path of the layer, in order of evaluation. */
  Map<String, Count> counts() {
    return Collections.unmodifiableMap(counts);
  }
}
