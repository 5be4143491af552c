package io.reprise.datasets.captions;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Words by number: 0 is the end of a sentence, which also fills up short ones (arXiv 1909.00121), 1
 * is any word that is not in it, and the words that are follow, the most frequent first.
 */
public final class Vocabulary {
  /** The number of the end of a sentence. */
  public static final int END = 0;

  /** The number of all words that have none of their own. */
  public static final int UNKNOWN = 1;

  private static final List<String> SPECIAL = List.of("<end>", "<unknown>");

  private final List<String> words;
  private final Map<String, Integer> ids = new HashMap<>();

  private Vocabulary(List<String> words) {
    this.words = List.copyOf(words);
    for (int id = 0; id < words.size(); id++) {
      ids.put(words.get(id), id);
    }
  }

  /**
   * The words that some sentences, cut into words, have at least {@code leastCount} times; equally
   * frequent ones by their letters.
   */
  public static Vocabulary of(Iterable<List<String>> sentences, int leastCount) {
    Map<String, Integer> counts = new HashMap<>();
    for (List<String> sentence : sentences) {
      for (String word : sentence) {
        counts.merge(word, 1, Integer::sum);
      }
    }
    List<String> words = new ArrayList<>(SPECIAL);
    counts.entrySet().stream()
        .filter(entry -> entry.getValue() >= leastCount && !SPECIAL.contains(entry.getKey()))
        .sorted(
            Map.Entry.<String, Integer>comparingByValue()
                .reversed()
                .thenComparing(Map.Entry.comparingByKey(Comparator.naturalOrder())))
        .forEach(entry -> words.add(entry.getKey()));
    return new Vocabulary(words);
  }

  /** How many numbers there are. */
  public int size() {
    return words.size();
  }

  public String word(int id) {
    return words.get(id);
  }

  public int id(String word) {
    return ids.getOrDefault(word, UNKNOWN);
  }

  /** The numbers of a sentence's words, then the end. */
  public List<Integer> encode(List<String> sentence) {
    List<Integer> encoded = new ArrayList<>();
    for (String word : sentence) {
      encoded.add(id(word));
    }
    encoded.add(END);
    return List.copyOf(encoded);
  }

  /** The words up to the first end, or all. */
  public List<String> decode(List<Integer> encoded) {
    int end = encoded.indexOf(END);
    return encoded.subList(0, end < 0 ? encoded.size() : end).stream().map(this::word).toList();
  }
}
