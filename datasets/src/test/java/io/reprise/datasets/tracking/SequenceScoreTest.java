package io.reprise.datasets.tracking;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.reprise.datasets.Box;
import io.reprise.datasets.tracking.SequenceScore.Invisible;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SequenceScoreTest {
  private static final Box TEN = new Box(0, 0, 10, 10);
  private static final List<Optional<Box>> TRUTH =
      List.of(Optional.of(TEN), Optional.of(TEN), Optional.empty(), Optional.of(TEN));

  /** Anything first, then half of the box, anything where it is hidden, and 20 pixels off. */
  private static final List<Box> PREDICTED =
      List.of(new Box(90, 90, 91, 91), new Box(0, 0, 10, 5), TEN, new Box(12, 16, 22, 26));

  @Test
  void measuresTheFramesThatShowTheObject() {
    SequenceScore score = SequenceScore.of(PREDICTED, TRUTH, Invisible.LEFT_OUT);
    assertEquals(List.of(0.0, 2.5, 20.0), score.centreErrors());
    assertEquals(List.of(1.0, 0.5, 0.0), score.overlaps());
    assertEquals(1, score.precision(20), "at the threshold is a hit");
    assertEquals(2.0 / 3, score.precision(19.9));
    assertEquals(1.0 / 3, score.success(0.5), "at the threshold is a miss");
    assertEquals(2.0 / 3, score.success(0.45));
    // Thresholds 0 to 0.45 are passed by two of three, 0.5 to 0.95 by one, 1 by none.
    assertEquals((10 * 2 + 10) / 3.0 / 21, score.areaUnderCurve(), 1e-15);
  }

  @Test
  void countsHiddenFramesAsTheOfficialScriptIfAsked() {
    SequenceScore score = SequenceScore.of(PREDICTED, TRUTH, Invisible.AS_THE_OFFICIAL_SCRIPT);
    assertEquals(3.0 / 4, score.precision(19.9));
    assertEquals(2.0 / 4, score.success(0));
  }

  @Test
  void everyVideoHasOneVote() {
    SequenceScore lost = new SequenceScore(List.of(30.0), List.of(0.0));
    SequenceScore held = new SequenceScore(List.of(0.0, 1.0, 2.0), List.of(1.0, 0.8, 0.7));
    OnePassEvaluation both = new OnePassEvaluation(List.of(lost, held));
    assertEquals(0.5, both.precision(20));
    assertEquals(0.5, both.success(0.5));
    assertEquals(held.areaUnderCurve() / 2, both.areaUnderCurve(), 1e-15);
  }

  @Test
  void refusesAMissingBox() {
    assertEquals(
        "3 predicted boxes: expected 4",
        assertThrows(
                IllegalArgumentException.class,
                () -> SequenceScore.of(PREDICTED.subList(0, 3), TRUTH, Invisible.LEFT_OUT))
            .getMessage());
  }
}
