package io.reprise.tensor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class DeviceTest {
  @Test
  void readsTheCpuAndGpusByIndex() {
    assertEquals(Device.CPU, Device.parse("cpu"));
    assertEquals(new Device(Device.Kind.CUDA, 0), Device.parse("cuda"));
    assertEquals(new Device(Device.Kind.CUDA, 0), Device.parse("cuda:0"));
    assertEquals(new Device(Device.Kind.CUDA, 12), Device.parse("cuda:12"));
  }

  @Test
  void itsTextReadsBack() {
    for (String text : new String[] {"cpu", "cuda:0", "cuda:3"}) {
      assertEquals(text, Device.parse(text).toString());
    }
  }

  @Test
  void anythingElseIsRefusedWithWhatWasExpected() {
    for (String text : new String[] {"", "gpu", "CPU", "cuda:", "cuda:-1", "cuda:x", "cpu:0"}) {
      assertEquals(
          "device '" + text + "' is unknown: expected cpu, cuda or cuda:N",
          assertThrows(IllegalArgumentException.class, () -> Device.parse(text)).getMessage());
    }
  }
}
