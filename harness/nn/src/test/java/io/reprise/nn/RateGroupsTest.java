package io.reprise.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.nn.RateGroups.Group;
import io.reprise.tensor.Device;
import io.reprise.tensor.Engine;
import io.reprise.tensor.Engines;
import io.reprise.tensor.Shape;
import io.reprise.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RateGroupsTest {
  private static final Sgd.Settings MOMENTUM = new Sgd.Settings(0.5, false, 0, path -> false);

  private final Engine engine = Engines.open(Device.CPU, 1);
  private final Map<String, Tensor> all = new LinkedHashMap<>();

  RateGroupsTest() {
    for (String path : List.of("a", "b", "c")) {
      all.put(path, engine.parameter(Shape.of(1), () -> new float[] {1}));
    }
  }

  @AfterEach
  void close() {
    engine.close();
  }

  private Group group(double multiplier, String... paths) {
    Map<String, Tensor> own = new LinkedHashMap<>();
    List.of(paths).forEach(p -> own.put(p, all.get(p)));
    return new Group(new Sgd(own, MOMENTUM), multiplier);
  }

  private void step(Optimizer optimizer) {
    List<Tensor> gradients =
        List.of(
            engine.full(1, Shape.of(1)), engine.full(2, Shape.of(1)), engine.full(3, Shape.of(1)));
    optimizer.step(gradients, 0.1);
  }

  private float[] values() {
    float[] values = new float[3];
    int i = 0;
    for (Tensor t : all.values()) {
      values[i++] = t.toFloats()[0];
    }
    return values;
  }

  @Test
  void everyGroupHasItsOwnRateWhateverTheOrder() {
    step(new RateGroups(all, List.of(group(1, "c", "a"), group(4, "b"))));
    assertArrayEquals(new float[] {0.9f, 0.2f, 0.7f}, values(), 1e-6f);
  }

  @Test
  void whatIsSavedGoesOnAsItWould() {
    RateGroups first = new RateGroups(all, List.of(group(2, "b"), group(1, "a", "c")));
    step(first);
    Snapshot saved = first.save();
    assertEquals(3, first.buffers().size());
    RateGroups second = new RateGroups(all, List.of(group(2, "b"), group(1, "a", "c")));
    second.restore(saved);
    step(second);
    // 1 - 0.1 g - 0.1 (g + 0.5 g), twice that for b.
    assertArrayEquals(new float[] {0.75f, 0, 0.25f}, values(), 1e-6f);
  }

  @Test
  void aParameterIsInOneGroup() {
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () -> new RateGroups(all, List.of(group(1, "a", "b"), group(1, "b"))))
            .getMessage();
    assertTrue(message.contains("[a, b, b]") && message.contains("[a, b, c]"), message);
    assertThrows(IllegalArgumentException.class, () -> group(0, "a"));
  }
}
