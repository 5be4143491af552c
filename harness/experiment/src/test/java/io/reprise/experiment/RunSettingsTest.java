package io.reprise.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.reprise.tensor.Device;
import io.reprise.tensor.DeviceUnavailableException;
import io.reprise.tensor.Engines;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunSettingsTest {
  @TempDir Path folder;

  private RunSettings parse(Map<String, String> options) {
    Map<String, String> all = new HashMap<>(options);
    all.putIfAbsent("base", folder.toString());
    return RunSettings.parse(all::get);
  }

  @Test
  void emptyOptionsMeanTheDefaults() {
    RunSettings s = parse(Map.of("scale", "", "seeds", "", "set", ""));
    assertEquals(Scale.QUICK, s.scale());
    assertEquals(Engines.all().firstKey(), s.engine());
    assertEquals("cpu", s.device().toString());
    assertEquals(3, s.seeds());
    assertEquals(folder.resolve("reports/results"), s.results());
    assertEquals(1, parse(Map.of("scale", "smoke")).seeds());
    assertFalse(s.retryFailed());
    assertTrue(parse(Map.of("retryFailed", "true")).retryFailed());
  }

  @Test
  void precisionAndDeterminismArePartOfTheEngineThatResultsCarry() {
    String engine = Engines.preferred();
    assertEquals(engine, parse(Map.of("precision", "float32")).engine());
    assertEquals(engine + "+bf16", parse(Map.of("precision", "bf16")).engine());
    RunSettings both = parse(Map.of("engine", engine + "+bf16", "deterministic", "true"));
    assertEquals(engine + "+bf16+deterministic", both.engine());
    assertEquals(both.engine(), parse(both.options()).engine());
    Map<String, String> child = new HashMap<>(Map.of("precision", "bf16"));
    child.putAll(both.options());
    assertEquals(both.engine(), parse(child).engine());
  }

  @Test
  void aPrecisionThatIsNotOfferedIsRefusedBeforeAnyWork() {
    for (Map<String, String> options :
        List.of(
            Map.of("precision", "fp16"),
            Map.of("precision", "tf32"),
            Map.of("engine", "torch+bf16", "precision", "tf32", "device", "cuda"))) {
      String message =
          assertThrows(IllegalArgumentException.class, () -> parse(options)).getMessage();
      assertTrue(message.startsWith("precision '" + options.get("precision") + "'"), message);
      assertTrue(message.contains("expected"), message);
    }
  }

  @Test
  void relativeFoldersStartFromTheBase() throws Exception {
    Files.createDirectories(folder.resolve("d"));
    RunSettings s = parse(Map.of("data", "d", "results", "r"));
    assertEquals(folder.resolve("d"), s.data());
    assertEquals(folder.resolve("r"), s.results());
  }

  @ParameterizedTest
  @CsvSource({
    "scale,tiny,smoke",
    "engine,caffe,one of",
    "device,tpu,cuda",
    "seeds,0,whole number",
    "seeds,three,whole number",
    "threads,-1,whole number",
    "batches,1;0,whole numbers from 1 to 9999",
    "batches,many,whole numbers from 1 to 9999",
    "data,nowhere,existing folder",
    "set,epochs,name=value",
    "retryFailed,yes,true or false",
    "fork,maybe,true or false",
    "timeout,soon,minutes",
    "timeout,-1,minutes",
    "timeout,0,more than no",
    "checkpoint,1e3,minutes"
  })
  void aWrongValueIsNamedWithWhatWasExpected(String option, String value, String expected) {
    String message =
        assertThrows(IllegalArgumentException.class, () -> parse(Map.of(option, value)))
            .getMessage();
    assertTrue(message.contains(value), message);
    assertTrue(message.contains(expected), message);
    assertEquals(1, message.lines().count());
  }

  @Test
  void aResultsFolderThatCannotBeWrittenIsNamed() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "");
    String message =
        assertThrows(IllegalArgumentException.class, () -> parse(Map.of("results", "file/inside")))
            .getMessage();
    assertTrue(message.contains(file.resolve("inside").toString()), message);
    assertTrue(message.contains("cannot be written"), message);
  }

  @Test
  void cudaWhereThereIsNoneIsRefusedInOneLine() {
    RunSettings s = parse(Map.of("device", "cuda"));
    assumeFalse(Files.exists(Path.of("/proc/driver/nvidia")), "this machine has a GPU");
    String message = assertThrows(DeviceUnavailableException.class, s::openEngine).getMessage();
    assertTrue(message.contains("cuda") && message.contains("cpu"), message);
    assertEquals(1, message.lines().count());
  }

  @Test
  void anUnknownPaperIsRefusedWithTheKnownOnes() {
    String message =
        assertThrows(IllegalArgumentException.class, () -> Experiments.of("9999.99999"))
            .getMessage();
    assertTrue(message.contains("9999.99999") && message.contains("0000.00000"), message);
  }

  @Test
  void reportedNumbersAreReadWithTheirStatus() {
    List<Reported> rows = new FakeExperiment().reported();
    assertEquals(2, rows.size());
    assertEquals("one, two", rows.get(0).setting());
    assertEquals(0.5, rows.get(0).std());
    assertEquals(Reported.Status.READ, rows.get(0).status());
    assertTrue(Double.isNaN(rows.get(1).std()));
    assertEquals(Reported.Status.RECALLED, rows.get(1).status());
  }

  @Test
  void trialsHaveAJvmOfTheirOwnAtScalePaperAndWhereTheyMayTimeOut() {
    assertEquals(Execution.HERE, parse(Map.of("scale", "smoke")).execution());
    assertTrue(parse(Map.of("scale", "paper")).execution().fork());
    assertFalse(parse(Map.of("scale", "paper", "fork", "false")).execution().fork());
    assertTrue(parse(Map.of("fork", "true")).execution().fork());
    Execution limited = parse(Map.of("jobs", "1", "timeout", "1.5", "checkpoint", "0")).execution();
    assertEquals(
        new Execution(true, 1, List.of(), Duration.ZERO, Optional.of(Duration.ofSeconds(90))),
        limited);
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () -> parse(Map.of("timeout", "90", "fork", "false")))
            .getMessage();
    assertEquals(
        "fork 'false' with timeout '90': expected fork 'true', since only a JVM can be ended",
        message);
  }

  @Test
  void trialsShareTheProcessorsOut() {
    int cores = Runtime.getRuntime().availableProcessors();
    RunSettings quick = parse(Map.of("scale", "quick"));
    int jobs = quick.execution().jobs();
    assertEquals(Math.min(4, cores), jobs);
    assertEquals(jobs > 1, quick.execution().fork());
    assertEquals(cores / jobs, quick.threads());
    for (Map<String, String> one :
        List.of(
            Map.of("scale", "paper"),
            Map.of("scale", "smoke"),
            Map.of("scale", "quick", "fork", "false"),
            Map.of("scale", "quick", "jobs", "1"),
            Map.of("scale", "quick", "device", "cuda"))) {
      assertEquals(1, parse(one).execution().jobs(), one::toString);
      assertEquals(cores, parse(one).threads(), one::toString);
    }
    RunSettings five = parse(Map.of("scale", "smoke", "jobs", "5", "threads", "3"));
    assertEquals(5, five.execution().jobs());
    assertTrue(five.execution().fork());
    assertEquals(3, five.threads());
    assertEquals(1, parse(Map.of("jobs", Integer.toString(cores + 1))).threads());
    assertEquals(
        "fork 'false' with jobs '2': expected fork 'true', since trials that run at once have JVMs of"
            + " their own",
        assertThrows(
                IllegalArgumentException.class, () -> parse(Map.of("jobs", "2", "fork", "false")))
            .getMessage());
    assertThrows(IllegalArgumentException.class, () -> parse(Map.of("jobs", "0")));
  }

  @Test
  void trialsAreSharedOutToSeveralDevices() {
    RunSettings two = parse(Map.of("scale", "smoke", "devices", "1,3"));
    assertEquals(Device.parseList("cuda:1,cuda:3"), two.execution().devices());
    assertEquals(2, two.execution().jobs());
    assertTrue(two.execution().fork());
    assertEquals("cuda:1", two.device().toString());
    assertEquals(5, parse(Map.of("devices", "1,3", "jobs", "5")).execution().jobs());
    RunSettings child = parse(two.on(Device.parse("cuda:3")).options());
    assertEquals("cuda:3", child.device().toString());
    assertEquals(List.of(), child.execution().devices());
    for (Map<String, String> wrong :
        List.of(
            Map.of("devices", "1,3", "device", "cpu"),
            Map.of("devices", "1,3", "fork", "false"),
            Map.of("devices", "1,1"))) {
      String message =
          assertThrows(IllegalArgumentException.class, () -> parse(wrong)).getMessage();
      assertTrue(message.contains("expected"), message);
    }
  }

  @Test
  void severalDevicesOfWhichOneIsMissingAreRefusedBeforeAnyWork() {
    assumeFalse(Files.exists(Path.of("/proc/driver/nvidia")), "this machine has a GPU");
    RunSettings s = parse(Map.of("devices", "2,7"));
    String message = assertThrows(DeviceUnavailableException.class, s::requireDevices).getMessage();
    assertTrue(message.startsWith("device 'cuda:2': "), message);
  }

  @Test
  void theOptionsForATrialsJvmGiveTheSameSettingsThere() {
    RunSettings settings =
        parse(
            Map.of(
                "scale",
                "smoke",
                "seeds",
                "7",
                "threads",
                "3",
                "data",
                ".",
                "results",
                "r",
                "set",
                "a=1,b=x=y",
                "checkpoint",
                "0.000001",
                "timeout",
                "5"));
    RunSettings there = RunSettings.parse(settings.options()::get);
    assertEquals(Duration.ofNanos(60_000), there.execution().checkpoint());
    assertFalse(there.execution().fork());
    assertFalse(
        settings.options().containsKey("base"),
        "where the commit is asked for is the run's folder");
    assertEquals(
        settings,
        new RunSettings(
            there.scale(),
            there.engine(),
            there.device(),
            there.seeds(),
            there.threads(),
            there.batches(),
            there.data(),
            there.results(),
            there.overrides(),
            there.retryFailed(),
            settings.execution()));
  }
}
