package io.reprise.datasets.captions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class CaptionMetricsTest {
  /** The example of the BLEU paper (Papineni et al., 2002), candidate 1. */
  private static final Described GUIDE =
      described(
          "It is a guide to action which ensures that the military always obeys the commands of the"
              + " party",
          "It is a guide to action that ensures that the military will forever heed Party"
              + " commands",
          "It is the guiding principle which guarantees the military forces always being under the"
              + " command of the Party",
          "It is the practical guide for the army always to heed the directions of the party");

  private static final Described HISTORY =
      described(
          "he read the book because he was interested in world history",
          "he was interested in world history because he read the book");

  private static Described described(String candidate, String... references) {
    return new Described(
        words(candidate), List.of(references).stream().map(CaptionMetricsTest::words).toList());
  }

  private static List<String> words(String sentence) {
    return sentence.isEmpty() ? List.of() : List.of(sentence.split(" ", -1));
  }

  @Test
  void bleuEqualsThePublishedExamples() {
    // The values that NLTK's documentation of sentence_bleu and corpus_bleu gives.
    assertEquals(0.5045666840058485, CaptionMetrics.bleu(List.of(GUIDE), 4), 1e-12);
    assertEquals(0.5920778868801042, CaptionMetrics.bleu(List.of(GUIDE, HISTORY), 4), 1e-12);
  }

  @Test
  void bleuClipsRepeatedWords() {
    // The second example of the BLEU paper: 2 of 7.
    Described the =
        described(
            "the the the the the the the", "the cat is on the mat", "there is a cat on the mat");
    assertEquals(2.0 / 7, CaptionMetrics.bleu(List.of(the), 1), 1e-15);
    assertEquals(0, CaptionMetrics.bleu(List.of(the), 2));
  }

  @Test
  void bleuTakesTheClosestReferenceAndOfTwoTheShorter() {
    // 4 words; references of 6 and 2 are equally close: no penalty against 2.
    Described four = described("a b c d", "a b c d e f", "a b");
    assertEquals(1, CaptionMetrics.bleu(List.of(four), 1), 1e-15);
    Described longer = described("a b c d", "a b c d e f", "a");
    assertEquals(StrictMath.exp(1 - 6 / 4.0), CaptionMetrics.bleu(List.of(longer), 1), 1e-15);
  }

  @Test
  void rougeTakesTheBestPrecisionAndRecall() {
    // Common: "a c d" of 4 found words and 5 there, and "b" of 1 there.
    Described video = described("a b c d", "a x c y d", "b");
    double precision = 3.0 / 4;
    double recall = 1;
    double weight = 1.44;
    assertEquals(
        (1 + weight) * precision * recall / (recall + weight * precision),
        CaptionMetrics.rougeL(List.of(video)),
        1e-15);
    assertEquals(0, CaptionMetrics.rougeL(List.of(described("", "a"))));
  }

  @Test
  void ciderWeighsRareRunsByHandComputedValues() {
    Described other = described("x y", "c d");
    // Runs of one and two words match, of three and four there are none: half of 10, and 0.
    assertEquals(2.5, CaptionMetrics.ciderD(List.of(described("a b", "a b"), other)), 1e-12);
    // Cosines 2 / sqrt 6 and 1 / sqrt 2, one word too long.
    double longer = 10 * (2 / Math.sqrt(6) + 1 / Math.sqrt(2)) / 4 * StrictMath.exp(-1.0 / 72) / 2;
    assertEquals(longer, CaptionMetrics.ciderD(List.of(described("a b c", "a b"), other)), 1e-12);
    // The second "a" does not count: cosines 2 / sqrt 10 and 1 / sqrt 2.
    double repeated =
        10 * (2 / Math.sqrt(10) + 1 / Math.sqrt(2)) / 4 * StrictMath.exp(-1.0 / 72) / 2;
    assertEquals(repeated, CaptionMetrics.ciderD(List.of(described("a a b", "a b"), other)), 1e-12);
  }

  @Test
  void ciderIgnoresWhatEveryVideoHas() {
    Described one = described("the a", "the b");
    Described two = described("the c", "the d");
    assertEquals(0, CaptionMetrics.ciderD(List.of(one, two)));
  }

  @Test
  void refusesAVideoWithoutReference() {
    assertEquals(
        "no references: expected at least one",
        assertThrows(IllegalArgumentException.class, () -> described("a")).getMessage());
  }
}
