package io.reprise.datasets.download;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.reprise.datasets.catalogue.Checksum;
import io.reprise.nn.AtomicFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The SHA-256 of every file of a data set as it was unpacked, in {@code .manifests/<id>.sha256} of
 * the data root, in the form that {@code sha256sum -c} reads there too.
 */
final class Manifest {
  private final Path dataRoot;
  private final String id;

  Manifest(Path dataRoot, String id) {
    this.dataRoot = dataRoot;
    this.id = id;
  }

  private Path file() {
    return dataRoot.resolve(".manifests").resolve(id + ".sha256");
  }

  boolean exists() {
    return Files.isRegularFile(file());
  }

  /** Writes the checksums, by paths below the data root. */
  void write(Map<String, Checksum> files) throws IOException {
    AtomicFile.write(
        file(),
        out -> {
          for (Map.Entry<String, Checksum> file : files.entrySet()) {
            out.write((file.getValue().hex() + "  " + file.getKey() + "\n").getBytes(UTF_8));
          }
        });
  }

  /** A line for each file that is missing or has changed since. */
  List<String> problems(Progress progress) throws IOException {
    Map<String, Checksum> files = read();
    List<String> problems = new ArrayList<>();
    long verified = 0;
    for (Map.Entry<String, Checksum> file : files.entrySet()) {
      Path path = dataRoot.resolve(file.getKey());
      if (!Files.isRegularFile(path)) {
        problems.add(file.getKey() + ": missing: expected a file");
      } else {
        Checksum found = Receipt.of(path, Checksum.Algorithm.SHA256);
        if (!found.equals(file.getValue())) {
          problems.add(file.getKey() + ": checksum " + found + ": expected " + file.getValue());
        }
      }
      progress.verified(id, ++verified, files.size());
    }
    return problems;
  }

  /** How many files it lists. */
  int size() throws IOException {
    return read().size();
  }

  private Map<String, Checksum> read() throws IOException {
    Map<String, Checksum> files = new TreeMap<>();
    int number = 0;
    for (String line : Files.readAllLines(file(), UTF_8)) {
      number++;
      if (!line.matches("[0-9a-f]{64}  .+")) {
        throw new DownloadException(
            file() + " line " + number + ": expected 64 hex digits, two spaces and a path");
      }
      files.put(line.substring(66), new Checksum(Checksum.Algorithm.SHA256, line.substring(0, 64)));
    }
    return files;
  }
}
