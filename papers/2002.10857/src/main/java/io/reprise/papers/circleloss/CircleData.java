package io.reprise.papers.circleloss;

import io.reprise.datasets.Dataset;
import io.reprise.datasets.openset.OpenSet;
import io.reprise.datasets.procedural.Checksum;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The data of all tasks of a scale, of which a variant uses one. */
final class CircleData implements Dataset {
  private final Map<Task, JudgedSet> sets;

  CircleData(Map<Task, JudgedSet> sets) {
    this.sets = Collections.unmodifiableMap(new EnumMap<>(sets));
  }

  /**
   * That of a task.
   *
   * @throws IllegalArgumentException if the scale has none
   */
  JudgedSet of(Task task) {
    JudgedSet set = sets.get(task);
    if (set == null) {
      throw new IllegalArgumentException(
          "task '" + task.title() + "': expected one of " + sets.keySet());
    }
    return set;
  }

  private List<OpenSet> all() {
    return sets.values().stream().map(JudgedSet::set).toList();
  }

  /** Names procedural parts as such where others are published. */
  @Override
  public String name() {
    boolean mixed = origin() == Origin.MIXED;
    return all().stream()
        .map(s -> s.name() + (mixed && s.origin() == Origin.PROCEDURAL ? " (procedural)" : ""))
        .collect(Collectors.joining(", "));
  }

  @Override
  public Origin origin() {
    List<Origin> origins = all().stream().map(OpenSet::origin).distinct().toList();
    return origins.size() == 1 ? origins.get(0) : Origin.MIXED;
  }

  @Override
  public String checksum() {
    Checksum sum = new Checksum();
    all().forEach(s -> sum.add(s.checksum()));
    return sum.hex();
  }
}
