package io.reprise.experiment.jmh;

import io.reprise.experiment.LatencyResult;
import io.reprise.experiment.ProcessorWatch;
import io.reprise.experiment.Program;
import io.reprise.experiment.Run;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
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
          settings.requireDevices();
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
    Map<LatencyResult.Key, List<Measured>> missing = new LinkedHashMap<>();
    for (LatencyResult.Key key : run.latencyKeys()) {
      if (run.latency(key).isPresent()) {
        log.accept(title(key) + ": already there");
      } else {
        missing.put(key, new ArrayList<>());
      }
    }
    int rounds = missing.keySet().stream().mapToInt(LatencyResult.Key::rounds).max().orElse(0);
    for (int round = 0; round < rounds; round++) {
      missing.forEach((key, measured) -> measured.add(round(key, log)));
    }
    missing.forEach((key, measured) -> save(run, key, measured, log));
  }

  /** The passes of one JVM, in milliseconds. */
  private record Measured(List<Double> samples, LatencyResult.Round round) {}

  private static void save(
      Run<?> run, LatencyResult.Key key, List<Measured> measured, Consumer<String> log) {
    LatencyResult result =
        run.latencyResult(
            key,
            measured.stream().flatMap(m -> m.samples.stream()).toList(),
            measured.stream().map(Measured::round).toList());
    run.save(result);
    log.accept(
        String.format(
            Locale.ROOT,
            "%s: median %.2f ms%s",
            title(key),
            result.statistics().percentile(50),
            result.noise().map(n -> ", NOISY: " + n).orElse("")));
  }

  private static String title(LatencyResult.Key key) {
    return "latency of " + key.network() + " (" + key.setting() + "), batch " + key.batch();
  }

  private static Measured round(LatencyResult.Key key, Consumer<String> log) {
    // Warm-up passes are timed passes to JMH, which keeps the times of no others.
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
            .warmupIterations(0)
            .measurementIterations(key.warmups() + key.samples())
            .jvmArgsAppend("-Xmx2g")
            .shouldFailOnError(true)
            .verbosity(VerboseMode.SILENT)
            .build();
    ProcessorWatch watch = new ProcessorWatch();
    List<Double> passes = passes(key, options, log);
    return new Measured(
        passes.subList(key.warmups(), passes.size()),
        new LatencyResult.Round(passes.subList(0, key.warmups()), watch.others()));
  }

  private static List<Double> passes(LatencyResult.Key key, Options options, Consumer<String> log) {
    try {
      List<Double> passes = new ArrayList<>();
      for (RunResult result : aloneOnThisMachine(options, log)) {
        result
            .getBenchmarkResults()
            .forEach(
                fork -> {
                  for (IterationResult i : fork.getIterationResults()) {
                    passes.add(i.getPrimaryResult().getScore());
                  }
                });
      }
      return passes;
    } catch (RunnerException e) {
      throw new IllegalStateException(
          "JMH could not time " + key.network() + " (" + key.setting() + "): " + e.getMessage(), e);
    }
  }

  /** JMH holds a lock while it runs, so that two benchmarks do not disturb each other. */
  private static Collection<RunResult> aloneOnThisMachine(Options options, Consumer<String> log)
      throws RunnerException {
    boolean told = false;
    while (true) {
      try {
        return new Runner(options).run();
      } catch (RunnerException e) {
        if (!String.valueOf(e.getMessage()).contains("JMH lock")) {
          throw e;
        }
        if (!told) {
          log.accept("another benchmark runs on this machine: waiting");
          told = true;
        }
        pause();
      }
    }
  }

  private static void pause() {
    try {
      TimeUnit.SECONDS.sleep(2);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for another benchmark", e);
    }
  }
}
