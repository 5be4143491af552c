package io.reprise.nightly;

import io.reprise.experiment.history.Attempt;
import io.reprise.experiment.history.History;
import io.reprise.experiment.history.LatencyChange;
import io.reprise.experiment.history.NightRecord;
import io.reprise.experiment.history.RunOutcome;
import io.reprise.experiment.history.RunRecord;
import io.reprise.experiment.history.Schedule;
import io.reprise.nn.ProcessLock;
import io.reprise.tensor.DeviceUnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * One process's work on a night: papers in turn until all are complete or the budget is used up,
 * then the benchmark gate and the pages. Everything that the next night needs is in the history at
 * every moment, so this may be killed at any.
 */
public final class Night {
  /** Every paper is complete this night, no trial failed, nothing is worse than recorded. */
  public static final int WELL = 0;

  /**
   * A trial failed, a paper could not be run, a result is worse than recorded, or, if asked for, a
   * network is slower.
   */
  public static final int FAILED = 1;

  /** Wrong input, or a device that cannot be used. */
  public static final int UNUSABLE = 2;

  /** The budget is used up, all else is well: EX_TEMPFAIL of sysexits.h. */
  public static final int GOES_ON = 75;

  private final NightSettings settings;
  private final History history;
  private final PaperRunner runner;
  private final Supplier<List<String>> probe;
  private final Consumer<String> pages;
  private final Map<String, String> environment;
  private final InstantSource clock;
  private final Consumer<String> log;
  private final Schedule schedule;
  private final Journal journal;
  private final Optional<Instant> deadline;

  /**
   * A night that begins now.
   *
   * @param probe says what keeps papers from running here
   * @param pages writes the pages of trends: of a paper, or of all if its id is empty
   * @param environment of this machine
   * @param log takes lines for the person who watches
   */
  public Night(
      NightSettings settings,
      History history,
      PaperRunner runner,
      Supplier<List<String>> probe,
      Consumer<String> pages,
      Map<String, String> environment,
      InstantSource clock,
      Consumer<String> log) {
    this.settings = settings;
    this.history = history;
    this.runner = runner;
    this.probe = probe;
    this.pages = pages;
    this.environment = environment;
    this.clock = clock;
    this.log = log;
    this.schedule = new Schedule(history, settings.configuration(), settings.name());
    this.journal = new Journal(settings, history, environment, clock);
    this.deadline = settings.budget().map(journal.start()::plus);
  }

  /** Works until the end and gives the exit code. */
  public int run() {
    List<String> obstacles = probe.get();
    if (!obstacles.isEmpty()) {
      return end(UNUSABLE, waiting(), List.of(), String.join("; ", obstacles));
    }
    try {
      List<String> busy = turns(schedule.order(settings.papers()));
      // Who was at it may have been cut short meanwhile.
      boolean elsewhere = !turns(busy).isEmpty();
      return conclude(elsewhere);
    } catch (DeviceUnavailableException e) {
      return end(UNUSABLE, waiting(), List.of(), e.getMessage());
    }
  }

  /** Gives each paper its turn while there is time; gives those that other processes are at. */
  private List<String> turns(List<String> papers) {
    List<String> busy = new ArrayList<>();
    for (String paper : papers) {
      if (overdue()) {
        break;
      }
      try (ProcessLock lock = history.tryLock(paper).orElse(null)) {
        if (lock == null) {
          log.accept(paper + ": another process is at it");
          busy.add(paper);
        } else if (schedule.completed(paper).isEmpty()) {
          turn(paper);
        }
      }
    }
    return busy;
  }

  private boolean overdue() {
    return deadline.filter(d -> !clock.instant().isBefore(d)).isPresent();
  }

  private void turn(String paper) {
    Instant from = clock.instant();
    RunRecord run = history.begin(paper, settings.configuration(), had -> attempt(from, had));
    boolean first = run.attempts().size() == 1;
    log.accept(paper + ": run " + run.number() + (first ? " begins" : " goes on"));
    // Before the paper's own page, which links to it.
    pages.accept(paper);
    try {
      ended(run, from, runner.run(run, history.results(run), deadline));
    } catch (DeviceUnavailableException e) {
      ended(run, from, PaperRunner.Ending.error(e.getMessage()));
      throw e;
    }
  }

