package io.reprise.datasets.procedural.melodies;

import io.reprise.datasets.Picture;
import io.reprise.datasets.music.PianoRoll;
import io.reprise.datasets.procedural.Exhibit;
import io.reprise.tensor.Seed;
import java.util.List;

/** {@link FormMelodies} as piano rolls. */
public final class FormMelodiesExhibit implements Exhibit {
  private static final int MELODIES = 4;

  @Override
  public String title() {
    return "Melodies with forms";
  }

  @Override
  public String caption() {
    return "Each picture is the piano roll of a melody of 8 bars in 4/4: time from left to right,"
        + " pitch upwards, a dark line a bar, a light one a beat. Blue notes begin on a beat."
        + " Rhythms of bars come again 1, 2 or 4 bars later, pitches do not.";
  }

  @Override
  public List<Picture> pictures(Seed seed) {
    List<Integer> pitches = FormMelodies.PITCHES;
    PianoRoll roll =
        new PianoRoll(pitches.get(0), pitches.get(pitches.size() - 1), 4 * FormMelodies.BARS);
    return FormMelodies.generate(MELODIES, 1, 1, seed).train().stream().map(roll::draw).toList();
  }
}
