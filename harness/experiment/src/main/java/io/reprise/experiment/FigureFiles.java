package io.reprise.experiment;

import io.reprise.experiment.figures.Figure;
import io.reprise.experiment.figures.Sound;
import io.reprise.nn.AtomicFile;
import io.reprise.nn.ProcessLock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * The pictures and sounds of a paper's figures, each under the name that its content gives it: what
 * several trials show alike is there once. Nothing is ever deleted; a file whose trial was killed
 * before its result was written lies there unused.
 */
final class FigureFiles {
  private final Path results;
  private final Path paper;
  private final Consumer<String> log;

  /**
   * Nothing is touched yet.
   *
   * @param results the folder of all results
   * @param paper the folder of the paper's results in it
   */
  FigureFiles(Path results, Path paper, Consumer<String> log) {
    this.results = results;
    this.paper = paper;
    this.log = log;
  }

  /**
   * Writes a figure's picture and the files of its sounds unless they are there. If that cannot be
   * done, it is logged and no more.
   *
   * @return what the result is to say of it
   */
  StoredFigure keep(Figure figure) {
    StoredFigure stored = StoredFigure.of(figure);
    String what = "figure '" + figure.name() + "'";
    keep(stored.picture(), figure.bytes(), what);
    for (int i = 0; i < stored.sounds().size(); i++) {
      for (StoredFile file : stored.sounds().get(i).files()) {
        keep(file, figure.sounds().get(i).bytes(Sound.Format.of(file.ending())), what);
      }
    }
    return stored;
  }

  private void keep(StoredFile stored, byte[] content, String what) {
    Path file = place(stored);
    try (ProcessLock lock = SharedLock.await(results, stored.digits(), what, log).orElse(null)) {
      if (isThere(stored)) {
        return;
      }
      if (lock != null) {
        WholeFile.sweep(file);
      }
      WholeFile.write(file, content);
    } catch (IOException | UncheckedIOException e) {
      log.accept(what + " could not be kept, reports will miss it: " + e.getMessage());
    }
  }

  /** Whether a file is there; what is there in its place is set aside. */
  private boolean isThere(StoredFile stored) throws IOException {
    Path file = place(stored);
    if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      return false;
    }
    try {
      read(stored);
      return true;
    } catch (IOException e) {
      log.accept(paper + ": " + e.getMessage() + "; it is set aside: " + AtomicFile.setAside(file));
      return false;
    }
  }

  /**
   * Reads a file of a figure.
   *
   * @throws IOException naming the file within the paper's folder, since a page says so too, if it
   *     is missing or holds something else
   */
  byte[] read(StoredFile stored) throws IOException {
    byte[] content;
    try {
      content = Files.readAllBytes(place(stored));
    } catch (NoSuchFileException e) {
      throw new IOException(stored.file() + " is missing", e);
    } catch (IOException e) {
      throw new IOException(
          stored.file() + " cannot be read (" + e.getClass().getSimpleName() + ")", e);
    }
    String found = StoredFile.sha256(content);
    if (!found.equals(stored.sha256())) {
      throw new IOException(
          stored.file() + " is damaged (SHA-256 " + found + ", expected " + stored.sha256() + ")");
    }
    return content;
  }

  private Path place(StoredFile stored) {
    return paper.resolve(stored.file());
  }
}
