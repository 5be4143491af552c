package io.reprise.tensor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class EnginesTest {
  @Test
  void anUnknownEngineIsRefusedWithTheKnownOnes() {
    assertEquals(
        "engine 'abacus' is unknown: expected one of []",
        assertThrows(IllegalArgumentException.class, () -> Engines.open("abacus", Device.CPU, 1))
            .getMessage());
    assertThrows(IllegalArgumentException.class, () -> Engines.provider("abacus"));
  }

  @Test
  void withoutAnOnlyEngineTorchIsAskedFor() {
    assertEquals("torch", Engines.preferred());
    assertEquals(
        "engine 'torch' is unknown: expected one of []",
        assertThrows(IllegalArgumentException.class, () -> Engines.open(Device.CPU, 1))
            .getMessage());
  }

  @Test
  void anEngineNeedsAThread() {
    assertEquals(
        "threads 0: expected at least 1",
        assertThrows(IllegalArgumentException.class, () -> Engines.open("torch", Device.CPU, 0))
            .getMessage());
  }
}
