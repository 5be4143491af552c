package io.reprise.papers.sbr;

import io.reprise.datasets.DatasetGroup;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * All sets of faces of a scale.
 *
 * @param sets that variants train on
 * @param classifier where detectors start from: the file of a classifier's weights, if they do
 */
record SbrData(List<FaceSet> sets, Optional<Path> classifier) implements DatasetGroup<FaceSet> {
  SbrData {
    sets = List.copyOf(sets);
  }
}