  private Attempt attempt(Instant from, String had) {
    return Attempt.begun(
        settings.name(),
        History.text(from),
        environment.getOrDefault("commit", "unknown"),
        environment.getOrDefault("dirty", "unknown"),
        had);
  }

  private void ended(RunRecord run, Instant from, PaperRunner.Ending ending) {
    Instant now = clock.instant();
    Optional<RunOutcome> outcome = ending.outcome();
    RunRecord ended =
        run.ended(History.text(now), ending.kind(), ending.message(), outcome.orElse(null));
    history.save(ended);
    if (outcome.isPresent()) {
      history.files(ended).deleteCheckpoints();
      history.prune(run.paper(), settings.configuration(), settings.keep());
    }
    journal.add(
        new NightRecord.Turn(
            run.paper(),
            run.number(),
            ending.kind(),
            Duration.between(from, now).toMillis() / 1000.0,
            outcome.map(RunOutcome::planned).orElse(0),
            outcome.map(o -> o.failures().size()).orElse(0),
            outcome.map(RunOutcome::well).orElse(false),
            ending.message()),
        waiting());
    log.accept(
        run.paper()
            + ": run "
            + run.number()
            + (outcome.isPresent() ? " is complete" : " is not complete: " + ending.message()));
    outcome.ifPresent(this::tell);
  }

  private void tell(RunOutcome outcome) {
    outcome.failures().forEach(f -> log.accept("FAILED: " + f));
    outcome.gate().changed().forEach(l -> log.accept("WORSE: " + l));
    outcome.gate().worse().forEach(l -> log.accept("WORSE: " + l));
    outcome.gate().better().forEach(l -> log.accept("better than expected: " + l));
  }

  /** Papers that no process has completed this night. */
  private List<String> waiting() {
    return settings.papers().stream().filter(p -> schedule.completed(p).isEmpty()).toList();
  }

  private int conclude(boolean elsewhere) {
    pagesOfWhatIsUnfinished();
    List<RunRecord> judged = history.judgeLatencies(settings.papers(), settings.configuration());
    List<String> changes =
        judged.stream()
            .flatMap(
                r ->
                    r.latencies().stream()
                        .filter(LatencyChange::flagged)
                        .map(l -> r.paper() + ", " + l.words()))
            .toList();
    changes.forEach(line -> log.accept("latency of " + line));
    List<String> waiting = waiting();
    List<String> troubled = settings.papers().stream().filter(this::troubled).toList();
    // What other processes are at is theirs to complete.
    boolean theirs = elsewhere && !overdue();
    int code = waiting.isEmpty() || theirs ? WELL : GOES_ON;
    if (!troubled.isEmpty() || (settings.gateLatency() && slower(judged))) {
      code = FAILED;
    }
    return end(code, waiting, changes, journal.summary(waiting, troubled, theirs));
  }

  /** Whether a paper could not be run here, or is not well in this night, whoever completed it. */
  private boolean troubled(String paper) {
    return journal.turns().stream().anyMatch(t -> t.paper().equals(paper) && t.troubled())
        || schedule.completed(paper).filter(r -> !r.outcome().well()).isPresent();
  }

  /** Whether a network is slower in runs that were judged now, or in any of this night. */
  private boolean slower(List<RunRecord> judged) {
    return Stream.concat(
            judged.stream(),
            settings.papers().stream().flatMap(p -> schedule.completed(p).stream()))
        .filter(r -> r.latencies() != null)
        .flatMap(r -> r.latencies().stream())
        .anyMatch(l -> l.found() == LatencyChange.Found.SLOWER);
  }

  /** Papers that were never completed have a page of what there is, if it is ready in time. */
  private void pagesOfWhatIsUnfinished() {
    Instant until = clock.instant().plus(settings.grace());
    for (NightRecord.Turn t : journal.turns()) {
      List<RunRecord> runs = history.runs(t.paper(), settings.configuration());
      if (runs.stream().noneMatch(RunRecord::complete) && clock.instant().isBefore(until)) {
        RunRecord open = runs.get(runs.size() - 1);
        runner
            .page(open, history.results(open), until)
            .ifPresent(why -> log.accept(t.paper() + ": " + why));
      }
    }
  }

  private int end(int code, List<String> waiting, List<String> changes, String message) {
    journal.end(code, waiting, changes, message);
    log.accept("night " + settings.name() + ": " + message);
    pages.accept("");
    return code;
  }
}
