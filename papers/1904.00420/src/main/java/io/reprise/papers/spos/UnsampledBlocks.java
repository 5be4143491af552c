package io.reprise.papers.spos;

import io.reprise.baselines.search.ChoiceNet;
import io.reprise.baselines.search.PathSampling;
import io.reprise.nn.Batch;
import io.reprise.nn.Batches;
import io.reprise.nn.Checkpoints;
import io.reprise.nn.Classification;
import io.reprise.nn.LayerContext;
import io.reprise.nn.Module;
import io.reprise.nn.Schedule;
import io.reprise.nn.Sgd;
import io.reprise.tensor.Scope;
import io.reprise.tensor.Seed;
import io.reprise.tensor.Tensor;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Measures, on a fresh supernet, how far a step moves what its path does not hold: weights,
 * statistics and velocities. Momentum and weight decay are those of the trial.
 */
final class UnsampledBlocks {
  private static final int STEPS = 4;

  private final TrialContext context;
  private final ChoiceNet net;
  private final Sgd sgd;
  private final PathSampling sampling;

  private UnsampledBlocks(TrialContext context, Seed seed) {
    this.context = context;
    this.net = context.space().supernet(LayerContext.root(context.trial().engine(), seed));
    this.sgd = context.sgd(net);
    this.sampling = new PathSampling.Uniform(net.space());
  }

  /** The largest change over a few steps, each along a path of its own. */
  static double largestChange(TrialContext context) {
    Seed seed = context.trial().seed().named("unsampled blocks");
    try (Scope scope = context.trial().engine().scope()) {
      return new UnsampledBlocks(context, seed).measure(seed);
    }
  }

  private double measure(Seed seed) {
    Batch batch =
        context
            .training(context.heldOut(), context.settings().integer("batch"), "unsampled blocks")
            .epoch(0)
            .iterator()
            .next();
    double largest = 0;
    for (int step = 0; step < STEPS; step++) {
      Module path = net.path(sampling.path(seed, step));
      Map<String, float[]> before = othersThan(path);
      Classification.trainParts(
          net,
          sgd,
          any -> path,
          Batches.of(List.of(batch)),
          new Classification.Plan(
              1, Schedule.constant(context.settings().number("learningRate")), 0),
          new Classification.Listener() {},
          Checkpoints.NONE);
      Map<String, float[]> after = othersThan(path);
      for (Map.Entry<String, float[]> e : before.entrySet()) {
        for (int i = 0; i < e.getValue().length; i++) {
          largest =
              Math.max(largest, Math.abs((double) after.get(e.getKey())[i] - e.getValue()[i]));
        }
      }
    }
    return largest;
  }

  private Map<String, float[]> othersThan(Module path) {
    IdentityHashMap<Tensor, Boolean> held = new IdentityHashMap<>();
    path.parameters().values().forEach(t -> held.put(t, true));
    path.buffers().values().forEach(t -> held.put(t, true));
    Map<String, float[]> others = new LinkedHashMap<>();
    net.parameters()
        .forEach(
            (name, t) -> {
              if (!held.containsKey(t)) {
                others.put(name, t.toFloats());
                others.put("velocity of " + name, sgd.buffers().get(name).toFloats());
              }
            });
    net.buffers()
        .forEach(
            (name, t) -> {
              if (!held.containsKey(t)) {
                others.put(name, t.toFloats());
              }
            });
    return others;
  }
}
