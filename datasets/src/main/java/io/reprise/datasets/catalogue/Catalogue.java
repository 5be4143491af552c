package io.reprise.datasets.catalogue;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * All data sets that the suite's papers name, read from the resources beside this class: one JSON
 * file a data set, listed in {@code index.txt}.
 */
public final class Catalogue {
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
          .enable(com.fasterxml.jackson.core.JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .build();

  private final Map<String, DataSetEntry> entries;

  private Catalogue(Map<String, DataSetEntry> entries) {
    this.entries = entries;
  }

  /** The suite's catalogue, in the order of the ids. */
  public static Catalogue read() {
    Map<String, DataSetEntry> entries = new LinkedHashMap<>();
    String index = new String(resource("index.txt"), StandardCharsets.UTF_8);
    for (String id : index.lines().toList()) {
      DataSetEntry entry = parse(id + ".json", resource(id + ".json"));
      if (!entry.id().equals(id)) {
        throw new IllegalStateException(
            "catalogue: " + id + ".json has id '" + entry.id() + "': expected '" + id + "'");
      }
      if (entries.put(id, entry) != null) {
        throw new IllegalStateException(
            "catalogue: index.txt has '" + id + "' twice: expected it once");
      }
    }
    return new Catalogue(entries);
  }

  /**
   * Reads one entry.
   *
   * @param name what to call it in a message
   * @throws IllegalArgumentException if it is not JSON of an entry
   */
  static DataSetEntry parse(String name, byte[] json) {
    try {
      return JSON.readValue(json, DataSetEntry.class);
    } catch (IOException e) {
      throw new IllegalArgumentException("catalogue: " + name + ": " + e.getMessage(), e);
    }
  }

  private static byte[] resource(String name) {
    try (InputStream in = Catalogue.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(
            "catalogue: " + name + " is missing: expected it beside " + Catalogue.class.getName());
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("catalogue: " + name + " cannot be read", e);
    }
  }

  /** Every entry, in the order of the ids. */
  public Collection<DataSetEntry> all() {
    return List.copyOf(entries.values());
  }

  /**
   * The entry of that id.
   *
   * @throws IllegalArgumentException if there is none; the message lists the ids there are
   */
  public DataSetEntry of(String id) {
    DataSetEntry entry = entries.get(id);
    if (entry == null) {
      throw new IllegalArgumentException(
          "data set '"
              + id
              + "' is unknown: expected one of "
              + String.join(", ", entries.keySet()));
    }
    return entry;
  }

  /** The data sets that a paper is about; none for a paper that needs no data. */
  public List<DataSetEntry> ofPaper(String paper) {
    return entries.values().stream().filter(e -> e.papers().contains(paper)).toList();
  }
}
