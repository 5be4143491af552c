package io.reprise.tensor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
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
  void readsSeveralAndGpusByTheirIndexAlone() {
    List<Device> two = List.of(Device.parse("cuda:0"), Device.parse("cuda:2"));
    assertEquals(two, Device.parseList("0,2"));
    assertEquals(two, Device.parseList("cuda:0, cuda:2"));
    assertEquals(List.of(Device.CPU, Device.CPU), Device.parseList("cpu,cpu"));
    assertEquals("cuda", Device.parseList("1").get(0).kind().id());
  }

  @Test
  void devicesOfTwoKindsOrAGpuTwiceAreRefused() {
    for (String text : new String[] {"0,cpu", "1,cuda:1", "0,", "", "gpu0"}) {
      String message =
          assertThrows(IllegalArgumentException.class, () -> Device.parseList(text)).getMessage();
      assertTrue(message.contains("expected"), message);
    }
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
