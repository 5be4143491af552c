package io.reprise.experiment;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Result files under one folder: {@code <paper>/<scale>/<variant>/<seed>-<hash of key>.json}, and
 * {@code <paper>/latency/...}. A file appears whole or not at all. A file that cannot be read is
 * set aside with the ending {@code .unreadable} and counts as absent.
 */
public final class ResultStore {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private final Path root;
  private final Consumer<String> warnings;

  public ResultStore(Path root, Consumer<String> warnings) {
    this.root = root;
    this.warnings = warnings;
  }

  /** Where the result of a trial lies or will lie. */
  public Path file(TrialResult.Key key) {
    String variant = key.variant().replaceAll("[^A-Za-z0-9.-]+", "-");
    return root.resolve(key.paper())
        .resolve(key.scale())
        .resolve(variant)
        .resolve(key.seed() + "-" + hash(key) + ".json");
  }

  /** Where the latency of a network lies or will lie. */
  Path file(LatencyResult.Key key) {
    String name = (key.network() + "-" + key.setting()).replaceAll("[^A-Za-z0-9.-]+", "-");
    return root.resolve(key.paper()).resolve("latency").resolve(name + "-" + hash(key) + ".json");
  }

  /** The first 16 hex digits of SHA-256 over the key's JSON. */
  private static String hash(Object key) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(JSON.writeValueAsBytes(key));
      return HexFormat.of().formatHex(digest, 0, 8);
    } catch (NoSuchAlgorithmException | JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The stored result of a trial, if there is a readable one. */
  public Optional<TrialResult> find(TrialResult.Key key) {
    return read(file(key), TrialResult.class)
        .filter(r -> r.schema() == TrialResult.SCHEMA && key.equals(r.key()));
  }

  Optional<LatencyResult> find(LatencyResult.Key key) {
    return read(file(key), LatencyResult.class).filter(r -> key.equals(r.key()));
  }

  private <T> Optional<T> read(Path file, Class<T> type) {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(JSON.readValue(Files.readAllBytes(file), type));
    } catch (JsonProcessingException e) {
      Path aside = file.resolveSibling(file.getFileName() + ".unreadable");
      warnings.accept("result file " + file + " cannot be read and is set aside: " + aside);
      try {
        Files.move(file, aside, StandardCopyOption.REPLACE_EXISTING);
      } catch (IOException move) {
        throw new UncheckedIOException("cannot set aside " + file, move);
      }
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read result file " + file, e);
    }
  }

  /** Writes a trial's result. */
  public void save(TrialResult result) {
    write(file(result.key()), result);
  }

  void save(LatencyResult result) {
    write(file(result.key()), result);
  }

  private static void write(Path file, Object value) {
    try {
      WholeFile.write(file, JSON.writeValueAsString(value));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
