package io.reprise.papers.san;

import io.reprise.datasets.Dataset;
import io.reprise.datasets.procedural.Checksum;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * All sets of faces of a scale.
 *
 * @param sets that variants train on
 * @param weights the folder of classifiers' weights that published networks start from, if any do
 */
record SanData(List<StyledSet> sets, Optional<Path> weights) implements Dataset {
  SanData {
    sets = List.copyOf(sets);
  }

  /**
   * The set of that name.
   *
   * @throws IllegalArgumentException if there is none
   */
  StyledSet of(String name) {
    return sets.stream()
        .filter(s -> s.name().equals(name))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("data '" + name + "': expected one of " + name()));
  }

  @Override
  public String name() {
    return sets.stream().map(StyledSet::name).collect(Collectors.joining(" and "));
  }

  @Override
  public Origin origin() {
    return sets.get(0).origin();
  }

  @Override
  public String checksum() {
    Checksum sum = new Checksum();
    sets.forEach(s -> sum.add(s.checksum()));
    return sum.hex();
  }
}
