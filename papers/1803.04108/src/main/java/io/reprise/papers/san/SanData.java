package io.reprise.papers.san;

import io.reprise.datasets.DatasetGroup;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * All sets of faces of a scale.
 *
 * @param sets that variants train on
 * @param weights the folder of classifiers' weights that published networks start from, if any do
 */
record SanData(List<StyledSet> sets, Optional<Path> weights) implements DatasetGroup<StyledSet> {
  SanData {
    sets = List.copyOf(sets);
  }
}
