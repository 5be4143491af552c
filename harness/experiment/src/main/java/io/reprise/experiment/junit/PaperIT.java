package io.reprise.experiment.junit;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.reprise.experiment.Claim;
import io.reprise.experiment.CommandLine;
import io.reprise.experiment.Evidence;
import io.reprise.experiment.Experiment;
import io.reprise.experiment.Experiments;
import io.reprise.experiment.Finding;
import io.reprise.experiment.Reproduction;
import io.reprise.experiment.ResultIndex;
import io.reprise.experiment.Run;
import io.reprise.experiment.RunSettings;
import io.reprise.experiment.TrialResult;
import io.reprise.experiment.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

/**
 * Runs the experiments on the class path: a test a trial, a claim and a reported number. A trial
 * that errors fails; a claim that does not reproduce is a verdict, not a failure; a claim without
 * evidence is aborted with its reason.
 */
public class PaperIT {
  @TestFactory
  Stream<DynamicNode> papers() {
    RunSettings settings = RunSettings.parse(System::getProperty);
    return Experiments.all().stream().map(e -> paper(e, settings));
  }

  /** The table of all results in the folder, with this run's among them. */
  @AfterAll
  static void index() {
    RunSettings settings = RunSettings.parse(System::getProperty);
    CommandLine.print("index: " + ResultIndex.write(settings.results(), CommandLine::print));
  }

  private static DynamicNode paper(Experiment<?> experiment, RunSettings settings) {
    Run<?> run = Run.of(experiment, settings, CommandLine::print);
    Supplier<Evidence> evidence = once(run::evidence);
    return dynamicContainer(
        experiment.paper().id(),
        List.of(
            dynamicContainer("trials", trials(run)),
            dynamicContainer("claims", claims(run, evidence)),
            dynamicContainer("reported numbers", reported(run, evidence))));
  }

  /** Each trial; then, when those have run, the ones that another runner was at. */
  private static Stream<DynamicNode> trials(Run<?> run) {
    List<Run.Planned> others = new ArrayList<>();
    Stream<DynamicNode> own =
        run.plan().stream().map(p -> dynamicTest(p.title(), () -> trial(run, p, others)));
    Stream<DynamicNode> awaited =
        Stream.of(others)
            .flatMap(List::stream)
            .map(
                p ->
                    dynamicTest(p.title() + ", of another runner", () -> judge(run, run.await(p))));
    return Stream.concat(own, awaited);
  }

  private static void trial(Run<?> run, Run.Planned planned, List<Run.Planned> others) {
    Optional<TrialResult> result = run.tryRun(planned);
    if (result.isEmpty()) {
      others.add(planned);
    }
    assumeTrue(result.isPresent(), "another runner is at this trial: its result is awaited below");
    judge(run, result.get());
  }

  private static void judge(Run<?> run, TrialResult result) {
    assertFalse(result.failed(), () -> run.failure(result));
  }

  private static Stream<DynamicNode> claims(Run<?> run, Supplier<Evidence> evidence) {
    Supplier<Map<String, Finding>> findings =
        once(() -> Claim.judge(run.experiment().claims(), evidence.get()));
    return run.experiment().claims().stream()
        .map(claim -> dynamicTest(claim.id(), () -> show(claim, findings.get().get(claim.id()))));
  }

  private static void show(Claim claim, Finding finding) {
    CommandLine.print(
        "claim " + claim.id() + ": " + finding.verdict() + " - " + finding.evidence());
    assumeTrue(finding.verdict() != Verdict.NOT_RUN, finding.evidence());
  }

  private static Stream<DynamicNode> reported(Run<?> run, Supplier<Evidence> evidence) {
    return run.experiment().reported().stream()
        .map(
            row ->
                dynamicTest(
                    String.join(
                        " | ", row.table(), row.method(), row.model(), row.setting(), row.metric()),
                    () -> compare(run.experiment().reproduce(row, evidence.get()))));
  }

  private static void compare(Reproduction found) {
    assertFalse(
        found.verdict() != Verdict.NOT_RUN && Double.isNaN(found.value()),
        () -> "verdict " + found.verdict() + " without a number: " + found.reason());
    assumeTrue(found.verdict() != Verdict.NOT_RUN, found.reason());
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
