package io.reprise.tensor.cuda;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The folders in which CUDA's libraries are looked for, in this order:
 *
 * <ol>
 *   <li>those that {@code REPRISE_CUDA} names, with colons between;
 *   <li>{@code lib/cuda} of the bundle that runs, whose launcher sets {@code REPRISE_BUNDLE};
 *   <li>those of the system's dynamic linker: {@code LD_LIBRARY_PATH}, {@code /etc/ld.so.conf} with
 *       the files it includes, and the linker's own defaults;
 *   <li>CUDA toolkits: {@code CUDA_HOME}, {@code CUDA_PATH}, {@code /usr/local/cuda} and then
 *       {@code /usr/local/cuda-*}, the newest first, each with its folder for CUPTI;
 *   <li>Python wheels ({@code nvidia/NAME/lib of site-packages}) of the active virtual environment,
 *       of the active conda environment (and its own {@code lib}), of each Python on {@code PATH},
 *       and of the user.
 * </ol>
 *
 * On systems other than Linux there are none: there the operating system finds the libraries alone.
 *
 * @param all in the order in which they are looked into, each once, whether they exist or not
 */
public record CudaFolders(List<Searched> all) {
  /** The variable for folders of the user's choice. */
  public static final String CHOSEN = "REPRISE_CUDA";

  /** The variable in which a bundle's launcher names the bundle's folder. */
  public static final String BUNDLE = "REPRISE_BUNDLE";

  private static final Pattern TOOLKIT = Pattern.compile("cuda-(\\d{1,3})\\.(\\d{1,3})");

  /**
   * A folder, which need not exist.
   *
   * @param origin what led there, for people
   */
  public record Searched(Path folder, String origin) {}

  /** Copies the list. */
  public CudaFolders {
    all = List.copyOf(all);
  }

  /** Those of this machine and this process's environment. */
  public static CudaFolders ofThisMachine() {
    return System.getProperty("os.name").equals("Linux")
        ? of(System.getenv(), Path.of("/"))
        : new CudaFolders(List.of());
  }

  /**
   * @param environment variables by name
   * @param root what the system's own folders start from
   */
  static CudaFolders of(Map<String, String> environment, Path root) {
    return new Gathering(environment, root).gathered();
  }

  private static final class Gathering {
    private final Map<String, String> environment;
    private final Path root;

    /** By where a folder's path leads, so that a folder of two names is looked into once. */
    private final Map<Path, Searched> found = new LinkedHashMap<>();

    Gathering(Map<String, String> environment, Path root) {
      this.environment = environment;
      this.root = root;
    }

    CudaFolders gathered() {
      paths(CHOSEN).forEach(p -> add(p, CHOSEN));
      paths(BUNDLE).forEach(p -> add(p.resolve("lib/cuda"), "bundle"));
      paths("LD_LIBRARY_PATH").forEach(p -> add(p, "LD_LIBRARY_PATH"));
      linker();
      toolkits();
      pythons();
      return new CudaFolders(List.copyOf(found.values()));
    }

    private void add(Path folder, String origin) {
      Path absolute = folder.toAbsolutePath().normalize();
      found.putIfAbsent(real(absolute), new Searched(absolute, origin));
    }

    /** The folders that a variable names; what is no path names none. */
    private List<Path> paths(String variable) {
      return Stream.of(environment.getOrDefault(variable, "").split(File.pathSeparator, -1))
          .filter(part -> !part.isBlank())
          .flatMap(part -> path(part.strip()).stream())
          .toList();
    }

    private static Optional<Path> path(String text) {
      try {
        return Optional.of(Path.of(text));
      } catch (InvalidPathException e) {
        return Optional.empty();
      }
    }

    private void linker() {
      configured(root.resolve("etc/ld.so.conf"), new HashSet<>());
      for (String folder : List.of("lib64", "usr/lib64", "lib", "usr/lib")) {
        add(root.resolve(folder), "linker's default");
      }
    }

