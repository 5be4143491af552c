package io.reprise.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.tensor.Device;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class MemoryUseTest {
  private static final int MEBIBYTES = 160;

  @TempDir Path process;

  @Test
  void readsTheKernelsMarkAfterItWasSetBack() throws IOException {
    Files.writeString(process.resolve("clear_refs"), "");
    Files.writeString(process.resolve("status"), "VmPeak:\t  9999 kB\nVmHWM:\t  2560 kB\n");
    Map<String, String> peak = MemoryUse.begin(process).peak(Device.CPU);
    assertEquals(Map.of(MemoryUse.MAIN, "2"), peak);
    assertEquals("5", Files.readString(process.resolve("clear_refs")));
  }

  @Test
  void aMarkThatCannotBeSetBackIsNoTrialsPeak() throws IOException {
    Files.writeString(process.resolve("status"), "VmHWM:\t  2560 kB\n");
    assertEquals(Map.of(), MemoryUse.begin(process).peak(Device.CPU));
    Files.writeString(process.resolve("clear_refs"), "");
    Files.writeString(process.resolve("status"), "Name: java\n");
    assertEquals(Map.of(), MemoryUse.begin(process).peak(Device.CPU));
  }

  /** What one trial took is not the next one's: its arrays are freed, or at least not counted. */
  @Test
  @EnabledOnOs(OS.LINUX)
  void nativeMemoryIsSeen() {
    MemoryUse before = MemoryUse.begin();
    Map<String, String> small = before.peak(Device.CPU);
    MemoryUse during = MemoryUse.begin();
    java.nio.ByteBuffer taken = java.nio.ByteBuffer.allocateDirect(MEBIBYTES << 20);
    for (int i = 0; i < taken.capacity(); i += 4096) {
      taken.put(i, (byte) 1);
    }
    Map<String, String> large = during.peak(Device.CPU);
    if (small.isEmpty()) {
      return; // a kernel that does not let the mark be set back
    }
    long grown =
        Long.parseLong(large.get(MemoryUse.MAIN)) - Long.parseLong(small.get(MemoryUse.MAIN));
    assertTrue(grown > MEBIBYTES * 3 / 4, "grown by " + grown);
  }
}
