package io.reprise.papers.sdbnn;

import io.reprise.experiment.jmh.ForwardBenchmark;
import io.reprise.papers.sdbnn.InferenceNetworks.Square;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.commons.math3.stat.StatUtils;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Times convolutions of packed signs against the engine's convolutions of real numbers and of signs
 * as floats, one image at a time, from an input on the device to an output in Java. In rounds in
 * which all take turns, each in a JVM of its own, so that a machine that slows down for a while
 * slows them all; each ratio is of neighbours in one round.
 */
public final class PackedRace {
  /**
   * Of the passes of a round. Other programs make a pass slower, never faster, so a low one tells
   * what a convolution takes even where they interrupt many.
   */
  private static final double PERCENTILE = 10;

  private static final TimeValue WARM_UP = TimeValue.seconds(3);
  private static final TimeValue TIMED = TimeValue.seconds(2);

  /** Of one round in milliseconds. */
  record Times(double real, double asFloats, double packed) {}

  private final String engine;
  private final int threads;
  private final Map<Square, List<Times>> rounds = new LinkedHashMap<>();

  private PackedRace(String engine, int threads) {
    this.engine = engine;
    this.threads = threads;
    InferenceNetworks.CONVOLUTIONS.forEach(layer -> rounds.put(layer, new ArrayList<>()));
  }

  /**
   * Runs the race and prints its table; the arguments are the engine, the number of threads, the
   * number of rounds, and a file for the table.
   */
  public static void main(String[] args) throws IOException, RunnerException {
    PackedRace race = new PackedRace(args[0], Integer.parseInt(args[1]));
    int rounds = Integer.parseInt(args[2]);
    for (int round = 1; round <= rounds; round++) {
      print("round " + round + " of " + rounds);
      for (Square layer : InferenceNetworks.CONVOLUTIONS) {
        race.rounds.get(layer).add(race.round(layer));
      }
    }
    StringBuilder table = new StringBuilder(HEADER);
    race.rounds.forEach((layer, times) -> table.append(row(layer, times)));
    print(table.toString());
    Files.writeString(Path.of(args[3]), table);
  }

  private Times round(Square layer) throws RunnerException {
    return new Times(
        time(layer, InferenceNetworks.REAL),
        time(layer, InferenceNetworks.FLOAT),
        time(layer, InferenceNetworks.PACKED));
  }

  private double time(Square layer, String setting) throws RunnerException {
    var options =
        new OptionsBuilder()
            .include(ForwardBenchmark.class.getName().replace(".", "\\.") + "\\.forward$")
            .mode(Mode.SampleTime)
            .param("paper", SdBnn.ID)
            .param("network", layer.title())
            .param("setting", setting)
            .param("batch", "1")
            .param("engine", engine)
            .param("threads", Integer.toString(threads))
            .forks(1)
            .warmupIterations(1)
            .warmupTime(WARM_UP)
            .measurementIterations(1)
            .measurementTime(TIMED)
            .jvmArgsAppend("-Xmx2g")
            .shouldFailOnError(true)
            .verbosity(VerboseMode.SILENT)
            .build();
    RunResult only = new Runner(options).runSingle();
    return only.getPrimaryResult().getStatistics().getPercentile(PERCENTILE);
  }

  private static final String HEADER =
      "| channels | image | real, ms | signs as floats, ms | packed, ms | real / packed |"
          + " floats / packed |\n|---|---|---|---|---|---|---|\n";

  /** A layer's times, and ratios as median over rounds with the smallest and the largest. */
  static String row(Square layer, List<Times> times) {
    return String.format(
        Locale.ROOT,
        "| %d | %dx%d | %.3g | %.3g | %.3g | %s | %s |%n",
        layer.channels(),
        layer.side(),
        layer.side(),
        middle(times.stream().mapToDouble(Times::real).toArray()),
        middle(times.stream().mapToDouble(Times::asFloats).toArray()),
        middle(times.stream().mapToDouble(Times::packed).toArray()),
        ratio(times.stream().mapToDouble(t -> t.real / t.packed).toArray()),
        ratio(times.stream().mapToDouble(t -> t.asFloats / t.packed).toArray()));
  }

  private static double middle(double[] values) {
    return StatUtils.percentile(values, 50);
  }

  private static String ratio(double[] rounds) {
    return String.format(
        Locale.ROOT,
        "%.2f (%.2f to %.2f)",
        middle(rounds),
        StatUtils.min(rounds),
        StatUtils.max(rounds));
  }

  @SuppressWarnings("SystemOut") // this is the console
  private static void print(String text) {
    System.out.println(text);
  }
}
