package io.reprise.reports;

import io.reprise.experiment.Run;
import io.reprise.experiment.StoredFigure;
import io.reprise.experiment.StoredFile;
import io.reprise.experiment.StoredSound;
import io.reprise.experiment.TrialResult;
import io.reprise.experiment.Variant;
import io.reprise.experiment.figures.Clip;
import io.reprise.experiment.figures.Figure;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The figures of a run as its page shows them: by name, of each variant that of its lowest seed. A
 * picture that is missing or damaged is said and never fatal.
 */
final class Figures {
  /** What the pictures of a page may weigh, so that it stays below 1.5 MB with all it loads. */
  private static final int LIGHT_BYTES = 600_000;

  private final List<FigureGroup> groups;
  private final Map<String, byte[]> files;

  private Figures(List<FigureGroup> groups, Map<String, byte[]> files) {
    this.groups = List.copyOf(groups);
    this.files = Collections.unmodifiableMap(files);
  }

  /**
   * Reads the pictures that the page shows.
   *
   * @param warnings takes a line for each picture that cannot be shown, and one if all together are
   *     heavy
   */
  static Figures of(Run<?> run, Comparison c, Consumer<String> warnings) {
    Reading reading = new Reading(run, warnings);
    Map<String, List<FigureGroup.Shown>> byName = new LinkedHashMap<>();
    for (Variant v : c.variants()) {
      seeds(c.evidence().trialsOf(v.name()))
          .forEach(
              (name, seeds) ->
                  byName
                      .computeIfAbsent(name, n -> new ArrayList<>())
                      .add(reading.shown(v.name(), seeds)));
    }
    List<FigureGroup> groups = new ArrayList<>();
    byName.forEach((name, shown) -> groups.add(FigureGroup.of(name, shown)));
    reading.warnIfHeavy();
    return new Figures(groups, reading.files);
  }

  /** The figures of each name by seed, the lowest first. */
  private static Map<String, Map<Integer, StoredFigure>> seeds(List<TrialResult> trials) {
    Map<String, Map<Integer, StoredFigure>> all = new LinkedHashMap<>();
    for (TrialResult t : trials) {
      for (StoredFigure f : t.figures()) {
        all.computeIfAbsent(f.name(), n -> new LinkedHashMap<>()).put(t.key().seed(), f);
      }
    }
    return all;
  }

  /** Reads pictures and keeps what the site needs of them. */
  private static final class Reading {
    private final Run<?> run;
    private final Consumer<String> warnings;
    private final Map<String, byte[]> files = new LinkedHashMap<>();

    Reading(Run<?> run, Consumer<String> warnings) {
      this.run = run;
      this.warnings = warnings;
    }

    FigureGroup.Shown shown(String variant, Map<Integer, StoredFigure> bySeed) {
      List<Integer> seeds = List.copyOf(bySeed.keySet());
      StoredFigure figure = bySeed.get(seeds.get(0));
      try {
        byte[] picture = run.picture(figure);
        String still = figure.moves() ? still(figure, picture) : "";
        for (StoredSound sound : figure.sounds()) {
          for (StoredFile file : sound.files()) {
            files.put(file.file(), run.file(file));
          }
        }
        files.put(figure.file(), picture);
        return new FigureGroup.Shown(variant, seeds, figure, still, "");
      } catch (IOException e) {
        warnings.accept(
            String.format(
                Locale.ROOT,
                "figure '%s' of %s, seed %d, is not on the page: in the results of the paper, %s",
                figure.name(),
                variant,
                seeds.get(0),
                e.getMessage()));
        return new FigureGroup.Shown(variant, seeds, figure, "", e.getMessage());
      }
    }

    /** Keeps the first frame of a clip and gives its file. */
    private String still(StoredFigure figure, byte[] gif) throws IOException {
      String file = figure.file().replace(".gif", "-still.png");
      files.put(file, Figure.encoded(Clip.firstFrame(gif)));
      return file;
    }

    void warnIfHeavy() {
      int bytes = files.values().stream().mapToInt(f -> f.length).sum();
      if (bytes > LIGHT_BYTES) {
        warnings.accept(
            String.format(
                Locale.ROOT,
                "the figures of %s weigh %,d bytes: expected at most %,d on a page that is quick to"
                    + " load; show fewer or smaller tiles",
                run.experiment().paper().id(),
                bytes,
                LIGHT_BYTES));
      }
    }
  }

  /** In the order in which the variants first show them. */
  List<FigureGroup> groups() {
    return groups;
  }

  /** The pictures by their place in the paper's folder of the site. */
  Map<String, byte[]> files() {
    return files;
  }

  /** As {@code results.json} has them. */
  List<Map<String, Object>> described() {
    return groups.stream()
        .flatMap(g -> g.shown().stream())
        .map(
            s ->
                Json.object(
                    "name", s.figure().name(),
                    "variant", s.variant(),
                    "seed", s.seed(),
                    "seeds", s.seeds(),
                    "caption", s.figure().caption(),
                    "alternative_text", s.figure().alternativeText(),
                    "file", s.problem().isEmpty() ? s.figure().file() : null,
                    "sha256", s.figure().sha256(),
                    "width", s.figure().width(),
                    "height", s.figure().height(),
                    "rows", s.figure().rows(),
                    "columns", s.figure().columns(),
                    "sounds", s.figure().sounds().stream().map(Figures::described).toList()))
        .toList();
  }

  private static Map<String, Object> described(StoredSound sound) {
    return Json.object(
        "title",
        sound.title(),
        "files",
        sound.files().stream().map(StoredFile::file).toList(),
        "tones",
        sound.tones().stream().map(t -> List.of(t.onset(), t.duration(), t.pitch())).toList());
  }
}
