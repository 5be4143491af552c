package io.reprise.experiment;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.reprise.experiment.figures.Figure;
import io.reprise.nn.AtomicFile;
import io.reprise.nn.ProcessLock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Result files under one folder: {@code <paper>/<scale>/<variant>/<seed>-<hash of key>.json}, and
 * {@code <paper>/latency/...}, {@code <paper>/figures/...}. A file appears whole or not at all, and
 * several processes may use the folder at once.
 *
 * <p>What lies at a result's place and is none counts as absent. It is reported, and set aside as
 * {@code <file>.unreadable}, {@code <file>.unreadable-2} and so on: never deleted, never fatal.
 */
public final class ResultStore {
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
          .build();

  /** Keys are hashed as this writes them, so it is the same on every system. */
  private static final ObjectWriter WRITER =
      JSON.writer(new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n")));

  /** So that the name of a variant with many overridden settings fits any file system. */
  private static final int LONGEST_FOLDER_NAME = 120;

  private static final Pattern UNSAFE = Pattern.compile("[^A-Za-z0-9.-]+");
  private static final Pattern LEADING_DOTS = Pattern.compile("^\\.+");
  private static final Pattern HASH_IN_NAME = Pattern.compile("-([0-9a-f]{16})\\.json$");

  private final Path root;
  private final Consumer<String> warnings;
  private final Set<Path> reported = ConcurrentHashMap.newKeySet();

  public ResultStore(Path root, Consumer<String> warnings) {
    this.root = root;
    this.warnings = warnings;
  }

  /** Where the result of a trial lies or will lie. */
  public Path file(TrialResult.Key key) {
    return folder(key).resolve(fileName(key));
  }

  private Path folder(TrialResult.Key key) {
    return root.resolve(name(key.paper())).resolve(name(key.scale())).resolve(name(key.variant()));
  }

  private static String fileName(TrialResult.Key key) {
    return key.seed() + "-" + hash(key) + ".json";
  }

  /** Where the latency of a network lies or will lie. */
  Path file(LatencyResult.Key key) {
    String name = name(key.network() + "-" + key.setting());
    return root.resolve(name(key.paper()))
        .resolve("latency")
        .resolve(name + "-" + hash(key) + ".json");
  }

  /** Where the profile of a network lies or will lie. */
  Path file(ProfileResult.Key key) {
    String name = name(key.network() + "-" + key.setting());
    return root.resolve(name(key.paper()))
        .resolve("profile")
        .resolve(name + "-" + hash(key) + ".json");
  }

  /** A text as the name of a folder, which is for people: the hash in the file's name counts. */
  private static String name(String text) {
    String plain = UNSAFE.matcher(text).replaceAll("-");
    String safe = LEADING_DOTS.matcher(plain).replaceFirst("-");
    return safe.isEmpty() ? "-" : safe.substring(0, Math.min(safe.length(), LONGEST_FOLDER_NAME));
  }

  /** The first 16 hex digits of SHA-256 over the key's JSON. */
  private static String hash(Object key) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(WRITER.writeValueAsBytes(key));
      return HexFormat.of().formatHex(digest, 0, 8);
    } catch (NoSuchAlgorithmException | JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Reads a trial's result from a file anywhere, which stays as it is.
   *
   * @throws IllegalArgumentException if it is no trial's result, naming the file and what is wrong
   */
  public static TrialResult read(Path file) {
    try {
      return read(file, TrialResult.class, r -> true)
          .orElseThrow(
              () ->
                  new IllegalArgumentException(
                      "result file '" + file + "' does not exist: expected a trial's result"));
    } catch (NoResultException e) {
      throw new IllegalArgumentException(
          "result file '" + file + "' cannot be read (" + e.getMessage() + ")", e);
    }
  }

  /** The stored result of a trial, if there is one. */
  public Optional<TrialResult> find(TrialResult.Key key) {
    return find(file(key), TrialResult.class, r -> key.equals(r.key()));
  }

  Optional<LatencyResult> find(LatencyResult.Key key) {
    return find(file(key), LatencyResult.class, r -> key.equals(r.key()));
  }

  Optional<ProfileResult> find(ProfileResult.Key key) {
    return find(file(key), ProfileResult.class, r -> key.equals(r.key()));
  }

  /**
   * The picture of a figure that a paper's result names, encoded.
   *
   * @throws IOException naming the file within the paper's results, if it is missing or does not
   *     hold that picture
   */
  byte[] picture(String paper, StoredFigure figure) throws IOException {
    return file(paper, figure.picture());
  }

  /**
   * A file of a figure that a paper's result names.
   *
   * @throws IOException naming the file within the paper's results, if it is missing or holds
   *     something else
   */
  byte[] file(String paper, StoredFile file) throws IOException {
    return figures(paper).read(file);
  }

  private FigureFiles figures(String paper) {
    return new FigureFiles(root, root.resolve(name(paper)), this::report);
  }

  /** As {@link #find(TrialResult.Key)}, for the one who has the trial's lock. */
  Optional<TrialResult> findLocked(TrialResult.Key key) {
    return findLocked(file(key), TrialResult.class, r -> key.equals(r.key()));
  }

  /**
   * Takes the lock of a trial unless another runner has it, and tidies up after runners that were
   * killed while they had it.
   *
   * @throws UncheckedIOException if there can be no locks in the folder
   */
  Optional<ProcessLock> tryLock(TrialResult.Key key) {
    Path file = file(key);
    try {
      Optional<ProcessLock> lock = lock(file);
      lock.ifPresent(held -> WholeFile.sweep(file));
      return lock;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot lock the trial of " + file + ": " + e.getMessage(), e);
    }
  }

  /** All locks of the folder are bytes of one file, at the place that the file's hash says. */
  private Optional<ProcessLock> lock(Path file) throws IOException {
    String name = file.getFileName().toString();
    Matcher named = HASH_IN_NAME.matcher(name);
    return lock(root, named.find() ? named.group(1) : hash(name));
  }

  /**
   * Takes a lock of a results folder, a byte of its file {@code .locks}, unless another runner, in
   * this process or another, has it.
   *
   * @param results made if need be
   * @param hash 16 hexadecimal digits that say which byte
   * @throws IOException if the file cannot be made or the file system has no locks
   */
  static Optional<ProcessLock> lock(Path results, String hash) throws IOException {
    Files.createDirectories(results);
    return ProcessLock.tryLock(results.resolve(".locks"), Long.parseUnsignedLong(hash, 16) >>> 2);
  }

  /** Something lies at a result's place and is none. */
  private static final class NoResultException extends Exception {
    private static final long serialVersionUID = 1;

    NoResultException(String reason) {
      super(reason);
    }
  }

  private <T> Optional<T> find(Path file, Class<T> type, Predicate<T> wanted) {
    try {
      return read(file, type, wanted);
    } catch (NoResultException e) {
      // Whoever has the lock may be about to replace it: then it is not to be touched.
      try {
        Optional<ProcessLock> lock = lock(file);
        if (lock.isEmpty()) {
          reportOnce(file, e.getMessage() + "; a runner is at this trial now");
          return Optional.empty();
        }
        try (ProcessLock held = lock.get()) {
          return findLocked(file, type, wanted);
        }
      } catch (IOException locking) {
        reportOnce(file, e.getMessage() + "; it cannot be set aside: " + locking.getMessage());
        return Optional.empty();
      }
    }
  }

  private <T> Optional<T> findLocked(Path file, Class<T> type, Predicate<T> wanted) {
    try {
      return read(file, type, wanted);
    } catch (NoResultException e) {
      setAside(file, e.getMessage());
      return Optional.empty();
    }
  }

  private static <T> Optional<T> read(Path file, Class<T> type, Predicate<T> wanted)
      throws NoResultException {
    try {
      T value = JSON.readValue(Files.readAllBytes(file), type);
      if (value == null) {
        throw new NoResultException("it holds null");
      }
      if (!wanted.test(value)) {
        throw new NoResultException("its key is not the one that its name was made from");
      }
      return Optional.of(value);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (JsonProcessingException e) {
      throw new NoResultException(e.getOriginalMessage());
    } catch (IOException e) {
      throw new NoResultException(e.toString());
    }
  }

  /** Moves a file to the first free name. Only with its lock, so that nobody else does the same. */
  private void setAside(Path file, String reason) {
    try {
      Path aside = AtomicFile.setAside(file);
      report("result file " + file + " cannot be read (" + reason + ") and is set aside: " + aside);
    } catch (IOException e) {
      reportOnce(file, reason + "; it cannot be set aside: " + e);
    }
  }

  /** One line at a time, also where several threads read. */
  private void report(String line) {
    synchronized (reported) {
      warnings.accept(line);
    }
  }

  private void reportOnce(Path file, String reason) {
    if (reported.add(file)) {
      report("result file " + file + " cannot be read (" + reason + ")");
    }
  }

  /** A result and its file. */
  record Stored(Path file, TrialResult result) {}

  /**
   * Every trial's result in the folder, of all papers and versions, in no order. One that was
   * copied to another place is reported and left out.
   *
   * @param view what is wanted of each: all results as a whole may not fit the memory
   */
  <T> List<T> all(Function<Stored, T> view) {
    // Reading tens of thousands of small files is worth all cores.
    return files().parallelStream().map(this::stored).flatMap(Optional::stream).map(view).toList();
  }

  private Optional<Stored> stored(Path file) {
    String name = file.getFileName().toString();
    Optional<TrialResult> found =
        find(file, TrialResult.class, r -> fileName(r.key()).equals(name));
    if (found.isPresent() && !file.getParent().equals(folder(found.get().key()))) {
      report(file + " is left out: its place is " + file(found.get().key()));
      return Optional.empty();
    }
    return found.map(r -> new Stored(file, r));
  }

  /** What lies where trials' results do. */
  private List<Path> files() {
    List<Path> files = new ArrayList<>();
    int depth = root.getNameCount() + 4;
    try {
      Files.walkFileTree(
          root,
          EnumSet.noneOf(FileVisitOption.class),
          4,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
              String name = file.getFileName().toString();
              if (file.getNameCount() == depth && name.endsWith(".json") && !name.startsWith(".")) {
                files.add(file);
              }
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) {
              report(file + " is left out: " + e);
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list " + root + ": " + e.getMessage(), e);
    }
    return files;
  }

  /**
   * Writes a figure's picture, which is to be done before the result that names it is written. If
   * it cannot be done, that is reported and no more: the numbers of a trial are worth more than its
   * pictures.
   *
   * @return what the result is to say of it
   */
  public StoredFigure save(String paper, Figure figure) {
    return figures(paper).keep(figure);
  }

  /** Writes a trial's result. */
  public void save(TrialResult result) {
    write(file(result.key()), result);
  }

  void save(LatencyResult result) {
    write(file(result.key()), result);
  }

  void save(ProfileResult result) {
    write(file(result.key()), result);
  }

  /**
   * A result that cannot be written, on a full disc say, is told in full: it may be hours' work.
   */
  private void write(Path file, Object value) {
    try {
      WholeFile.write(file, WRITER.writeValueAsString(value));
    } catch (UncheckedIOException e) {
      report(e.getMessage() + "; its text would be " + text(value));
      throw e;
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String text(Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
