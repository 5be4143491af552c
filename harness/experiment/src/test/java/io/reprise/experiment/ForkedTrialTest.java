package io.reprise.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.tensor.DeviceUnavailableException;
import io.reprise.tensor.Seed;
import java.awt.image.BufferedImage;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.apache.commons.rng.UniformRandomProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Trials in other JVMs, and their ends. */
@Timeout(value = 30, unit = TimeUnit.MINUTES)
class ForkedTrialTest {
  /** Of one trial, in {@link #aTrialKilledAgainAndAgainMeasuresTheSameBits}. */
  private static final int KILLS_A_TRIAL = 12;

  /** Unless {@code -Dkills=} says otherwise. */
  private static final int KILLS = 4;

  @TempDir Path folder;

  private final List<String> log = Collections.synchronizedList(new ArrayList<>());

  private Run<?> run(String results, Map<String, String> options, Consumer<String> lines) {
    Map<String, String> all = new HashMap<>(options);
    all.putIfAbsent("fork", "true");
    all.put("scale", "smoke");
    all.putIfAbsent("seeds", "1");
    all.put("results", folder.resolve(results).toString());
    all.put("data", folder.toString());
    all.put("threads", "1");
    return Run.of(new ProcessExperiment(), RunSettings.parse(all::get), lines);
  }

  /** The plan of the run's last seed. */
  private static Run.Planned planned(Run<?> run, String variant) {
    List<Run.Planned> plan = run.plan();
    return plan.stream()
        .skip(plan.size() - run.experiment().variants(Scale.SMOKE).size())
        .filter(p -> p.variant().method().equals(variant))
        .findFirst()
        .orElseThrow();
  }

