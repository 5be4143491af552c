package io.reprise.experiment;

import io.reprise.experiment.figures.Figure;
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
 * The pictures of a paper's figures, each under the name that its content gives it: what several
 * trials show alike is there once. Nothing is ever deleted; a picture whose trial was killed before
 * its result was written lies there unused.
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
   * Writes a figure's picture unless it is there. If that cannot be done, it is logged and no more.
   *
   * @return what the result is to say of it
   */
  StoredFigure keep(Figure figure) {
    StoredFigure stored = StoredFigure.of(figure);
    Path file = file(stored);
    String what = "figure '" + figure.name() + "'";
    try (ProcessLock lock = SharedLock.await(results, stored.digits(), what, log).orElse(null)) {
      if (isThere(stored)) {
        return stored;
      }
      if (lock != null) {
        WholeFile.sweep(file);
      }
      WholeFile.write(file, figure.bytes());
    } catch (IOException | UncheckedIOException e) {
      log.accept(what + " could not be kept, reports will miss it: " + e.getMessage());
    }
    return stored;
  }

  /** Whether the picture is there; what is there in its place is set aside. */
  private boolean isThere(StoredFigure figure) throws IOException {
    Path file = file(figure);
    if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      return false;
    }
    try {
      read(figure);
      return true;
    } catch (IOException e) {
      log.accept(paper + ": " + e.getMessage() + "; it is set aside: " + AtomicFile.setAside(file));
      return false;
    }
  }

  /**
   * Reads a figure's picture.
   *
   * @throws IOException naming the file within the paper's folder, since a page says so too, if it
   *     is missing or does not hold that picture
   */
  byte[] read(StoredFigure figure) throws IOException {
    byte[] content;
    try {
      content = Files.readAllBytes(file(figure));
    } catch (NoSuchFileException e) {
      throw new IOException(figure.file() + " is missing", e);
    } catch (IOException e) {
      throw new IOException(
          figure.file() + " cannot be read (" + e.getClass().getSimpleName() + ")", e);
    }
    String found = StoredFigure.sha256(content);
    if (!found.equals(figure.sha256())) {
      throw new IOException(
          figure.file() + " is damaged (SHA-256 " + found + ", expected " + figure.sha256() + ")");
    }
    return content;
  }

  private Path file(StoredFigure figure) {
    return paper.resolve(figure.file());
  }
}
