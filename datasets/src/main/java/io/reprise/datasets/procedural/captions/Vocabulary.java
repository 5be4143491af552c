package io.reprise.datasets.procedural.captions;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The words of captions and their numbers. Number 0 is the end of a caption, and padding. */
public final class Vocabulary {
  /** The number of the end. */
  public static final int END = 0;

  private final List<String> words;
  private final Map<String, Integer> numbers = new HashMap<>();

  Vocabulary(List<String> words) {
    List<String> all = new ArrayList<>(List.of("<end>"));
    all.addAll(words);
    this.words = Collections.unmodifiableList(all);
    for (int i = 0; i < all.size(); i++) {
      numbers.put(all.get(i), i);
    }
  }

  /** How many words there are, with the end. */
  public int size() {
    return words.size();
  }

  /** The word of a number. */
  public String word(int number) {
    return words.get(number);
  }

  /**
   * The numbers of the words of a caption, and then {@link #END}.
   *
   * @throws IllegalArgumentException naming a word that is not in the vocabulary
   */
  public int[] encode(String caption) {
    String[] parts = caption.split(" ", -1);
    int[] encoded = new int[parts.length + 1];
    for (int i = 0; i < parts.length; i++) {
      Integer number = numbers.get(parts[i]);
      if (number == null || number == END) {
        throw new IllegalArgumentException(
            "caption '"
                + caption
                + "': word "
                + (i + 1)
                + " '"
                + parts[i]
                + "': expected one of the "
                + (size() - 1)
                + " of the vocabulary");
      }
      encoded[i] = number;
    }
    return encoded;
  }

  /** The words before the first {@link #END}, apart by spaces. */
  public String decode(int... numbers) {
    List<String> said = new ArrayList<>();
    for (int number : numbers) {
      if (number == END) {
        break;
      }
      said.add(word(number));
    }
    return String.join(" ", said);
  }
}
