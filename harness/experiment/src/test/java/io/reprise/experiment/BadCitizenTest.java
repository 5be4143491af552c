package io.reprise.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.tensor.DeviceUnavailableException;
import io.reprise.tensor.Engine;
import io.reprise.tensor.meta.MetaEngine;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever an experiment does, its trial ends as a result and the next one is unharmed. */
class BadCitizenTest {
  @TempDir Path folder;

  private final List<String> log = new ArrayList<>();

  private RunSettings settings() {
    Map<String, String> options =
        Map.of(
            "results",
            folder.toString(),
            "data",
            folder.toString(),
            "seeds",
            "1",
            "fork",
            "false",
            "threads",
            "1");
    return RunSettings.parse(options::get);
  }

  private Run<?> run(BadCitizen experiment, Supplier<Engine> opening) {
    return Run.of(experiment, settings(), opening, log::add);
  }

  /** Runs a bad trial and a good one on the engine that users have. */
  private TrialResult bad(String variant) {
    Run<?> run = Run.of(new BadCitizen(variant), settings(), log::add);
    List<TrialResult> results = run.runAll();
    TrialResult good = results.get(1);
    assertFalse(good.failed(), () -> "the next trial: " + good.error());
    assertEquals(Map.of("score", 1.0), good.measurements());
    assertFalse(Thread.currentThread().isInterrupted());
    // What was stored is what was told.
    assertEquals(
        results, Run.of(new BadCitizen(variant), settings(), log::add).evidence().trials());
    return results.get(0);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          throws in training               | java.io.IOException                | the disc is gone
          throws without a message         | java.lang.ArithmeticException      | no message, thrown at io.reprise
          fails an assertion               | java.lang.AssertionError           | the loss went up
          recurses without end             | java.lang.StackOverflowError       | thrown at
          measures NaN                     | java.lang.IllegalArgumentException | measurement score is NaN
          measures infinity                | java.lang.IllegalArgumentException | measurement score is Infinity
          measures twice                   | java.lang.IllegalArgumentException | score was given twice
          measures something else          | java.lang.IllegalStateException    | measured 'other': expected the declared metrics [score]
          measures nothing                 | java.lang.IllegalStateException    | measured nothing: expected some of the declared metrics [score]
          returns null                     | java.lang.IllegalStateException    | measured null: expected some of the declared metrics [score]
          leaves a scope open              | java.lang.IllegalStateException    | left a scope of its engine open
          closes its engine                | java.lang.IllegalStateException    | closed its engine
          interrupts its thread            | java.lang.IllegalStateException    | left its thread interrupted
          interrupts its thread and throws | java.io.IOException                | interrupted
          has a very long message          | java.io.IOException                | xxxxxxxxxx
          """)
  void aBadTrialIsAFailedResultWithAClearMessage(String variant, String type, String message) {
    TrialResult result = bad(variant);
    assertTrue(result.failed());
    assertEquals(type, result.error().type());
    assertTrue(result.error().message().contains(message), result.error().message());
    assertTrue(result.error().message().length() < 1100);
    assertEquals(List.of("running " + variant), result.error().log());
    assertEquals(Map.of(), result.measurements());
    assertTrue(result.environment().containsKey("engine.engine"), result.environment().toString());
  }

  @Test
  void onlyTheEndOfAnEndlessLogIsKept() {
    List<String> kept = bad("logs without end and throws").error().log();
    assertEquals(20, kept.size());
    assertEquals("null", kept.get(18));
    assertTrue(kept.get(19).startsWith("yyyy") && kept.get(19).length() < 1100);
  }

  @Test
  void aFloodOnStandardOutputDoesNotReachTheResult() throws Exception {
    TrialResult result = bad("floods standard output");
    assertFalse(result.failed());
    assertTrue(Files.size(new ResultStore(folder, log::add).file(result.key())) < 10_000);
  }

  /** In a process of its own, which has little memory to fill. */
  @Test
  void atFullHeapTheTrialFailsAndTheNextOneRuns() throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                AllocatingProgram.class.getName(),
                folder.toString())
            .redirectErrorStream(true)
            .start();
    List<String> lines = process.inputReader().lines().toList();
    assertEquals(0, process.waitFor(), lines::toString);
    List<TrialResult> results = new ResultStore(folder, log::add).all(ResultStore.Stored::result);
    assertEquals(2, results.size());
    TrialResult failed = results.stream().filter(TrialResult::failed).findFirst().orElseThrow();
    assertEquals("allocates without end", failed.key().variant());
    assertEquals("java.lang.OutOfMemoryError", failed.error().type());
    assertEquals("Java heap space", failed.error().message());
  }

  /** Runs a trial that fills the heap, and a good one. */
  static final class AllocatingProgram {
    private AllocatingProgram() {}

    public static void main(String[] args) {
      Map<String, String> options =
          Map.of("results", args[0], "data", args[0], "seeds", "1", "fork", "false");
      Run.of(
              new BadCitizen("allocates without end"),
              RunSettings.parse(options::get),
              MetaEngine::new,
              Program::print)
          .runAll();
    }
  }

  @Test
  void allOfThemInOneRunLeaveTheLastTrialUnharmed() {
    List<String> all = new ArrayList<>(BadCitizen.nuisances());
    all.remove("allocates without end");
    Run<?> run = Run.of(new BadCitizen(all.toArray(String[]::new)), settings(), log::add);
    Set<String> done = new HashSet<>();
    for (TrialResult r : run.runAll()) {
      if (!r.failed()) {
        done.add(r.key().variant());
      }
    }
    assertEquals(Set.of("good", "floods standard output"), done);
  }

  /** An engine whose closing fails, as that of a broken driver does. */
  private static Engine failingAtTeardown() {
    Engine engine = new MetaEngine();
    return (Engine)
        Proxy.newProxyInstance(
            Engine.class.getClassLoader(),
            new Class<?>[] {Engine.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("close")) {
                throw new IllegalStateException("the driver is gone");
              }
              try {
                return method.invoke(engine, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  @Test
  void anEngineThatCannotBeClosedFailsTheTrialAndNotTheRun() {
    Run<?> run = run(new BadCitizen("throws in training"), BadCitizenTest::failingAtTeardown);
    List<TrialResult> results = run.runAll();
    assertEquals("the disc is gone", results.get(0).error().message());
    assertEquals("the driver is gone", results.get(1).error().message());
    assertEquals(results, run.evidence().trials());
  }

  @Test
  void anEngineThatCannotBeOpenedFailsTheTrialAndNotTheRun() {
    List<Engine> opened = new ArrayList<>();
    Supplier<Engine> onceBroken =
        () -> {
          opened.add(new MetaEngine());
          if (opened.size() == 1) {
            throw new UnsatisfiedLinkError("no libtorch");
          }
          return opened.get(1);
        };
    List<TrialResult> results = run(new BadCitizen("floods standard output"), onceBroken).runAll();
    assertEquals("java.lang.UnsatisfiedLinkError", results.get(0).error().type());
    assertEquals("no libtorch", results.get(0).error().message());
    assertFalse(results.get(1).failed());
  }

  @Test
  void aDeviceThatCannotBeUsedIsNoResult() {
    Run<?> run =
        run(
            new BadCitizen(),
            () -> {
              throw new DeviceUnavailableException("device 'cuda:0' is busy");
            });
    assertThrows(DeviceUnavailableException.class, run::runAll);
    assertEquals(List.of(), new ResultStore(folder, log::add).all(ResultStore.Stored::result));
  }

  @ParameterizedTest
  @ValueSource(strings = {"throws in set-up", "has null for data", "cannot read its data"})
  void withoutDataNoTrialStarts(String variant) {
    RuntimeException refusal =
        assertThrows(RuntimeException.class, () -> run(new BadCitizen(variant), MetaEngine::new));
    if (variant.equals("cannot read its data")) {
      assertEquals(UncheckedIOException.class, refusal.getClass());
      assertEquals("data_batch_1.bin is damaged", refusal.getMessage());
    } else {
      assertEquals(IllegalStateException.class, refusal.getClass());
      assertTrue(
          refusal.getMessage().startsWith("data of 0000.00002 at scale quick cannot be had"),
          refusal.getMessage());
    }
    assertEquals(List.of(), log);
  }

  @Test
  void twoVariantsOfOneNameAreRefused() {
    String message =
        assertThrows(
                IllegalStateException.class,
                () -> run(new BadCitizen("same", "same"), MetaEngine::new))
            .getMessage();
    assertTrue(message.contains("0000.00002") && message.contains("'same'"), message);
    assertThrows(IllegalStateException.class, () -> run(new BadCitizen(" "), MetaEngine::new));
  }
}
