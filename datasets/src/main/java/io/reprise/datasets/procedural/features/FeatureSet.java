package io.reprise.datasets.procedural.features;

import io.reprise.datasets.procedural.Checksum;
import io.reprise.datasets.procedural.RandomStream;
import io.reprise.datasets.retrieval.FeatureMatrix;
import io.reprise.datasets.retrieval.LabelledFeatures;
import io.reprise.tensor.Seed;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Feature vectors with one or more classes each, in Java memory. Immutable. */
public final class FeatureSet {
  private final int dimension;
  private final int classes;
  private final List<float[]> vectors;
  private final List<BitSet> labels;

  /** In what order an online method sees the vectors. */
  public enum Order {
    /** Any vector at any time. */
    SHUFFLED,
    /**
     * Classes arrive one after the other at even intervals, in a random order, and stay: before
     * their arrival no vector is seen whose first class they are.
     */
    CLASSES_ARRIVE
  }

  FeatureSet(int dimension, int classes, List<float[]> vectors, List<BitSet> labels) {
    this.dimension = dimension;
    this.classes = classes;
    this.vectors = List.copyOf(vectors);
    this.labels = List.copyOf(labels);
  }

  public int size() {
    return vectors.size();
  }

  public int dimension() {
    return dimension;
  }

  public int classes() {
    return classes;
  }

  /** A copy of one vector. */
  public float[] vector(int i) {
    return vectors.get(i).clone();
  }

  /** The first class of a vector, the only one where there is one label each. */
  public int label(int i) {
    return i % classes;
  }

  /** Whether a vector is of a class. */
  public boolean hasLabel(int i, int label) {
    return labels.get(i).get(label);
  }

  /** All classes of a vector, in increasing order. */
  public int[] labels(int i) {
    return labels.get(i).stream().toArray();
  }

  /** The vectors with their classes, as methods of retrieval take them. */
  public LabelledFeatures labelled() {
    float[] values = new float[Math.multiplyExact(size(), dimension)];
    for (int i = 0; i < size(); i++) {
      System.arraycopy(vectors.get(i), 0, values, i * dimension, dimension);
    }
    return LabelledFeatures.of(new FeatureMatrix(size(), dimension, values), labels, classes);
  }

  /** Whether two vectors share a class, which makes one a right answer to a query for the other. */
  public boolean similar(int i, int j) {
    return labels.get(i).intersects(labels.get(j));
  }

  /** The numbers 0 to size - 1 in the order of a stream. */
  public int[] stream(Order order, Seed seed) {
    if (order == Order.SHUFFLED) {
      return seed.permutation(size());
    }
    int[] rank = seed.named("arrival").permutation(classes);
    RandomStream random = new RandomStream(seed.named("time"));
    double[] time = new double[size()];
    for (int i = 0; i < time.length; i++) {
      time[i] = random.between((double) rank[label(i)] / classes, 1);
    }
    return IntStream.range(0, size())
        .boxed()
        .sorted(Comparator.comparingDouble(i -> time[i]))
        .mapToInt(i -> i)
        .toArray();
  }

  /** SHA-256 over the extents, and each vector with its labels, in hexadecimal. */
  public String checksum() {
    Checksum sum = new Checksum().add(size(), dimension, classes);
    for (int i = 0; i < size(); i++) {
      sum.add(vectors.get(i)).add(Arrays.copyOf(labels(i), classes));
    }
    return sum.hex();
  }
}
