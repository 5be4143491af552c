package io.reprise.tensor.cuda;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Where the CUDA libraries that an engine needs lie on a machine: each in the first folder that has
 * one of its name for this processor.
 *
 * <p>They are loaded by their paths, one after the other, before the engine is: what names them is
 * then bound to them, since the dynamic linker compares the names that libraries have inside. The
 * two other ways are worse. {@code LD_LIBRARY_PATH}, which a launcher could set, takes whole
 * folders into the search of this process and of all that it starts, so that a conda environment
 * would also give its C++ runtime to Java; and it can be set only before a JVM is started. JavaCPP,
 * by which both engines are loaded, has a search of its own, but a narrow one (toolkits in {@code
 * /usr/local}, {@code java.library.path}) that stays silent about what it does not find. It would
 * load a second copy of a library that it finds elsewhere; so it is told of the folders that were
 * chosen here, and looks into these first.
 */
public final class CudaLibraries {
  /** Folders that JavaCPP looks into before its own ones; read when it loads its first class. */
  private static final String JAVACPP_FOLDERS = "org.bytedeco.javacpp.platform.preloadpath";

  private final List<CudaLibrary> needs;
  private final CudaFolders folders;
  private final Map<CudaLibrary, Path> found = new LinkedHashMap<>();

  private CudaLibraries(List<CudaLibrary> needs, CudaFolders folders) {
    this.needs = needs;
    this.folders = folders;
    for (CudaLibrary library : needs) {
      folders.all().stream()
          .map(f -> f.folder().resolve(library.soname()))
          .filter(SharedLibraryFile::isForThisMachine)
          .findFirst()
          .ifPresent(file -> found.put(library, file));
    }
  }

  /**
   * Looks for libraries; loads none.
   *
   * @param needs such that none needs one that comes after it
   */
  public static CudaLibraries locate(List<CudaLibrary> needs, CudaFolders folders) {
    return new CudaLibraries(List.copyOf(needs), folders);
  }

  /** The files of those that were found, in the order in which they are to be loaded. */
  public List<Path> files() {
    return List.copyOf(found.values());
  }

  /** Those that the engine does not start without and that were not found. */
  public List<CudaLibrary> missing() {
    return needs.stream().filter(l -> l.required() && !found.containsKey(l)).toList();
  }

  /**
   * What to do about those that are missing, in one line.
   *
   * @param libraries what they belong to, for example {@code CUDA 13 and cuDNN 9}
   */
  public String advice(String libraries) {
    return "missing: "
        + missing().stream().map(CudaLibrary::soname).collect(Collectors.joining(", "))
        + "; install "
        + libraries
        + " (as Python wheels: pip install "
        + missing().stream().map(CudaLibrary::wheel).distinct().collect(Collectors.joining(" "))
        + "), or name their folders in "
        + CudaFolders.CHOSEN
        + "; doctor lists where they were looked for";
  }

  /** One line for each folder: where it is, what led there, and what is in it. */
  public List<String> lines() {
    return folders.all().stream()
        .map(f -> f.folder() + " (" + f.origin() + "): " + content(f.folder()))
        .toList();
  }

  private String content(Path folder) {
    if (!Files.isDirectory(folder)) {
      return "not there";
    }
    List<String> content = new ArrayList<>();
    for (CudaLibrary library : needs) {
      Path file = folder.resolve(library.soname());
      if (SharedLibraryFile.isForThisMachine(file)) {
        content.add(version(file) + (file.equals(found.get(library)) ? "" : " (not taken)"));
      } else if (Files.exists(file)) {
        content.add(library.soname() + " (no library for this processor)");
      } else if (library.required()) {
        others(folder, library).forEach(o -> content.add(o + " (another version)"));
      }
    }
    return content.isEmpty() ? "none of the libraries" : String.join(", ", content);
  }

  /** A file's name, or the one that it is a link to, which has the whole version. */
  private static String version(Path file) {
    try {
      return file.toRealPath().getFileName().toString();
    } catch (IOException e) {
      return file.getFileName().toString();
    }
  }

  /** The names of other versions of a library, without links from one to the other. */
  private static Set<String> others(Path folder, CudaLibrary library) {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries
          .filter(e -> e.getFileName().toString().startsWith(library.unversioned()))
          .map(CudaLibraries::version)
          .collect(Collectors.toCollection(TreeSet::new));
    } catch (IOException | UncheckedIOException e) {
      return Set.of();
    }
  }

  /**
   * Loads those that were found into this JVM, for good.
   *
   * @throws UnsatisfiedLinkError if one that the engine does not start without cannot be loaded
   */
  public void load() {
    if (!found.isEmpty()) {
      System.setProperty(JAVACPP_FOLDERS, javacppFolders());
      load(file -> System.load(file.toString()));
    }
  }

  /** The folders of the files, before those that the property names already. */
  private String javacppFolders() {
    String set = System.getProperty(JAVACPP_FOLDERS, "");
    return Stream.concat(
            found.values().stream().map(f -> f.getParent().toString()),
            Stream.of(set.split(java.io.File.pathSeparator)))
        .filter(f -> !f.isEmpty())
        .distinct()
        .collect(Collectors.joining(java.io.File.pathSeparator));
  }

  /**
   * Of optional ones the order is not known for every version: those that fail are tried again as
   * long as others could be loaded.
   */
  void load(Consumer<Path> loading) {
    Map<CudaLibrary, Path> left = new LinkedHashMap<>(found);
    Map<CudaLibrary, UnsatisfiedLinkError> failures = new LinkedHashMap<>();
    int before;
    do {
      before = left.size();
      failures.clear();
      left.entrySet().removeIf(e -> loaded(e.getKey(), e.getValue(), loading, failures));
    } while (!left.isEmpty() && left.size() < before);
    failures.forEach(
        (library, failure) -> {
          if (library.required()) {
            throw failure;
          }
        });
  }

  private static boolean loaded(
      CudaLibrary library,
      Path file,
      Consumer<Path> loading,
      Map<CudaLibrary, UnsatisfiedLinkError> failures) {
    try {
      loading.accept(file);
      return true;
    } catch (UnsatisfiedLinkError e) {
      failures.put(library, e);
      return false;
    }
  }
}
