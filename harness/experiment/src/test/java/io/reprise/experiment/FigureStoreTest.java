package io.reprise.experiment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.datasets.Picture;
import io.reprise.datasets.music.AbcBook;
import io.reprise.datasets.music.Bar;
import io.reprise.datasets.music.Melody;
import io.reprise.datasets.music.Meter;
import io.reprise.datasets.music.MidiFile;
import io.reprise.datasets.music.Note;
import io.reprise.experiment.figures.Clip;
import io.reprise.experiment.figures.Figure;
import io.reprise.experiment.figures.PianoRolls;
import io.reprise.experiment.figures.Sound;
import io.reprise.experiment.figures.Tiles;
import io.reprise.tensor.Shape;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.commons.math3.fraction.Fraction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Figures from a trial to its result and back, with the experiment that draws what is said. */
class FigureStoreTest {
  private static final String PAPER = "0000.00000";

  @TempDir Path folder;

  private final List<String> log = new ArrayList<>();

  private ResultStore store() {
    return new ResultStore(folder, log::add);
  }

  private Run<?> run(Path results, FakeExperiment experiment) {
    Map<String, String> options = new HashMap<>();
    options.put("scale", "smoke");
    options.put("seeds", "1");
    options.put("results", results.toString());
    options.put("data", folder.toString());
    options.put("threads", "1");
    return Run.of(experiment, RunSettings.parse(options::get), log::add);
  }

  private static Picture grey(int level) {
    return new Picture(Shape.of(1, 1, 1), new byte[] {(byte) level});
  }

  private static Figure dot(String name, int level) {
    return Figure.png(name, "A grey dot.", "Dot.", grey(level));
  }

