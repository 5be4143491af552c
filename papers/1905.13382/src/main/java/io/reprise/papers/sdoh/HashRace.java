package io.reprise.papers.sdoh;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.commons.math3.stat.StatUtils;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Times what hashing is for: encoding an image, and ranking 59,000 items by the bits that differ
 * against ranking them by the distance of their vectors. One thread; in rounds in which all take
 * turns, each in a JVM of its own, so that a machine that slows down for a while slows them all.
 */
public final class HashRace {
  private static final int DATABASE = 59_000;

  /** Of the passes of a round: other programs make a pass slower, never faster. */
  private static final double PERCENTILE = 10;

  private static final int WARM_UP_MS = 1500;
  private static final int TIMED_MS = 1000;

  /**
   * What is timed; the published hash functions but those of 4,096 features, whose vectors take a
   * GB.
   */
  private static final List<Hash> RANKED = List.of(new Hash(128, 64), new Hash(784, 64));

  private static final List<Hash> ENCODED =
      List.of(new Hash(128, 64), new Hash(784, 64), new Hash(4096, 32), new Hash(4096, 64));

  /** A hash function's extents. */
  record Hash(int dimension, int bits) {}

  private HashRace() {}

  /** Runs the race and prints its tables; the arguments are the number of rounds and a file. */
  public static void main(String[] args) throws IOException, RunnerException {
    int rounds = Integer.parseInt(args[0]);
    StringBuilder text =
        new StringBuilder("| features | bits | encode one image, µs |\n|---|---|---|\n");
    for (Hash hash : ENCODED) {
      double[] times = new double[rounds];
      for (int r = 0; r < rounds; r++) {
        times[r] = time("encode", hash, 1);
      }
      text.append(
          String.format(
              Locale.ROOT,
              "| %d | %d | %.3g |%n",
              hash.dimension,
              hash.bits,
              StatUtils.percentile(times, 50)));
    }
    text.append(
        """

        | features | bits | rank 59,000 by codes, µs | by vectors, µs | vectors / codes |
        |---|---|---|---|---|
        """);
    for (Hash hash : RANKED) {
      List<double[]> pairs = new ArrayList<>();
      for (int r = 0; r < rounds; r++) {
        pairs.add(
            new double[] {time("rankCodes", hash, DATABASE), time("rankVectors", hash, DATABASE)});
      }
      text.append(row(hash, pairs));
    }
    print(text.toString());
    Files.writeString(Path.of(args[1]), text);
  }

  /** Times of codes and vectors in each round, and their ratio within rounds. */
  static String row(Hash hash, List<double[]> rounds) {
    double[] ratios = rounds.stream().mapToDouble(r -> r[1] / r[0]).toArray();
    return String.format(
        Locale.ROOT,
        "| %d | %d | %.4g | %.4g | %.1f (%.1f to %.1f) |%n",
        hash.dimension,
        hash.bits,
        StatUtils.percentile(rounds.stream().mapToDouble(r -> r[0]).toArray(), 50),
        StatUtils.percentile(rounds.stream().mapToDouble(r -> r[1]).toArray(), 50),
        StatUtils.percentile(ratios, 50),
        StatUtils.min(ratios),
        StatUtils.max(ratios));
  }

  private static double time(String what, Hash hash, int items) throws RunnerException {
    var options =
        new OptionsBuilder()
            .include(HashBenchmark.class.getName().replace(".", "\\.") + "\\." + what + "$")
            .param("dimension", Integer.toString(hash.dimension))
            .param("bits", Integer.toString(hash.bits))
            .param("items", Integer.toString(items))
            .forks(1)
            .warmupIterations(1)
            .warmupTime(TimeValue.milliseconds(WARM_UP_MS))
            .measurementIterations(1)
            .measurementTime(TimeValue.milliseconds(TIMED_MS))
            .jvmArgsAppend("-Xmx1g")
            .shouldFailOnError(true)
            .verbosity(VerboseMode.SILENT)
            .build();
    RunResult only = new Runner(options).runSingle();
    return only.getPrimaryResult().getStatistics().getPercentile(PERCENTILE);
  }

  @SuppressWarnings("SystemOut") // this is the console
  private static void print(String text) {
    System.out.println(text);
  }
}
