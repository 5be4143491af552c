package io.reprise.datasets.procedural.melodies;

import io.reprise.datasets.Picture;
import io.reprise.datasets.procedural.Canvas;
import io.reprise.datasets.procedural.Exhibit;
import io.reprise.datasets.procedural.melodies.Tune.Meter;
import io.reprise.datasets.procedural.melodies.Tune.Note;
import io.reprise.tensor.Seed;
import java.util.List;

/** {@link Melodies} as piano rolls. */
public final class MelodiesExhibit implements Exhibit {
  private static final int LOWEST = 53;
  private static final int PITCHES = 40;
  private static final int ROW = 4;
  private static final int SIXTEENTH = 4;
  private static final int CHORDS = 6;

  @Override
  public String title() {
    return "Melodies";
  }

  @Override
  public String caption() {
    return "Each picture is the piano roll of a tune of 16 bars, in 4/4, 3/4 and 2/4: time from"
        + " left to right, pitch upwards, a dark line a bar, a light one a beat, a thick one a"
        + " section of four bars. Blue notes begin on a beat. The stripe below tells the chord of"
        + " each bar by its colour: blue is the tonic, orange-red the dominant. Sections with the"
        + " same letter of the form look alike.";
  }

  @Override
  public List<Picture> pictures(Seed seed) {
    List<Meter> meters = List.of(new Meter(4), new Meter(3), new Meter(2));
    return Melodies.generate(meters, 3, 1, 1, seed).train().stream()
        .map(MelodiesExhibit::roll)
        .toList();
  }

  private static int x(int ticks) {
    return ticks / Tune.TICKS_PER_SIXTEENTH * SIXTEENTH;
  }

  private static Picture roll(Tune tune) {
    int bar = x(tune.meter().ticksPerBar());
    int beat = x(Tune.TICKS_PER_QUARTER);
    int height = PITCHES * ROW;
    int width = tune.bars() * bar;
    Canvas canvas = new Canvas(height + CHORDS, width, 0xffffff);
    for (int x = 0; x < width; x += beat) {
      canvas.fill(x, 0, 1, height, x % bar == 0 ? 0x909090 : 0xe4e4e4);
    }
    for (int b = 0; b < tune.bars(); b++) {
      int chord = Canvas.colour(tune.chords().get(b).degree());
      canvas.fill(b * bar, height, bar, CHORDS, chord);
      canvas.fill(b * bar, 0, b % 4 == 0 ? 2 : 0, height, 0x404040);
    }
    for (Note note : tune.notes()) {
      boolean onBeat = note.onset() % Tune.TICKS_PER_QUARTER == 0;
      canvas.fill(
          x(note.onset()) + 1,
          (PITCHES - 1 - (note.pitch() - LOWEST)) * ROW,
          x(note.duration()) - 1,
          ROW,
          onBeat ? 0x0b5394 : 0xd55e00);
    }
    return canvas.picture();
  }
}
