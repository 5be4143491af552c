package io.reprise.papers.hrnn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.datasets.music.AbcBook;
import io.reprise.datasets.music.Melody;
import io.reprise.datasets.music.MelodyCollection;
import io.reprise.datasets.procedural.melodies.FormMelodies;
import io.reprise.experiment.Scale;
import io.reprise.tensor.Seed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MelodyTest {
  private static final EventVocabulary EVENTS = EventVocabulary.chromatic(48, 83);

  @TempDir Path folder;

  private Melody tune(String abc) throws IOException {
    Path file = Files.writeString(folder.resolve("tune.abc"), "X:1\nT:t\n" + abc + "\n");
    return AbcBook.read(file).requireAll().get(0).melody();
  }

  /** 0 holds, 1 stops, 2 + k begins pitch 48 + k: middle C is 14. */
  @Test
  void isARowOfEventsAndBack() throws IOException {
    Melody melody = tune("M:4/4\nL:1/4\nK:C\nC D/2z/2 z G/4E3/4|");
    EventMelody events = EventMelody.of(melody, EVENTS);
    assertArrayEquals(
        new int[] {14, 0, 0, 0, 16, 0, 1, 0, 0, 0, 0, 0, 21, 18, 0, 0}, events.events());
    assertEquals(melody.notes(), events.melody().notes());
    assertEquals(melody.length(), events.melody().length());
    assertArrayEquals(new int[] {2, 0, 1, 0}, events.rhythm(4, 4));
    assertEquals(38, EVENTS.size());
  }

  @Test
  void refusesWhatIsNoWholeBarsOfItsPitches() {
    String start = "melody must be whole 4/4 bars ";
    assertEquals(
        start + "throughout: the bar at 0 is 3 of 3/4", refusal("M:3/4\nL:1/4\nK:C\nCDE|"));
    assertEquals(
        start + "throughout: the bar at 0 is 1 of 4/4", refusal("M:4/4\nL:1/4\nK:C\nC|CDEF|"));
    assertEquals(
        start + "of one voice: two notes sound at once", refusal("M:4/4\nL:1/4\nK:C\n[CE]DEF|"));
    assertTrue(refusal("M:4/4\nL:1/4\nK:C\n(3CDEDE|").startsWith(start + "on a grid of sixt"));
    assertTrue(refusal("M:4/4\nL:1/4\nK:C\nc'DEF|").startsWith(start + "in its range: Note"));
    assertEquals(
        "melody must be whole 4/4 bars: it has 17 sixteenths",
        assertThrows(IllegalArgumentException.class, () -> new EventMelody(EVENTS, new int[17]))
            .getMessage());
  }

  private String refusal(String abc) {
    return assertThrows(IllegalArgumentException.class, () -> EventMelody.of(tune(abc), EVENTS))
        .getMessage();
  }

  @Test
  void shufflingKeepsBars() {
    int[] row = new int[8 * EventMelody.BAR];
    for (int i = 0; i < row.length; i++) {
      row[i] = 2 + i / EventMelody.BAR;
    }
    EventMelody melody = new EventMelody(EVENTS, row);
    EventMelody shuffled = melody.shuffled(new Seed(1));
    assertNotEquals(melody, shuffled);
    assertEquals(shuffled, melody.shuffled(new Seed(1)));
    List<Integer> bars = new ArrayList<>();
    for (int b = 0; b < 8; b++) {
      int[] bar = Arrays.copyOfRange(shuffled.events(), b * 16, b * 16 + 16);
      assertEquals(1, Arrays.stream(bar).distinct().count());
      bars.add(bar[0]);
    }
    assertEquals(List.of(2, 3, 4, 5, 6, 7, 8, 9), bars.stream().sorted().toList());
  }

  /** In G, from an upbeat: phrases begin with whole bars, and an upbeat fills the bar before it. */
  @Test
  void phrasesAreWholeBarsInC() throws IOException {
    Melody melody = tune("M:4/4\nL:1/4\nK:G\nD|G4|A4|B4|c3:|");
    List<EventMelody> phrases = new Phrases(2, 1, EVENTS).of(melody);
    // The second time the upbeat stands in the bar of c; its pitches are those of C major.
    assertEquals(6, phrases.size());
    assertArrayEquals(
        new int[] {60, 62},
        phrases.get(0).melody().notes().stream().mapToInt(n -> n.pitch()).toArray());
    EventMelody third = phrases.get(2);
    assertEquals(List.of(64, 65, 55), third.melody().notes().stream().map(n -> n.pitch()).toList());
    assertEquals(2, new Phrases(4, 3, EVENTS).of(melody).size());
  }

  @Test
  void phrasesWithNotesThatSoundIntoThemBeginWithThem() throws IOException {
    Melody melody = tune("M:4/4\nL:1/4\nK:C\nC3 D-|D2 E2|(3CDE CC|C4|");
    List<EventMelody> phrases = new Phrases(1, 1, EVENTS).of(melody);
    assertEquals(3, phrases.size(), "triplets are not on the grid");
    int[] second = phrases.get(1).rhythm(0, 16);
    assertEquals(EventVocabulary.ONSET, second[0]);
    assertEquals(EventVocabulary.HOLD, phrases.get(0).rhythm(0, 16)[15]);
  }

  @Test
  void aChangeOfMeterEndsAPhrase() throws IOException {
    Melody melody = tune("M:4/4\nL:1/4\nK:C\nCDEF|[M:3/4]CDE|[M:4/4]CDEF|GABc|");
    assertEquals(1, new Phrases(2, 1, EVENTS).of(melody).size());
    assertThrows(IllegalArgumentException.class, () -> new Phrases(0, 1, EVENTS));
  }

  @Test
  void partsOfACollectionShareNoPhrase() throws IOException {
    Path abc = Files.createDirectories(folder.resolve("nottingham")).resolve("a.abc");
    StringBuilder book = new StringBuilder();
    for (int t = 0; t < 30; t++) {
      // Tunes 0 and 1, 2 and 3, 4 and 5 are the same.
      int kind = t < 6 ? t / 2 : t - 3;
      String bar = "CDEFGABcdefgab".charAt(kind % 14) + (kind < 14 ? "EEE|" : "GEE|");
      book.append("X:" + t + "\nT:t\nM:4/4\nL:1/4\nK:C\n" + bar.repeat(8) + "\n\n");
    }
    Files.writeString(abc, book);
    HrnnData data = HrnnData.folk(MelodyCollection.nottingham(folder), List.of(0.6, 0.8));
    List<EventMelody> all = new ArrayList<>(data.train());
    all.addAll(data.validation());
    all.addAll(data.test());
    assertEquals(27, all.size());
    assertEquals(27, new HashSet<>(all).size());
    assertEquals(38, data.vocabulary().size());
    HrnnData smoke = HrnnData.of(Scale.SMOKE, folder);
    assertEquals("Nottingham, phrases of 8 bars", smoke.name());
    assertTrue(smoke.train().size() <= 40);
  }

  @Test
  void scalePaperSaysWhichCollectionsItCanTake() {
    String message =
        assertThrows(IllegalArgumentException.class, () -> HrnnData.of(Scale.PAPER, folder))
            .getMessage();
    assertTrue(message.contains("expected a folder wikifonia or nottingham"), message);
  }

  @Test
  void proceduralMelodiesHaveTheirSelfSimilarity() throws IOException {
    HrnnData data = HrnnData.of(Scale.QUICK, folder);
    assertEquals(300, data.train().size());
    assertEquals(17, data.vocabulary().size());
    assertEquals(1, RhythmStructure.selfSimilarity(data.test(), 4));
    assertEquals(0.25 + 0.75 / 12, RhythmStructure.selfSimilarity(data.train(), 1), 0.03);
    assertEquals(0, RhythmStructure.error(data.test(), data.test()));
    // Between two sets the error is what their sizes leave.
    assertTrue(RhythmStructure.error(data.train(), data.test()) < 0.05);
    assertThrows(
        IllegalArgumentException.class, () -> RhythmStructure.selfSimilarity(data.test(), 8));
  }

  /** Bars with rhythms a b a c: at lag 1 none of three, at lag 2 one of two, at lag 3 none. */
  @Test
  void selfSimilarityCountsEqualBars() {
    EventMelody melody =
        bars("N---N---N---N---", "NNNNN---N---N---", "N---N---N---N---", "o---------------");
    assertEquals(0, RhythmStructure.selfSimilarity(List.of(melody), 1));
    assertEquals(0.5, RhythmStructure.selfSimilarity(List.of(melody), 2));
    assertEquals(0, RhythmStructure.selfSimilarity(List.of(melody), 3));
  }

  /** Bars by their rhythms, all of one pitch. */
  static EventMelody bars(String... rhythms) {
    String all = String.join("", rhythms);
    return new EventMelody(
        EVENTS, all.chars().map(c -> c == 'N' ? 14 : c == 'o' ? 1 : 0).toArray());
  }

  @Test
  void profilesOfProceduralMelodiesAreTheirRhythms() throws IOException {
    HrnnData data = HrnnData.of(Scale.QUICK, folder);
    Profiles exact = Profiles.exact(data.train(), 8, 16);
    assertEquals(8, exact.beats().size());
    assertEquals(FormMelodies.KINDS, exact.bars().size());
    assertEquals(0, exact.beats().unstable() + exact.bars().unstable());
    List<String> warnings = new ArrayList<>();
    Profiles clusters = Profiles.kMeans(data.train(), 8, 16, new Seed(1), warnings::add);
    assertEquals(List.of("16 clusters of 12 rhythms of 16 sixteenths: 12 are used"), warnings);
    assertEquals(0, clusters.beats().merged(data.test()) + clusters.bars().merged(data.test()));
    assertEquals(0, clusters.bars().unstable());
    Score score = Score.of(data.test().get(0), clusters);
    for (int b = 0; b < 8; b++) {
      int[] beats = score.symbols(Level.Kind.BEAT);
      assertEquals(score.symbols(Level.Kind.BAR)[b], clusters.barOf(beats, 4 * b));
    }
  }

  @Test
  void aRareRhythmHasTheProfileOfTheNearest() {
    EventMelody common = bars("N---N---N---N---", "NNNNNNNNNNNNNNNN");
    RhythmProfiles beats = RhythmProfiles.exact(List.of(common), EventMelody.BEAT, 2);
    assertEquals(0, beats.profile(new int[] {2, 0, 0, 2}), "one onset more than N---");
    assertEquals(1, beats.profile(new int[] {2, 2, 0, 2}), "one fewer than NNNN");
    assertEquals(0, beats.profile(new int[] {2, 2, 0, 1}), "of equally near ones the first");
    assertArrayEquals(new int[] {2, 0, 0, 0}, beats.decode(0));
    assertEquals(3, beats.merged(List.of(bars("N---N-N-NN--NNNN"))), "N---, N-N- and NN--");
    assertThrows(IllegalArgumentException.class, () -> beats.profile(new int[16]));
  }

  @Test
  void alikeMelodiesPassForComposedAndOthersDoNot() throws IOException {
    HrnnData data = HrnnData.of(Scale.QUICK, folder);
    double alike = NearestNeighbour.passFor(data.train().subList(0, 200), data.test());
    assertEquals(0.5, alike, 0.12);
    List<EventMelody> scales = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      int[] row = new int[128];
      Arrays.setAll(row, step -> 2 + step % 15);
      row[i] = 0;
      scales.add(new EventMelody(data.vocabulary(), row));
    }
    assertEquals(0, NearestNeighbour.passFor(scales, data.test()));
    assertThrows(
        IllegalArgumentException.class,
        () -> NearestNeighbour.passFor(scales.subList(0, 1), data.test()));
  }
}
