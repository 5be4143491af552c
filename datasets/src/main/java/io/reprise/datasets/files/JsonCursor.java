package io.reprise.datasets.files;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Walks through a JSON file of any size without holding it in memory. */
public final class JsonCursor implements AutoCloseable {
  private final Path file;
  private final JsonParser parser;

  private JsonCursor(Path file, JsonParser parser) {
    this.file = file;
    this.parser = parser;
  }

  /** What is done with the value of one field, or with one element; it must read all of it. */
  @FunctionalInterface
  public interface FieldReader {
    void read(String name) throws IOException;
  }

  /** What is done with one element; it must read all of it. */
  @FunctionalInterface
  public interface ElementReader {
    void read() throws IOException;
  }

  /**
   * Opens a file at its one value.
   *
   * @throws IOException naming the file, if it is missing or empty
   */
  public static JsonCursor open(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new IOException(file + " is missing: expected a file");
    }
    JsonCursor cursor = new JsonCursor(file, new JsonFactory().createParser(file.toFile()));
    cursor.advance();
    return cursor;
  }

  /** Reads an object field by field. */
  public void object(FieldReader reader) throws IOException {
    require(JsonToken.START_OBJECT, "an object");
    while (advance() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      advance();
      reader.read(name);
    }
  }

  /** Reads an array element by element. */
  public void array(ElementReader reader) throws IOException {
    require(JsonToken.START_ARRAY, "an array");
    while (advance() != JsonToken.END_ARRAY) {
      reader.read();
    }
  }

  /** Passes over the value here. */
  public void skip() throws IOException {
    try {
      parser.skipChildren();
    } catch (JsonProcessingException e) {
      throw malformed(e);
    }
  }

  public String text() throws IOException {
    require(JsonToken.VALUE_STRING, "a text");
    return parser.getText();
  }

  /** A text, or the digits of a number: names that some files write as numbers. */
  public String name() throws IOException {
    if (parser.currentToken() == JsonToken.VALUE_NUMBER_INT) {
      return parser.getText();
    }
    return text();
  }

  public long integer() throws IOException {
    require(JsonToken.VALUE_NUMBER_INT, "a whole number");
    try {
      return parser.getLongValue();
    } catch (JsonProcessingException e) {
      throw malformed(e);
    }
  }

  public double decimal() throws IOException {
    if (parser.currentToken() == null || !parser.currentToken().isNumeric()) {
      throw unexpected("a number");
    }
    return parser.getDoubleValue();
  }

  /** An array of numbers. */
  public List<Double> decimals() throws IOException {
    List<Double> values = new ArrayList<>();
    array(() -> values.add(decimal()));
    return values;
  }

  /** Whether an array starts here. */
  public boolean isArray() {
    return parser.currentToken() == JsonToken.START_ARRAY;
  }

  /** The error that says what stands here and what should. */
  public IOException unexpected(String expected) throws IOException {
    return invalid(parser.currentToken() + " '" + parser.getText() + "'", expected);
  }

  /** The error that says what was read up to here and what should have been. */
  public IOException invalid(String found, String expected) {
    return new IOException(
        file
            + " line "
            + parser.currentTokenLocation().getLineNr()
            + ": "
            + found
            + ": expected "
            + expected);
  }

  /**
   * Checks that nothing follows.
   *
   * @throws IOException if something does
   */
  public void end() throws IOException {
    JsonToken next;
    try {
      next = parser.nextToken();
    } catch (JsonProcessingException e) {
      throw malformed(e);
    }
    if (next != null) {
      throw unexpected("the end");
    }
  }

  private void require(JsonToken token, String expected) throws IOException {
    if (parser.currentToken() != token) {
      throw unexpected(expected);
    }
  }

  private JsonToken advance() throws IOException {
    JsonToken token;
    try {
      token = parser.nextToken();
      // Texts are decoded late; an end inside one is to be found here.
      parser.finishToken();
    } catch (JsonProcessingException e) {
      throw malformed(e);
    }
    if (token == null) {
      throw invalid("the end of the file", "more JSON");
    }
    return token;
  }

  private IOException malformed(JsonProcessingException e) {
    return new IOException(
        file
            + " line "
            + e.getLocation().getLineNr()
            + ": "
            + e.getOriginalMessage()
            + ": expected JSON",
        e);
  }

  @Override
  public void close() throws IOException {
    parser.close();
  }
}
