package io.reprise.experiment.history;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which paper is next: what was cut short goes on before anything else, the longest-begun first;
 * then those that were never completed, by id; then the one whose last complete run is longest ago.
 * A run that three attempts in a row brought no further comes last, so that it holds up no other.
 */
public final class Schedule {
  /** So many attempts without a new result or checkpoint, and a run waits for all others. */
  static final int FRUITLESS = 3;

  private final History history;
  private final RunConfiguration configuration;
  private final String night;

  /**
   * The order of a night.
   *
   * @param night its name: papers that it has completed have had their turn
   */
  public Schedule(History history, RunConfiguration configuration, String night) {
    this.history = history;
    this.configuration = configuration;
    this.night = night;
  }

  private enum Group {
    GOES_ON,
    NEVER_COMPLETED,
    WAITS,
    GETS_NOWHERE
  }

  /** Where a paper stands; smaller is sooner. */
  private record Place(String paper, Group group, String since) {
    static final Comparator<Place> ORDER =
        Comparator.comparing(Place::group).thenComparing(Place::since).thenComparing(Place::paper);
  }

  /** Those of some papers that this night has not completed, in the order of their turns. */
  public List<String> order(List<String> papers) {
    List<Place> places = new ArrayList<>();
    papers.forEach(p -> place(p).ifPresent(places::add));
    places.sort(Place.ORDER);
    return places.stream().map(Place::paper).toList();
  }

  /** The run of a paper that this night, in whichever process, has completed. */
  public Optional<RunRecord> completed(String paper) {
    return completed(history.runs(paper, configuration));
  }

  private Optional<RunRecord> completed(List<RunRecord> runs) {
    return runs.stream().filter(r -> r.completedBy(night)).findFirst();
  }

  private Optional<Place> place(String paper) {
    List<RunRecord> runs = history.runs(paper, configuration);
    if (completed(runs).isPresent()) {
      return Optional.empty();
    }
    Optional<RunRecord> open = runs.stream().filter(r -> !r.complete()).findFirst();
    if (open.isPresent()) {
      Group group = fruitless(open.get()) ? Group.GETS_NOWHERE : Group.GOES_ON;
      return Optional.of(new Place(paper, group, open.get().start()));
    }
    return Optional.of(
        runs.stream()
            .flatMap(r -> r.end().stream())
            .max(Comparator.naturalOrder())
            .map(end -> new Place(paper, Group.WAITS, end))
            .orElse(new Place(paper, Group.NEVER_COMPLETED, "")));
  }

  /** Whether the run has the files that it had that many attempts ago. */
  private boolean fruitless(RunRecord open) {
    Map<String, Integer> same = new HashMap<>();
    open.attempts().forEach(a -> same.merge(String.valueOf(a.had()), 1, Integer::sum));
    return same.getOrDefault(history.files(open).digest(), 0) >= FRUITLESS;
  }
}
