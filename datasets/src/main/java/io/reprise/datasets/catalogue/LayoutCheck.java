package io.reprise.datasets.catalogue;

import io.reprise.datasets.catalogue.Expectation.Folder;
import io.reprise.datasets.catalogue.Expectation.NumberedFiles;
import io.reprise.datasets.catalogue.Expectation.OneFile;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Compares a folder with what is expected of it, and notes each difference. */
final class LayoutCheck {
  private final Path root;
  private final List<String> problems;

  LayoutCheck(Path root, List<String> problems) {
    this.root = root;
    this.problems = problems;
  }

  void check(Expectation expectation) throws IOException {
    if (expectation instanceof OneFile file) {
      checkFile(file);
    } else if (expectation instanceof NumberedFiles files) {
      for (int number = files.from(); number <= files.to(); number++) {
        checkFile(new OneFile(files.path().formatted(number), 0, 0));
      }
    } else {
      checkFolder((Folder) expectation);
    }
  }

  private void checkFile(OneFile expected) throws IOException {
    Path file = root.resolve(expected.path());
    if (!Files.exists(file)) {
      found(file, "missing: expected a file");
    } else if (!Files.isRegularFile(file)) {
      found(file, "not a file: expected a file");
    } else if (Files.size(file) == 0) {
      found(
          file,
          "empty: expected " + (expected.bytes() > 0 ? expected.bytes() + " bytes" : "content"));
    } else if (expected.bytes() > 0 && Files.size(file) != expected.bytes()) {
      found(file, Files.size(file) + " bytes: expected " + expected.bytes());
    } else if (expected.lines() > 0 && lines(file) != expected.lines()) {
      found(file, lines(file) + " lines: expected " + expected.lines());
    }
  }

  /** Counts line feeds, and a last line without one, in whatever encoding the text is. */
  private static long lines(Path file) throws IOException {
    long lines = 0;
    int last = '\n';
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
      for (int b = in.read(); b >= 0; last = b, b = in.read()) {
        lines += b == '\n' ? 1 : 0;
      }
    }
    return last == '\n' ? lines : lines + 1;
  }

  private void checkFolder(Folder expected) throws IOException {
    Path folder = root.resolve(expected.path());
    if (!Files.isDirectory(folder)) {
      found(folder, (Files.exists(folder) ? "not a folder" : "missing") + ": expected a folder");
      return;
    }
    if (expected.folders() > 0 || expected.foldersNamed() != null) {
      checkFolders(folder, expected);
    }
    if (expected.files() > 0 || expected.filesInEach() > 0 || expected.filesOnly()) {
      checkFiles(folder, expected);
    }
  }

  private void checkFolders(Path folder, Folder expected) throws IOException {
    List<Path> inside;
    try (Stream<Path> children = Files.list(folder)) {
      inside = children.filter(LayoutCheck::isSeenFolder).sorted().toList();
    }
    Pattern named = expected.foldersNamed();
    List<Path> unexpected = inside.stream().filter(c -> !matches(named, c)).toList();
    for (Path child : unexpected) {
      found(child, "unexpected folder: expected a name that matches " + named);
    }
    int count = inside.size() - unexpected.size();
    if (expected.folders() > 0 && count != expected.folders()) {
      found(folder, count + " folders: expected " + expected.folders());
    }
  }

  private void checkFiles(Path folder, Folder expected) throws IOException {
    Map<Path, Long> perFolder = new TreeMap<>();
    if (expected.filesInEach() > 0) {
      try (Stream<Path> children = Files.list(folder)) {
        children.filter(LayoutCheck::isSeenFolder).forEach(c -> perFolder.put(c.getFileName(), 0L));
      }
    }
    long count = 0;
    try (Stream<Path> files = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        Path below = folder.relativize(file);
        if (!isSeen(below) || !Files.isRegularFile(file)) {
          continue;
        }
        if (matches(expected.filesNamed(), file)) {
          count++;
          perFolder.computeIfPresent(below.getName(0), (name, n) -> n + 1);
        } else if (expected.filesOnly()) {
          found(file, "unexpected file: expected a name that matches " + expected.filesNamed());
        }
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    if (expected.files() > 0 && count != expected.files()) {
      found(folder, count + " files" + like(expected) + ": expected " + expected.files());
    }
    perFolder.forEach(
        (name, n) -> {
          if (n != expected.filesInEach()) {
            found(
                folder.resolve(name),
                n + " files" + like(expected) + ": expected " + expected.filesInEach());
          }
        });
  }

  private static String like(Folder expected) {
    return expected.filesNamed() == null ? "" : " that match " + expected.filesNamed();
  }

  private static boolean isSeenFolder(Path child) {
    return isSeen(child.getFileName()) && Files.isDirectory(child);
  }

  /** Whether no part of a path below the folder begins with a dot. */
  private static boolean isSeen(Path below) {
    for (Path part : below) {
      if (part.toString().startsWith(".")) {
        return false;
      }
    }
    return true;
  }

  private static boolean matches(Pattern pattern, Path path) {
    return pattern == null || pattern.matcher(path.getFileName().toString()).matches();
  }

  private void found(Path path, String what) {
    Path shown = root.getFileName().resolve(root.relativize(path));
    problems.add(shown.toString().replace('\\', '/') + ": " + what);
  }
}
