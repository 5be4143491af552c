package io.reprise.experiment.jmh;

import io.reprise.experiment.LatencyResult;
import io.reprise.experiment.Program;
import io.reprise.experiment.Run;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Measures the latencies of a run by JMH, each network in a JVM of its own. */
public final class Latency {
  private Latency() {}

  /** Measures one paper's: the argument is its id, the options are system properties. */
  public static void main(String[] args) {
    Program.run(
        args,
        (experiment, settings) -> {
          settings.openEngine().close();
          measure(Run.of(experiment, settings, Program::print), Program::print);
        });
  }

  /**
   * Measures what has no stored result yet. The networks take turns, so that a machine that slows
   * down for a while slows them all.
   *
   * @throws IllegalStateException if a benchmark failed
   */
  public static void measure(Run<?> run, Consumer<String> log) {
    Map<LatencyResult.Key, List<Double>> missing = new LinkedHashMap<>();
    for (LatencyResult.Key key : run.latencyKeys()) {
      if (run.latency(key).isPresent()) {
        log.accept(title(key) + ": already there");
      } else {
        missing.put(key, new ArrayList<>());
      }
    }
    int rounds = missing.keySet().stream().mapToInt(LatencyResult.Key::rounds).max().orElse(0);
    for (int round = 0; round < rounds; round++) {
      missing.forEach((key, samples) -> samples.addAll(samples(key)));
    }
    missing.forEach(
        (key, samples) -> {
          LatencyResult result = run.latencyResult(key, samples);
          run.save(result);
          log.accept(
              String.format(
                  Locale.ROOT,
                  "%s: median %.2f ms",
                  title(key),
                  result.statistics().percentile(50)));
        });
  }

  private static String title(LatencyResult.Key key) {
    return "latency of " + key.network() + " (" + key.setting() + ")";
  }

  private static List<Double> samples(LatencyResult.Key key) {
    Options options =
        new OptionsBuilder()
            .include(ForwardBenchmark.class.getName().replace(".", "\\.") + "\\.forward$")
            .param("paper", key.paper())
            .param("network", key.network())
            .param("setting", key.setting())
            .param("batch", Integer.toString(key.batch()))
            .param("engine", key.engine())
            .param("device", key.device())
            .param("threads", Integer.toString(key.threads()))
            .forks(1)
            .warmupIterations(key.warmups())
            .measurementIterations(key.samples())
            .jvmArgsAppend("-Xmx2g")
            .shouldFailOnError(true)
            .verbosity(VerboseMode.SILENT)
            .build();
    try {
      List<Double> samples = new ArrayList<>();
      for (RunResult result : new Runner(options).run()) {
        result
            .getBenchmarkResults()
            .forEach(
                fork -> {
                  for (IterationResult i : fork.getIterationResults()) {
                    samples.add(i.getPrimaryResult().getScore());
                  }
                });
      }
      return samples;
    } catch (RunnerException e) {
      throw new IllegalStateException(
          "JMH could not time " + key.network() + " (" + key.setting() + "): " + e.getMessage(), e);
    }
  }
}
