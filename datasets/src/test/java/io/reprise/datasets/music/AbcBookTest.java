package io.reprise.datasets.music;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.math3.fraction.Fraction;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AbcBookTest {
  @TempDir private Path root;
  private Path file;

  @BeforeEach
  void useANameThatIsNotAscii() {
    file = root.resolve("t\u00e4nze.abc");
  }

  private AbcTune tune(String headers, String music) throws IOException {
    Files.writeString(file, "X:1\nT:Tune\n" + headers + "\n" + music + "\n");
    return AbcBook.read(file).requireAll().get(0);
  }

  private static List<Integer> pitches(AbcTune tune) {
    return tune.melody().notes().stream().map(Note::pitch).toList();
  }

  /** In eighths of a quarter note. */
  private static List<Double> durations(AbcTune tune) {
    return tune.melody().notes().stream().map(n -> n.duration().multiply(8).doubleValue()).toList();
  }

  private static List<String> letters(AbcTune tune) {
    return tune.melody().notes().stream()
        .map(n -> "CcDdEFfGgAaB".charAt(n.pitch() % 12) + "")
        .toList();
  }

  private String problem(String headers, String music) {
    return assertThrows(IOException.class, () -> tune(headers, music)).getMessage();
  }

  @Test
  void readsOctavesLengthsAndRests() throws IOException {
    AbcTune tune = tune("M:4/4\nL:1/8\nK:C", "C,c c'2 z2 D/E/F// | G3/2A/2 B4 c2 |]");
    assertEquals(List.of(48, 72, 84, 62, 64, 65, 67, 69, 71, 72), pitches(tune));
    assertEquals(List.of(4.0, 4.0, 8.0, 2.0, 2.0, 1.0, 6.0, 2.0, 16.0, 8.0), durations(tune));
    assertEquals(new Fraction(3), tune.melody().notes().get(3).onset());
  }

  @Test
  void theDefaultLengthFollowsFromTheMeter() throws IOException {
    assertEquals(List.of(4.0), durations(tune("M:3/4\nK:C", "C|")));
    assertEquals(List.of(2.0), durations(tune("M:2/4\nK:C", "C|")));
    assertEquals(List.of(4.0), durations(tune("M:C|\nK:C", "C|")));
  }

  @Test
  void accidentalsHoldToTheEndOfTheBarInAllOctaves() throws IOException {
    AbcTune tune = tune("M:4/4\nL:1/4\nK:D", "F=Ff^c | f_B =Bc |");
    assertEquals(List.of(66, 65, 77, 73, 78, 70, 71, 73), pitches(tune));
  }

  @Test
  void readsKeysAndModes() throws IOException {
    assertEquals(List.of(66, 73), pitches(tune("M:4/4\nK:Em clef=treble", "F^c|")));
    assertEquals(List.of(66, 72), pitches(tune("M:4/4\nK:A dorian", "Fc|")));
    assertEquals(List.of(65, 70), pitches(tune("M:4/4\nK:F", "FB|")));
    assertEquals(List.of(64, 70), pitches(tune("M:4/4\nK:Bb ^e =e", "EB|")));
    assertEquals(-4, tune("M:4/4\nK:Fmin", "F|").melody().bars().get(0).fifths());
    assertEquals(6, tune("M:4/4\nK:F#", "F|").melody().bars().get(0).fifths());
    assertEquals(
        file + " line 4: mode 'moll': expected maj, m, ion, dor, phr, lyd, mix, aeo, loc or exp",
        problem("M:4/4\nK:Amoll", "A|"));
  }

  @Test
  void tiedNotesBecomeOneAndKeepTheirAccidental() throws IOException {
    AbcTune tune = tune("M:2/4\nL:1/4\nK:C", "C^F-|FF|");
    assertEquals(List.of(60, 66, 65), pitches(tune));
    assertEquals(List.of(8.0, 16.0, 8.0), durations(tune));
  }

  @Test
  void readsTupletsAndBrokenRhythm() throws IOException {
    assertEquals(
        new Fraction(1, 3), tune("M:2/4\nL:1/8\nK:C", "(3CDE C2|").melody().notes().get(1).onset());
    assertEquals(
        List.of(6.0, 6.0, 12.0),
        durations(tune("M:6/8\nL:1/8\nK:C", "(2CD C3|")),
        "two in the time of three");
    assertEquals(
        List.of(2.0, 2.0, 2.0, 2.0, 8.0), durations(tune("M:2/4\nL:1/8\nK:C", "(4:2:4CDEF C2|")));
    assertEquals(List.of(6.0, 2.0, 1.0, 7.0), durations(tune("M:2/4\nL:1/8\nK:C", "C>D E<<F|")));
  }

  @Test
  void playsRepeatsWithEndings() throws IOException {
    String headers = "M:1/4\nL:1/4\nK:C";
    assertEquals(List.of("C", "C", "D", "D"), letters(tune(headers, "C:|D:|")));
    assertEquals(
        List.of("C", "D", "E", "D", "F", "G"), letters(tune(headers, "C|:D|[1E:|[2F||G|")));
    assertEquals(List.of("C", "D", "C", "D", "C", "E"), letters(tune(headers, "|:C|1,2 D:|3 E|]")));
    assertEquals(List.of("C", "C", "D", "D"), letters(tune(headers, "|:C::D:|")));
    assertEquals(List.of("C", "C", "C", "D"), letters(tune(headers, "|:C::|D|")));
    assertEquals(
        List.of("C", "D", "C", "E", "F", "G", "F", "A"),
        letters(tune(headers, "|:C|[1D:|[2E:||:F|[1G:|[2A:|")));
    assertEquals(
        List.of("C", "D", "D"), letters(tune(headers, "C||D:|")), "back to the double bar");
    assertEquals(List.of("C", "D", "C", "E"), letters(tune(headers, "C|[1D|[2E||")));
  }

  @Test
  void joinsTheBarThatARepeatSignCuts() throws IOException {
    AbcTune tune = tune("M:3/4\nL:1/4\nK:C", "G|:CDE|FG:|A|");
    assertEquals(
        List.of(
            new Fraction(1), new Fraction(3), new Fraction(2), new Fraction(3), new Fraction(3)),
        tune.melody().bars().stream().map(Bar::length).toList());
    assertEquals(List.of(), tune.irregularBars());
  }

  @Test
  void readsChordsAndChordSymbols() throws IOException {
    AbcTune tune = tune("M:4/4\nL:1/4\nK:G", "\"G\"[GB]2 \"^slow\"\"D7/f+\"[A/2c/]2F|");
    assertEquals(List.of(67, 71, 69, 72, 66), pitches(tune));
    assertEquals(List.of(16.0, 16.0, 8.0, 8.0, 8.0), durations(tune));
    assertEquals(
        List.of(new ChordSymbol(Fraction.ZERO, "G"), new ChordSymbol(Fraction.TWO, "D7/f+")),
        tune.melody().chords());
  }

  @Test
  void changesMeterAndKeyOnTheWay() throws IOException {
    AbcTune tune = tune("M:3/4\nL:1/4\nK:C", "FFF|\nM:2/4\nK:D\nFF|[M:1/4][K:F]B|");
    assertEquals(List.of(65, 65, 65, 66, 66, 70), pitches(tune));
    assertEquals(
        List.of(new Meter(3, 4), new Meter(2, 4), new Meter(1, 4)),
        tune.melody().bars().stream().map(Bar::meter).toList());
    assertEquals(List.of(0, 2, -1), tune.melody().bars().stream().map(Bar::fifths).toList());
  }

  @Test
  void passesOverWhatDoesNotSound() throws IOException {
    AbcTune tune =
        tune(
            "M:4/4\nL:1/4\nR:reel\nK:C",
            "% nothing\n{cd}C !trill!~D (E.F) | \\\nw:la la\nvG y A2 z|");
    assertEquals(List.of(60, 62, 64, 65, 67, 69), pitches(tune));
    assertEquals("Tune", tune.title());
  }

  @Test
  void namesBarsOfTheWrongLength() throws IOException {
    AbcTune tune = tune("M:2/4\nL:1/4\nK:C", "G|CD|C|CD|CDE|C||");
    assertEquals(
        List.of(
            new IrregularBar(6, new Fraction(1), new Meter(2, 4)),
            new IrregularBar(6, new Fraction(3), new Meter(2, 4))),
        tune.irregularBars());
  }

  @Test
  void oneBadTuneDoesNotHideTheOthers() throws IOException {
    Files.writeString(
        file, "X:7\nT:a\nM:4/4\nK:C\nCD ? E|\n\nX:8\nT:b\nM:4/4\nK:C\nC|\n\nX: 9\nK:C\nC|\nX:x\n");
    AbcBook book = AbcBook.read(file);
    assertEquals(List.of(8), book.tunes().stream().map(AbcTune::number).toList());
    assertEquals(
        List.of(
            file + " line 5: column 4: '?': expected a note, a rest or a bar line",
            file + " line 13: a tune without meter: expected a field M:",
            file + " line 16: tune 'x': expected a whole number >= 0"),
        book.problems().stream().map(IOException::getMessage).toList());
  }

  @Test
  void refusesWhatIsNoMusic() throws IOException {
    String headers = "M:4/4\nL:1/4\nK:C";
    assertEquals(
        file + " line 6: column 2: a chord: expected notes and ]", problem(headers, "C[CE"));
    assertEquals(
        file + " line 6: column 1: a tie: expected a note before it", problem(headers, "-C|"));
    assertEquals(
        file + " line 6: column 2: length 0: expected such as 3/2", problem(headers, "C0|"));
    assertEquals(
        file + " line 6: ':' alone: expected a bar line such as |: or :|",
        problem(headers, "C C:"));
    assertEquals(
        file + " line 6: column 1: a note of pitch 132: expected from 0 to 127",
        problem(headers, "c'''''|"));
    assertEquals(
        file + " line 3: meter '4/5': expected such as 6/8, of at most 128/128",
        problem("M:4/5\nK:C", "C|"));
    assertEquals(
        file + " line 1: a tune without notes: expected at least one bar", problem(headers, "|"));
    Files.writeString(file, "hello\n");
    assertEquals(
        file + " has no tune: expected a line that starts with X:",
        assertThrows(IOException.class, () -> AbcBook.read(file)).getMessage());
    Files.delete(file);
    assertTrue(
        assertThrows(IOException.class, () -> AbcBook.read(file)).getMessage().contains("missing"));
  }

  @Test
  void readsWhatItWrites() throws IOException {
    Melody melody =
        tune(
                "M:3/4\nL:1/8\nK:Bb",
                "e2|:\"Gm\"[Bd]2 ^F(3GAB [c4-E-]|[cE]=B,_d'>d z2|[M:2/4][K:A]G4:|c2-c2|")
            .melody();
    Files.writeString(file, AbcWriter.write(1, "again", melody));
    assertEquals(melody, AbcBook.read(file).requireAll().get(0).melody());
  }
}
