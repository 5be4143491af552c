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
 * as floats, from an input on the device to an output in Java. In rounds in which all take turns,
 * each in a JVM of its own, so that a machine that slows down for a while slows them all; each
 * ratio is of neighbours in one round.
 */
public final class PackedRace {
  private static final List<Integer> BATCHES = List.of(1, 8);
  private static final TimeValue WARM_UP = TimeValue.milliseconds(700);
  private static final TimeValue TIMED = TimeValue.milliseconds(700);

  /** What is timed. */
  private record Entry(Square layer, int batch) {}

  /** Medians of one round in milliseconds. */
  record Times(double real, double asFloats, double packed) {}

  private final String engine;
  private final int threads;
  private final Map<Entry, List<Times>> rounds = new LinkedHashMap<>();

  private PackedRace(String engine, int threads) {
    this.engine = engine;
    this.threads = threads;
    for (Square layer : InferenceNetworks.CONVOLUTIONS) {
      BATCHES.forEach(batch -> rounds.put(new Entry(layer, batch), new ArrayList<>()));
    }
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
      for (Map.Entry<Entry, List<Times>> e : race.rounds.entrySet()) {
        e.getValue().add(race.round(e.getKey()));
      }
    }
    StringBuilder table = new StringBuilder(HEADER);
    race.rounds.forEach((entry, times) -> table.append(row(entry.layer, entry.batch, times)));
    print(table.toString());
    Files.writeString(Path.of(args[3]), table);
  }

  private Times round(Entry entry) throws RunnerException {
    return new Times(
        median(entry, InferenceNetworks.REAL),
        median(entry, InferenceNetworks.FLOAT),
        median(entry, InferenceNetworks.PACKED));
  }

  private double median(Entry entry, String setting) throws RunnerException {
    var options =
        new OptionsBuilder()
            .include(ForwardBenchmark.class.getName().replace(".", "\\.") + "\\.forward$")
            .mode(Mode.SampleTime)
            .param("paper", SdBnn.ID)
            .param("network", entry.layer.title())
            .param("setting", setting)
            .param("batch", Integer.toString(entry.batch))
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
    return only.getPrimaryResult().getStatistics().getPercentile(50);
  }

  private static final String HEADER =
      "| channels | image | batch | real, ms | signs as floats, ms | packed, ms | real / packed |"
          + " floats / packed |\n|---|---|---|---|---|---|---|---|\n";

  /** A layer's times, and ratios as median over rounds with the smallest and the largest. */
  static String row(Square layer, int batch, List<Times> times) {
    return String.format(
        Locale.ROOT,
        "| %d | %dx%d | %d | %.3g | %.3g | %.3g | %s | %s |%n",
        layer.channels(),
        layer.side(),
        layer.side(),
        batch,
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
