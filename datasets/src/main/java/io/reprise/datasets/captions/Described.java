package io.reprise.datasets.captions;

import java.util.List;

/**
 * What a model says of one video, and what people say.
 *
 * @param candidate the model's words
 * @param references at least one sentence of words
 */
public record Described(List<String> candidate, List<List<String>> references) {
  public Described {
    candidate = List.copyOf(candidate);
    references = references.stream().map(List::copyOf).toList();
    if (references.isEmpty()) {
      throw new IllegalArgumentException("no references: expected at least one");
    }
  }
}
