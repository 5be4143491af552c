package io.reprise.experiment;

import io.reprise.datasets.Dataset;
import io.reprise.experiment.figures.Figure;
import io.reprise.tensor.DeviceUnavailableException;
import io.reprise.tensor.Engine;
import io.reprise.tensor.Scope;
import io.reprise.tensor.Seed;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * One go at a trial. Whatever the experiment does in it ends as a result, and the next trial starts
 * with an engine of its own.
 *
 * @param <D> the experiment's data
 */
final class Attempt<D extends Dataset> {
  private final Experiment<D> experiment;
  private final Run.Planned planned;
  private final RunSettings settings;
  private final D data;
  private final TrialFiles files;
  private final Function<Figure, StoredFigure> keeping;
  private final Consumer<String> log;
  private final LogTail tail = new LogTail();
  private final Map<String, String> environment = new TreeMap<>();

  /**
   * Nothing is run yet.
   *
   * @param files where the trial keeps what it needs while it runs, given where it logs
   * @param keeping stores a figure that the trial hands over
   */
  Attempt(
      Experiment<D> experiment,
      Run.Planned planned,
      RunSettings settings,
      D data,
      Function<Consumer<String>, TrialFiles> files,
      Function<Figure, StoredFigure> keeping,
      Consumer<String> log) {
    this.experiment = experiment;
    this.planned = planned;
    this.settings = settings;
    this.data = data;
    this.files = files.apply(this::log);
    this.keeping = keeping;
    this.log = log;
  }

  /**
   * Runs the trial; a failure is a result.
   *
   * @param opening opens the trial's engine
   * @throws DeviceUnavailableException if the engine cannot use the device: that is no outcome of
   *     the trial, and is not to be stored
   */
  TrialResult result(Supplier<Engine> opening) {
    Engine engine;
    try {
      engine = opening.get();
    } catch (DeviceUnavailableException e) {
      throw e;
    } catch (Throwable e) {
      environment.putAll(Provenance.of(settings.device(), Map.of()));
      return failed(e);
    }
    return resultOn(engine);
  }

  /** Errors are outcomes too: a failed assertion, a stack or a heap that did not suffice. */
  private TrialResult resultOn(Engine opened) {
    Measurements measured;
    List<StoredFigure> figures;
    try (Engine engine = opened) {
      environment.putAll(Provenance.of(settings.device(), engine.describe()));
      measured = watched(engine);
      // Before the result that names them, so that no result names what was never written.
      figures = measured.figures().stream().map(keeping).toList();
    } catch (Throwable e) {
      return failed(e);
    } finally {
      clearInterrupt();
    }
    environment.putAll(Provenance.after(settings.device()));
    noteResumption();
    return TrialResult.done(planned.key(), measured, figures, files.seconds(), environment);
  }

  /** A trial that fails has taken memory too. */
  private Measurements watched(Engine engine) throws Exception {
    MemoryUse memory = MemoryUse.begin();
    try {
      return measured(engine);
    } finally {
      environment.putAll(memory.peak(settings.device()));
    }
  }

  private Measurements measured(Engine engine) throws Exception {
    Scope scope = engine.scope();
    Measurements measured =
        experiment.run(
            planned.variant(),
            new Trial<>(
                engine, settings.scale(), new Seed(planned.key().seed()), data, files, this::log));
    if (clearInterrupt()) {
      throw new IllegalStateException("the trial left its thread interrupted");
    }
    requireIntact(engine, scope);
    requireDeclared(measured);
    return measured;
  }

  /** The thread is the next trial's, and the result is still to be written. */
  private static boolean clearInterrupt() {
    return Thread.interrupted();
  }

  private void log(String line) {
    tail.add(String.valueOf(line));
    log.accept("  " + line);
  }

  private static void requireIntact(Engine engine, Scope scope) {
    try {
      engine.scope().close();
    } catch (IllegalStateException e) {
      throw new IllegalStateException("the trial closed its engine, which the harness does", e);
    }
    try {
      scope.close();
    } catch (IllegalStateException e) {
      throw new IllegalStateException("the trial left a scope of its engine open", e);
    }
  }

  private void requireDeclared(Measurements measured) {
    List<String> declared = experiment.metrics().stream().map(Metric::name).toList();
    if (measured == null || measured.numbers().isEmpty()) {
      throw new IllegalStateException(
          "the trial measured "
              + (measured == null ? "null" : "nothing")
              + ": expected some of the declared metrics "
              + declared);
    }
    for (String name : measured.numbers().keySet()) {
      if (!declared.contains(name)) {
        throw new IllegalStateException(
            "the trial measured '" + name + "': expected the declared metrics " + declared);
      }
    }
  }

  private TrialResult failed(Throwable e) {
    noteResumption();
    return TrialResult.failed(
        planned.key(),
        new TrialResult.Failure(e.getClass().getName(), LogTail.shortened(words(e)), tail.lines()),
        files.seconds(),
        environment);
  }

  private void noteResumption() {
    if (files.resumed() > 0) {
      environment.put("resumed", files.resumed() + " trainings went on from checkpoints");
    }
  }

  private static String words(Throwable e) {
    if (e.getMessage() != null) {
      return e.getMessage();
    }
    StackTraceElement[] trace = e.getStackTrace();
    return "no message" + (trace.length == 0 ? "" : ", thrown at " + trace[0]);
  }
}
