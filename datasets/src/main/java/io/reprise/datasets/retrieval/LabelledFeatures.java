package io.reprise.datasets.retrieval;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;

/** Feature vectors with one or more classes each. Immutable. */
public final class LabelledFeatures {
  private final FeatureMatrix features;
  private final List<BitSet> labels;
  private final int classes;

  private LabelledFeatures(FeatureMatrix features, List<BitSet> labels, int classes) {
    this.features = features;
    this.labels = labels;
    this.classes = classes;
  }

  /**
   * Vectors of one class each.
   *
   * @param labels one a vector, from 0 and below {@code classes}
   * @throws IllegalArgumentException if there is not a label a vector, or one is out of range
   */
  public static LabelledFeatures of(FeatureMatrix features, int[] labels, int classes) {
    List<BitSet> sets = new ArrayList<>(labels.length);
    for (int label : labels) {
      BitSet set = new BitSet();
      if (label >= 0) {
        set.set(label);
      }
      sets.add(set);
    }
    return of(features, sets, classes);
  }

  /**
   * Vectors of any number of classes, at least one each.
   *
   * @param labels the classes of each vector, from 0 and below {@code classes}
   * @throws IllegalArgumentException if there is not a set a vector, one is empty or out of range
   */
  public static LabelledFeatures of(FeatureMatrix features, List<BitSet> labels, int classes) {
    if (labels.size() != features.rows()) {
      throw new IllegalArgumentException(
          features.rows()
              + " feature vectors and labels of "
              + labels.size()
              + ": expected labels for each vector");
    }
    List<BitSet> copies = new ArrayList<>(labels.size());
    for (int i = 0; i < labels.size(); i++) {
      BitSet set = (BitSet) labels.get(i).clone();
      if (set.isEmpty() || set.length() > classes) {
        throw new IllegalArgumentException(
            "feature vector "
                + i
                + " has labels "
                + set
                + ": expected at least one, each from 0 to "
                + (classes - 1));
      }
      copies.add(set);
    }
    return new LabelledFeatures(features, List.copyOf(copies), classes);
  }

  public int size() {
    return features.rows();
  }

  /** How many values a vector has. */
  public int dimension() {
    return features.columns();
  }

  public int classes() {
    return classes;
  }

  public FeatureMatrix features() {
    return features;
  }

  /**
   * The only class of a vector.
   *
   * @throws IllegalArgumentException if it has several
   */
  public int label(int i) {
    BitSet set = labels.get(i);
    if (set.cardinality() != 1) {
      throw new IllegalArgumentException(
          "feature vector " + i + " has labels " + set + ": expected one");
    }
    return set.nextSetBit(0);
  }

  /** All classes of a vector, in increasing order. */
  public int[] labels(int i) {
    return labels.get(i).stream().toArray();
  }

  /** Whether a vector and one of another set share a class. */
  public boolean similar(int i, LabelledFeatures other, int j) {
    return labels.get(i).intersects(other.labels.get(j));
  }

  /**
   * Some of the vectors.
   *
   * @param numbers of at least one vector, in the order they are to have
   * @throws IllegalArgumentException if there is none, or no vector of such a number
   */
  public LabelledFeatures only(int... numbers) {
    if (numbers.length == 0) {
      throw new IllegalArgumentException("no feature vectors chosen: expected at least one");
    }
    float[] values = new float[Math.multiplyExact(numbers.length, dimension())];
    List<BitSet> sets = new ArrayList<>(numbers.length);
    for (int to = 0; to < numbers.length; to++) {
      int from = numbers[to];
      if (from < 0 || from >= size()) {
        throw new IllegalArgumentException(
            "feature vector " + from + ": expected from 0 to " + (size() - 1));
      }
      System.arraycopy(features.row(from), 0, values, to * dimension(), dimension());
      sets.add(labels.get(from));
    }
    return new LabelledFeatures(
        new FeatureMatrix(numbers.length, dimension(), values), List.copyOf(sets), classes);
  }

  /** Vectors {@code [from, to)}. */
  public LabelledFeatures part(int from, int to) {
    return only(IntStream.range(from, to).toArray());
  }

  /** Those vectors whose classes all are, or none of them is, among some. */
  public LabelledFeatures ofClasses(BitSet some, boolean among) {
    return only(
        IntStream.range(0, size())
            .filter(
                i -> {
                  BitSet inside = (BitSet) labels.get(i).clone();
                  inside.and(some);
                  return among ? inside.equals(labels.get(i)) : inside.isEmpty();
                })
            .toArray());
  }

  /** The same labels with other features, for example centred ones. */
  public LabelledFeatures withFeatures(FeatureMatrix others) {
    return of(others, labels, classes);
  }

  /** These vectors, then those of another set of the same dimension and classes. */
  public LabelledFeatures and(LabelledFeatures other) {
    if (other.dimension() != dimension() || other.classes != classes) {
      throw new IllegalArgumentException(
          "features of "
              + other.dimension()
              + " values and "
              + other.classes
              + " classes: expected "
              + dimension()
              + " and "
              + classes);
    }
    float[] values = new float[Math.multiplyExact(size() + other.size(), dimension())];
    List<BitSet> sets = new ArrayList<>(labels);
    sets.addAll(other.labels);
    for (int i = 0; i < sets.size(); i++) {
      float[] row = i < size() ? features.row(i) : other.features.row(i - size());
      System.arraycopy(row, 0, values, i * dimension(), dimension());
    }
    return new LabelledFeatures(
        new FeatureMatrix(sets.size(), dimension(), values), List.copyOf(sets), classes);
  }
}
