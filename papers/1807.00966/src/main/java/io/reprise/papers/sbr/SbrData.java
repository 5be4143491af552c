package io.reprise.papers.sbr;

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
 * @param classifier where detectors start from: the file of a classifier's weights, if they do
 */
record SbrData(List<FaceSet> sets, Optional<Path> classifier) implements Dataset {
  SbrData {
    sets = List.copyOf(sets);
  }

  /**
   * The set of that name.
   *
   * @throws IllegalArgumentException if there is none
   */
  FaceSet of(String name) {
    return sets.stream()
        .filter(s -> s.name().equals(name))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("data '" + name + "': expected one of " + name()));
  }

  @Override
  public String name() {
    return sets.stream().map(FaceSet::name).collect(Collectors.joining(" and "));
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
