package io.reprise.experiment.junit;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.reprise.experiment.Claim;
import io.reprise.experiment.Evidence;
import io.reprise.experiment.Expected;
import io.reprise.experiment.ExpectedFile;
import io.reprise.experiment.Experiment;
import io.reprise.experiment.Experiments;
import io.reprise.experiment.Finding;
import io.reprise.experiment.Program;
import io.reprise.experiment.RegressionGate;
import io.reprise.experiment.Reproduction;
import io.reprise.experiment.ResultIndex;
import io.reprise.experiment.Run;
import io.reprise.experiment.RunSettings;
import io.reprise.experiment.TrialQueue;
import io.reprise.experiment.TrialResult;
import io.reprise.experiment.Verdict;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

/**
 * Runs the experiments on the class path: a test a trial, a claim, a reported number and a row of
 * {@code papers/<id>/expected.csv}. A trial that errors fails; a claim that does not reproduce is a
 * verdict, not a failure; a claim without evidence is aborted with its reason; an exact number that
 * is not the recorded one and a verdict worse than recorded fail. With the system property {@code
 * record=true} what came out is recorded instead.
 */
public class PaperIT {
  @TestFactory
  Stream<DynamicNode> papers() {
    RunSettings settings = RunSettings.parse(System::getProperty);
    Path base = Path.of(System.getProperty("base", "."));
    boolean record = RunSettings.flag(System::getProperty, "record", false);
    return Experiments.all().stream()
        .map(e -> new Job(Run.of(e, settings, Program::print), base, record))
        .map(job -> paper(job, Program::print));
  }

  /** The table of all results in the folder, with this run's among them. */
  @AfterAll
  static void index() {
    RunSettings settings = RunSettings.parse(System::getProperty);
    Program.print("index: " + ResultIndex.write(settings.results(), Program::print));
  }

  /**
   * A paper to run.
   *
   * @param base the suite's folder
   * @param record whether what comes out is to be recorded as expected
   */
  record Job(Run<?> run, Path base, boolean record) {
    ExpectedFile file() {
      return ExpectedFile.of(base, run.experiment().paper());
    }
  }

  static DynamicNode paper(Job job, Consumer<String> print) {
    Run<?> run = job.run();
    Experiment<?> experiment = run.experiment();
    Supplier<Evidence> evidence = once(run::evidence);
    return dynamicContainer(
        experiment.paper().id(),
        List.of(
            dynamicContainer("trials", trials(run)),
            dynamicContainer("claims", claims(run, evidence, print)),
            dynamicContainer("reported numbers", reported(run, evidence)),
            dynamicContainer(
                "expected",
                job.record()
                    ? Stream.of(dynamicTest("is recorded", () -> record(job, evidence, print)))
                    : expected(job, evidence, print))));
  }

  /**
   * Each trial, started with the first and judged in turn; then, when those have run, the ones that
   * another runner was at.
   */
  private static Stream<DynamicNode> trials(Run<?> run) {
    List<Run.Planned> others = new ArrayList<>();
    TrialQueue queue = new TrialQueue(run, new TrialQueue.Listener() {});
    Supplier<TrialQueue> started =
        once(
            () -> {
              queue.start(run.plan());
              return queue;
            });
    Stream<DynamicNode> own =
        run.plan().stream()
            .map(p -> dynamicTest(p.title(), () -> trial(run, p, started.get(), others)));
    Stream<DynamicNode> awaited =
        Stream.of(others)
            .flatMap(List::stream)
            .map(
                p ->
                    dynamicTest(p.title() + ", of another runner", () -> judge(run, run.await(p))));
    return Stream.concat(own, awaited).onClose(queue::close);
  }

  private static void trial(
      Run<?> run, Run.Planned planned, TrialQueue queue, List<Run.Planned> others) {
    Optional<TrialResult> result = queue.result(planned);
    if (result.isEmpty()) {
      others.add(planned);
    }
    assumeTrue(result.isPresent(), "another runner is at this trial: its result is awaited below");
    judge(run, result.get());
  }

  private static void judge(Run<?> run, TrialResult result) {
    assertFalse(result.failed(), () -> run.failure(result));
  }

  private static Stream<DynamicNode> claims(
      Run<?> run, Supplier<Evidence> evidence, Consumer<String> print) {
    Supplier<Map<String, Finding>> findings =
        once(() -> Claim.judge(run.experiment().claims(), evidence.get()));
    return run.experiment().claims().stream()
        .map(
            claim ->
                dynamicTest(claim.id(), () -> show(claim, findings.get().get(claim.id()), print)));
  }

  private static void show(Claim claim, Finding finding, Consumer<String> print) {
    print.accept("claim " + claim.id() + ": " + finding.verdict() + " - " + finding.evidence());
    assumeTrue(finding.verdict() != Verdict.NOT_RUN, finding.evidence());
  }

  private static Stream<DynamicNode> reported(Run<?> run, Supplier<Evidence> evidence) {
    return run.experiment().reported().stream()
        .map(
            row ->
                dynamicTest(
                    row.title(), () -> compare(run.experiment().reproduce(row, evidence.get()))));
  }

  private static void compare(Reproduction found) {
    assertFalse(
        found.verdict() != Verdict.NOT_RUN && Double.isNaN(found.value()),
        () -> "verdict " + found.verdict() + " without a number: " + found.reason());
    assumeTrue(found.verdict() != Verdict.NOT_RUN, found.reason());
  }

  private static Stream<DynamicNode> expected(
      Job job, Supplier<Evidence> evidence, Consumer<String> print) {
    Supplier<List<Expected>> file = once(() -> job.file().read());
    Supplier<RegressionGate> gate =
        once(() -> RegressionGate.of(job.run(), evidence.get(), file.get()));
    List<Expected> rows;
    try {
      rows = RegressionGate.concerning(RegressionGate.configuration(job.run()), file.get());
    } catch (RuntimeException e) {
      return Stream.of(
          dynamicTest(
              "can be read",
              () -> {
                throw e;
              }));
    }
    return Stream.concat(
        rows.stream().map(row -> dynamicTest(row.title(), () -> check(row, gate.get(), print))),
        Stream.of(dynamicTest("what is not recorded", () -> tell(gate.get(), print))));
  }

  private static void check(Expected row, RegressionGate gate, Consumer<String> print) {
    RegressionGate.Outcome outcome = gate.check(row);
    if (outcome.change() == RegressionGate.Change.WORSE) {
      fail(outcome.line() + "; if this is intended, -Drecord=true records it");
    }
    if (outcome.change() == RegressionGate.Change.BETTER) {
      print.accept("better than expected: " + outcome.line() + "; -Drecord=true records it");
    }
  }

  private static void tell(RegressionGate gate, Consumer<String> print) {
    List<Expected> news = gate.unrecorded();
    if (!news.isEmpty()) {
      print.accept(
          news.size()
              + " results without a record, the first is "
              + news.get(0).title()
              + " ("
              + gate.configuration().words()
              + "); -Drecord=true records them");
    }
  }

  private static void record(Job job, Supplier<Evidence> evidence, Consumer<String> print) {
    int results = RegressionGate.record(job.run(), evidence.get(), job.file());
    print.accept("recorded " + results + " results in " + job.file().path());
  }

  /**
   * Claims and numbers are judged after the trials, so the evidence is gathered when first used.
   */
  private static <T> Supplier<T> once(Supplier<T> source) {
    return new Supplier<>() {
      private T value;

      @Override
      public T get() {
        if (value == null) {
          value = source.get();
        }
        return value;
      }
    };
  }
}
