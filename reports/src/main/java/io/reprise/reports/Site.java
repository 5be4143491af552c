package io.reprise.reports;

import io.reprise.nn.AtomicFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The folder of pages: an overview, a folder a paper, and {@code assets} that all pages share. It
 * opens from a file system and loads nothing else. Several builds may write it at once: every file
 * appears whole, and the overview is made of what lies in the folder, not of what one build knows.
 */
final class Site {
  /** The page of a paper's runs, in its folder. */
  static final String TREND = "trend.html";

  private static final String SUMMARY = "summary.json";
  private static final String SCHEMA = "results.schema.json";

  private final Path root;

  /**
   * A site.
   *
   * @param base the suite's folder
   */
  Site(Path base) {
    this.root = base.resolve("reports/target/reprise").toAbsolutePath().normalize();
  }

  /** Where the overview is. */
  Path overview() {
    return root.resolve("index.html");
  }

  /** Where the page is that shows how all papers change. */
  Path trends() {
    return root.resolve("trends.html");
  }

  /** Writes that page. */
  void writeTrends(String page) {
    write(trends(), page);
  }

  /** Whether a paper has a page that shows how its runs change. */
  boolean hasTrend(String paper) {
    return Files.isRegularFile(folder(paper).resolve(TREND));
  }

  /** The folder of a paper. */
  Path folder(String paper) {
    return root.resolve(paper);
  }

  /**
   * Writes files of a paper.
   *
   * @param files text by name
   * @throws UncheckedIOException naming a file that cannot be written
   */
  void write(String paper, Map<String, String> files) {
    files.forEach((name, text) -> write(folder(paper).resolve(name), text));
  }

  /**
   * Writes pictures of a paper. A name is made of what the picture holds, so what an older page
   * shows stays as it is.
   *
   * @param pictures content by name
   * @throws UncheckedIOException naming a file that cannot be written
   */
  void writePictures(String paper, Map<String, byte[]> pictures) {
    pictures.forEach((name, content) -> write(folder(paper).resolve(name), content));
  }

  private static void write(Path file, String text) {
    write(file, text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Writes a file that appears whole or not at all. Unlike a result it is not forced to the disc,
   * which takes longer than making it: a page that a power failure took is made again.
   */
  private static void write(Path file, byte[] content) {
    try {
      Files.createDirectories(file.getParent());
      Path temporary =
          file.resolveSibling(AtomicFile.temporaryPrefix(file) + UUID.randomUUID() + ".tmp");
      try {
        Files.write(temporary, content, StandardOpenOption.CREATE_NEW);
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(temporary);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file + ": " + e.getMessage(), e);
    }
  }

  /** Writes what the pages share, where it is not there already. */
  void writeAssets() {
    Map<String, String> assets = new LinkedHashMap<>();
    for (String own : List.of("reprise.css", "page.js", "charts.js", "overview.js", SCHEMA)) {
      assets.put(own, "/io/reprise/reports/site/" + own);
    }
    assets.put("vega.min.js", webJar("vega", "vega.min.js"));
    assets.put("vega-lite.min.js", webJar("vega-lite", "vega-lite.min.js"));
    assets.forEach(
        (name, resource) -> {
          Path file = root.resolve("assets").resolve(name);
          String text = resource(resource);
          if (!holds(file, text)) {
            write(file, text);
          }
        });
  }

  private static boolean holds(Path file, String text) {
    try {
      return Files.isRegularFile(file) && Files.readString(file).equals(text);
    } catch (IOException e) {
      return false; // it is written anew then, and that says what is wrong
    }
  }

  /** A script in a WebJar, whose version is known to the class path only. */
  private static String webJar(String name, String file) {
    Properties properties = new Properties();
    String pom = "/META-INF/maven/org.webjars/" + name + "/pom.properties";
    try (InputStream in = open(pom)) {
      properties.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return "/META-INF/resources/webjars/"
        + name
        + "/"
        + properties.getProperty("version")
        + "/"
        + file;
  }

  private static String resource(String path) {
    try (InputStream in = open(path)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static InputStream open(String path) {
    InputStream in = Site.class.getResourceAsStream(path);
    if (in == null) {
      throw new IllegalStateException(path + " is not on the class path");
    }
    return in;
  }

  /**
   * Makes the overview anew from the summaries of all papers. Whoever writes it last has seen all
   * summaries: it looks again after it has written.
   *
   * @param warnings takes a line for each summary that cannot be read
   */
  void refresh(Instant now, Consumer<String> warnings) {
    List<Summary> papers = summaries(warnings);
    List<Summary> written;
    do {
      written = papers;
      write(root.resolve("summary.csv"), Tables.csv(Tables.summary(written)));
      write(root.resolve("summary.md"), Markdown.summary(written));
      write(
          overview(),
          Templates.fill(
              "overview.ftlh",
              Map.of(
                  "papers", written,
                  "date", Templates.date(now),
                  "trends", Files.isRegularFile(trends()))));
      papers = summaries(line -> {});
    } while (!papers.equals(written));
  }

  private List<Summary> summaries(Consumer<String> warnings) {
    List<Summary> all = new ArrayList<>();
    try (Stream<Path> folders = Files.list(root)) {
      for (Path folder : folders.toList()) {
        Path file = folder.resolve(SUMMARY);
        if (Files.isRegularFile(file)) {
          try {
            all.add(Json.read(file, Summary.class));
          } catch (UncheckedIOException e) {
            warnings.accept("left out of the overview: " + e.getMessage());
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list " + root + ": " + e.getMessage(), e);
    }
    all.sort(Comparator.comparing(Summary::paper));
    return all;
  }
}
