package io.reprise.datasets.captions;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Runs of words and how often a sentence has them. */
final class NGrams {
  private NGrams() {}

  static Map<List<String>, Integer> counts(List<String> sentence, int length) {
    Map<List<String>, Integer> counts = new LinkedHashMap<>();
    for (int i = 0; i + length <= sentence.size(); i++) {
      counts.merge(sentence.subList(i, i + length), 1, Integer::sum);
    }
    return counts;
  }
}
