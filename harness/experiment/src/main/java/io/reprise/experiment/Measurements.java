package io.reprise.experiment;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a trial measured: single numbers, and curves over epochs. */
public final class Measurements {
  private final Map<String, Double> numbers = new LinkedHashMap<>();
  private final Map<String, List<Double>> curves = new LinkedHashMap<>();

  /**
   * Adds a number.
   *
   * @throws IllegalArgumentException if the name is taken or the value is not finite
   */
  public Measurements put(Metric metric, double value) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException(
          "measurement " + metric.name() + " is " + value + ": expected a finite number");
    }
    if (numbers.putIfAbsent(metric.name(), value) != null) {
      throw new IllegalArgumentException("measurement " + metric.name() + " was given twice");
    }
    return this;
  }

  /** Adds a value to the end of a curve. */
  public Measurements append(String curve, double value) {
    curves.computeIfAbsent(curve, c -> new java.util.ArrayList<>()).add(value);
    return this;
  }

  /** The numbers by metric name. */
  public Map<String, Double> numbers() {
    return Collections.unmodifiableMap(numbers);
  }

  /** The curves by name. */
  public Map<String, List<Double>> curves() {
    return Collections.unmodifiableMap(curves);
  }
}
