package io.reprise.peers;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Races the peers in rounds, each peer in a JVM of its own in every round, so that a machine that
 * slows down slows them all. Prints medians and their ratios, and writes them to {@code peers.md}
 * and {@code peers.csv} below {@code target}, and the medians of rounds to {@code
 * peers-rounds.csv}.
 */
public final class PeersBenchmark {
  /** The fewest samples of a peer in a round: one in each of JMH's measurement iterations. */
  static final int SAMPLES = 3;

  private static final int THREADS = Runtime.getRuntime().availableProcessors();

  private PeersBenchmark() {}

  /** Runs the race that the system properties describe; exits with 1 if a peer failed. */
  public static void main(String[] args) throws IOException {
    Race race;
    try {
      race = Race.fromSystemProperties();
    } catch (IllegalArgumentException e) {
      print("[ERROR] " + e.getMessage());
      System.exit(1);
      return;
    }
    double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    RaceResult result = run(race);
    String report = heading(race, load) + result.markdown();
    print(report);
    Files.writeString(Path.of("target", "peers.md"), report);
    Files.writeString(Path.of("target", "peers.csv"), result.csv());
    Files.writeString(Path.of("target", "peers-rounds.csv"), result.roundsCsv());
    System.exit(result.anyFailed() ? 1 : 0);
  }

  private static RaceResult run(Race race) {
    RaceResult result = new RaceResult(race);
    for (int round = 1; round <= race.rounds(); round++) {
      for (Work work : race.work()) {
        for (Peer peer : race.peers()) {
          if (!result.failed(work, peer)) {
            time(race, work, peer, result);
            print(progress(round, race, work, peer, result));
          }
        }
      }
    }
    return result;
  }

  private static void time(Race race, Work work, Peer peer, RaceResult result) {
    try {
      result.add(work, peer, samples(race, work, peer));
    } catch (RunnerException e) {
      result.fail(work, peer, reason(e));
    }
  }

  private static List<Double> samples(Race race, Work work, Peer peer) throws RunnerException {
    List<String> jvmOptions = new ArrayList<>(List.of("-Xmx2g"));
    jvmOptions.addAll(peer.jvmOptions(THREADS));
    var options =
        new OptionsBuilder()
            .include(WorkBenchmark.class.getName().replace(".", "\\.") + "\\.run$")
            .param("peer", peer.id())
            .param("work", work.id())
            .param("threads", Integer.toString(THREADS))
            .forks(1)
            .jvmArgs(jvmOptions.toArray(new String[0]))
            .warmupIterations(1)
            .warmupTime(TimeValue.milliseconds(race.seconds() * 1000L / 2))
            .measurementIterations(SAMPLES)
            .measurementTime(TimeValue.milliseconds(race.seconds() * 1000L / SAMPLES))
            .shouldFailOnError(true)
            .verbosity(VerboseMode.SILENT)
            .build();
    List<Double> samples = new ArrayList<>();
    for (RunResult run : new Runner(options).run()) {
      for (BenchmarkResult fork : run.getBenchmarkResults()) {
        for (IterationResult iteration : fork.getIterationResults()) {
          Iterator<Map.Entry<Double, Long>> counts =
              iteration.getPrimaryResult().getStatistics().getRawData();
          counts.forEachRemaining(
              c -> {
                for (long i = 0; i < c.getValue(); i++) {
                  samples.add(c.getKey());
                }
              });
        }
      }
    }
    return samples;
  }

  private static String reason(Throwable e) {
    Throwable cause = e;
    while (cause.getCause() != null || cause.getSuppressed().length > 0) {
      cause = cause.getCause() != null ? cause.getCause() : cause.getSuppressed()[0];
    }
    return cause.toString();
  }

  private static String progress(int round, Race race, Work work, Peer peer, RaceResult result) {
    var median = result.median(work, peer);
    return String.format(
        Locale.ROOT,
        "round %d of %d: %s, %s: %s",
        round,
        race.rounds(),
        work.id(),
        peer.id(),
        median.isPresent()
            ? String.format(Locale.ROOT, "median so far %.1f ms", median.getAsDouble())
            : "failed");
  }

  /** The load before the race tells whether the machine was quiet. */
  private static String heading(Race race, double load) {
    return String.format(
        Locale.ROOT,
        "# Peers%n%n%d threads, %s, Java %s, load %.1f before the race. %d rounds with a JVM for each"
            + " peer; after warming up, %d s or at least %d samples.%n%n",
        THREADS,
        System.getProperty("os.arch"),
        System.getProperty("java.version"),
        load,
        race.rounds(),
        race.seconds(),
        SAMPLES);
  }

  @SuppressWarnings("SystemOut") // this is the console
  private static void print(String text) {
    System.out.println(text);
  }
}
