package io.reprise.papers.lccl;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import org.apache.commons.math3.stat.StatUtils;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Times convolutions against the same ones that skip, at several shares of closed positions: from
 * which share on does skipping pay? In rounds in which all take turns, each in a JVM of its own, so
 * that a machine that slows down for a while slows them all.
 */
public final class SkipRace {
  /** Stands for the plain convolution where a zero rate is asked for. */
  static final double DENSE = -1;

  private static final List<Double> ZERO_RATES = List.of(0.0, 0.3, 0.6, 0.9);
  private static final List<Integer> BATCHES = List.of(1, 8);
  private static final int WARM_UP_MS = 700;
  private static final int TIMED_MS = 700;

  /** What is timed. */
  private record Entry(TimedLayer layer, int batch, double zeroRate) {}

  private final String engine;
  private final int threads;
  private final Map<Entry, List<Double>> medians = new LinkedHashMap<>();

  private SkipRace(String engine, int threads) {
    this.engine = engine;
    this.threads = threads;
    for (TimedLayer layer : TimedLayer.ALL) {
      for (int batch : BATCHES) {
        medians.put(new Entry(layer, batch, DENSE), new ArrayList<>());
        ZERO_RATES.forEach(z -> medians.put(new Entry(layer, batch, z), new ArrayList<>()));
      }
    }
  }

  /**
   * Runs the race and prints its table; the arguments are the engine, the number of threads, the
   * number of rounds, and a file for the table.
   */
  public static void main(String[] args) throws IOException, RunnerException {
    SkipRace race = new SkipRace(args[0], Integer.parseInt(args[1]));
    int rounds = Integer.parseInt(args[2]);
    for (int round = 1; round <= rounds; round++) {
      print("round " + round + " of " + rounds);
      race.round();
    }
    String table = race.table();
    print(table);
    Files.writeString(Path.of(args[3]), table);
  }

  private void round() throws RunnerException {
    for (Map.Entry<Entry, List<Double>> e : medians.entrySet()) {
      Entry entry = e.getKey();
      var options =
          new OptionsBuilder()
              .include(SkipBenchmark.class.getName().replace(".", "\\.") + "\\.evaluate$")
              .param("layer", entry.layer.id())
              .param("batch", Integer.toString(entry.batch))
              .param("zeroRate", Double.toString(entry.zeroRate))
              .param("engine", engine)
              .param("threads", Integer.toString(threads))
              .forks(1)
              .warmupIterations(1)
              .warmupTime(TimeValue.milliseconds(WARM_UP_MS))
              .measurementIterations(1)
              .measurementTime(TimeValue.milliseconds(TIMED_MS))
              .jvmArgsAppend("-Xmx2g")
              .shouldFailOnError(true)
              .verbosity(VerboseMode.SILENT)
              .build();
      for (RunResult result : new Runner(options).run()) {
        e.getValue().add(result.getPrimaryResult().getStatistics().getPercentile(50));
      }
    }
  }

  private double time(TimedLayer layer, int batch, double zeroRate) {
    return median(medians.get(new Entry(layer, batch, zeroRate)));
  }

  private static double median(List<Double> values) {
    return StatUtils.percentile(values.stream().mapToDouble(v -> v).toArray(), 50);
  }

  private String table() {
    StringBuilder text = new StringBuilder("| layer | batch | dense, µs |");
    ZERO_RATES.forEach(z -> text.append(String.format(Locale.ROOT, " z = %.1f |", z)));
    text.append(" pays from z |\n|---|---|---|").append("---|".repeat(ZERO_RATES.size() + 1));
    for (TimedLayer layer : TimedLayer.ALL) {
      for (int batch : BATCHES) {
        text.append(row(layer, batch));
      }
    }
    return text.append('\n').toString();
  }

  private String row(TimedLayer layer, int batch) {
    double dense = time(layer, batch, DENSE);
    StringBuilder row =
        new StringBuilder(
            String.format(Locale.ROOT, "\n| %s | %d | %.0f |", layer.id(), batch, dense));
    List<Double> skipping = new ArrayList<>();
    for (double z : ZERO_RATES) {
      double time = time(layer, batch, z);
      skipping.add(time);
      row.append(
          String.format(Locale.ROOT, " %.2f (%.2f) |", dense / time, layer.theoreticalSpeedUp(z)));
    }
    OptionalDouble breakEven = breakEven(ZERO_RATES, skipping, dense);
    return row.append(
            breakEven.isPresent()
                ? String.format(Locale.ROOT, " %.2f |", breakEven.getAsDouble())
                : String.format(
                    Locale.ROOT, " above %.1f |", ZERO_RATES.get(ZERO_RATES.size() - 1)))
        .toString();
  }

  /**
   * From which zero rate on skipping is as fast as the dense convolution, by linear interpolation
   * between the measured rates; empty if it is slower at the largest.
   *
   * @param zeroRates in ascending order
   * @param times of skipping at these
   */
  static OptionalDouble breakEven(List<Double> zeroRates, List<Double> times, double dense) {
    int last = zeroRates.size() - 1;
    if (times.get(last) > dense) {
      return OptionalDouble.empty();
    }
    int i = last;
    while (i > 0 && times.get(i - 1) <= dense) {
      i--;
    }
    if (i == 0) {
      return OptionalDouble.of(zeroRates.get(0));
    }
    double slower = times.get(i - 1);
    double share = (slower - dense) / (slower - times.get(i));
    return OptionalDouble.of(
        zeroRates.get(i - 1) + share * (zeroRates.get(i) - zeroRates.get(i - 1)));
  }

  @SuppressWarnings("SystemOut") // this is the console
  private static void print(String text) {
    System.out.println(text);
  }
}
