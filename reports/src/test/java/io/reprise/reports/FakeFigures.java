package io.reprise.reports;

import io.reprise.datasets.Picture;
import io.reprise.datasets.music.Bar;
import io.reprise.datasets.music.Melody;
import io.reprise.datasets.music.Meter;
import io.reprise.datasets.music.Note;
import io.reprise.experiment.ResultStore;
import io.reprise.experiment.Run;
import io.reprise.experiment.StoredFigure;
import io.reprise.experiment.TrialResult;
import io.reprise.experiment.figures.Clip;
import io.reprise.experiment.figures.Figure;
import io.reprise.experiment.figures.HeatMap;
import io.reprise.experiment.figures.Range;
import io.reprise.experiment.figures.Sound;
import io.reprise.experiment.figures.Tiles;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.math3.fraction.Fraction;

/** Figures for results that a test has stored. */
final class FakeFigures {
  static final String MAPS = "maps <of> \"attention\"";
  static final String CLIP = "a clip";

  private static final int CELLS = 8;
  private static final int CELL = 10;

  private FakeFigures() {}

  /**
   * Gives figures to all finished trials of a run: a grid to each, and to all but those of the
   * first seed a clip, which is the same for all variants.
   */
  static void addTo(Run<?> run) {
    ResultStore store = new ResultStore(run.settings().results(), line -> {});
    for (Run.Planned p : run.plan()) {
      TrialResult r = run.stored(p).orElseThrow();
      if (!r.failed()) {
        List<StoredFigure> figures = new ArrayList<>();
        int place = run.experiment().variants(run.settings().scale()).indexOf(p.variant());
        figures.add(store.save(r.key().paper(), grid(place, r.key().seed())));
        if (r.key().seed() > 1) {
          figures.add(store.save(r.key().paper(), clip(r.key().variant())));
        }
        store.save(
            new TrialResult(
                r.schema(),
                r.key(),
                r.status(),
                r.measurements(),
                r.curves(),
                figures,
                r.error(),
                r.seconds(),
                r.environment()));
      }
    }
  }

  private static Figure grid(int place, int seed) {
    return Tiles.of(
            List.of("a small <object>", "a large object"),
            List.of("input", "first block", "second block", "last"),
            (row, column) -> waves(place + 3 * row + column, seed))
        .figure(
            MAPS,
            "Where it looks, " + new Range(0, 1).words() + ".",
            "Variant " + place + " looks at \"everything\".");
  }

  private static Figure clip(String variant) {
    List<Picture> frames = new ArrayList<>();
    for (int i = 0; i < CELLS; i++) {
      frames.add(waves(i, 1));
    }
    return Clip.of(frames, 100)
        .figure(CLIP, "It moves, says " + variant + ".", "Waves.")
        .with(
            List.of(Sound.of("a <step> up", melody(60, 69), 120), Sound.of("one", melody(81), 60)));
  }

  /** A quarter note each. */
  private static Melody melody(int... pitches) {
    List<Note> notes = new ArrayList<>();
    for (int i = 0; i < pitches.length; i++) {
      notes.add(new Note(new Fraction(i), Fraction.ONE, pitches[i]));
    }
    Meter meter = new Meter(4, 4);
    return new Melody(notes, List.of(new Bar(Fraction.ZERO, meter.bar(), meter, 0)), List.of());
  }

  private static Picture waves(int phase, int seed) {
    float[][] values = new float[CELLS][CELLS];
    for (int y = 0; y < CELLS; y++) {
      for (int x = 0; x < CELLS; x++) {
        values[y][x] = (float) (0.5 + 0.5 * StrictMath.sin(phase + seed * x + y));
      }
    }
    return HeatMap.of(values, new Range(0, 1), CELL);
  }
}
