package io.reprise.experiment;

import io.reprise.datasets.Dataset;
import io.reprise.nn.Checkpoints;
import io.reprise.nn.Snapshot;
import io.reprise.tensor.Engine;
import io.reprise.tensor.Seed;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * What the harness gives to a running trial, which gives back {@link Measurements}: numbers,
 * curves, and figures that {@link io.reprise.experiment.figures} draws.
 *
 * @param <D> the experiment's data
 */
public final class Trial<D extends Dataset> {
  private final Engine engine;
  private final Scale scale;
  private final Seed seed;
  private final D data;
  private final TrialFiles files;
  private final Consumer<String> log;

  Trial(Engine engine, Scale scale, Seed seed, D data, TrialFiles files, Consumer<String> log) {
    this.engine = engine;
    this.scale = scale;
    this.seed = seed;
    this.data = data;
    this.files = files;
    this.log = log;
  }

  public Engine engine() {
    return engine;
  }

  public Scale scale() {
    return scale;
  }

  /** The root of the trial's randomness: the same for every variant of one seed. */
  public Seed seed() {
    return seed;
  }

  public D data() {
    return data;
  }

  /** Says something to the person who watches. */
  public void log(String line) {
    log.accept(line);
  }

  /**
   * Where a training of this trial keeps its state, so that the trial can go on from there after it
   * was cut short.
   *
   * @param training a name for it, unique in the trial
   */
  public Checkpoints checkpoints(String training) {
    return files.checkpoints(training);
  }

  /**
   * The outcome of a piece of work that several variants of one seed share, such as a pre-trained
   * network: computed once and kept beside the results, or again where it is not at hand, with the
   * same outcome since all randomness is seeded.
   *
   * @param name unique to the work and the settings it depends on
   */
  public <T> T stage(String name, Codec<T> codec, Supplier<T> work) {
    return files.stage(name, codec, work);
  }

  /**
   * How an outcome of shared work is kept.
   *
   * @param <T> the outcome; it must hold no tensors
   */
  public interface Codec<T> {
    Snapshot save(T outcome);

    /**
     * The outcome that a snapshot was saved from, exactly.
     *
     * @throws IllegalArgumentException if it is none of such an outcome
     */
    T restore(Snapshot saved);
  }
}
