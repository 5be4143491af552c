package io.reprise.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class CheckTest {
  @Test
  void crossesToAnotherProcessAsItIs() {
    for (Check check :
        new Check[] {
          Check.ok("JVM", "17"),
          Check.warning("memory", "1 GiB", "take more"),
          Check.missing("GPU", "none", ""),
          Check.broken("engine x", "a\tb\nc", "take y")
        }) {
      assertTrue(Check.isEncoded(check.encode()));
      assertEquals(check, Check.decode(check.encode()));
    }
  }

  @Test
  void otherLinesAreNotTakenForChecks() {
    assertFalse(Check.isEncoded("WARNING: something native"));
    assertThrows(
        IllegalArgumentException.class, () -> Check.decode("doctor-check\tOK\tonly a subject"));
  }

  @Test
  void anAdviceFollowsTheFinding() {
    assertEquals(
        "warning  memory                 1 GiB -> take more",
        Check.warning("memory", "1 GiB", "take more").line());
    assertEquals("ok       JVM                    17", Check.ok("JVM", "17").line());
  }
}
