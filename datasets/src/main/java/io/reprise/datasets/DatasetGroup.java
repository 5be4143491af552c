package io.reprise.datasets;

import io.reprise.datasets.procedural.Checksum;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Several data sets that trials choose from by name. It has the origin of the first one.
 *
 * @param <S> what they are
 */
public interface DatasetGroup<S extends Dataset> extends Dataset {
  /** At least one, each with a name of its own. */
  List<S> sets();

  /**
   * The set of that name.
   *
   * @throws IllegalArgumentException if there is none
   */
  default S of(String name) {
    return sets().stream()
        .filter(s -> s.name().equals(name))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("data '" + name + "': expected one of " + name()));
  }

  @Override
  default String name() {
    return sets().stream().map(Dataset::name).collect(Collectors.joining(" and "));
  }

  @Override
  default Origin origin() {
    return sets().get(0).origin();
  }

  @Override
  default String checksum() {
    Checksum sum = new Checksum();
    sets().forEach(s -> sum.add(s.checksum()));
    return sum.hex();
  }
}
