package io.reprise.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.reprise.nn.ProcessLock;
import io.reprise.tensor.meta.MetaEngine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResultStoreTest {
  @TempDir Path folder;

  private final List<String> warnings = new ArrayList<>();

  private ResultStore store() {
    return new ResultStore(folder, warnings::add);
  }

  private static TrialResult.Key key(String variant) {
    return new TrialResult.Key(
        "0000.00000",
        3,
        "quick",
        variant,
        Map.of("gain", "2.0", "steps", "3"),
        2,
        "torch",
        "cpu",
        1,
        "Nothing",
        "PROCEDURAL",
        "0");
  }

  private static TrialResult result(TrialResult.Key key, Map<String, String> environment) {
    Measurements measured = new Measurements().put(FakeExperiment.SCORE, 1234.5);
    measured.append("loss", 1).append("loss", Double.NaN).append("loss", Double.POSITIVE_INFINITY);
    return TrialResult.done(key, measured, List.of(), 0.25, environment);
  }

  private static TrialResult result(TrialResult.Key key) {
    return result(key, Map.of("cpu", "fast"));
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(p -> !Files.isDirectory(p) && !p.endsWith(".locks")).toList();
    }
  }

  @Test
  void aResultComesBackAsItWasStored() {
    store().save(result(key("good")));
    assertEquals(Optional.of(result(key("good"))), store().find(key("good")));
    assertEquals(Optional.empty(), store().find(key("other")));
    assertEquals(List.of(), warnings);
  }

  /** The folder was written when schema 1 was new, and is never to be written anew. */
  @Test
  void resultsOfSchemaOneFromAnEarlierTimeStillLoad() throws Exception {
    Path old = Path.of(getClass().getResource("results-schema-1").toURI());
    ResultStore store = new ResultStore(old, warnings::add);
    TrialResult done = store.find(key("good")).orElseThrow();
    assertEquals(Map.of("score", 4.0), done.measurements());
    assertEquals(Map.of("curve", List.of(1.0, 2.0)), done.curves());
    assertEquals("2.10.0-1.5.13", done.environment().get("engine.libtorch"));
    assertEquals(0.035068624, done.seconds());
    assertFalse(done.failed());
    List<TrialResult> all = store.all(ResultStore.Stored::result);
    assertEquals(2, all.size());
    TrialResult failed = all.stream().filter(TrialResult::failed).findFirst().orElseThrow();
    assertEquals(
        new TrialResult.Failure(
            "java.io.IOException", "the disc is gone", List.of("running throws")),
        failed.error());
    assertEquals(List.of(), warnings);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\0\0\0\0",
        "{\"schema\" : 1, \"key\" : {",
        "not JSON at all",
        "null",
        "[]",
        "42",
        "{}",
        "{\"a package of npm\" : true}",
        "SCHEMA 2",
        "WITHOUT STATUS",
        "NOT A NUMBER",
        "ANOTHER KEY",
        "TWICE",
      })
  void whatIsNoResultIsReportedOnceAndSetAside(String kind) throws Exception {
    ResultStore store = store();
    store.save(result(key("good")));
    Path file = store.file(key("good"));
    String stored = Files.readString(file);
    String foreign =
        switch (kind) {
          case "SCHEMA 2" -> stored.replace("\"schema\" : 1", "\"schema\" : 2");
          case "WITHOUT STATUS" -> stored.replace("\"status\" : \"done\",", "");
          case "NOT A NUMBER" -> stored.replace("1234.5", "\"NaN\"");
          case "ANOTHER KEY" -> stored.replace("\"seed\" : 2", "\"seed\" : 3");
          case "TWICE" -> stored + stored;
          default -> kind;
        };
    assertNotEquals(stored, foreign);
    Files.writeString(file, foreign);
    assertEquals(Optional.empty(), store.find(key("good")));
    assertEquals(Optional.empty(), store.find(key("good")));
    Path aside = Path.of(file + ".unreadable");
    assertEquals(foreign, Files.readString(aside));
    assertEquals(List.of(aside), files());
    assertEquals(1, warnings.size(), warnings.toString());
    assertTrue(warnings.get(0).contains(file + " cannot be read ("), warnings.get(0));
    assertEquals(1, warnings.get(0).lines().count(), warnings.get(0));
  }

  @Test
  void aFolderAtAResultsPlaceIsSetAsideToo() throws Exception {
    Path file = store().file(key("good"));
    Files.createDirectories(file.resolve("inside"));
    assertEquals(Optional.empty(), store().find(key("good")));
    assertTrue(Files.isDirectory(Path.of(file + ".unreadable").resolve("inside")));
  }

  @Test
  void whatWasSetAsideBeforeIsNeverOverwritten() throws Exception {
    Path file = store().file(key("good"));
    Files.createDirectories(file.getParent());
    for (String text : List.of("first", "second", "third")) {
      Files.writeString(file, text);
      assertEquals(Optional.empty(), store().find(key("good")));
    }
    assertEquals("first", Files.readString(Path.of(file + ".unreadable")));
    assertEquals("second", Files.readString(Path.of(file + ".unreadable-2")));
    assertEquals("third", Files.readString(Path.of(file + ".unreadable-3")));
  }

  @Test
  void whatIsNoResultIsLeftWhereItIsWhileARunnerIsAtTheTrial() throws Exception {
    ResultStore store = store();
    Path file = store.file(key("good"));
    Files.createDirectories(file.getParent());
    Files.writeString(file, "half");
    try (ProcessLock runner = store.tryLock(key("good")).orElseThrow()) {
      assertEquals(Optional.empty(), store.find(key("good")));
      assertEquals(Optional.empty(), store.find(key("good")));
      assertEquals("half", Files.readString(file));
      assertEquals(1, warnings.size(), warnings.toString());
      assertEquals(Optional.empty(), store.findLocked(key("good")));
    }
    assertEquals("half", Files.readString(Path.of(file + ".unreadable")));
  }

  @Test
  void whatKilledWritersLeftIsHarmlessAndSweptByTheNextRunnerOfTheTrial() throws Exception {
    ResultStore store = store();
    store.save(result(key("good")));
    store.save(result(key("other")));
    Path left =
        store
            .file(key("good"))
            .resolveSibling("." + store.file(key("good")).getFileName() + ".writing-1.tmp");
    Path others =
        store
            .file(key("other"))
            .resolveSibling("." + store.file(key("other")).getFileName() + ".writing-1.tmp");
    Files.writeString(left, "{\"schema\" :");
    Files.writeString(others, "{\"schema\" :");
    assertTrue(store.find(key("good")).isPresent());
    assertEquals(2, store.all(ResultStore.Stored::result).size());
    assertEquals(List.of(), warnings);
    store.tryLock(key("good")).orElseThrow().close();
    assertFalse(Files.exists(left));
    assertTrue(Files.exists(others));
    assertTrue(store.find(key("good")).isPresent());
  }

  @Test
  void oneRunnerAtATimeHasATrial() {
    ResultStore one = store();
    ResultStore two = store();
    try (ProcessLock first = one.tryLock(key("good")).orElseThrow();
        ProcessLock other = two.tryLock(key("other")).orElseThrow()) {
      assertEquals(Optional.empty(), two.tryLock(key("good")));
      assertEquals(Optional.empty(), one.tryLock(key("other")));
      assertEquals(List.of(), store().all(ResultStore.Stored::result));
    }
    two.tryLock(key("good")).orElseThrow().close();
    assertEquals(List.of(), warnings);
  }

  @Test
  void keysAndNamesDoNotDependOnTheClock() {
    TrialResult now = result(key("good"), Map.of("time", "2026-11-21T12:00:00Z"));
    TrialResult before = result(key("good"), Map.of("time", "1969-12-31T23:59:59Z"));
    store().save(now);
    Path file = store().file(now.key());
    store().save(before);
    assertEquals(file, store().file(before.key()));
    assertEquals(Optional.of(before), store().find(key("good")));
    assertEquals(1, store().all(ResultStore.Stored::result).size());
  }

  @ParameterizedTest
  @ValueSource(strings = {"de-DE", "ar-EG-u-nu-arab", "tr-TR", "fa-IR-u-nu-arabext"})
  void nothingDependsOnTheLocale(String tag) throws Exception {
    store().save(result(key("GIANT")));
    Path file = store().file(key("GIANT"));
    String text = Files.readString(file);
    String index = Files.readString(ResultIndex.write(folder, warnings::add));
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag(tag));
    try {
      assertNotEquals("1234.5", String.format("%,.1f", 1234.5));
      assertEquals(file, store().file(key("GIANT")));
      assertTrue(store().find(key("GIANT")).isPresent());
      store().save(result(key("GIANT")));
      assertEquals(text, Files.readString(file));
      assertEquals(index, Files.readString(ResultIndex.write(folder, warnings::add)));
      String summary = summary();
      assertTrue(summary.matches("good, seed 1: score 2\\.000 \\([0-9]+ s\\)"), summary);
    } finally {
      Locale.setDefault(before);
    }
  }

  /** What a person is told of a trial in the end. */
  private String summary() {
    List<String> log = new ArrayList<>();
    Map<String, String> options =
        Map.of(
            "results", folder.resolve("run").toString(),
            "data", folder.toString(),
            "fork", "false");
    Run<?> run =
        Run.of(new FakeExperiment(), RunSettings.parse(options::get), MetaEngine::new, log::add);
    run.run(run.plan().get(0));
    return log.get(log.size() - 1);
  }

  @Test
  void namesOfAnyKindStayInTheirFolder() {
    for (String name :
        List.of("..", ".", "/etc/passwd", "a/../../b", "", ".hidden", "ä ö", "x".repeat(400))) {
      TrialResult r = result(key(name));
      store().save(r);
      assertEquals(Optional.of(r), store().find(key(name)), name);
      assertEquals(
          folder.resolve("0000.00000/quick"),
          store().file(key(name)).normalize().getParent().getParent());
    }
    assertEquals(8, store().all(ResultStore.Stored::result).size());
    assertEquals(List.of(), warnings);
  }

  @Test
  void onAFullDiscNothingIsLostAndNothingHalfIsLeft() throws Exception {
    try (SmallDisc disc = SmallDisc.mount(folder.resolve("small"), "size=64k")) {
      ResultStore store = new ResultStore(disc.folder(), warnings::add);
      store.save(result(key("good")));
      byte[] filler = new byte[1 << 16];
      Path full = disc.folder().resolve("filler");
      assertThrows(IOException.class, () -> Files.write(full, filler));
      String message =
          assertThrows(UncheckedIOException.class, () -> store.save(result(key("good"), Map.of())))
              .getMessage();
      assertTrue(message.contains(store.file(key("good")).toString()), message);
      assertEquals(Optional.of(result(key("good"))), store.find(key("good")));
      assertThrows(UncheckedIOException.class, () -> store.save(result(key("other"))));
      assertEquals(Optional.empty(), store.find(key("other")));
      assertTrue(warnings.get(1).contains("\"score\":1234.5"), warnings.toString());
      Files.delete(full);
      store.save(result(key("other")));
      assertEquals(2, store.all(ResultStore.Stored::result).size());
      try (Stream<Path> all = Files.walk(disc.folder())) {
        assertEquals(2, all.filter(Files::isRegularFile).count());
      }
    }
  }

  @Test
  void aReadOnlyFolderIsRefusedForARunAndCanStillBeRead() throws Exception {
    try (SmallDisc disc = SmallDisc.mount(folder.resolve("small"), "size=1m")) {
      new ResultStore(disc.folder(), warnings::add).save(result(key("good")));
      ResultStore store = new ResultStore(disc.folder(), warnings::add);
      Path broken = store.file(key("other"));
      Files.createDirectories(broken.getParent());
      Files.writeString(broken, "half");
      disc.remount("ro");
      assertEquals(Optional.of(result(key("good"))), store.find(key("good")));
      assertEquals(Optional.empty(), store.find(key("other")));
      assertEquals(1, store.all(ResultStore.Stored::result).size());
      assertEquals(1, warnings.size(), warnings.toString());
      assertTrue(warnings.get(0).contains(broken.toString()), warnings.toString());
      String message =
          assertThrows(
                  IllegalArgumentException.class,
                  () ->
                      RunSettings.parse(
                          Map.of("results", disc.folder().toString(), "data", folder + "")::get))
              .getMessage();
      assertTrue(message.contains(disc.folder() + "' cannot be written"), message);
    }
  }

  /** A file system in memory, where the test may mount one. */
  private record SmallDisc(Path folder) implements AutoCloseable {
    static SmallDisc mount(Path folder, String options) throws Exception {
      Files.createDirectories(folder);
      assumeTrue(
          command("mount", "-t", "tmpfs", "-o", options, "tmpfs", folder.toString()),
          "this user cannot mount a file system");
      return new SmallDisc(folder);
    }

    void remount(String options) throws Exception {
      assertTrue(command("mount", "-o", "remount," + options, folder.toString()));
    }

    private static boolean command(String... words) throws Exception {
      try {
        return new ProcessBuilder(words)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor()
            == 0;
      } catch (IOException e) {
        return false; // no such command here
      }
    }

    @Override
    public void close() throws Exception {
      assertTrue(command("umount", folder.toString()));
    }
  }
}
