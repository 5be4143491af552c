package io.reprise.experiment.history;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.reprise.experiment.WholeFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * Records as JSON files, which appear whole or not at all. One that cannot be read is reported and
 * left as it is.
 */
final class RecordFiles {
  static final String ENDING = ".json";

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  private final Consumer<String> warnings;

  /** Files whose warnings go to {@code warnings}. */
  RecordFiles(Consumer<String> warnings) {
    this.warnings = warnings;
  }

  /** Reads one file. */
  @FunctionalInterface
  interface Reading<T> {
    T read(Path file) throws IOException;
  }

  static <T> T parse(Path file, Class<T> type) throws IOException {
    return JSON.readValue(Files.readAllBytes(file), type);
  }

  /** The records of a folder, by name. */
  <T> List<T> read(Path folder, Pattern names, Reading<T> reading) {
    List<T> all = new ArrayList<>();
    for (Path file :
        children(
            folder,
            p -> {
              String name = p.getFileName().toString();
              return name.endsWith(ENDING)
                  && names.matcher(name.substring(0, name.length() - ENDING.length())).matches();
            })) {
      try {
        all.add(reading.read(file));
      } catch (JsonProcessingException e) {
        warnings.accept("record " + file + " cannot be read: " + e.getOriginalMessage());
      } catch (IOException e) {
        warnings.accept("record " + file + " cannot be read: " + e.getMessage());
      }
    }
    return all;
  }

  /** What lies in a folder, if there is one, by name. */
  static List<Path> children(Path folder, DirectoryStream.Filter<Path> wanted) {
    List<Path> all = new ArrayList<>();
    if (Files.isDirectory(folder)) {
      try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, wanted)) {
        found.forEach(all::add);
      } catch (IOException e) {
        throw new UncheckedIOException("cannot list " + folder + ": " + e.getMessage(), e);
      }
    }
    all.sort(Comparator.naturalOrder());
    return all;
  }

  /** The number after all that any file or folder has, of those that match. */
  static int next(Path folder, Pattern numbers) {
    return 1
        + children(folder, p -> true).stream()
            .map(p -> p.getFileName().toString().replaceFirst("\\..*", ""))
            .filter(n -> numbers.matcher(n).matches())
            .mapToInt(Integer::parseInt)
            .max()
            .orElse(0);
  }

  static void write(Path file, Object value) {
    DefaultPrettyPrinter printer =
        new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n"));
    try {
      WholeFile.write(file, JSON.writer(printer).writeValueAsString(value) + "\n");
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
