package io.reprise.datasets.faces;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class VerificationProtocolTest {
  /** A pair whose similarity is the name of its first photo. */
  private static VerificationPair pair(double score, boolean same) {
    return new VerificationPair(Path.of(String.valueOf(score)), Path.of("other"), same);
  }

  private static double score(VerificationPair pair) {
    return Double.parseDouble(pair.first().toString());
  }

  private static VerificationProtocol.Accuracy evaluate(List<List<VerificationPair>> folds) {
    return new VerificationProtocol("Test", folds).evaluate(VerificationProtocolTest::score);
  }

  @Test
  void choosesEachThresholdOnTheOtherFolds() {
    // Alone, fold 0 is split best at 0.5; the threshold 2.5 of fold 1 calls its 2 different.
    VerificationProtocol.Accuracy accuracy =
        evaluate(
            List.of(
                List.of(pair(0, false), pair(1, true), pair(2, true), pair(9, true)),
                List.of(pair(2, false), pair(3, true), pair(4, true), pair(0, false))));
    assertEquals(List.of(2.5, 0.5), accuracy.thresholds());
    assertEquals(List.of(0.5, 0.75), accuracy.folds());
    assertEquals(0.625, accuracy.mean(), 1e-12);
    // Deviations of 1/8 each: sqrt(2/64 / 1) / sqrt(2) = 1/8.
    assertEquals(0.125, accuracy.standardError(), 1e-12);
  }

  @Test
  void computesTheStandardErrorOfLfw() {
    // Ten folds of four pairs, of which f are wrong in fold f for f < 3, and none elsewhere.
    List<List<VerificationPair>> folds = new ArrayList<>();
    for (int f = 0; f < 10; f++) {
      List<VerificationPair> fold = new ArrayList<>();
      for (int p = 0; p < 4; p++) {
        boolean same = p % 2 == 0;
        boolean wrong = f < 3 && p < f;
        fold.add(pair(same != wrong ? 1 : -1, same));
      }
      folds.add(fold);
    }
    VerificationProtocol.Accuracy accuracy = evaluate(folds);
    assertEquals(List.of(1.0, 0.75, 0.5, 1.0), accuracy.folds().subList(0, 4));
    assertEquals(0.925, accuracy.mean(), 1e-12);
    double squares = 8 * 0.075 * 0.075 + 0.175 * 0.175 + 0.425 * 0.425;
    assertEquals(Math.sqrt(squares / 9 / 10), accuracy.standardError(), 1e-12);
  }

  @Test
  void givesAConstantMeasureWhatGuessingGives() {
    List<VerificationPair> fold = List.of(pair(1, true), pair(1, false));
    assertEquals(0.5, evaluate(List.of(fold, fold)).mean());
  }

  @Test
  void refusesOneFoldEmptyFoldsAndScoresThatAreNoNumbers() {
    List<VerificationPair> fold = List.of(pair(1, true));
    assertEquals(
        "Test: one fold: expected another to choose the threshold on",
        assertThrows(IllegalArgumentException.class, () -> evaluate(List.of(fold))).getMessage());
    assertThrows(IllegalArgumentException.class, () -> evaluate(List.of(fold, List.of())));
    assertThrows(IllegalArgumentException.class, () -> evaluate(List.of()));
    List<VerificationPair> none = List.of(pair(Double.NaN, true));
    assertThrows(IllegalArgumentException.class, () -> evaluate(List.of(fold, none)));
  }
}
