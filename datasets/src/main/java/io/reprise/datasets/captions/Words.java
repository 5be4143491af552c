package io.reprise.datasets.captions;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Cuts sentences into words: lower case, without punctuation, and with the English contractions
 * apart ({@code don't} to {@code do n't}, {@code man's} to {@code man 's}).
 *
 * <p>That is what the tokenizer of the COCO caption toolkit does to plain sentences; it is not that
 * tokenizer, which has rules for abbreviations and web addresses besides.
 */
public final class Words {
  private static final Pattern WORD =
      Pattern.compile("[\\p{L}\\p{M}\\p{N}]+(?:[-_.,/'][\\p{L}\\p{M}\\p{N}]+)*'?");
  private static final Pattern CONTRACTION = Pattern.compile("(.+)(n't|'s|'re|'ve|'ll|'d|'m)");

  private Words() {}

  /** The words in order; none if there are none. */
  public static List<String> of(String sentence) {
    List<String> words = new ArrayList<>();
    Matcher matcher = WORD.matcher(sentence.toLowerCase(Locale.ROOT).replace('\u2019', '\''));
    while (matcher.find()) {
      String word = matcher.group();
      if (word.endsWith("'")) {
        word = word.substring(0, word.length() - 1);
      }
      Matcher contraction = CONTRACTION.matcher(word);
      if (contraction.matches()) {
        words.add(contraction.group(1));
        words.add(contraction.group(2));
      } else {
        words.add(word);
      }
    }
    return List.copyOf(words);
  }
}
