package io.reprise.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import io.reprise.experiment.Experiment;
import io.reprise.experiment.Experiments;
import io.reprise.reports.PaperList;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class RepriseTest {
  @TempDir Path results;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int reprise(String... arguments) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    CommandLine line = Reprise.commandLine();
    line.setOut(new PrintWriter(out));
    line.setErr(new PrintWriter(err));
    return line.execute(arguments);
  }

  private int run(String... more) {
    List<String> all =
        new ArrayList<>(List.of("run", TinyExperiment.ID, "--scale", "smoke", "--threads", "1"));
    all.addAll(List.of("--results", results.toString(), "--progress", "lines"));
    all.addAll(List.of(more));
    return reprise(all.toArray(String[]::new));
  }

  private void assertSays(String words) {
    assertTrue(out.toString().contains(words), () -> out + "\n" + err);
  }

  private void assertRefuses(String words, String... arguments) {
    assertEquals(Reprise.USAGE, reprise(arguments), out::toString);
    assertTrue(err.toString().contains(words), err::toString);
  }

  private Path result(String variant) throws IOException {
    try (Stream<Path> all = Files.walk(results)) {
      return all.filter(f -> f.toString().contains(variant) && f.toString().endsWith(".json"))
          .findFirst()
          .orElseThrow();
    }
  }

  @Test
  void everyPaperIsOnTheClassPath() throws Exception {
    Set<String> modules;
    try (Stream<Path> all = Files.list(Path.of(System.getProperty("suite"), "papers"))) {
      modules =
          all.filter(f -> Files.exists(f.resolve("pom.xml")))
              .map(f -> f.getFileName().toString())
              .collect(Collectors.toCollection(TreeSet::new));
    }
    Set<String> found = new TreeSet<>();
    Experiments.all().forEach(e -> found.add(e.paper().id()));
    found.remove(TinyExperiment.ID);
    assertEquals(modules, found);
  }

  @Test
  void listsPapersAndWhatOneDeclares() {
    assertEquals(0, reprise("list"));
    assertSays("0000.00001  Tiny");
    assertEquals(0, reprise("list", TinyExperiment.ID, "--results", results.toString()));
    assertSays("fails=false");
    assertSays("It is tiny.");
  }

  @Test
  void aRunSaysHowFarItIsAndTheNextOneRunsNothing() {
    assertEquals(0, run("--seeds", "2"));
    assertSays("1 of 4 trials, about 0 s left");
    assertSays("4 of 4 trials");
    assertSays("4 of 4 finished, 0 failed");
    assertSays("index: ");
    assertEquals(0, run("--seeds", "2"));
    assertSays("4 of 4 trials have results already");
    assertFalse(out.toString().contains("starting"));
  }

  @Test
  void runsOnlyTheVariantsAskedFor() {
    assertEquals(0, run("--variant", "second"));
    assertSays("second, seed 1: starting");
    assertFalse(out.toString().contains("first, seed 1: starting"));
    assertRefuses(
        "variant 'third' is unknown at scale quick: expected one of [first, second]",
        "run",
        TinyExperiment.ID,
        "--variant",
        "third",
        "--results",
        results.toString());
  }

  @Test
  void aFailedTrialIsToldAndRunsAgainOnRequest() {
    assertEquals(Reprise.FAILED, run("--set", "fails=true"));
    assertSays("FAILED: second (fails=true), seed 1: java.io.IOException: the disc is gone");
    assertEquals(Reprise.FAILED, run("--set", "fails=true"));
    assertFalse(out.toString().contains("starting"));
    assertEquals(Reprise.FAILED, run("--set", "fails=true", "--retry-failed"));
    assertSays("second (fails=true), seed 1: starting");
    assertFalse(out.toString().contains("first (fails=true), seed 1: starting"));
  }

  @Test
  void withoutResumeResultsThatAreThereAreAnError() {
    assertEquals(0, run("--no-resume"));
    assertEquals(Reprise.USAGE, run("--no-resume"));
    assertTrue(err.toString().contains("2 of 2 trials have results in " + results), err::toString);
    assertEquals(0, run("--resume"));
  }

  @Test
  void severalTrialsRunAtOnceInJvmsOfTheirOwn() {
    assertEquals(0, run("--seeds", "2", "--jobs", "3"));
    assertSays("4 of 4 finished, 0 failed");
    assertEquals(Reprise.USAGE, run("--jobs", "2", "--fork", "false"));
    assertEquals(Reprise.USAGE, run("--jobs", "0"));
  }

  @Test
  void anErrorThatMakesARunImpossibleEndsIt() throws Exception {
    Path blocked = results.resolve(TinyExperiment.ID);
    Files.writeString(blocked, "a file where the results' folder should be");
    assertEquals(Reprise.USAGE, run("--seeds", "3"));
    assertTrue(err.toString().contains(blocked.toString()), err::toString);
    assertFalse(out.toString().contains("seed 3: starting"), out::toString);
  }

  @Test
  void reproducesAResultAndTellsADifference() throws Exception {
    assertEquals(0, run());
    Path file = result("first");
    assertEquals(0, reprise("reproduce", file.toString()));
    assertSays("The result is reproduced to the last bit.");
    String text = Files.readString(file);
    Path changed = results.resolve("changed.json");
    Files.writeString(
        changed, text.replaceFirst("\"top1_accuracy\" : [-\\d.]+", "\"top1_accuracy\" : 0.5"));
    assertEquals(Reprise.DIFFERENT, reprise("reproduce", changed.toString()));
    assertSays("The result differs: 1 of 1 numbers.");
  }

  @Test
  void reportsOnWhatIsStored() {
    assertEquals(0, run());
    assertEquals(
        0,
        reprise(
            "report",
            TinyExperiment.ID,
            "--scale",
            "smoke",
            "--threads",
            "1",
            "--results",
            results.toString()));
    assertSays("2 of 2 finished, 0 failed");
  }

  /** Answers as an MLflow server that has no run yet; the contract is tried in harness/mlflow. */
  private static HttpServer mlflow(List<String> asked) throws IOException {
    Map<String, String> answers =
        Map.of(
            "experiments/get-by-name",
            "{\"experiment\": {\"experiment_id\": \"3\", \"lifecycle_stage\": \"active\"}}",
            "runs/create",
            "{\"run\": {\"info\": {\"run_id\": \"abc\"}}}");
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/api/2.0/mlflow/",
        exchange -> {
          String path = exchange.getRequestURI().getPath().replace("/api/2.0/mlflow/", "");
          asked.add(path);
          exchange.getRequestBody().readAllBytes();
          byte[] answer = answers.getOrDefault(path, "{}").getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    server.start();
    return server;
  }

  private int reportTo(String uri) {
    return reprise(
        "report",
        TinyExperiment.ID,
        "--scale",
        "smoke",
        "--threads",
        "1",
        "--results",
        results.toString(),
        "--mlflow",
        uri);
  }

  @Test
  void sendsTrialsToAnMlflowServer() throws Exception {
    assertEquals(0, run());
    List<String> asked = Collections.synchronizedList(new ArrayList<>());
    HttpServer server = mlflow(asked);
    String uri = "http://localhost:" + server.getAddress().getPort();
    try {
      assertEquals(0, reportTo(uri), err::toString);
    } finally {
      server.stop(0);
    }
    assertSays("2 of 2 finished, 0 failed");
    assertSays(
        "mlflow: 2 of 2 trials of 0000.00001 sent, 0 were there: " + uri + "/#/experiments/3");
    assertEquals(2, Collections.frequency(asked, "runs/update"));
    assertEquals(Reprise.USAGE, reportTo(uri));
    assertTrue(
        err.toString().startsWith("reprise: mlflow '" + uri + "' cannot be reached ("),
        err::toString);
    assertEquals(1, err.toString().lines().count(), err::toString);
    assertEquals(Reprise.USAGE, reportTo("localhost"));
    assertTrue(err.toString().contains("mlflow 'localhost': expected a server's URI"));
    assertFalse(out.toString().contains("finished"), "nothing is written for a wrong URI");
  }

  @Test
  void listsAndChecksDataSetsAndNeedsNoNetworkToRefuse() throws Exception {
    String folder = results.toString();
    assertEquals(0, reprise("data", "list", "--paper", "1808.06866", "--data", folder));
    assertSays("cifar-10");
    assertFalse(out.toString().contains("market-1501"));
    assertEquals(0, reprise("data", "show", "cifar-10", "--data", folder));
    assertSays("cifar-10-batches-bin");
    assertEquals(
        Reprise.FAILED, reprise("data", "download", "cifar-10", "--offline", "--data", folder));
    assertTrue(err.toString().contains("cifar-10"), err::toString);
    assertEquals(Reprise.FAILED, reprise("data", "verify", "cifar-10", "--data", folder));
    assertEquals(0, reprise("data", "verify", "--data", folder));
    Files.createDirectory(results.resolve("cifar-10-batches-bin"));
    assertEquals(Reprise.FAILED, reprise("data", "verify", "--data", folder));
    assertSays("cifar-10: damaged");
    assertSays("data_batch_1.bin");
    assertRefuses("'cifar10'", "data", "show", "cifar10", "--data", folder);
  }

  @Test
  void printsCostsBesideThePublishedNumbers() throws Exception {
    Path file = results.resolve("costs.csv");
    assertEquals(0, reprise("costs", "1808.06866", "--csv", file.toString()));
    assertSays("40,550,400");
    assertTrue(Files.readString(file).contains("1808.06866,ResNet-20,CIFAR-10,parameters,269722"));
    assertRefuses("paper '1' has no table of costs", "costs", "1");
  }

  @Test
  void wrongInputIsOneLineThatNamesIt() {
    assertRefuses("paper '1' is unknown: expected one of [0000.00001, ", "run", "1");
    assertRefuses("no paper: expected papers, or --all", "run");
    assertRefuses(
        "--all with papers [" + TinyExperiment.ID + "]", "run", "--all", TinyExperiment.ID);
    assertRefuses("scale 'huge' is unknown", "run", TinyExperiment.ID, "--scale", "huge");
    assertRefuses(
        "progress 'no': expected auto, bar or lines", "run", TinyExperiment.ID, "--progress", "no");
    assertRefuses("Unknown option: '--sale'", "run", TinyExperiment.ID, "--sale", "huge");
    assertRefuses(
        "'/nowhere.json' does not exist: expected a trial's result", "reproduce", "/nowhere.json");
    assertRefuses(
        "data folder '/nowhere' does not exist", "list", TinyExperiment.ID, "--data", "/nowhere");
  }

  @Test
  void aNightRunsAPaperKeepsTheRunAndShowsIt() throws IOException {
    int code =
        reprise(
            "nightly",
            TinyExperiment.ID,
            "--scale",
            "smoke",
            "--threads",
            "1",
            "--budget",
            "60",
            "--night",
            "monday",
            "--history",
            results.toString());
    assertEquals(0, code, () -> out + "\n" + err);
    assertSays("ok       engine torch computes");
    assertSays(TinyExperiment.ID + ": run 1 is complete");
    assertSays("night monday: 1 of 1 papers completed by this process; the night is complete");
    String record = Files.readString(results.resolve(TinyExperiment.ID).resolve("0001.json"));
    assertTrue(record.contains("\"night\" : \"monday\""), record);
    Path site = RunOptions.base().resolve("reports/target/reprise");
    assertSays("trends: " + site.resolve("trends.html"));
    String page = Files.readString(site.resolve(TinyExperiment.ID).resolve("index.html"));
    assertTrue(page.contains("trend.html"), "the page links to its trend");
  }

  private Path times(String milliseconds) throws IOException {
    return Files.writeString(
        results.resolve("times.csv"),
        "network,setting,batch,round,milliseconds\r\n"
            + ("train,torch,64,1," + milliseconds + "\r\n")
            + ("train,torch,64,2," + milliseconds + "\r\n"));
  }

  @Test
  void timesOfABenchmarkAreKeptAndASlowdownIsAFailureIfAskedFor() throws IOException {
    String history = results.resolve("nights").toString();
    for (String ms : List.of("10", "10.1", "9.9", "10.05", "9.95")) {
      assertEquals(0, reprise("times", "race", times(ms).toString(), "--history", history));
    }
    String[] slower = {"times", "race", times("20").toString(), "--history", history};
    assertEquals(0, reprise(slower), () -> out + "\n" + err);
    assertSays("race: run 6 is kept in ");
    assertSays("train, torch, batch 64: slower, 20.0 ms after 10.0 ms in 5 earlier runs");
    Path page = RunOptions.base().resolve("reports/target/reprise/trends.html");
    assertTrue(Files.readString(page).contains("race, run 6"), "the page has the run");
    String[] gated = {
      "times", "race", times("90").toString(), "--history", history, "--gate-latency"
    };
    assertEquals(1, reprise(gated));
  }

  @Test
  void wrongTimesAreOneLineAndAreNotKept() throws IOException {
    String history = results.resolve("nights").toString();
    assertRefuses("times '/nowhere': expected a file", "times", "race", "/nowhere");
    String file = times("fast").toString();
    assertRefuses(
        "line 2: milliseconds 'fast', expected a number above 0",
        "times",
        "race",
        file,
        "--history",
        history);
    Files.writeString(Path.of(file), "work,peer\r\n");
    assertRefuses("columns [work, peer], expected", "times", "race", file, "--history", history);
    assertRefuses(
        "benchmark 'Race': expected small letters",
        "times",
        "Race",
        times("1").toString(),
        "--history",
        history);
    assertTrue(Files.notExists(Path.of(history)), "nothing is kept");
  }

  @Test
  void wrongInputOfANightIsOneLineAndStartsNothing() throws IOException {
    String history = results.resolve("nights").toString();
    assertRefuses("paper '1' is unknown", "nightly", "1", "--history", history);
    assertRefuses("budget '0': expected more", "nightly", "--budget", "0", "--history", history);
    assertRefuses("grace 'x': expected minutes", "nightly", "--grace", "x", "--history", history);
    assertRefuses("night 'a b': expected up to", "nightly", "--night", "a b", "--history", history);
    assertRefuses("keep '0': expected at least 1", "nightly", "--keep", "0", "--history", history);
    assertRefuses("engine 'no' is unknown", "nightly", "--engine", "no", "--history", history);
    assertRefuses("': expected --history, the folder", "nightly", "--results", history);
    Files.createFile(results.resolve("file"));
    String file = results.resolve("file").toString();
    assertRefuses("cannot be written", "nightly", "--history", file);
    try (Stream<Path> left = Files.walk(results)) {
      assertEquals(
          List.of(), left.filter(f -> f.getFileName().toString().endsWith(".json")).toList());
    }
  }

  @Test
  void listsInTheReadmeWhatIsRecorded() throws IOException {
    Path suite = Path.of(System.getProperty("suite"));
    String readme = Files.readString(suite.resolve("README.md"));
    List<Experiment<?>> papers = new ArrayList<>();
    Experiments.all().stream()
        .filter(e -> !e.paper().id().equals(TinyExperiment.ID))
        .sorted(Comparator.comparing(e -> e.paper().id()))
        .forEach(papers::add);
    assertEquals(
        PaperList.replaceIn(suite, readme, PaperList.of(suite, papers)),
        readme,
        "README.md is stale: run ci/reprise readme");
  }

  @Test
  void writesTheReadmesListAndTellsWhenItIsStale() throws IOException {
    Path suite = Files.createDirectories(Path.of(System.getProperty("base")));
    Path readme = suite.resolve("README.md");
    Files.createDirectories(suite.resolve("papers").resolve(TinyExperiment.ID));
    Files.writeString(readme, "no markers");
    assertRefuses("has no place for the papers", "readme");
    Files.writeString(
        readme,
        """
        before
        <!-- papers: written by ci/reprise readme -->
        old
        <!-- end of papers -->
        after
        """);
    assertEquals(Reprise.FAILED, reprise("readme", "--check"));
    assertSays("is stale");
    assertEquals(0, reprise("readme"));
    String text = Files.readString(readme);
    assertTrue(text.startsWith("before\n<!--") && text.endsWith("-->\nafter\n"), text);
    assertTrue(text.contains("| Tiny | none recorded | none recorded |"), text);
    assertFalse(text.contains("old"), text);
    assertEquals(0, reprise("readme", "--check"));
    assertSays("is up to date");
  }

  @Test
  void reportsWhatDiffersFromAnotherFolder(@TempDir Path other) {
    assertEquals(0, run());
    Path mine = results;
    results = other;
    assertEquals(0, run());
    assertEquals(
        0,
        reprise(
            "report",
            TinyExperiment.ID,
            "--scale",
            "smoke",
            "--threads",
            "1",
            "--results",
            other.toString(),
            "--against",
            mine.toString()));
    assertSays("the same values");
    assertSays("0 of 0 tested numbers differ beyond chance, 0 of 1 claims");
    assertRefuses("expected a folder of results", "report", "--against", "/nowhere/at/all");
    assertRefuses("expected two different engines", "report", "--engines", "torch,torch");
    assertRefuses(
        "engine nosuch: " + TinyExperiment.ID + " has no result of scale smoke",
        "report",
        TinyExperiment.ID,
        "--scale",
        "smoke",
        "--threads",
        "1",
        "--results",
        other.toString(),
        "--engines",
        "torch,nosuch");
  }
}
