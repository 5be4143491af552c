package io.reprise.peers;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.commons.math3.stat.descriptive.DescriptiveStatistics;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Races the peers in rounds, each peer in a JVM of its own in every round, so that a machine that
 * slows down slows them all, and prints medians and their ratios.
 */
public final class PeersBenchmark {
  private static final int ROUNDS = 4;
  private static final int WARMUPS = 10;
  private static final int SAMPLES = 40;
  private static final List<String> PEERS =
      List.of("reprise-torch", "raw-torch", "raw-torch-channels-last");

  private PeersBenchmark() {}

  /** Prints the table. */
  @SuppressWarnings("SystemOut") // this is the console
  public static void main(String[] args) throws RunnerException {
    Map<String, DescriptiveStatistics> times = new LinkedHashMap<>();
    PEERS.forEach(p -> times.put(p, new DescriptiveStatistics()));
    for (int round = 0; round < ROUNDS; round++) {
      for (String peer : PEERS) {
        samples(peer).forEach(times.get(peer)::addValue);
      }
    }
    double own = times.get(PEERS.get(0)).getPercentile(50);
    System.out.printf(
        Locale.ROOT,
        "ResNet-20 training step, 32x32, batch %d, %d cores, %d rounds of %d steps%n",
        TrainingBenchmark.BATCH,
        Runtime.getRuntime().availableProcessors(),
        ROUNDS,
        SAMPLES);
    System.out.printf(
        Locale.ROOT,
        "%-26s %10s %10s %10s %16s%n",
        "peer",
        "median ms",
        "min",
        "max",
        "own / peer");
    times.forEach(
        (peer, t) ->
            System.out.printf(
                Locale.ROOT,
                "%-26s %10.1f %10.1f %10.1f %16.3f%n",
                peer,
                t.getPercentile(50),
                t.getMin(),
                t.getMax(),
                own / t.getPercentile(50)));
  }

  private static List<Double> samples(String peer) throws RunnerException {
    List<Double> samples = new ArrayList<>();
    var options =
        new OptionsBuilder()
            .include(TrainingBenchmark.class.getName().replace(".", "\\.") + "\\.train$")
            .param("peer", peer)
            .forks(1)
            .warmupIterations(WARMUPS)
            .measurementIterations(SAMPLES)
            .shouldFailOnError(true)
            .verbosity(VerboseMode.SILENT)
            .build();
    for (RunResult run : new Runner(options).run()) {
      run.getBenchmarkResults()
          .forEach(
              fork -> {
                for (IterationResult i : fork.getIterationResults()) {
                  samples.add(i.getPrimaryResult().getScore());
                }
              });
    }
    return samples;
  }
}
