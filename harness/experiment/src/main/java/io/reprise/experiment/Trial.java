package io.reprise.experiment;

import io.reprise.datasets.Dataset;
import io.reprise.tensor.Engine;
import io.reprise.tensor.Seed;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * What the harness gives to a running trial.
 *
 * @param <D> the experiment's data
 */
public final class Trial<D extends Dataset> {
  private final Engine engine;
  private final Scale scale;
  private final Seed seed;
  private final D data;
  private final Stages stages;
  private final Consumer<String> log;

  Trial(Engine engine, Scale scale, Seed seed, D data, Stages stages, Consumer<String> log) {
    this.engine = engine;
    this.scale = scale;
    this.seed = seed;
    this.data = data;
    this.stages = stages;
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
   * The outcome of a piece of work that several variants of one seed share, such as a pre-trained
   * network: computed once in this run, or again where it is not at hand, with the same outcome
   * since all randomness is seeded. It must hold no tensors.
   *
   * @param name unique to the work and the settings it depends on
   */
  public <T> T stage(String name, Class<T> type, Supplier<T> work) {
    return type.cast(stages.get(seed, name, work));
  }

  /** The shared outcomes of one run. */
  static final class Stages {
    private final Map<String, Object> known = new HashMap<>();

    Object get(Seed seed, String name, Supplier<?> work) {
      String key = seed.value() + "/" + name;
      Object outcome = known.get(key);
      if (outcome == null) {
        outcome = work.get();
        known.put(key, outcome);
      }
      return outcome;
    }
  }
}
