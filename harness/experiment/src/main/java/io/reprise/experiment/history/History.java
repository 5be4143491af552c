package io.reprise.experiment.history;

import io.reprise.experiment.WholeFile;
import io.reprise.nn.ProcessLock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * A folder of runs: {@code <paper>/<number>.json} is a run's record, {@code <paper>/<number>/} its
 * results folder, {@code nights/<id>.json} a night's record; {@link #benchmarks()} lie in {@code
 * benchmarks}. A record appears whole or not at all, and is replaced whole. Who works on a paper,
 * or changes its records, holds its lock; several processes may use the folder at once.
 *
 * <p>A record that cannot be read is reported and left as it is; its number is not given again.
 */
public final class History {
  private static final Pattern RUN = Pattern.compile("\\d{4,9}");
  private static final Pattern PAPER = Pattern.compile("\\d{4}\\.\\d{4,5}");
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);
  private static final String NIGHTS = "nights";

  /** The name of the lock of who judges latencies. */
  static final String LATENCIES = "latencies";

  private static final int POLL_MILLISECONDS = 100;

  private final Path root;
  private final RecordFiles files;
  private final BenchmarkHistory benchmarks;

  /** Records that nothing changes any more, since all are read again and again. */
  private final Map<Path, RunRecord> settled = new ConcurrentHashMap<>();

  /**
   * The history in a folder.
   *
   * @param warnings takes a line for each record that cannot be read
   */
  public History(Path root, Consumer<String> warnings) {
    this.root = root.toAbsolutePath().normalize();
    this.files = new RecordFiles(warnings);
    this.benchmarks = new BenchmarkHistory(this.root.resolve("benchmarks"), files);
  }

  /** Times of programs outside of papers, such as a race of libraries. */
  public BenchmarkHistory benchmarks() {
    return benchmarks;
  }

  /** A time as records hold it: all of the same length, so that they sort as texts. */
  public static String text(Instant time) {
    return TIME.format(time);
  }

  /** The results folder of a run. */
  public Path results(RunRecord run) {
    return results(run.paper(), run.number());
  }

  private Path results(String paper, int number) {
    return root.resolve(paper).resolve(name(number));
  }

  /** What lies in the results folder of a run. */
  public RunFiles files(RunRecord run) {
    return new RunFiles(results(run));
  }

  static String name(int number) {
    return String.format(Locale.ROOT, "%04d", number);
  }

  /** The papers that have runs, in order. */
  public List<String> papers() {
    return RecordFiles.children(root, p -> PAPER.matcher(p.getFileName().toString()).matches())
        .stream()
        .map(p -> p.getFileName().toString())
        .toList();
  }

  /** The records of a paper's runs, by number. */
  public List<RunRecord> runs(String paper) {
    return files.read(
        root.resolve(paper),
        RUN,
        file -> {
          RunRecord known = settled.get(file);
          if (known != null) {
            return known;
          }
          RunRecord r = RecordFiles.parse(file, RunRecord.class);
          if (!r.paper().equals(paper) || !file.endsWith(name(r.number()) + RecordFiles.ENDING)) {
            throw new IOException("it is that of run " + r.number() + " of " + r.paper());
          }
          if (r.complete() && r.latencies() != null) {
            settled.put(file, r);
          }
          return r;
        });
  }

  /** The records of a paper's runs of one configuration, by number. */
  public List<RunRecord> runs(String paper, RunConfiguration configuration) {
    return runs(paper).stream().filter(r -> r.configuration().equals(configuration)).toList();
  }

  /** The records of all nights, by start. */
  public List<NightRecord> nights() {
    return files
        .read(
            root.resolve(NIGHTS),
            Pattern.compile("[^.].*"),
            file -> RecordFiles.parse(file, NightRecord.class))
        .stream()
        .sorted(Comparator.comparing(NightRecord::start).thenComparing(NightRecord::id))
        .toList();
  }

  /**
   * Takes a paper's lock unless somebody works on it, or the lock of another name.
   *
   * @throws UncheckedIOException if there can be no locks in the folder
   */
  public Optional<ProcessLock> tryLock(String paper) {
    Path file = root.resolve(".locks");
    try {
      Files.createDirectories(root);
      UUID digest = UUID.nameUUIDFromBytes(paper.getBytes(StandardCharsets.UTF_8));
      return ProcessLock.tryLock(file, digest.getMostSignificantBits() >>> 2);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot lock " + paper + " in " + file + ": " + e, e);
    }
  }

  /**
   * Goes on with a paper's run that was cut short, or begins one. With the paper's lock.
   *
   * @param attempt makes the new attempt from a digest of the run's files
   * @return the record as it is stored now
   */
  public RunRecord begin(
      String paper, RunConfiguration configuration, Function<String, Attempt> attempt) {
    Optional<RunRecord> open =
        runs(paper, configuration).stream().filter(r -> !r.complete()).findFirst();
    RunRecord run =
        open.map(r -> r.with(attempt.apply(files(r).digest())))
            .orElseGet(
                () -> {
                  int next = RecordFiles.next(root.resolve(paper), RUN);
                  String none = new RunFiles(results(paper, next)).digest();
                  return RunRecord.begun(paper, next, configuration, attempt.apply(none));
                });
    save(run);
    return run;
  }

  /** Writes a run's record. With the paper's lock. */
  public void save(RunRecord run) {
    Path file = root.resolve(run.paper()).resolve(name(run.number()) + RecordFiles.ENDING);
    WholeFile.sweep(file);
    RecordFiles.write(file, run);
  }

  /** Writes a night's record. */
  public void save(NightRecord night) {
    RecordFiles.write(root.resolve(NIGHTS).resolve(night.id() + RecordFiles.ENDING), night);
  }

  /**
   * Judges the latencies of all complete runs that were not judged yet, together, and writes their
   * records. Needs no paper's lock, since nobody else changes a complete run's record; waits for
   * another process that judges.
   *
   * @return the records of what was judged
   */
  public List<RunRecord> judgeLatencies(List<String> papers, RunConfiguration configuration) {
    ProcessLock judging = awaitLock(LATENCIES);
    try {
      List<LatencyGate.Case> cases = new ArrayList<>();
      for (String paper : papers) {
        List<RunRecord> runs = runs(paper, configuration);
        for (int i = 0; i < runs.size(); i++) {
          if (runs.get(i).complete() && runs.get(i).latencies() == null) {
            cases.add(new LatencyGate.Case(runs.get(i), runs.subList(0, i)));
          }
        }
      }
      List<RunRecord> judged = LatencyGate.judge(cases);
      judged.forEach(this::save);
      return judged;
    } finally {
      judging.close();
    }
  }

  private ProcessLock awaitLock(String what) {
    while (true) {
      Optional<ProcessLock> lock = tryLock(what);
      if (lock.isPresent()) {
        return lock.get();
      }
      try {
        TimeUnit.MILLISECONDS.sleep(POLL_MILLISECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted while waiting to judge " + what, e);
      }
    }
  }

  /**
   * Deletes the result files of all but the newest complete runs of a configuration; records stay.
   * With the paper's lock.
   *
   * @param keep how many runs keep their files, at least 1
   * @throws UncheckedIOException naming a file that cannot be deleted
   */
  public void prune(String paper, RunConfiguration configuration, int keep) {
    List<RunRecord> complete =
        runs(paper, configuration).stream().filter(RunRecord::complete).toList();
    for (RunRecord run : complete.subList(0, Math.max(0, complete.size() - keep))) {
      files(run).delete();
    }
  }
}
