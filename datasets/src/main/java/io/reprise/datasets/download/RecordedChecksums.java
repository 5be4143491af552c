package io.reprise.datasets.download;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.reprise.datasets.catalogue.Checksum;
import io.reprise.nn.AtomicFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What files without a published checksum hashed to when they first came, in {@code
 * .checksums.json} of the data root. From then on they must hash to that.
 */
final class RecordedChecksums {
  static final String FILE = ".checksums.json";

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private final Path file;

  RecordedChecksums(Path dataRoot) {
    this.file = dataRoot.resolve(FILE);
  }

  Path file() {
    return file;
  }

  /**
   * The checksum recorded for a file of a data set.
   *
   * @throws DownloadException if the record cannot be understood
   */
  Optional<Checksum> of(String id, String name) throws IOException {
    return Optional.ofNullable(read().get(id + "/" + name));
  }

  /**
   * Adds what came of a data set; what is recorded already stays.
   *
   * @param sums by file name
   */
  void add(String id, Map<String, Checksum> sums) throws IOException, InterruptedException {
    // Two data sets may end at the same moment.
    try (FetchLock lock =
        FetchLock.take(
            file.resolveSibling(".locks"),
            "checksums",
            DownloadOptions.DEFAULT.maxDelay(),
            Pause.REAL,
            Progress.SILENT)) {
      Map<String, Checksum> all = read();
      sums.forEach((name, sum) -> all.putIfAbsent(id + "/" + name, sum));
      AtomicFile.write(file, out -> out.write(JSON.writeValueAsBytes(all)));
    }
  }

  private Map<String, Checksum> read() throws IOException {
    if (!Files.exists(file)) {
      return new TreeMap<>();
    }
    try {
      return JSON.readValue(
          Files.readAllBytes(file), new TypeReference<TreeMap<String, Checksum>>() {});
    } catch (JsonProcessingException e) {
      throw new DownloadException(
          file + ": " + e.getOriginalMessage() + ": expected {\"DATA SET/FILE\": \"sha256:HEX\"}",
          e);
    }
  }
}
