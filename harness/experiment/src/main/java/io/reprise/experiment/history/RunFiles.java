package io.reprise.experiment.history;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.commons.io.file.PathUtils;

/** The results folder of a run, which need not exist. Whoever changes it holds the paper's lock. */
public final class RunFiles {
  private final Path folder;

  RunFiles(Path folder) {
    this.folder = folder;
  }

  /**
   * A digest of which results and checkpoints there are: of names alone, since each is written once
   * and has a name of its own. What a run has that got further is another digest.
   */
  public String digest() {
    if (!Files.isDirectory(folder)) {
      return digest(List.of());
    }
    try (Stream<Path> all = Files.walk(folder)) {
      return digest(
          all.map(f -> folder.relativize(f).toString())
              .filter(f -> f.endsWith(".json") || f.endsWith(".safetensors"))
              .sorted()
              .toList());
    } catch (IOException | UncheckedIOException e) {
      // Somebody deletes in it at this moment, so it is another folder than before.
      return "changing";
    }
  }

  private static String digest(List<String> names) {
    return UUID.nameUUIDFromBytes(String.join("\n", names).getBytes(StandardCharsets.UTF_8))
        .toString();
  }

  /**
   * Deletes what only serves a run to go on.
   *
   * @throws UncheckedIOException naming a file that cannot be deleted
   */
  public void deleteCheckpoints() {
    delete(folder.resolve(".unfinished"));
    delete(folder.resolve(".stages"));
  }

  /**
   * Deletes the folder.
   *
   * @throws UncheckedIOException naming a file that cannot be deleted
   */
  public void delete() {
    delete(folder);
  }

  private static void delete(Path folder) {
    if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try {
      PathUtils.deleteDirectory(folder);
    } catch (NoSuchFileException e) {
      // It is gone already.
    } catch (IOException e) {
      throw new UncheckedIOException("cannot delete " + folder + ": " + e.getMessage(), e);
    }
  }
}
