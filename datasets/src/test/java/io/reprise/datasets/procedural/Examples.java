package io.reprise.datasets.procedural;

import io.reprise.nn.Batch;
import io.reprise.nn.Batches;
import io.reprise.tensor.Seed;
import io.reprise.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Vectors or images with a class each, in batches of 64, in a new order each epoch if trained. */
public final class Examples implements Batches {
  private static final int BATCH = 64;

  private final Shape one;
  private final List<float[]> inputs;
  private final int[] labels;
  private final boolean shuffled;

  private Examples(Shape one, List<float[]> inputs, int[] labels, boolean shuffled) {
    this.one = one;
    this.inputs = List.copyOf(inputs);
    this.labels = labels;
    this.shuffled = shuffled;
  }

  /** Collects examples one by one. */
  public static final class Collector {
    private final List<float[]> inputs = new ArrayList<>();
    private final IntStream.Builder labels = IntStream.builder();

    public void add(float[] input, int label) {
      inputs.add(input);
      labels.add(label);
    }

    /** To learn from. */
    public Examples training(int... shape) {
      return new Examples(Shape.of(shape), inputs, labels.build().toArray(), true);
    }

    /** To be judged on. */
    public Examples evaluation(int... shape) {
      return new Examples(Shape.of(shape), inputs, labels.build().toArray(), false);
    }
  }

  @Override
  public int size() {
    return (labels.length + BATCH - 1) / BATCH;
  }

  @Override
  public int examples() {
    return labels.length;
  }

  @Override
  public Iterable<Batch> epoch(int epoch) {
    int[] order =
        shuffled
            ? new Seed(5).named("epoch " + epoch).permutation(labels.length)
            : IntStream.range(0, labels.length).toArray();
    return () -> IntStream.range(0, size()).mapToObj(b -> batch(order, b * BATCH)).iterator();
  }

  private Batch batch(int[] order, int from) {
    int n = Math.min(BATCH, order.length - from);
    int stride = Math.toIntExact(one.elements());
    float[] x = new float[n * stride];
    long[] y = new long[n];
    for (int i = 0; i < n; i++) {
      System.arraycopy(inputs.get(order[from + i]), 0, x, i * stride, stride);
      y[i] = labels[order[from + i]];
    }
    int[] extents = IntStream.concat(IntStream.of(n), IntStream.of(one.toArray())).toArray();
    return new Batch(x, Shape.of(extents), y);
  }

  /** The share of the most frequent class. */
  public double mostFrequent() {
    int[] counts = new int[IntStream.of(labels).max().orElseThrow() + 1];
    for (int label : labels) {
      counts[label]++;
    }
    return (double) IntStream.of(counts).max().orElseThrow() / labels.length;
  }
}
