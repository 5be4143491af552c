package io.reprise.experiment;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The declared settings of a variant by name: numbers, booleans and words. Immutable; part of each
 * result's key.
 */
public final class Settings {
  private final Map<String, Object> values;

  private Settings(Map<String, Object> values) {
    this.values = Collections.unmodifiableMap(values);
  }

  public static Settings none() {
    return new Settings(Map.of());
  }

  /** These settings and one more, or another value for one of them. */
  public Settings with(String name, Object value) {
    if (!(value instanceof Integer
        || value instanceof Double
        || value instanceof Boolean
        || value instanceof String)) {
      throw new IllegalArgumentException(
          "setting " + name + " = " + value + ": expected a number, a boolean or a text");
    }
    Map<String, Object> all = new LinkedHashMap<>(values);
    all.put(name, value);
    return new Settings(all);
  }

  /**
   * These settings with the values that a user gave for some of them.
   *
   * @param text {@code name=value,name=value}; names that are not declared here are ignored
   * @throws IllegalArgumentException if a value is not of the declared type
   */
  Settings overriddenBy(Map<String, String> text) {
    Settings result = this;
    for (Map.Entry<String, Object> e : values.entrySet()) {
      String given = text.get(e.getKey());
      if (given != null) {
        result = result.with(e.getKey(), parse(e.getKey(), given, e.getValue()));
      }
    }
    return result;
  }

  private static Object parse(String name, String given, Object declared) {
    try {
      if (declared instanceof Integer) {
        return Integer.valueOf(given);
      }
      if (declared instanceof Double) {
        return Double.valueOf(given);
      }
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "setting " + name + "=" + given + ": expected a number such as " + declared, e);
    }
    if (declared instanceof Boolean) {
      if (!given.equals("true") && !given.equals("false")) {
        throw new IllegalArgumentException(
            "setting " + name + "=" + given + ": expected true or false");
      }
      return Boolean.valueOf(given);
    }
    return given;
  }

  public int integer(String name) {
    return get(name, Integer.class);
  }

  public double number(String name) {
    return get(name, Number.class).doubleValue();
  }

  public boolean flag(String name) {
    return get(name, Boolean.class);
  }

  public String text(String name) {
    return get(name, String.class);
  }

  private <T> T get(String name, Class<T> type) {
    Object value = values.get(name);
    if (!type.isInstance(value)) {
      throw new IllegalArgumentException(
          "setting '"
              + name
              + "' is "
              + value
              + ": expected a declared "
              + type.getSimpleName()
              + " among "
              + values.keySet());
    }
    return type.cast(value);
  }

  /** All settings in order of declaration. */
  public Map<String, Object> asMap() {
    return values;
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof Settings s && values.equals(s.values);
  }

  @Override
  public int hashCode() {
    return values.hashCode();
  }

  @Override
  public String toString() {
    return values.toString();
  }
}