  private List<Path> pictures() throws IOException {
    Path pictures = folder.resolve(PAPER + "/figures");
    if (!Files.exists(pictures)) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(pictures)) {
      return all.sorted().toList();
    }
  }

  private static String refusal(ResultStore store, StoredFigure figure) {
    return assertThrows(IOException.class, () -> store.picture(PAPER, figure)).getMessage();
  }

  @Test
  void aTrialsFiguresComeBackWithItsResult() throws IOException {
    Figure grid =
        Tiles.of(List.of("one"), List.of("a", "b"), (r, c) -> grey(9 * c))
            .figure("grid", "Two dots.", "A dark dot and a lighter one.");
    Figure clip = Clip.of(List.of(grey(0), grey(9)), 100).figure("clip", "It moves.", "A dot.");
    Run<?> run = run(folder, new FakeExperiment(List.of(grid, clip)));
    run.run(run.plan().get(0));
    TrialResult result = store().find(run.plan().get(0).key()).orElseThrow();
    assertEquals(2, result.figures().size());
    StoredFigure first = result.figures().get(0);
    assertEquals("grid", first.name());
    assertEquals("Two dots.", first.caption());
    assertEquals("A dark dot and a lighter one.", first.alternativeText());
    assertEquals(List.of("one"), first.rows());
    assertEquals(List.of("a", "b"), first.columns());
    assertEquals(10, first.width());
    assertEquals(5, first.height());
    assertTrue(first.file().matches("figures/[0-9a-f]{16}\\.png"), first.file());
    assertTrue(first.sha256().startsWith(first.file().substring(8, 24)));
    assertFalse(first.moves());
    assertArrayEquals(grid.bytes(), run.picture(first));
    StoredFigure second = result.figures().get(1);
    assertTrue(second.file().endsWith(".gif") && second.moves(), second.file());
    assertEquals(List.of(), second.rows());
    assertArrayEquals(clip.bytes(), run.picture(second));
    assertEquals(2, pictures().size());
  }

  private static Melody scale() {
    Meter meter = new Meter(4, 4);
    return new Melody(
        List.of(
            new Note(Fraction.ZERO, Fraction.ONE, 60),
            new Note(new Fraction(3, 2), Fraction.ONE_HALF, 69)),
        List.of(new Bar(Fraction.ZERO, new Fraction(4), meter, 0)),
        List.of());
  }

  @Test
  void aFiguresMelodiesComeBackWithItsResultAndTheirFiles() throws IOException {
    Figure rolls =
        new PianoRolls(List.of("up", "up again"), List.of(scale(), scale()))
            .figure("rolls", "Two melodies.", "A step up.");
    Run<?> run = run(folder, new FakeExperiment(List.of(rolls)));
    run.run(run.plan().get(0));
    StoredFigure figure = store().find(run.plan().get(0).key()).orElseThrow().figures().get(0);
    assertEquals(List.of("up", "up again"), figure.rows());
    StoredSound sound = figure.sounds().get(1);
    assertEquals("up again", sound.title());
    // At 120 quarter notes a minute one lasts half a second.
    assertEquals(
        List.of(new Sound.Tone(0, 0.5, 60), new Sound.Tone(0.75, 0.25, 69)), sound.tones());
    Path midi = Files.write(folder.resolve("again.mid"), run.file(sound.files().get(0)));
    assertEquals(scale().notes(), MidiFile.read(midi).notes());
    Path abc = Files.write(folder.resolve("again.abc"), run.file(sound.files().get(1)));
    assertEquals(scale(), AbcBook.read(abc).requireAll().get(0).melody());
    assertEquals("up again", AbcBook.read(abc).requireAll().get(0).title());
    // One picture, one MIDI file, and an ABC file for each title.
    assertEquals(4, pictures().size());
    Files.delete(folder.resolve(PAPER).resolve(sound.files().get(1).file()));
    assertEquals(
        sound.files().get(1).file() + " is missing",
        assertThrows(IOException.class, () -> run.file(sound.files().get(1))).getMessage());
  }

  @Test
  void melodiesWithoutTitleOrTempoAreRefused() {
    assertTrue(
        assertThrows(IllegalArgumentException.class, () -> Sound.of(" ", scale(), 120))
            .getMessage()
            .startsWith("melody ' ' at 120.0 quarter notes a minute"));
    assertThrows(IllegalArgumentException.class, () -> Sound.of("up", scale(), 0));
    assertEquals(
        "0 titles of 1 melodies: expected at least one melody, and a title for each",
        assertThrows(
                IllegalArgumentException.class, () -> new PianoRolls(List.of(), List.of(scale())))
            .getMessage());
  }

  /** The folder was written when figures were new, and is never to be written anew. */
  @Test
  void figuresFromAnEarlierTimeStillLoad() throws Exception {
    Path old = Path.of(getClass().getResource("results-figures").toURI());
    ResultStore store = new ResultStore(old, log::add);
    TrialResult result = store.all(ResultStore.Stored::result).get(0);
    StoredFigure figure = result.figures().get(0);
    assertEquals("grid", figure.name());
    assertEquals("Two dots.", figure.caption());
    assertEquals("A dark dot and a lighter one.", figure.alternativeText());
    assertEquals(List.of("one"), figure.rows());
    assertEquals(List.of("a", "b"), figure.columns());
    assertEquals(10, figure.width());
    assertEquals(5, figure.height());
    assertTrue(store.picture(PAPER, figure).length > 0);
    assertEquals(List.of(), log);
  }

  @Test
  void aResultWithoutFiguresIsWrittenAsItWasBeforeThereWereAny() throws IOException {
    Run<?> run = run(folder, new FakeExperiment());
    run.run(run.plan().get(0));
    String text = Files.readString(store().file(run.plan().get(0).key()));
    assertFalse(text.contains("figures"), text);
    assertEquals(List.of(), store().find(run.plan().get(0).key()).orElseThrow().figures());
  }

  @Test
  void whatSeveralTrialsShowAlikeIsStoredOnce() throws IOException {
    StoredFigure one = store().save(PAPER, dot("one", 1));
    FileTime old = FileTime.from(Instant.EPOCH);
    Files.setLastModifiedTime(pictures().get(0), old);
    StoredFigure again = store().save(PAPER, dot("again", 1));
    assertEquals(one.file(), again.file());
    assertEquals(1, pictures().size());
    assertEquals(old, Files.getLastModifiedTime(pictures().get(0)), "not written anew");
    store().save(PAPER, dot("other", 2));
    assertEquals(2, pictures().size());
  }

  /** A result that cannot be written stands for a process that is killed before it is. */
  @Test
  void picturesAreThereBeforeTheResultThatNamesThem() throws IOException {
    Files.createDirectories(folder.resolve(PAPER));
    Files.writeString(folder.resolve(PAPER + "/smoke"), "in the way of results");
    Run<?> run = run(folder, new FakeExperiment(List.of(dot("dot", 1))));
    assertThrows(UncheckedIOException.class, () -> run.run(run.plan().get(0)));
    assertEquals(1, pictures().size());
  }

  @Test
  void aFailedTrialLeavesNoPictures() throws IOException {
    Run<?> run = run(folder, new FakeExperiment(List.of(dot("dot", 1), dot("dot", 2))));
    TrialResult result = run.run(run.plan().get(0));
    assertEquals("figure 'dot' was given twice", result.error().message());
    assertEquals(List.of(), result.figures());
    assertEquals(List.of(), pictures());
  }

  @Test
  void aPictureThatCannotBeWrittenCostsNoResult() throws IOException {
    Files.createDirectories(folder.resolve(PAPER));
    Files.writeString(folder.resolve(PAPER + "/figures"), "in the way of pictures");
    Run<?> run = run(folder, new FakeExperiment(List.of(dot("dot", 1))));
    TrialResult result = run.run(run.plan().get(0));
    assertFalse(result.failed());
    assertEquals(1, result.measurements().size());
    assertTrue(
        log.stream().anyMatch(l -> l.startsWith("figure 'dot' could not be kept, reports will")),
        log::toString);
    String missing = refusal(store(), result.figures().get(0));
    assertTrue(missing.startsWith(result.figures().get(0).file()), missing);
  }

  @Test
  void aMissingOrDamagedPictureIsSaidWithItsFile() throws IOException {
    StoredFigure figure = store().save(PAPER, dot("dot", 1));
    Path file = pictures().get(0);
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, java.util.Arrays.copyOf(whole, whole.length - 1));
    String damaged = refusal(store(), figure);
    assertTrue(damaged.startsWith(figure.file() + " is damaged (SHA-256 "), damaged);
    assertTrue(damaged.endsWith(", expected " + figure.sha256() + ")"), damaged);
    Files.delete(file);
    assertEquals(figure.file() + " is missing", refusal(store(), figure));
  }

  @Test
  void aDamagedPictureIsSetAsideWhenATrialDrawsItAgain() throws IOException {
    StoredFigure figure = store().save(PAPER, dot("dot", 1));
    Files.writeString(pictures().get(0), "damaged");
    store().save(PAPER, dot("dot", 1));
    assertArrayEquals(dot("dot", 1).bytes(), store().picture(PAPER, figure));
    assertEquals("damaged", Files.readString(pictures().get(1)));
    assertTrue(pictures().get(1).toString().endsWith(".png.unreadable"));
    assertTrue(log.stream().anyMatch(l -> l.contains("it is set aside")), log::toString);
  }

  @Test
  void whatAKilledWriterLeftIsSweptWhenThePictureIsWritten() throws IOException {
    StoredFigure figure = store().save(PAPER, dot("dot", 1));
    Path file = pictures().get(0);
    Files.move(file, file.resolveSibling("." + file.getFileName() + ".writing-killed.tmp"));
    store().save(PAPER, dot("dot", 1));
    assertEquals(List.of(folder.resolve(PAPER).resolve(figure.file())), pictures());
  }

  /** Results may come from another machine. */
  @Test
  void aResultThatNamesAFileElsewhereIsNoResult() throws IOException {
    Run<?> run = run(folder, new FakeExperiment(List.of(dot("dot", 1))));
    TrialResult result = run.run(run.plan().get(0));
    Path file = store().file(result.key());
    String text = Files.readString(file);
    for (String elsewhere : List.of("../../secret.png", "figures/0123456789abcdef.png", "/etc/x")) {
      Files.writeString(file, text.replace(result.figures().get(0).file(), elsewhere));
      String message =
          assertThrows(IllegalArgumentException.class, () -> ResultStore.read(file)).getMessage();
      assertTrue(message.contains("figure 'dot' in file '" + elsewhere + "'"), message);
    }
  }

  @Test
  void aResultThatNamesASoundElsewhereIsNoResult() throws IOException {
    Figure rolls =
        new PianoRolls(List.of("up"), List.of(scale())).figure("rolls", "Rolls.", "A step up.");
    Run<?> run = run(folder, new FakeExperiment(List.of(rolls)));
    TrialResult result = run.run(run.plan().get(0));
    Path file = store().file(result.key());
    String midi = result.figures().get(0).sounds().get(0).files().get(0).file();
    Files.writeString(file, Files.readString(file).replace(midi, midi.replace(".mid", ".html")));
    String message =
        assertThrows(IllegalArgumentException.class, () -> ResultStore.read(file)).getMessage();
    assertTrue(message.contains("'" + midi + "', or the same with .abc"), message);
  }

  @Test
  void aReplayDrawsIntoItsScratchFolderAndComparesNoPixels() throws IOException {
    Run<?> run = run(folder, new FakeExperiment(List.of(dot("dot", 1))));
    TrialResult stored = run.run(run.plan().get(0));
    Path scratch = folder.resolve("scratch");
    Replay replay =
        Replay.of(new FakeExperiment(List.of(dot("dot", 2))), stored, folder, scratch, line -> {});
    assertTrue(replay.same());
    assertEquals(1, pictures().size(), "the results are as they were");
    String drawn = replay.again().figures().get(0).file();
    assertTrue(Files.exists(scratch.resolve(PAPER).resolve(drawn)));
  }
}
