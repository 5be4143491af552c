package io.reprise.baselines.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.reprise.nn.Network;
import io.reprise.nn.Stateless;
import io.reprise.tensor.Device;
import io.reprise.tensor.Engine;
import io.reprise.tensor.Engines;
import io.reprise.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LatencyMeterTest {
  /** A network that turns a hand-driven clock on, by another time for each pass. */
  private static final class Clock {
    private final List<String> passes = new ArrayList<>();
    private long now;

    Network network(String name, long... milliseconds) {
      int[] pass = new int[1];
      return Network.of(
          name,
          "part",
          Shape.of(1, 2, 2),
          at ->
              new Stateless(
                  x -> {
                    assertEquals(Shape.of(3, 1, 2, 2), x.shape());
                    passes.add(name);
                    now += 1_000_000 * milliseconds[pass[0]++];
                    return x;
                  }));
    }
  }

  @Test
  void theMedianOfEachCountsAfterWarmUpAndTheyTakeTurns() {
    Clock clock = new Clock();
    LatencyMeter meter = new LatencyMeter(3, 1, 4, () -> clock.now);
    try (Engine engine = Engines.open(Device.CPU, 1)) {
      assertEquals(
          List.of(2.5, 7.0),
          meter.medians(
              engine,
              List.of(clock.network("a", 100, 1, 9, 2, 3), clock.network("b", 100, 7, 7, 7, 7))));
    }
    assertEquals(List.of("a", "b", "a", "b"), clock.passes.subList(0, 4));
    assertEquals(10, clock.passes.size());
  }

  @Test
  void theTableOfPartsPredictsTheSumOfAPath() {
    Clock clock = new Clock();
    LatencyMeter meter = new LatencyMeter(3, 0, 1, () -> clock.now);
    ChoiceParts parts =
        new ChoiceParts(
            List.of(clock.network("stem", 1), clock.network("head", 2)),
            List.of(
                List.of(clock.network("0a", 10), clock.network("0b", 20)),
                List.of(clock.network("1a", 40), clock.network("1b", 80))));
    try (Engine engine = Engines.open(Device.CPU, 1)) {
      CostTable table = parts.latencies(engine, meter);
      assertEquals(3, table.fixed());
      assertEquals(3 + 20 + 40, table.of(List.of(1, 0)));
    }
  }

  @Test
  void refusesToTimeNothing() {
    assertThrows(IllegalArgumentException.class, () -> new LatencyMeter(0, 0, 1));
    assertThrows(IllegalArgumentException.class, () -> new LatencyMeter(1, 0, 0));
    assertThrows(IllegalArgumentException.class, () -> new LatencyMeter(1, -1, 1));
  }
}
