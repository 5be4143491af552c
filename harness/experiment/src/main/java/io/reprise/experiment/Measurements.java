package io.reprise.experiment;

import io.reprise.experiment.figures.Figure;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a trial measured: single numbers, curves over epochs, tables, and figures to look at. */
public final class Measurements {
  private final Map<String, Double> numbers = new LinkedHashMap<>();
  private final Map<String, List<Double>> curves = new LinkedHashMap<>();
  private final Map<String, ResultTable> tables = new LinkedHashMap<>();
  private final Map<String, Figure> figures = new LinkedHashMap<>();

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

  /**
   * Adds a value to the end of a curve.
   *
   * @param curve its values are those of epochs, unless the name ends in "by" something else, such
   *     as "best fitness by evaluation": that is what charts and tables say
   */
  public Measurements append(String curve, double value) {
    curves.computeIfAbsent(curve, c -> new java.util.ArrayList<>()).add(value);
    return this;
  }

  /**
   * Adds a table, which is stored in the result and shown on the paper's page, under one name the
   * tables of all variants.
   *
   * @throws IllegalArgumentException if the name is taken
   */
  public Measurements table(ResultTable table) {
    if (tables.putIfAbsent(table.name(), table) != null) {
      throw new IllegalArgumentException("table '" + table.name() + "' was given twice");
    }
    return this;
  }

  /**
   * Adds a figure, which is stored beside the result and shown on the paper's page: there the
   * figures of one name stand side by side, one of each variant. No verdict depends on it, and a
   * reproduction does not compare it.
   *
   * @throws IllegalArgumentException if the name is taken
   */
  public Measurements figure(Figure figure) {
    if (figures.putIfAbsent(figure.name(), figure) != null) {
      throw new IllegalArgumentException("figure '" + figure.name() + "' was given twice");
    }
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

  /** The tables in the order in which they were given. */
  public List<ResultTable> tables() {
    return List.copyOf(tables.values());
  }

  /** The figures in the order in which they were given. */
  public List<Figure> figures() {
    return List.copyOf(figures.values());
  }
}
