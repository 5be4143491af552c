package io.reprise.papers.larsson;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.apache.commons.math3.stat.StatUtils;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Times single verdicts by JMH, on one thread, each in rounds with a JVM of their own. */
public final class VerdictTimes {
  private static final int WARM_UP_MS = 3000;
  private static final int TIMED_MS = 3000;
  private static final double MEDIAN = 50;

  /** What is timed. */
  private static final List<Timed> CASES =
      List.of(
          new Timed(2, "sym2"), new Timed(3, "wedge1"), new Timed(3, "sym2"), new Timed(3, "sym3"));

  /** A case. */
  record Timed(int d, String module) {}

  private VerdictTimes() {}

  /** Times and prints a table; the arguments are the number of rounds and a file. */
  public static void main(String[] args) throws IOException, RunnerException {
    int rounds = Integer.parseInt(args[0]);
    StringBuilder text = new StringBuilder("| d | V | one verdict, ms |\n|---|---|---|\n");
    for (Timed of : CASES) {
      double[] times = new double[rounds];
      for (int r = 0; r < rounds; r++) {
        times[r] = time(of);
      }
      text.append(row(of, times));
    }
    print(text.toString());
    Files.writeString(Path.of(args[1]), text);
  }

  /** The median over rounds, with the least and the largest. */
  static String row(Timed of, double[] times) {
    return String.format(
        Locale.ROOT,
        "| %d | %s | %.3g (%.3g to %.3g) |%n",
        of.d,
        of.module,
        StatUtils.percentile(times, MEDIAN),
        StatUtils.min(times),
        StatUtils.max(times));
  }

  private static double time(Timed of) throws RunnerException {
    var options =
        new OptionsBuilder()
            .include(VerdictBenchmark.class.getName().replace(".", "\\.") + "\\.verdict$")
            .param("d", Integer.toString(of.d))
            .param("module", of.module)
            .forks(1)
            .warmupIterations(1)
            .warmupTime(TimeValue.milliseconds(WARM_UP_MS))
            .measurementIterations(1)
            .measurementTime(TimeValue.milliseconds(TIMED_MS))
            .jvmArgsAppend("-Xmx1g")
            .shouldFailOnError(true)
            .verbosity(VerboseMode.SILENT)
            .build();
    return new Runner(options).runSingle().getPrimaryResult().getStatistics().getPercentile(MEDIAN);
  }

  @SuppressWarnings("SystemOut") // this is the console
  private static void print(String text) {
    System.out.println(text);
  }
}
