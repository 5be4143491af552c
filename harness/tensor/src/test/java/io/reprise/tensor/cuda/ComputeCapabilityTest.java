package io.reprise.tensor.cuda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ComputeCapabilityTest {
  @Test
  void itsTextReadsBack() {
    for (String text : new String[] {"3.7", "8.6", "10.3", "12.1"}) {
      assertEquals(text, ComputeCapability.parse(text).toString());
    }
  }

  @Test
  void anythingElseIsRefused() {
    for (String text : new String[] {"", "8", "8.", "sm_86", "[N/A]", "8.6.1", "-1.0"}) {
      String message =
          assertThrows(IllegalArgumentException.class, () -> ComputeCapability.parse(text))
              .getMessage();
      assertEquals(
          "compute capability '" + text + "': expected major.minor, for example 8.6", message);
    }
  }

  @Test
  void aGpuRunsTheCodeOfItsMajorVersionUpToItsMinorOne() {
    ComputeCapability ada = ComputeCapability.parse("8.9");
    assertTrue(ada.runs(ComputeCapability.parse("8.9")));
    assertTrue(ada.runs(ComputeCapability.parse("8.0")));
    assertFalse(ComputeCapability.parse("8.0").runs(ComputeCapability.parse("8.6")));
    assertFalse(ComputeCapability.parse("9.0").runs(ComputeCapability.parse("8.6")));
    assertFalse(ada.runs(ComputeCapability.parse("7.5")));
  }
}
