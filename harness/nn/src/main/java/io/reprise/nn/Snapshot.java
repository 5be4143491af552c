package io.reprise.nn;

import io.reprise.tensor.Tensor;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a part of a training remembers, in Java memory: tensors and texts by name. Immutable.
 * Snapshots of parts make up that of the whole, each under its prefix and a dot.
 *
 * @param tensors in a fixed order
 * @param texts words, and whole numbers in decimal digits
 */
public record Snapshot(Map<String, TensorData> tensors, Map<String, String> texts) {
  /** Of what remembers nothing. */
  public static final Snapshot EMPTY = new Snapshot(Map.of(), Map.of());

  /** Copies the maps. */
  public Snapshot {
    tensors = Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
    texts = Collections.unmodifiableMap(new LinkedHashMap<>(texts));
  }

  /** Of tensors alone, as they are now. */
  public static Snapshot of(Map<String, Tensor> tensors) {
    Map<String, TensorData> data = new LinkedHashMap<>();
    tensors.forEach((name, t) -> data.put(name, TensorData.of(t)));
    return new Snapshot(data, Map.of());
  }

  /** This and a tensor of a new name. */
  public Snapshot with(String name, TensorData tensor) {
    return and("", new Snapshot(Map.of(name, tensor), Map.of()));
  }

  /** This and a text of a new name. */
  public Snapshot with(String name, String text) {
    return and("", new Snapshot(Map.of(), Map.of(name, text)));
  }

  /** This and a whole number of a new name. */
  public Snapshot with(String name, long number) {
    return with(name, Long.toString(number));
  }

  /** This and a part, whose names come under {@code prefix} and a dot. */
  public Snapshot withPart(String prefix, Snapshot part) {
    return and(prefix + ".", part);
  }

  private Snapshot and(String prefix, Snapshot part) {
    Map<String, TensorData> allTensors = new LinkedHashMap<>(tensors);
    Map<String, String> allTexts = new LinkedHashMap<>(texts);
    part.tensors.forEach((name, v) -> requireNew(allTensors.put(prefix + name, v), prefix + name));
    part.texts.forEach((name, v) -> requireNew(allTexts.put(prefix + name, v), prefix + name));
    return new Snapshot(allTensors, allTexts);
  }

  private static void requireNew(Object former, String name) {
    if (former != null) {
      throw new IllegalArgumentException("snapshot has two entries named '" + name + "'");
    }
  }

  /** What {@link #withPart} added under a prefix; empty if that was nothing. */
  public Snapshot part(String prefix) {
    return new Snapshot(under(prefix + ".", tensors), under(prefix + ".", texts));
  }

  private static <T> Map<String, T> under(String prefix, Map<String, T> all) {
    Map<String, T> some = new LinkedHashMap<>();
    all.forEach(
        (name, value) -> {
          if (name.startsWith(prefix)) {
            some.put(name.substring(prefix.length()), value);
          }
        });
    return some;
  }

  /**
   * A tensor.
   *
   * @throws IllegalArgumentException if there is none of that name
   */
  public TensorData tensor(String name) {
    return required(name, tensors);
  }

  /**
   * A text.
   *
   * @throws IllegalArgumentException if there is none of that name
   */
  public String text(String name) {
    return required(name, texts);
  }

  /**
   * A whole number.
   *
   * @throws IllegalArgumentException if there is none of that name, or it is none
   */
  public long number(String name) {
    String text = text(name);
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "snapshot entry '" + name + "' is '" + text + "': expected a whole number", e);
    }
  }

  private static <T> T required(String name, Map<String, T> all) {
    T value = all.get(name);
    if (value == null) {
      throw new IllegalArgumentException(
          "snapshot has no entry '" + name + "', only " + all.keySet());
    }
    return value;
  }

  /**
   * Overwrites tensors with the values of the same names.
   *
   * @throws IllegalArgumentException if names, types or shapes differ; nothing has changed then
   */
  public void copyTo(Map<String, Tensor> targets) {
    requireFits(targets);
    targets.forEach((name, t) -> tensors.get(name).copyTo(t));
  }

  /**
   * Checks that {@link #copyTo} can be done.
   *
   * @throws IllegalArgumentException if names, types or shapes differ
   */
  void requireFits(Map<String, Tensor> targets) {
    if (!targets.keySet().equals(tensors.keySet())) {
      throw new IllegalArgumentException(
          "snapshot has the tensors " + tensors.keySet() + ", expected " + targets.keySet());
    }
    targets.forEach(
        (name, t) -> {
          TensorData data = tensors.get(name);
          if (!data.fits(t)) {
            throw new IllegalArgumentException(
                "snapshot tensor '"
                    + name
                    + "' is "
                    + data
                    + ", expected "
                    + t.dtype()
                    + " "
                    + t.shape());
          }
        });
  }
}
