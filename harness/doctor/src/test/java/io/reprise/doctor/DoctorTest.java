package io.reprise.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.experiment.RunSettings;
import io.reprise.tensor.Device;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoctorTest {
  private final List<String> out = new ArrayList<>();

  @Test
  void whatIsMissingOrSlowDoesNotFail() {
    List<Check> all =
        List.of(Check.ok("a", ""), Check.warning("b", "", ""), Check.missing("c", "", ""));
    assertEquals(0, Doctor.conclude(all, Device.CPU, out::add));
    assertEquals(List.of("Papers run here on cpu."), out);
  }

  @Test
  void whatIsBrokenFails() {
    List<Check> all = List.of(Check.ok("a", ""), Check.broken("b", "", ""));
    assertEquals(Doctor.BROKEN, Doctor.conclude(all, Device.CPU, out::add));
  }

  @Test
  void whatKeepsPapersFromRunningIsAskedOfTheChosenEngineOnTheChosenDevice(@TempDir Path folder) {
    Map<String, String> options =
        Map.of(
            "device",
            "cuda:63",
            "threads",
            "1",
            "results",
            folder.toString(),
            "data",
            folder.toString());
    RunSettings settings = RunSettings.parse(options::get);
    List<String> obstacles = Doctor.obstacles(settings, out::add);
    String engine = "engine " + settings.engine();
    assertTrue(obstacles.get(0).startsWith(engine + ": "), obstacles::toString);
    assertTrue(obstacles.get(0).contains("cuda:63"), obstacles::toString);
    List<String> engines = out.stream().filter(l -> l.matches("\\w+ +engine .*")).toList();
    assertEquals(1, engines.size(), out::toString);
  }
}
