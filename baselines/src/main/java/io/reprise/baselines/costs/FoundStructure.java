package io.reprise.baselines.costs;

import java.util.Arrays;
import java.util.List;

/**
 * A residual network that the bee colony of arXiv 2001.08565 found, read in the notes in the
 * authors' repository.
 *
 * @param alpha the most that a layer may keep, in percent
 * @param genes tenths of its inner width that each block keeps
 */
record FoundStructure(int depth, int alpha, List<Integer> genes) {
  static final List<FoundStructure> ALL =
      List.of(
          FoundStructure.of(56, 10, "1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1"),
          FoundStructure.of(56, 20, "1 1 1 1 1 2 1 1 1 1 1 1 2 2 2 1 2 1 1 1 2 2 2 2 2 2 1"),
          FoundStructure.of(56, 30, "2 3 2 2 1 2 3 1 2 3 2 1 1 3 2 1 1 1 2 1 1 1 3 3 3 2 2"),
          FoundStructure.of(56, 40, "4 2 3 3 4 1 3 1 4 2 3 4 3 2 2 4 4 3 3 2 3 4 3 3 1 2 2"),
          FoundStructure.of(56, 50, "5 3 2 1 2 4 1 3 4 5 5 5 1 3 1 5 1 2 5 1 2 1 3 3 5 2 2"),
          FoundStructure.of(56, 60, "3 3 2 6 5 1 4 2 4 2 4 3 3 6 5 3 6 2 4 1 6 3 6 5 3 6 2"),
          FoundStructure.of(56, 70, "5 7 3 6 6 6 7 6 3 6 2 7 1 2 1 5 5 5 7 4 7 6 2 4 5 3 6"),
          FoundStructure.of(56, 80, "8 5 6 6 6 6 8 4 3 6 8 7 6 7 1 3 2 3 8 6 2 8 8 5 5 8 1"),
          FoundStructure.of(56, 90, "7 4 6 2 1 3 6 7 1 8 4 6 3 6 5 6 4 4 6 4 4 5 5 1 8 7 1"),
          FoundStructure.of(56, 100, "2 2 7 5 9 1 8 5 6 9 3 8 10 4 2 8 8 7 3 10 6 5 8 9 10 8 9"),
          FoundStructure.of(18, 70, "7 2 4 7 4 6 6 5"),
          FoundStructure.of(18, 100, "3 1 4 3 8 4 9 9"),
          FoundStructure.of(34, 50, "1 4 4 1 3 3 5 5 5 5 3 4 4 5 5 5"),
          FoundStructure.of(34, 90, "6 5 8 2 6 7 8 7 2 9 8 9 4 4 3 3"),
          FoundStructure.of(50, 30, "2 2 2 1 1 2 1 3 2 3 2 2 3 3 1 2"),
          FoundStructure.of(50, 50, "3 4 3 5 1 3 1 3 2 4 3 5 5 3 2 4"),
          FoundStructure.of(50, 70, "7 2 7 4 3 7 7 2 6 5 5 2 7 3 6 3"),
          FoundStructure.of(50, 80, "1 2 8 8 2 5 7 5 5 5 1 8 7 2 5 5"),
          FoundStructure.of(50, 100, "3 2 7 3 10 7 9 10 9 2 5 8 3 10 10 2"),
          FoundStructure.of(
              101, 80, "4 2 3 7 7 8 4 5 6 4 6 7 4 6 1 3 5 4 5 1 1 8 5 2 3 6 8 6 2 8 8 1 1"),
          FoundStructure.of(
              152,
              70,
              "7 6 6 6 1 6 7 4 7 2 3 1 1 4 1 4 6 5 7 1 7 2 3 7 6 6 7 7 2 3 2 1 6 1 5 2 7 7 4 2 6 1 3 7 6 4 7 7 6 4"));

  FoundStructure {
    genes = List.copyOf(genes);
  }

  private static FoundStructure of(int depth, int alpha, String genes) {
    return new FoundStructure(
        depth, alpha, Arrays.stream(genes.split(" ", -1)).map(Integer::valueOf).toList());
  }
}