    /** A file of the linker: a folder a line, or {@code include} and a pattern of files. */
    private void configured(Path file, Set<Path> seen) {
      if (!seen.add(file)) {
        return;
      }
      List<String> lines;
      try {
        lines = Files.readAllLines(file);
      } catch (IOException | UncheckedIOException e) {
        return;
      }
      for (String line : lines) {
        String text = line.replaceFirst("#.*", "").strip();
        if (text.startsWith("include ")) {
          included(file, text.substring("include ".length()).strip())
              .forEach(f -> configured(f, seen));
        } else if (text.startsWith("/")) {
          add(root.resolve(text.substring(1)), "ld.so.conf");
        }
      }
    }

    private List<Path> included(Path by, String pattern) {
      Path path =
          pattern.startsWith("/") ? root.resolve(pattern.substring(1)) : by.resolveSibling(pattern);
      return matching(path.getParent(), path.getFileName().toString());
    }

    private void toolkits() {
      paths("CUDA_HOME").forEach(p -> toolkit(p, "CUDA_HOME"));
      paths("CUDA_PATH").forEach(p -> toolkit(p, "CUDA_PATH"));
      toolkit(root.resolve("usr/local/cuda"), "CUDA toolkit");
      matching(root.resolve("usr/local"), "cuda-*").stream()
          .sorted(Comparator.comparing(Gathering::version).reversed())
          .forEach(p -> toolkit(p, "CUDA toolkit"));
    }

    private void toolkit(Path home, String origin) {
      for (String folder : List.of("lib64", "lib", "extras/CUPTI/lib64")) {
        add(home.resolve(folder), origin);
      }
      matching(home.resolve("targets"), "*-linux").forEach(t -> add(t.resolve("lib"), origin));
    }

    /** As a number: 13.10 comes after 13.2 and 9.2. */
    private static int version(Path toolkit) {
      Matcher version = TOOLKIT.matcher(toolkit.getFileName().toString());
      return version.matches()
          ? Integer.parseInt(version.group(1)) * 1000 + Integer.parseInt(version.group(2))
          : 0;
    }

    private void pythons() {
      paths("VIRTUAL_ENV").forEach(p -> wheels(p, "VIRTUAL_ENV"));
      paths("CONDA_PREFIX").forEach(p -> wheels(p, "CONDA_PREFIX"));
      paths("CONDA_PREFIX").forEach(p -> add(p.resolve("lib"), "CONDA_PREFIX"));
      for (Path folder : paths("PATH")) {
        for (Path python : matching(folder, "python{,3}")) {
          prefixes(python).forEach(p -> wheels(p, "Python of " + folder));
        }
      }
      paths("HOME").forEach(p -> wheels(p.resolve(".local"), "Python wheels of the user"));
    }

    /** Where a Python is installed: where it is, and where that leads if it is a link. */
    private static List<Path> prefixes(Path python) {
      List<Path> prefixes = new ArrayList<>();
      for (Path p : List.of(python, real(python))) {
        Path bin = p.toAbsolutePath().getParent();
        if (bin != null && bin.getParent() != null) {
          prefixes.add(bin.getParent());
        }
      }
      return prefixes;
    }

    private static Path real(Path path) {
      try {
        return path.toRealPath();
      } catch (IOException e) {
        return path;
      }
    }

    private void wheels(Path prefix, String origin) {
      for (Path version : matching(prefix.resolve("lib"), "python3*")) {
        for (String packages : List.of("site-packages", "dist-packages")) {
          matching(version.resolve(packages).resolve("nvidia"), "*")
              .forEach(p -> addIfThere(p.resolve("lib"), origin));
        }
      }
    }

    private void addIfThere(Path folder, String origin) {
      if (Files.isDirectory(folder)) {
        add(folder, origin);
      }
    }

    /** The entries of a folder whose names match, by name; none if it cannot be read. */
    private static List<Path> matching(Path folder, String pattern) {
      PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + pattern);
      try (Stream<Path> entries = Files.list(folder)) {
        return entries.filter(e -> matcher.matches(e.getFileName())).sorted().toList();
      } catch (IOException | UncheckedIOException e) {
        return List.of();
      }
    }
  }
}
