package io.reprise.tensor.cuda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Against scripts that stand in for {@code nvidia-smi}. */
@DisabledOnOs(OS.WINDOWS)
class NvidiaDriverTest {
  private static final String TWO_GPUS =
      "0, NVIDIA H200, 9.0, 143771 MiB, 580.65.06\n1, Tesla T4, 7.5, 15360 MiB, 580.65.06\n";

  @TempDir Path folder;
  private Path absent;

  @BeforeEach
  void nameAFileThatIsNotThere() {
    absent = folder.resolve("version");
  }

  private String tool(String script) throws IOException {
    Path file = Files.writeString(folder.resolve("nvidia-smi"), "#!/bin/sh\n" + script);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    return file.toString();
  }

  private NvidiaDriver query(String script) throws IOException {
    return NvidiaDriver.query(tool(script), absent, Duration.ofSeconds(20));
  }

  @Test
  void readsEveryGpu() throws Exception {
    NvidiaDriver driver = query("cat <<EOF\n" + TWO_GPUS + "EOF\n");
    assertTrue(driver.loaded());
    assertEquals("", driver.problem());
    assertEquals(
        List.of(
            new Gpu(0, "NVIDIA H200", new ComputeCapability(9, 0), "143771 MiB", "580.65.06"),
            new Gpu(1, "Tesla T4", new ComputeCapability(7, 5), "15360 MiB", "580.65.06")),
        driver.gpus());
    assertEquals(143771L << 20, driver.gpus().get(0).bytes());
    assertEquals(0, new Gpu(0, "GB10", new ComputeCapability(12, 1), "[N/A]", "580.1").bytes());
  }

  @Test
  void readsTheMemoryOfOneProcess() throws Exception {
    String script =
        tool("echo \"$@\" > " + folder + "/asked\nprintf '71, 20 MiB\\n7, 1234 MiB\\n'\n");
    Duration patience = Duration.ofSeconds(20);
    assertEquals(OptionalLong.of(1234), NvidiaDriver.memoryOf(script, 7, "GPU-1", patience));
    assertEquals(OptionalLong.empty(), NvidiaDriver.memoryOf(script, 1, "GPU-1", patience));
    assertEquals(
        "--id=GPU-1 --query-compute-apps=pid,used_gpu_memory --format=csv,noheader",
        Files.readString(folder.resolve("asked")).strip());
    assertEquals(
        OptionalLong.empty(), NvidiaDriver.memoryOf(tool("echo '7, [N/A]'\n"), 7, "0", patience));
    assertEquals(OptionalLong.empty(), NvidiaDriver.memoryOf(tool("exit 9\n"), 7, "0", patience));
  }

  private Map<String, String> state(String script) throws IOException {
    return NvidiaDriver.state(tool(script), "1", Duration.ofSeconds(20));
  }

  @Test
  void tellsTheStateOfAGpuAndWhatLimitsItsClocks() throws Exception {
    Map<String, String> state =
        state(
            """
            case $1 in --id=1) ;; *) exit 1 ;; esac
            echo 'T4, 580.65, 585 MHz, 1590 MHz, 5000 MHz, 71, 70 W, 70 W, 99 %, 0x24'
            """);
    assertEquals("585 MHz", state.get("clocks.sm"));
    assertEquals("99 %", state.get("utilization.gpu"));
    assertEquals("power cap, software thermal slowdown", state.get("clocks.limited"));
  }

  @Test
  void namesUnlimitedClocksAndUnknownLimits() throws Exception {
    assertEquals("no", state("echo '1,2,3,4,5,6,7,8,9, 0x0'\n").get("clocks.limited"));
    assertEquals("idle, 0x1000", state("echo '1,2,3,4,5,6,7,8,9, 0x1001'\n").get("clocks.limited"));
    assertEquals("[N/A]", state("echo '1,2,3,4,5,6,7,8,9, [N/A]'\n").get("clocks.limited"));
  }

  @Test
  void asksAnOlderDriverByTheOlderName() throws Exception {
    Map<String, String> state =
        state(
            """
            case $2 in *event*) echo 'not a valid field'; exit 2 ;; esac
            echo '1,2,3,4,5,6,7,8,9, 0x8'
            """);
    assertEquals("hardware slowdown", state.get("clocks.limited"));
  }

  @Test
  void saysWhyTheStateIsNotKnown() throws Exception {
    String why = state("echo 'no such GPU'; exit 6\n").get("state");
    assertTrue(why.contains("exit code 6: no such GPU"), why);
    assertTrue(state("echo one\n").get("state").contains("printed 'one'"));
  }

  @Test
  void asksForTheFieldsThatItReads() throws Exception {
    NvidiaDriver driver = query("echo \"0, $*, 9.0, 1 MiB, 1\" | tr ',' ';' | sed 's/; /, /g'\n");
    assertEquals(
        "--query-gpu=index;name;compute_cap;memory.total;driver_version --format=csv;noheader",
        driver.gpus().get(0).name());
  }

  @Test
  void withoutTheToolAndTheKernelModuleThereIsNoDriver() {
    NvidiaDriver driver =
        NvidiaDriver.query(folder.resolve("none").toString(), absent, Duration.ofSeconds(20));
    assertFalse(driver.loaded());
    assertEquals(
        folder.resolve("none") + " is not found, and " + absent + " does not exist",
        driver.problem());
  }

  @Test
  void withoutTheToolAloneTheDriverIsThereAndItsGpusAreNotKnown() throws Exception {
    Files.writeString(absent, "NVRM version: 580");
    NvidiaDriver driver =
        NvidiaDriver.query(folder.resolve("none").toString(), absent, Duration.ofSeconds(20));
    assertTrue(driver.loaded());
    assertEquals(List.of(), driver.gpus());
    assertEquals(folder.resolve("none") + " is not found", driver.problem());
  }

  @Test
  void aToolThatFailsIsQuoted() throws Exception {
    String problem = query("echo 'could not talk\nto the driver'; exit 9\n").problem();
    assertTrue(
        problem.contains("failed with exit code 9: could not talk to the driver, and"), problem);
  }

  @Test
  void aToolThatHangsIsGivenUp() throws Exception {
    NvidiaDriver driver =
        NvidiaDriver.query(tool("exec sleep 60\n"), absent, Duration.ofMillis(100));
    assertTrue(driver.problem().contains("does not answer within"), driver.problem());
  }

  @Test
  void aToolThatListsNothingOrSomethingElseIsAProblem() throws Exception {
    assertTrue(query("true\n").problem().contains("lists no GPU"));
    String problem = query("echo No devices were found\n").problem();
    assertTrue(problem.contains("'No devices were found'"), problem);
    assertThrows(
        IllegalArgumentException.class, () -> NvidiaDriver.parse("0, GPU, [N/A], 1 MiB, 5"));
  }
}
