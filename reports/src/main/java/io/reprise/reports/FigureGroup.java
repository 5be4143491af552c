package io.reprise.reports;

import io.reprise.experiment.StoredFigure;
import io.reprise.experiment.StoredSound;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The figures of one name side by side, one of each variant that has one. Public for the page's
 * template.
 *
 * @param caption if it is the same for all, else empty
 * @param widest the largest width of its pictures in pixels
 */
public record FigureGroup(String name, String caption, int widest, List<Shown> shown) {
  /** Copies the list. */
  public FigureGroup {
    shown = List.copyOf(shown);
  }

  static FigureGroup of(String name, List<Shown> shown) {
    List<String> captions = shown.stream().map(s -> s.figure().caption()).distinct().toList();
    return new FigureGroup(
        name,
        captions.size() == 1 ? captions.get(0) : "",
        shown.stream().mapToInt(s -> s.figure().width()).max().orElse(0),
        shown);
  }

  /**
   * A variant's figure.
   *
   * @param seeds of all its trials that have one; that of the first is shown
   * @param still file of the first frame, for those who want nothing to move; empty if it does not
   * @param problem why there is nothing to see; empty if there is
   */
  public record Shown(
      String variant, List<Integer> seeds, StoredFigure figure, String still, String problem) {
    /** Copies the seeds. */
    public Shown {
      seeds = List.copyOf(seeds);
    }

    /** The seed that is shown. */
    public int seed() {
      return seeds.get(0);
    }

    /** The tones of a sound for the page's player: onset, duration, pitch and so on. */
    public String tones(StoredSound sound) {
      return sound.tones().stream()
          .map(t -> String.format(Locale.ROOT, "%.4f %.4f %d", t.onset(), t.duration(), t.pitch()))
          .collect(Collectors.joining(" "));
    }

    /** Which seed is shown of how many. */
    public String seedInWords() {
      int n = seeds.size();
      if (seeds.get(n - 1) == n) {
        return "seed 1 of " + n;
      }
      String lowest = n == 1 ? "the only seed" : "the lowest of " + n + " seeds";
      return "seed " + seed() + ", " + lowest + " with this figure";
    }
  }

  /** Whether a picture has titles beside it, which need room too. */
  public boolean titled() {
    return shown.stream().anyMatch(s -> !s.figure().rows().isEmpty());
  }
}
