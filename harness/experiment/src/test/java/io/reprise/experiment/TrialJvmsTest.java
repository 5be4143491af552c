package io.reprise.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which device a trial's JVM has; none is started. */
class TrialJvmsTest {
  @TempDir Path folder;

  private TrialJvms jvms(Map<String, String> options) {
    Map<String, String> all = new TreeMap<>(options);
    all.put("results", folder.toString());
    all.put("fork", "true");
    return new TrialJvms("0000.00000", RunSettings.parse(all::get));
  }

  private static List<String> taken(TrialJvms jvms, int times, List<TrialJvms.Lease> leases) {
    for (int i = 0; i < times; i++) {
      leases.add(jvms.take());
    }
    return leases.stream().map(l -> l.device().toString()).toList();
  }

  @Test
  void withoutSeveralDevicesAllHaveTheOneOfTheSettings() {
    try (TrialJvms jvms = jvms(Map.of("device", "cuda:3", "jobs", "2"))) {
      assertEquals(List.of("cuda:3", "cuda:3"), taken(jvms, 2, new ArrayList<>()));
    }
  }

  @Test
  void trialsAreSpreadEvenlyOverTheDevices() {
    List<TrialJvms.Lease> leases = new ArrayList<>();
    try (TrialJvms jvms = jvms(Map.of("devices", "0,1", "jobs", "5"))) {
      assertEquals(
          List.of("cuda:0", "cuda:1", "cuda:0", "cuda:1", "cuda:0"), taken(jvms, 5, leases));
      leases.remove(3).close();
      leases.remove(1).close();
      assertEquals(
          List.of("cuda:0", "cuda:0", "cuda:0", "cuda:1", "cuda:1"), taken(jvms, 2, leases));
    }
  }
}
