package io.reprise.baselines.search;

import io.reprise.nn.LayerContext;
import io.reprise.nn.Mode;
import io.reprise.nn.Module;
import io.reprise.nn.Network;
import io.reprise.tensor.Engine;
import io.reprise.tensor.Scope;
import io.reprise.tensor.Seed;
import io.reprise.tensor.Shape;
import io.reprise.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Times forward passes of networks by turns, so that a machine which slows down for a while slows
 * them all. It serves a search, which needs times within a trial; what is reported of full-size
 * networks is measured by JMH.
 *
 * @param batch inputs a pass
 * @param warmUps passes of each network that do not count
 * @param rounds passes of each network that do
 * @param clock in nanoseconds
 */
public record LatencyMeter(int batch, int warmUps, int rounds, LongSupplier clock) {
  private static final double NANOSECONDS_IN_A_MILLISECOND = 1e6;
  private static final Seed SEED = new Seed(0);

  /** Checks the numbers. */
  public LatencyMeter {
    if (batch < 1 || warmUps < 0 || rounds < 1) {
      throw new IllegalArgumentException(
          "latency of batches of "
              + batch
              + " in "
              + rounds
              + " rounds after "
              + warmUps
              + " warm-ups: expected batch and rounds of at least 1, warm-ups of at least 0");
    }
  }

  /** By the system's clock. */
  public LatencyMeter(int batch, int warmUps, int rounds) {
    this(batch, warmUps, rounds, System::nanoTime);
  }

  /** A network with the input that it is timed on. */
  private record Ready(Module module, Tensor x, List<Double> times) {
    double median() {
      List<Double> sorted = times.stream().sorted().toList();
      int middle = sorted.size() / 2;
      return sorted.size() % 2 == 1
          ? sorted.get(middle)
          : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }
  }

  /** The median time of each network's passes, in milliseconds for a batch. */
  public List<Double> medians(Engine engine, List<Network> networks) {
    try (Scope all = engine.inference()) {
      List<Ready> ready = networks.stream().map(n -> ready(engine, n)).toList();
      for (int round = -warmUps; round < rounds; round++) {
        for (Ready one : ready) {
          double time = time(engine, one);
          if (round >= 0) {
            one.times.add(time);
          }
        }
      }
      return ready.stream().map(Ready::median).toList();
    }
  }

  private Ready ready(Engine engine, Network network) {
    Shape shape = network.input().prepend(batch);
    float[] values = SEED.named("inputs").normal(Math.toIntExact(shape.elements()));
    return new Ready(
        network.builder().apply(LayerContext.root(engine, SEED)),
        engine.tensor(values, shape),
        new ArrayList<>());
  }

  private double time(Engine engine, Ready one) {
    try (Scope pass = engine.inference()) {
      engine.synchronize();
      long start = clock.getAsLong();
      one.module.forward(one.x, Mode.EVALUATE);
      engine.synchronize();
      return (clock.getAsLong() - start) / NANOSECONDS_IN_A_MILLISECOND;
    }
  }
}
