package io.reprise.datasets.procedural.melodies;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.datasets.music.Melody;
import io.reprise.datasets.music.Note;
import io.reprise.tensor.Seed;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.commons.math3.fraction.Fraction;
import org.junit.jupiter.api.Test;

class FormMelodiesTest {
  /** A change of this value changes every result that rests on the data. */
  @Test
  void writesTheSameNotesOnEveryPlatform() {
    assertEquals(
        "5a55defda7a29989aaa66d30582ca87c9ccde6b347b7b3efa4792ae1fbc10d22",
        FormMelodies.generate(30, 10, 10, new Seed(7)).checksum());
  }

  @Test
  void startsALongerSetWithTheMelodiesOfAShorterOneAndDiffersBySeedAndPart() {
    FormMelodies small = FormMelodies.generate(5, 5, 5, new Seed(1));
    FormMelodies large = FormMelodies.generate(9, 5, 5, new Seed(1));
    assertEquals(small.train(), large.train().subList(0, 5));
    assertNotEquals(small.train(), small.test());
    assertNotEquals(small.train(), FormMelodies.generate(5, 5, 5, new Seed(2)).train());
  }

  @Test
  void hasTwelveKindsOfBarsOfEightKindsOfBeats() {
    Set<String> beats = new HashSet<>();
    for (String bar : FormMelodies.rhythms()) {
      assertTrue(bar.matches("N[No-]{15}"), bar);
      for (int i = 0; i < 16; i += 4) {
        beats.add(bar.substring(i, i + 4));
      }
    }
    assertEquals(12, new HashSet<>(FormMelodies.rhythms()).size());
    assertEquals(8, beats.size(), beats::toString);
  }

  /** Where notes begin and how long they are, in each bar. */
  private static List<List<Fraction>> rhythms(Melody melody) {
    List<List<Fraction>> bars = new ArrayList<>();
    for (int b = 0; b < FormMelodies.BARS; b++) {
      bars.add(new ArrayList<>());
    }
    for (Note note : melody.notes()) {
      int bar = (int) note.onset().divide(4).doubleValue();
      bars.get(bar).add(note.onset().subtract(4 * bar));
      bars.get(bar).add(note.duration());
    }
    return bars;
  }

  /** By the forms: 1/4, 1/2, 1/4 and 1; of the others one in 12 pairs is alike. */
  @Test
  void barsComeAgainByTheForm() {
    List<Melody> melodies = FormMelodies.generate(400, 1, 1, new Seed(1)).train();
    double[] expected = {0.25, 0.5, 0.25, 1};
    for (int lag = 1; lag <= 4; lag++) {
      int alike = 0;
      for (Melody melody : melodies) {
        List<List<Fraction>> bars = rhythms(melody);
        for (int b = 0; b + lag < bars.size(); b++) {
          alike += bars.get(b).equals(bars.get(b + lag)) ? 1 : 0;
        }
      }
      double share = alike / 400.0 / (8 - lag);
      double byForm = expected[lag - 1];
      assertEquals(byForm + (1 - byForm) / 12, share, 0.03, "lag " + lag);
    }
  }

  @Test
  void notesAreOfTheScaleInOneVoiceAndMoveInSmallSteps() {
    int small = 0;
    int all = 0;
    for (Melody melody : FormMelodies.generate(50, 1, 1, new Seed(2)).train()) {
      assertTrue(melody.isMonophonic());
      assertEquals(new Fraction(32), melody.length());
      List<Integer> degrees =
          melody.notes().stream().map(n -> FormMelodies.PITCHES.indexOf(n.pitch())).toList();
      assertTrue(degrees.stream().allMatch(d -> d >= 0));
      for (int n = 1; n < degrees.size(); n++) {
        small += Math.abs(degrees.get(n) - degrees.get(n - 1)) <= 2 ? 1 : 0;
        all++;
      }
    }
    assertTrue(small > 0.75 * all && small < all, small + " of " + all);
  }

  @Test
  void refusesEmptyParts() {
    assertEquals(
        "melodies: 0 in a part: expected at least 1",
        assertThrows(
                IllegalArgumentException.class, () -> FormMelodies.generate(1, 0, 1, new Seed(1)))
            .getMessage());
  }
}
