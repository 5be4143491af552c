package io.reprise.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Holds a run against what was recorded for the same configuration. An exact number that changed
 * and a verdict that got worse are regressions; a better verdict and what was never recorded are
 * news.
 *
 * @param configuration of the run
 * @param recorded rows of this configuration, and of numbers that are the same in every run
 * @param found what the run gave
 */
public record RegressionGate(
    Expected.Configuration configuration, List<Expected> recorded, List<Expected> found) {
  /** Copies the rows. */
  public RegressionGate {
    recorded = List.copyOf(recorded);
    found = List.copyOf(found);
  }

  /** The gate of a run, from all rows of its paper's file. */
  public static RegressionGate of(Run<?> run, Evidence evidence, List<Expected> file) {
    Expected.Configuration configuration = configuration(run);
    return new RegressionGate(
        configuration, concerning(configuration, file), found(run, configuration, evidence));
  }

  /**
   * Records what a run gave, in place of what was recorded for its configuration.
   *
   * @return how many results were recorded
   * @throws IllegalStateException if a trial is missing or failed
   */
  public static int record(Run<?> run, Evidence evidence, ExpectedFile file) {
    long finished = evidence.trials().stream().filter(t -> !t.failed()).count();
    int planned = run.plan().size();
    if (finished < planned) {
      throw new IllegalStateException(
          finished + " of " + planned + " trials finished: expected all, to record a run");
    }
    List<Expected> found = of(run, evidence, List.of()).found();
    file.record(found);
    return found.size();
  }

  /** The configuration of a run. */
  public static Expected.Configuration configuration(Run<?> run) {
    return Expected.Configuration.of(run.settings(), run.data());
  }

  /** The rows to which a run of a configuration is held. */
  public static List<Expected> concerning(
      Expected.Configuration configuration, List<Expected> file) {
    return file.stream()
        .filter(
            r ->
                r.configuration().equals(configuration)
                    || r.configuration().equals(Expected.Configuration.COMPUTED))
        .toList();
  }

  /**
   * What a run gave, without what differs between machines: claims and reported numbers on measured
   * time. Reported numbers without a verdict are left out.
   */
  private static List<Expected> found(
      Run<?> run, Expected.Configuration configuration, Evidence evidence) {
    List<Expected> rows = new ArrayList<>();
    for (Cost c : evidence.costs()) {
      String name = c.network() + " | " + c.setting();
      add(rows, name + " | params", c.params());
      add(rows, name + " | macs", c.macs());
    }
    Map<String, Finding> findings = Claim.judge(run.experiment().claims(), evidence);
    for (Claim c : run.experiment().claims()) {
      if (c.criterion().repeatable()) {
        rows.add(
            new Expected(
                configuration,
                Expected.Kind.CLAIM,
                c.id(),
                Optional.of(findings.get(c.id()).verdict()),
                OptionalDouble.empty()));
      }
    }
    for (Reported row : run.experiment().reported()) {
      Reproduction r = run.experiment().reproduce(row, evidence);
      boolean computed = r.data().equals(Reproduction.COMPUTED) && Double.isFinite(r.value());
      if (computed || r.seeds() > 0) {
        rows.add(
            new Expected(
                computed ? Expected.Configuration.COMPUTED : configuration,
                Expected.Kind.REPORTED,
                row.title(),
                Optional.of(r.verdict()),
                computed ? OptionalDouble.of(r.value()) : OptionalDouble.empty()));
      }
    }
    return rows;
  }

  private static void add(List<Expected> rows, String name, double value) {
    if (Double.isFinite(value)) {
      rows.add(Expected.cost(name, value));
    }
  }

  /**
   * What became of a recorded row.
   *
   * @return a line that names both values, if it is better or worse
   */
  public Outcome check(Expected row) {
    Optional<Expected> now = found.stream().filter(row::sameAs).findFirst();
    if (now.isEmpty()) {
      return new Outcome(Change.WORSE, line(row, "nothing"));
    }
    if (!row.value().equals(now.get().value())) {
      return new Outcome(Change.WORSE, line(row, now.get().words()));
    }
    return new Outcome(change(row.verdict(), now.get().verdict()), line(row, now.get().words()));
  }

  private static Change change(Optional<Verdict> before, Optional<Verdict> now) {
    if (before.equals(now)) {
      return Change.NONE;
    }
    boolean better =
        before.isPresent() && now.isPresent() && worth(now.get()) > worth(before.get());
    return better ? Change.BETTER : Change.WORSE;
  }

  /**
   * How much a verdict says for the paper. A claim that is contradicted and one that is no longer
   * judged are each a loss against the other.
   */
  private static int worth(Verdict verdict) {
    return switch (verdict) {
      case REPRODUCED -> 3;
      case PARTLY -> 2;
      case TOO_GOOD -> 1;
      case NOT_REPRODUCED, NOT_RUN -> 0;
    };
  }

  private String line(Expected row, String now) {
    return row.title()
        + ": recorded "
        + row.words()
        + ", now "
        + now
        + " ("
        + row.configuration().words()
        + ")";
  }

  /** What the run gave and the file does not have. */
  public List<Expected> unrecorded() {
    return found.stream().filter(f -> recorded.stream().noneMatch(f::sameAs)).toList();
  }

  /** How a row compares with the run. */
  public enum Change {
    NONE,
    BETTER,
    WORSE
  }

  /**
   * What became of a row.
   *
   * @param line names the row and both values
   */
  public record Outcome(Change change, String line) {}
}
