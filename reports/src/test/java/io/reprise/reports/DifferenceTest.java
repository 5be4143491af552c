package io.reprise.reports;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.experiment.Metric;
import io.reprise.experiment.Run;
import io.reprise.experiment.Sample;
import io.reprise.experiment.Scale;
import io.reprise.experiment.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DifferenceTest {
  @TempDir Path base;
  @TempDir Path other;

  private static Difference.Change change(List<Double> before, List<Double> after) {
    return Difference.Change.of(
        "v",
        "top1_accuracy",
        "percent",
        Metric.Direction.HIGHER,
        new Sample(before),
        new Sample(after));
  }

  @Test
  void calledSignificantOnlyBeyondChance() {
    Difference.Change large = change(List.of(90.0, 90.2, 90.1), List.of(80.0, 80.3, 80.1));
    assertEquals("lower, worse", large.found());
    assertEquals("-9.97", large.difference());
    Difference.Change small = change(List.of(90.0, 92.0, 88.0), List.of(89.0, 91.0, 90.5));
    assertEquals("no difference shown", small.found());
    assertTrue(small.p() > 0.5 && small.p() <= 1, () -> "p " + small.p());
  }

  @Test
  void givesTheTwoSidedProbabilityOfWelchsTest() {
    // By scipy.stats.ttest_ind(after, before, equal_var=False).
    Difference.Change change = change(List.of(1.0, 2.0, 3.0, 4.0), List.of(3.0, 5.0, 4.0, 6.5));
    assertEquals(0.07572247714213783, change.p(), 1e-12);
  }

  @Test
  void saysWhyNothingCanBeTold() {
    assertEquals("only in the second", change(List.of(), List.of(1.0, 2.0)).found());
    assertEquals("only in the first", change(List.of(1.0), List.of()).found());
    assertEquals("the same values", change(List.of(1.0, 2.0), List.of(1.0, 2.0)).found());
    assertEquals("one value shows no spread", change(List.of(1.0), List.of(2.0)).found());
  }

  @Test
  void correctsForAllNumbersOfAPaper() {
    Comparison a = Comparison.of(GeneratedExperiment.withResults(base, 1, 12, 3, Scale.QUICK));
    Comparison b =
        Comparison.of(GeneratedExperiment.withResults(other, 1, 12, 3, Scale.QUICK, "other"));
    Difference d = Difference.of(a, b, "a", "b");
    assertTrue(d.changes().stream().allMatch(c -> c.adjustedP() >= c.p() || Double.isNaN(c.p())));
    assertTrue(d.changes().stream().anyMatch(c -> c.adjustedP() > c.p()));
    assertEquals(List.of(), d.costs());
  }

  @Test
  void showsWhatChangedOnAPageAndInATable() throws IOException {
    Run<?> first = GeneratedExperiment.withResults(base, 1, 3, 4, Scale.QUICK);
    Run<?> second = GeneratedExperiment.withResults(other, 1, 3, 4, Scale.QUICK, "other");
    List<String> lines = new ArrayList<>();
    DifferenceReport.write(
        first, second, "the <old>", "the new", base, "against", Instant.EPOCH, lines::add);
    Path folder = base.resolve("reports/target/reprise/0000.00001");
    String html = Files.readString(folder.resolve("against.html"));
    assertTrue(html.contains("the new against the &lt;old&gt;"), html);
    assertTrue(html.contains("\"kind\":\"effect\""), html);
    assertTrue(html.contains("Not the paper&#39;s protocol."), html);
    List<String> csv = Files.readAllLines(folder.resolve("against.csv"));
    assertEquals(1 + 2 * 3 + 3, csv.size());
    assertTrue(
        csv.get(1).startsWith("0000.00001,\"Net-50, rate 0%\",top1_accuracy,percent,"), csv.get(1));
    assertTrue(
        lines.stream().anyMatch(l -> l.contains("1 of 2 claims have another")), lines::toString);
    assertFalse(String.join("\n", lines).contains("NaN"));
  }

  @Test
  void namesAClaimWhoseVerdictIsAnother() {
    Comparison without = Comparison.of(FakeResults.run(other, Scale.QUICK));
    Comparison with = Comparison.of(FakeResults.finished(base));
    Difference d = Difference.of(without, with, "a", "b");
    Difference.VerdictChange changed =
        d.claims().stream().filter(Difference.VerdictChange::changed).findFirst().orElseThrow();
    assertEquals("base-is-best", changed.claim().id());
    assertEquals(Verdict.REPRODUCED, changed.after());
  }

  @Test
  void refusesRunsOfTwoPapers() {
    Comparison one = Comparison.of(FakeResults.finished(base));
    Comparison two = Comparison.of(GeneratedExperiment.withResults(other, 1, 2, 2, Scale.QUICK));
    assertThrows(IllegalArgumentException.class, () -> Difference.of(one, two, "a", "b"));
  }

  @Test
  void refusesARunWithoutResults() {
    Run<?> none = FakeResults.run(other, Scale.QUICK);
    Run<?> some = FakeResults.finished(base);
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class,
            () ->
                DifferenceReport.write(
                    none, some, "first", "second", base, "x", Instant.EPOCH, l -> {}));
    assertTrue(
        e.getMessage().startsWith("first: 0000.00000 has no result of scale quick"),
        e.getMessage());
  }
}
