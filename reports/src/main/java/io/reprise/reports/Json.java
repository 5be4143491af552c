package io.reprise.reports;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Values as JSON: the same text in every run. A missing number (NaN) is null. */
final class Json {
  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS).build();
  private static final MathContext DRAWN = new MathContext(6);

  private Json() {}

  /** An object in the order of its fields: names and values in turn; a NaN becomes null. */
  static Map<String, Object> object(Object... namesAndValues) {
    Map<String, Object> all = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      Object value = namesAndValues[i + 1];
      all.put(
          (String) namesAndValues[i],
          value instanceof Double d && !Double.isFinite(d) ? null : value);
    }
    return all;
  }

  /** With the digits that can be seen in a chart; null if it is not finite. */
  static Double drawn(double value) {
    return Double.isFinite(value) ? new BigDecimal(value).round(DRAWN).doubleValue() : null;
  }

  /** A value as a file: indented, with a line break at its end. */
  static String file(Object value) {
    DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
    DefaultPrettyPrinter printer =
        new DefaultPrettyPrinter()
            .withObjectIndenter(indenter)
            .withArrayIndenter(DefaultPrettyPrinter.NopIndenter.instance);
    try {
      return MAPPER.writer(printer).writeValueAsString(value) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A value inside a script element of a page: nothing in it ends the element. */
  static String inPage(Object value) {
    try {
      return MAPPER.writeValueAsString(value).replace("<", "\\u003c");
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Reads a file.
   *
   * @throws UncheckedIOException naming the file, if it cannot be read or holds something else
   */
  static <T> T read(Path file, Class<T> type) {
    try {
      return MAPPER.readValue(Files.readString(file), type);
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be read: " + e.getMessage(), e);
    }
  }
}
