package io.reprise.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.doctor.Check.Verdict;
import io.reprise.tensor.Device;
import io.reprise.tensor.Engines;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

class EngineChecksTest {
  private static List<Check> outcome(String script) {
    return EngineChecks.outcome("engine x", List.of("sh", "-c", script), 2);
  }

  @Test
  void everyEngineOfTheBuildComputesInAJvmOfItsOwn() {
    for (String engine : Engines.all().keySet()) {
      List<Check> checks = EngineChecks.all(engine, Device.CPU, 1);
      assertEquals(
          List.of(
              "engine " + engine, "engine " + engine + " computes", "engine " + engine + " speed"),
          checks.stream().map(Check::subject).toList(),
          checks.toString());
      assertEquals(Verdict.OK, checks.get(0).verdict(), checks.toString());
      assertEquals(Verdict.OK, checks.get(1).verdict(), checks.toString());
    }
  }

  @Test
  void anEngineThatIsNotThereIsBroken() {
    Check check = EngineChecks.inThisJvm("abacus", Device.CPU, 1).get(0);
    assertEquals(Verdict.BROKEN, check.verdict());
    assertTrue(check.finding().contains("'abacus' is unknown"), check.line());
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void aJvmThatCrashesIsBrokenAfterWhatItFound() {
    List<Check> checks =
        outcome("echo noise; echo '" + Check.ok("engine x", "v1").encode() + "'; kill -ILL $$");
    assertEquals(Check.ok("engine x", "v1"), checks.get(0));
    assertEquals(Verdict.BROKEN, checks.get(1).verdict());
    assertTrue(checks.get(1).finding().startsWith("its JVM ended with exit code 132"), checks + "");
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void aJvmThatHangsOrSaysNothingIsBroken() {
    assertTrue(outcome("exec sleep 60").get(0).finding().contains("within 2 s"));
    List<Check> silent = outcome("echo noise");
    assertEquals(Verdict.BROKEN, silent.get(0).verdict());
    assertTrue(silent.get(0).finding().endsWith("exit code 0: noise"), silent.toString());
  }

  @Test
  void aLossThatDoesNotFallAsTheGradientSaysIsRefused() {
    assertTrue(TrainingProbe.compared(1.0, 1.104, 0.1).contains("from 1.1040 to 1.0000"));
    for (double ahead : new double[] {1.2, 0.9, 1.0, Double.NaN}) {
      assertThrows(
          IllegalStateException.class, () -> TrainingProbe.compared(1.0, ahead, 0.1), "" + ahead);
    }
  }

  @Test
  void aConvolutionSlowerThanALoopInJavaIsAWarning() {
    assertEquals(Verdict.OK, new ConvolutionSpeed(50, 50).check("x").verdict());
    Check slow = new ConvolutionSpeed(27, 50).check("x");
    assertEquals(Verdict.WARNING, slow.verdict());
    assertEquals(
        "convolution 27 GFLOP/s a thread, 0.5 times a loop in Java (oneDNN: at least 1)",
        slow.finding());
  }
}