  private TrialResult result(String variant, Map<String, String> options) {
    Run<?> run = run("results", options, log::add);
    return run.run(planned(run, variant));
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile).toList();
    }
  }

  private static void assertDied(String how, TrialResult result) {
    assertTrue(result.failed());
    assertEquals(TrialJvm.ChildException.class.getName(), result.error().type());
    assertEquals("the trial's JVM " + how + " and left no result", result.error().message());
  }

  @Test
  void aTrialMeasuresTheSameInAJvmOfItsOwn() throws Exception {
    TrialResult forked = result("trains", Map.of("set", "epochs=2"));
    assertFalse(forked.failed(), () -> forked.error().toString());
    Run<?> here = run("here", Map.of("set", "epochs=2", "fork", "false"), line -> {});
    TrialResult same = here.run(planned(here, "trains"));
    assertEquals(same.measurements(), forked.measurements());
    assertEquals(same.curves(), forked.curves());
    assertEquals(same.key(), forked.key());
    assertEquals(1, forked.figures().size());
    assertEquals(same.figures(), forked.figures());
    assertEquals(24 * 64, decoded(run("results", Map.of(), log::add), forked));
    assertNotEquals(same.seconds(), forked.seconds());
    assertEquals(80, log.stream().filter(l -> l.equals("  step")).count());
    // The result, its picture and the shared start; nothing unfinished.
    assertEquals(
        List.of("json", "locks", "png", "safetensors"),
        files().stream()
            .map(Path::toString)
            .filter(f -> f.contains("/results/"))
            .map(f -> f.substring(f.lastIndexOf('.') + 1))
            .sorted()
            .toList());
  }

  /** How many pixels the result's picture has in this JVM. */
  private static int decoded(Run<?> run, TrialResult result) throws IOException {
    byte[] png = run.picture(result.figures().get(0));
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(png));
    return image.getWidth() * image.getHeight();
  }

  @Test
  void aTrialThatThrowsIsAResultWithItsOwnError() {
    TrialResult result = result("throws", Map.of());
    assertTrue(result.failed());
    assertEquals("java.io.IOException", result.error().type());
    assertEquals("the disc is gone", result.error().message());
    assertEquals(List.of("running throws"), result.error().log());
  }

  @Test
  void aTrialThatEndsItsJvmIsAFailureWithItsExitCode() {
    TrialResult exits = result("exits", Map.of());
    assertDied("ended with exit code 3", exits);
    assertEquals("  running exits", exits.error().log().get(exits.error().log().size() - 1));
    TrialResult well = result("exits as if all were well", Map.of());
    assertDied("ended with exit code 0", well);
  }

  @Test
  void aTrialThatIsKilledOrCrashesIsAFailure() {
    assertDied(
        "was killed (exit code 137, SIGKILL; by a person, or by the system for want of memory)",
        result("is killed", Map.of()));
    assertDied("crashed (exit code 134, SIGABRT)", result("crashes", Map.of()));
  }

  @Test
  void aDeviceThatCannotBeUsedEndsTheRunAndIsNoResult() throws Exception {
    DeviceUnavailableException e =
        assertThrows(
            DeviceUnavailableException.class, () -> result("throws", Map.of("device", "cuda:77")));
    assertTrue(e.getMessage().contains("cuda:77"), e.getMessage());
    assertEquals(List.of(), files().stream().filter(f -> f.toString().endsWith(".json")).toList());
  }

  @Test
  void aTrialWithoutMemoryIsAFailureThatSaysSo() {
    TrialResult result = result("allocates", Map.of());
    assertTrue(result.failed());
    assertTrue(result.error().toString().contains("OutOfMemoryError"), result.error().toString());
  }

  @Test
  void aTrialThatHangsIsEndedByTheTimeout() {
    TrialResult result = result("hangs", Map.of("timeout", "0.05"));
    assertTrue(result.failed());
    assertEquals(
        "the trial was ended because it took longer than its timeout of 0.05 minutes",
        result.error().message());
    assertTrue(ProcessHandle.current().children().noneMatch(ForkedTrialTest::isTrial));
  }

  @Test
  void whatATrialPrintsIsPassedOnWholeAndInOrder() {
    assertFalse(result("prints", Map.of()).failed());
    List<String> printed = log.stream().filter(l -> l.startsWith("Zeile")).toList();
    assertEquals(5000, printed.size());
    assertEquals("Zeile 4999 \u00e4\u20ac", printed.get(4999));
  }

  @Test
  void trialsOfARunFollowEachOtherInOneJvmUntilOneFails() {
    Run<?> run = run("results", Map.of("seeds", "3", "set", "epochs=1"), log::add);
    List<String> wanted =
        List.of("tells 1", "trains 1", "tells 2", "throws 1", "tells 3", "trains 2");
    List<Run.Planned> plan =
        wanted.stream()
            .flatMap(
                w ->
                    run.plan().stream()
                        .filter(p -> w.equals(p.variant().method() + " " + p.key().seed())))
            .toList();
    assertEquals(wanted.size(), plan.size());
    try (TrialQueue queue = new TrialQueue(run, new TrialQueue.Listener() {})) {
      List<TrialResult> results = queue.run(plan);
      assertEquals(1, results.stream().filter(TrialResult::failed).count());
    }
    List<String> processes = log.stream().filter(l -> l.startsWith("process ")).toList();
    assertEquals(3, processes.size());
    assertEquals(processes.get(0), processes.get(1));
    assertNotEquals(processes.get(1), processes.get(2));
    assertNotEquals("process " + ProcessHandle.current().pid(), processes.get(0));
    assertTrue(ProcessHandle.current().children().noneMatch(ForkedTrialTest::isTrial));
  }

  @Test
  void aTrialEndsWhenTheJvmThatStartedItIsGone() throws Exception {
    Run<?> run = run("results", Map.of(), log::add);
    TrialJvm jvm = new TrialJvm(run.experiment().paper().id(), run.settings());
    Process child = new ProcessBuilder(jvm.command()).redirectErrorStream(true).start();
    try (BufferedReader lines = child.inputReader()) {
      TrialProgram.ask(child.getOutputStream(), planned(run, "hangs"), folder.resolve("handover"));
      String line = lines.readLine();
      while (line != null && !line.equals("  running hangs")) {
        line = lines.readLine();
      }
      assertEquals("  running hangs", line);
      child.getOutputStream().close();
      assertEquals(TrialProgram.ORPHANED, child.waitFor());
    } finally {
      child.destroyForcibly();
    }
  }

  private static boolean isTrial(ProcessHandle process) {
    return process
        .info()
        .commandLine()
        .filter(c -> c.contains(TrialProgram.class.getName()))
        .isPresent();
  }

  /** Kills a trial's JVM a moment after it has printed so many steps. */
  private final class Killer implements Consumer<String> {
    private final UniformRandomProvider random;
    private int steps;
    private boolean armed;

    Killer(UniformRandomProvider random) {
      this.random = random;
    }

    void arm(boolean on) {
      armed = on;
      steps = 1 + random.nextInt(12);
    }

    @Override
    public void accept(String line) {
      log.add(line);
      if (armed && line.equals("  step") && --steps == 0) {
        LockSupport.parkNanos(random.nextInt(3_000_000));
        ProcessHandle.current()
            .children()
            .filter(ForkedTrialTest::isTrial)
            .forEach(ProcessHandle::destroyForcibly);
      }
    }
  }

  /** Of {@code -Dkills=N} kills in all; as many trials as that takes. */
  @Test
  void aTrialKilledAgainAndAgainMeasuresTheSameBits() throws Exception {
    int kills = Integer.getInteger("kills", KILLS);
    AtomicInteger killed = new AtomicInteger();
    for (int seed = 1; killed.get() < kills; seed++) {
      int before = killed.get();
      TrialResult broken = killed(seed, kills, killed);
      Run<?> whole = run("whole", Map.of("fork", "false", "seeds", "" + seed), line -> {});
      TrialResult unbroken = whole.run(planned(whole, "trains"));
      assertEquals(unbroken.measurements(), broken.measurements());
      assertEquals(unbroken.curves(), broken.curves());
      assertEquals(unbroken.figures(), broken.figures());
      assertFalse(unbroken.environment().containsKey("resumed"));
      assertTrue(broken.environment().get("resumed").contains("went on from checkpoints"));
      assertTrue(killed.get() > before, "trial " + seed + " was never killed");
    }
    long resumed = log.stream().filter(l -> l.contains("going on from checkpoint")).count();
    assertTrue(resumed >= kills / 2, resumed + " of " + kills + " went on from a checkpoint");
    assertTrue(log.stream().noneMatch(l -> l.contains("refused") || l.contains("scratch")));
    assertTrue(
        files().stream().noneMatch(f -> f.toString().contains(".unfinished")),
        () -> "left over in " + folder);
  }

  private TrialResult killed(int seed, int kills, AtomicInteger killed) {
    Killer killer = new Killer(new Seed(seed).named("kills").generator());
    Run<?> run =
        run("broken", Map.of("checkpoint", "0", "seeds", "" + seed, "retryFailed", "true"), killer);
    Run.Planned planned = planned(run, "trains");
    for (int life = 1; ; life++) {
      killer.arm(life <= KILLS_A_TRIAL && killed.get() < kills);
      TrialResult result = run.run(planned);
      if (!result.failed()) {
        return result;
      }
      assertTrue(result.error().message().contains("SIGKILL"), result.error().toString());
      killed.incrementAndGet();
    }
  }
}
