package io.reprise.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.doctor.Check.Verdict;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MachineChecksTest {
  @TempDir Path folder;

  @Test
  void thisMachineHasEveryLineAndNothingBroken() {
    List<Check> all = MachineChecks.all(folder);
    assertEquals(
        List.of("JVM", "operating system", "processor", "cores", "memory", "disk"),
        all.stream().map(Check::subject).toList());
    assertTrue(all.stream().noneMatch(c -> c.verdict() == Verdict.BROKEN), all.toString());
  }

  @Test
  void aProcessorWithoutAvx2IsToldWhichEngineRuns() {
    Check old = MachineChecks.processor("Old", Set.of("sse2", "avx"));
    assertEquals(Verdict.WARNING, old.verdict());
    assertTrue(old.advice().contains("torch"), old.line());
    Check modern = MachineChecks.processor("New", Set.of("avx2", "avx512f", "sse2"));
    assertEquals(Check.ok("processor", "New, avx2 avx512f"), modern);
    assertEquals(Verdict.OK, MachineChecks.processor("aarch64", Set.of()).verdict());
  }

  @Test
  void aBusyMachineLittleMemoryAndAnotherSystemAreWarnings() {
    assertEquals(Verdict.WARNING, MachineChecks.cores(4, 2.1).verdict());
    assertEquals(Verdict.OK, MachineChecks.cores(4, 2).verdict());
    assertEquals(Check.ok("cores", "4"), MachineChecks.cores(4, -1));
    assertEquals(Verdict.WARNING, MachineChecks.memory(5.9).verdict());
    assertEquals(Verdict.OK, MachineChecks.memory(6).verdict());
    assertEquals(Verdict.OK, MachineChecks.os("Linux", "amd64").verdict());
    assertEquals(Verdict.WARNING, MachineChecks.os("Mac OS X", "aarch64").verdict());
  }

  @Test
  void aFolderThatIsNotThereIsAWarning() {
    assertEquals(Verdict.WARNING, MachineChecks.disk(folder.resolve("none")).verdict());
  }
}
