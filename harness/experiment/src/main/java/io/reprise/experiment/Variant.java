package io.reprise.experiment;

import java.util.Map;
import java.util.stream.Collectors;

/**
 * One row of a paper's comparison.
 *
 * @param name unique in its experiment and scale, for people and file names
 * @param method as in {@code reported.csv}
 * @param model as in {@code reported.csv}
 * @param setting as in {@code reported.csv}
 */
public record Variant(String name, String method, String model, String setting, Settings settings) {
  /**
   * This variant with a user's values for some of its settings. Its name then says so, and no claim
   * about the declared variant counts it.
   */
  Variant overriddenBy(Map<String, String> overrides) {
    Settings changed = settings.overriddenBy(overrides);
    if (changed.equals(settings)) {
      return this;
    }
    String differences =
        changed.asMap().entrySet().stream()
            .filter(e -> !e.getValue().equals(settings.asMap().get(e.getKey())))
            .map(e -> e.getKey() + "=" + e.getValue())
            .collect(Collectors.joining(", "));
    return new Variant(
        name + " (" + differences + ")", method, model, setting + ", " + differences, changed);
  }
}
