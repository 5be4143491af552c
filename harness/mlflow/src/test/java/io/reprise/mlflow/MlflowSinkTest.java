package io.reprise.mlflow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.datasets.Dataset;
import io.reprise.experiment.Run;
import io.reprise.experiment.Scale;
import io.reprise.experiment.Settings;
import io.reprise.experiment.TrialResult;
import io.reprise.experiment.Variant;
import io.reprise.mlflow.FakeStore.LoggedRun;
import io.reprise.mlflow.FakeStore.Point;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Against {@link FakeTrackingServer}: there is no real one to be had where these tests run. */
class MlflowSinkTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @TempDir Path results;

  private final FakeTrackingServer server = new FakeTrackingServer();
  private final FakeStore store = server.store;
  private final List<String> lines = new ArrayList<>();

  @AfterEach
  void stop() {
    server.close();
  }

  private void send(Run<?> run) {
    send(run, server.uri(), Map.of(), PATIENCE);
  }

  private void send(Run<?> run, String uri, Map<String, String> variables, Duration patience) {
    try (MlflowSink sink = MlflowSink.to(uri, variables::get, patience)) {
      sink.send(run, lines::add);
    }
  }

  private void assertRefuses(String words, Run<?> run) {
    String message = assertThrows(UncheckedIOException.class, () -> send(run)).getMessage();
    assertEquals("mlflow '" + server.uri() + "' " + words, message);
  }

  private LoggedRun logged(String name) {
    return store.active().stream().filter(r -> r.name.equals(name)).findFirst().orElseThrow();
  }

  private Map<Path, String> files() throws IOException {
    Map<Path, String> all = new TreeMap<>();
    try (Stream<Path> walk = Files.walk(results)) {
      for (Path file : walk.filter(Files::isRegularFile).toList()) {
        all.put(file, Files.readString(file) + Files.getLastModifiedTime(file));
      }
    }
    return all;
  }

  @Test
  void aPaperIsAnExperimentAndATrialARun() throws Exception {
    Run<?> run = StoredTrials.two().stored(results, Scale.QUICK);
    Map<Path, String> before = files();
    send(run);
    assertEquals(before, files(), "nothing here changes");
    assertEquals(1, store.experiments.size());
    assertEquals("Reprise 0000.00000", store.experiments.get(0).name);
    assertTrue(store.experiments.get(0).tags.get("mlflow.note.content").contains("Less Is More"));
    assertEquals(
        List.of("base, seed 1", "ours, seed 1", "base, seed 2", "ours, seed 2"),
        store.runs.stream().map(r -> r.name).toList());
    assertEquals(
        List.of(
            "mlflow: 4 of 4 trials of 0000.00000 sent, 0 were there: "
                + server.uri()
                + "/#/experiments/1"),
        lines);
  }

  @Test
  void parametersSayWhichTrialItIs() {
    send(StoredTrials.two().stored(results, Scale.QUICK));
    Map<String, String> expected = new HashMap<>();
    expected.put("paper", "0000.00000");
    expected.put("experiment_version", "7");
    expected.put("scale", "quick");
    expected.put("variant", "ours");
    expected.put("method", "method of ours");
    expected.put("model", "Net-1");
    expected.put("seed", "1");
    expected.put("engine", "torch");
    expected.put("device", "cpu");
    expected.put("threads", "4");
    expected.put("data", "Shapes");
    expected.put("data_origin", "PROCEDURAL");
    expected.put("data_checksum", "c0ffee");
    expected.put("setting.epochs", "3");
    expected.put("setting.rate", "0.4");
    assertEquals(expected, logged("ours, seed 1").params);
  }

  @Test
  void numbersAreMetricsAndCurvesTheirHistoryByEpoch() {
    send(StoredTrials.two().stored(results, Scale.QUICK));
    LoggedRun run = logged("base, seed 2");
    long end = Instant.parse("2026-11-01T10:00:12.750Z").toEpochMilli();
    assertEquals(end - 12_500, run.start);
    assertEquals(end, run.end);
    assertEquals("FINISHED", run.status);
    assertEquals(List.of(new Point("top1_accuracy", "92.0", end, 0)), run.history("top1_accuracy"));
    assertEquals(Double.toString(1.0 / 3), run.history("test_loss").get(0).value());
    assertEquals(
        List.of(
            new Point("curve/training_loss", "2.0", end, 1),
            new Point("curve/training_loss", "NaN", end, 2),
            new Point("curve/training_loss", "Infinity", end, 3)),
        run.history("curve/training_loss"));
    assertEquals(5, run.metrics.size());
  }

  @Test
  void tagsSayWhereItWasMadeAndWhichFileItIs() {
    send(StoredTrials.two().stored(results, Scale.QUICK));
    Map<String, String> tags = logged("base, seed 1").tags;
    assertEquals("A <fast> processor", tags.get("environment.cpu"));
    assertEquals("2.10.0", tags.get("environment.engine.libtorch"));
    assertEquals("0123abc", tags.get("environment.commit"));
    assertEquals("0123abc", tags.get("mlflow.source.git.commit"));
    Path file = results.resolve(tags.get("reprise.trial"));
    assertTrue(Files.isRegularFile(file), file::toString);
    assertTrue(tags.get("reprise.result").matches("[0-9a-f]{64}"));
    assertFalse(tags.containsKey("error.type"));
  }

  @Test
  void aChangedTreeIsNotTakenForItsCommit() {
    Run<?> run = StoredTrials.two().run(results, Scale.QUICK);
    Map<String, String> changed = new HashMap<>(StoredTrials.ENVIRONMENT);
    changed.put("dirty", "true");
    StoredTrials.save(run, StoredTrials.done(run.plan().get(0).key(), changed));
    send(run);
    Map<String, String> tags = store.runs.get(0).tags;
    assertFalse(tags.containsKey("mlflow.source.git.commit"));
    assertEquals("0123abc", tags.get("environment.commit"));
    assertEquals("true", tags.get("environment.dirty"));
  }

  @Test
  void aFailedTrialIsAFailedRun() {
    send(StoredTrials.two().stored(results, Scale.QUICK));
    LoggedRun run = logged("ours, seed 2");
    assertEquals("FAILED", run.status);
    assertEquals("java.lang.ArithmeticException", run.tags.get("error.type"));
    assertEquals("loss is NaN\nsince epoch 3", run.tags.get("error.message"));
    assertEquals(Set.of(), run.metrics);
    assertEquals(1500, run.end - run.start);
  }

  @Test
  void whatIsNotThePapersProtocolOrDataSaysSo() {
    send(StoredTrials.two().stored(results, Scale.QUICK));
    String quick = logged("base, seed 1").tags.get("mlflow.note.content");
    assertTrue(quick.startsWith("Not the paper's protocol."), quick);
    assertTrue(
        quick.endsWith("Data: Shapes (PROCEDURAL), examples made by the suite, not published."));
    send(
        new StoredTrials(Dataset.Origin.REAL, new Variant("real", "m", "n", "s", Settings.none()))
            .stored(results, Scale.PAPER));
    assertEquals("REAL", logged("real, seed 1").params.get("data_origin"));
    assertFalse(logged("real, seed 1").tags.containsKey("mlflow.note.content"));
  }

  @Test
  void aResultWithoutATimeEndedWhenItsFileWasWritten() throws Exception {
    Run<?> run = StoredTrials.two().run(results, Scale.QUICK);
    StoredTrials.save(run, StoredTrials.done(run.plan().get(0).key(), Map.of()));
    send(run);
    LoggedRun logged = store.runs.get(0);
    Path file = results.resolve(logged.tags.get("reprise.trial"));
    assertEquals(Files.getLastModifiedTime(file).toMillis(), logged.end);
    assertEquals(12_500, logged.end - logged.start);
  }

  @Test
  void sendingTwiceMakesNoDuplicates() {
    Run<?> run = StoredTrials.two().stored(results, Scale.QUICK);
    for (int page : new int[] {1, 2, 3, 4, 1000}) {
      store.page = page;
      send(run);
      assertEquals(4, store.runs.size());
    }
    assertEquals(4, server.count("POST runs/create"));
    assertEquals(4, server.count("POST runs/log-batch"));
    assertEquals(1, store.experiments.size());
    assertTrue(
        lines.get(4).contains("0 of 4 trials of 0000.00000 sent, 4 were there"), lines::toString);
  }

  @Test
  void whatWasCutOffIsWrittenAnewWhereverItWas() {
    Run<?> run = StoredTrials.two().stored(results, Scale.QUICK);
    for (String endpoint : new String[] {"runs/create", "runs/log-batch", "runs/update"}) {
      store.runs.clear();
      AtomicInteger calls = new AtomicInteger();
      server.fault =
          asked ->
              asked.equals("POST " + endpoint) && calls.incrementAndGet() >= 2
                  ? new RefusedException("INTERNAL_ERROR", "the disc is full\nat line 3")
                  : null;
      assertRefuses(
          "answered "
              + endpoint
              + " with 500 INTERNAL_ERROR (the disc is full): expected an MLflow tracking server"
              + " that accepts it",
          run);
      assertEquals("FINISHED", store.runs.get(0).status);
      server.fault = asked -> null;
      send(run);
      assertEquals(4, store.active().size(), endpoint);
      for (LoggedRun r : store.active()) {
        assertNotEquals("RUNNING", r.status);
        assertEquals(r.status.equals("FAILED") ? 0 : 5, r.metrics.size());
        assertEquals(15, r.params.size());
      }
      assertTrue(lines.get(lines.size() - 1).contains("3 of 4 trials"), lines::toString);
      assertEquals(endpoint.equals("runs/create") ? 4 : 5, store.runs.size(), endpoint);
    }
  }

  @Test
  void ofTwinsOneStays() {
    Run<?> run = StoredTrials.two().stored(results, Scale.QUICK);
    send(run);
    LoggedRun first = store.runs.get(0);
    LoggedRun twin = new LoggedRun("f".repeat(32), first.experiment, first.name, first.start);
    twin.tags.putAll(first.tags);
    twin.status = first.status;
    store.runs.add(twin);
    send(run);
    assertEquals("active", first.stage);
    assertEquals("deleted", twin.stage);
    assertEquals(4, store.active().size());
  }

  @Test
  void leavesRunsOfOthersAlone() {
    Run<?> run = StoredTrials.two().stored(results, Scale.QUICK);
    send(run);
    LoggedRun other = new LoggedRun("e".repeat(32), "1", "somebody's", 5);
    store.runs.add(other);
    send(run);
    assertEquals("active", other.stage);
    assertEquals("RUNNING", other.status);
  }

  @Test
  void aTrialThatWasRunAgainGetsARunOfItsOwn() {
    Run<?> run = StoredTrials.two().stored(results, Scale.QUICK);
    send(run);
    TrialResult.Key key = run.plan().get(3).key();
    StoredTrials.save(run, StoredTrials.done(key, StoredTrials.ENVIRONMENT));
    send(run);
    List<LoggedRun> both =
        store.active().stream().filter(r -> r.name.equals("ours, seed 2")).toList();
    assertEquals(List.of("FAILED", "FINISHED"), both.stream().map(r -> r.status).toList());
    assertEquals(both.get(0).tags.get("reprise.trial"), both.get(1).tags.get("reprise.trial"));
  }

  @Test
  void anExperimentThatAppearsMeanwhileIsUsed() {
    Run<?> run = StoredTrials.two().stored(results, Scale.QUICK);
    send(run);
    AtomicInteger calls = new AtomicInteger();
    server.fault =
        asked ->
            asked.equals("GET experiments/get-by-name") && calls.incrementAndGet() <= 3
                ? RefusedException.missing("not yet")
                : null;
    send(run);
    assertEquals(1, store.experiments.size());
    assertEquals(4, store.runs.size());
  }

  @Test
  void longNamesAndManySettingsStayWithinTheServersLimits() {
    Settings many = Settings.none().with("text: é", "y".repeat(20_000) + "😀");
    for (int i = 0; i < 250; i++) {
      many = many.with("s" + i, i);
    }
    StoredTrials paper =
        new StoredTrials(
            Dataset.Origin.PROCEDURAL, new Variant("<é>".repeat(1000), "m", "n", "s", many));
    Run<?> run = paper.run(results, Scale.QUICK);
    Map<String, String> environment = new HashMap<>();
    IntStream.range(0, 150).forEach(i -> environment.put("gpu." + i, "<".repeat(6000)));
    TrialResult.Key key = run.plan().get(0).key();
    Map<String, List<Double>> curves =
        Map.of("a", IntStream.range(0, 2500).mapToObj(i -> (double) i).toList());
    StoredTrials.save(
        run,
        new TrialResult(
            TrialResult.SCHEMA, key, "done", Map.of("m", 1.0), curves, null, 1, environment));
    send(run);
    LoggedRun logged = store.runs.get(0);
    assertEquals("FINISHED", logged.status);
    assertEquals(250, logged.name.length());
    assertTrue(logged.name.endsWith("... (3008 characters)"), logged.name);
    assertEquals(13 + 251, logged.params.size());
    assertEquals(2501, logged.metrics.size());
    assertEquals(2499.0, Double.parseDouble(logged.history("curve/a").get(2499).value()));
    assertEquals(
        150, logged.tags.keySet().stream().filter(k -> k.startsWith("environment.")).count());
    assertTrue(logged.tags.get("environment.gpu.149").endsWith("<... (6000 characters)"));
    String note = "... (20002 characters)";
    assertTrue(logged.params.containsValue("y".repeat(500 - note.length()) + note));
  }

  @Test
  void withoutStoredTrialsNothingIsAskedOfTheServer() {
    send(StoredTrials.two().run(results, Scale.QUICK));
    assertEquals(List.of(), server.requests);
    assertEquals(List.of("mlflow: 0000.00000 has no stored trial to send"), lines);
  }

  @Test
  void credentialsComeFromMlflowsVariables() {
    Run<?> run = StoredTrials.two().stored(results, Scale.QUICK);
    send(run, server.uri(), Map.of(), PATIENCE);
    assertEquals("null", server.authorizations.get(0));
    send(
        run,
        server.uri() + "/",
        Map.of("MLFLOW_TRACKING_USERNAME", "ann", "MLFLOW_TRACKING_PASSWORD", "secret"),
        PATIENCE);
    assertTrue(server.authorizations.contains("Basic YW5uOnNlY3JldA=="));
    send(run, server.uri(), Map.of("MLFLOW_TRACKING_TOKEN", "t0ken"), PATIENCE);
    assertTrue(server.authorizations.contains("Bearer t0ken"));
  }

  @Test
  void aServerThatRefusesIsToldInOneLine() {
    Run<?> run = StoredTrials.two().stored(results, Scale.QUICK);
    server.fault = asked -> new RefusedException("PERMISSION_DENIED", "no");
    assertRefuses(
        "answered experiments/get-by-name with 403 PERMISSION_DENIED (no): expected credentials in"
            + " MLFLOW_TRACKING_USERNAME and MLFLOW_TRACKING_PASSWORD, or in"
            + " MLFLOW_TRACKING_TOKEN, that may do this",
        run);
    server.fault = asked -> RefusedException.missing("nothing here");
    assertRefuses(
        "answered experiments/create with 404 RESOURCE_DOES_NOT_EXIST (nothing here): expected an"
            + " MLflow tracking server that accepts it",
        run);
  }

  @Test
  void aServerThatIsNoneOfMlflowsIsToldInOneLine() {
    server.nonsenseAt = asked -> true;
    assertRefuses(
        "answered experiments/get-by-name with something else than MLflow does: expected an MLflow"
            + " tracking server",
        StoredTrials.two().stored(results, Scale.QUICK));
  }

  @Test
  @Timeout(60)
  void aServerThatIsSilentIsNotWaitedForWithoutEnd() {
    Run<?> run = StoredTrials.two().stored(results, Scale.QUICK);
    server.silentAt = asked -> asked.equals("POST runs/search");
    String message =
        assertThrows(
                UncheckedIOException.class,
                () -> send(run, server.uri(), Map.of(), Duration.ofSeconds(1)))
            .getMessage();
    assertTrue(
        message.endsWith(
            "gave no answer to runs/search in 1 s: expected an MLflow tracking server"),
        message);
  }

  @Test
  void aServerThatIsNotThereIsToldInOneLine() {
    Run<?> run = StoredTrials.two().stored(results, Scale.QUICK);
    server.close();
    String message = assertThrows(UncheckedIOException.class, () -> send(run)).getMessage();
    assertTrue(
        message.startsWith("mlflow '" + server.uri() + "' cannot be reached (")
            && message.contains("Connection refused")
            && message.endsWith("): expected an MLflow tracking server")
            && message.lines().count() == 1,
        message);
  }

  @Test
  void anExperimentThatWasDeletedIsNotWrittenTo() {
    Run<?> run = StoredTrials.two().stored(results, Scale.QUICK);
    send(run);
    store.experiments.get(0).stage = "deleted";
    assertRefuses(
        "has experiment 'Reprise 0000.00000' among its deleted ones: expected it restored, or"
            + " deleted for good",
        run);
  }

  @Test
  void refusesWhatIsNoServersUri() {
    for (String wrong :
        new String[] {
          "",
          "localhost:5000",
          "file:///mlruns",
          "databricks",
          "http://",
          "http://a b",
          "http://h?x=1",
          "http://h#x",
          "http:h"
        }) {
      IllegalArgumentException e =
          assertThrows(IllegalArgumentException.class, () -> MlflowSink.to(wrong));
      assertEquals(
          "mlflow '" + wrong + "': expected a server's URI, such as http://localhost:5000",
          e.getMessage());
    }
    String message =
        assertThrows(IllegalArgumentException.class, () -> MlflowSink.to("http://ann:secret@host"))
            .getMessage();
    assertTrue(message.startsWith("mlflow 'http://...@host': expected no user in it"), message);
    assertFalse(message.contains("secret"), message);
  }
}
