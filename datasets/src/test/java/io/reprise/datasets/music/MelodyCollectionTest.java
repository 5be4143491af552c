package io.reprise.datasets.music;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.datasets.Picture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.math3.fraction.Fraction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MelodyCollectionTest {
  private static final String TUNE = "X:1\nT:%s\nM:4/4\nL:1/4\nK:C\nCDEF|GABc|\n\n";

  @TempDir private Path root;

  private Path file(String name, String text) throws IOException {
    Path file = root.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  @Test
  void readsTheTunesOfAllFilesInOrderAndTellsWhatItCouldNotRead() throws IOException {
    assertFalse(MelodyCollection.nottinghamIsIn(root));
    file("nottingham/b.abc", TUNE.formatted("second") + "X:2\nT:bad\nK:C\n[CD|\n");
    file("nottingham/a.abc", TUNE.formatted("first"));
    file("nottingham/readme.txt", "no tune");
    assertTrue(MelodyCollection.nottinghamIsIn(root));
    MelodyCollection tunes = MelodyCollection.nottingham(root);
    assertEquals(
        List.of("first", "second"),
        tunes.melodies().stream().map(MelodyCollection.Titled::title).toList());
    assertEquals(1, tunes.problems().size());
    assertTrue(tunes.problems().get(0).getMessage().contains("b.abc line"));
    String before = tunes.checksum();
    file("nottingham/a.abc", TUNE.formatted("first").replace("CDEF", "CDEG"));
    assertNotEquals(before, MelodyCollection.nottingham(root).checksum());
  }

  @Test
  void prefersTheFolderThatTheArchiveUnpacksTo() throws IOException {
    file("nottingham/a.abc", TUNE.formatted("by hand"));
    file("nottingham-dataset-master/ABC_cleaned/a.abc", TUNE.formatted("unpacked"));
    assertEquals("unpacked", MelodyCollection.nottingham(root).melodies().get(0).title());
  }

  @Test
  void readsLeadSheetsAndNamesThemByTheirFiles() throws IOException {
    file(
        "wikifonia/A song.xml",
        """
        <score-partwise><part-list/><part id="P1"><measure number="1"><attributes>
        <divisions>1</divisions><time><beats>4</beats><beat-type>4</beat-type></time></attributes>
        <note><pitch><step>C</step><octave>4</octave></pitch><duration>4</duration></note>
        </measure></part></score-partwise>
        """);
    file("wikifonia/broken.mxl", "no zip");
    MelodyCollection songs = MelodyCollection.wikifonia(root);
    assertEquals("A song", songs.melodies().get(0).title());
    assertEquals(60, songs.melodies().get(0).melody().notes().get(0).pitch());
    assertTrue(songs.problems().get(0).getMessage().contains("broken.mxl"));
  }

  @Test
  void refusesFoldersWithoutMelodies() throws IOException {
    String missing =
        assertThrows(IOException.class, () -> MelodyCollection.nottingham(root)).getMessage();
    assertTrue(missing.contains("ABC_cleaned is missing"), missing);
    Files.createDirectory(root.resolve("wikifonia"));
    String empty =
        assertThrows(IOException.class, () -> MelodyCollection.wikifonia(root)).getMessage();
    assertTrue(empty.endsWith("no melody that can be read: expected at least one"), empty);
    file("wikifonia/bad.xml", "<x>");
    String bad =
        assertThrows(IOException.class, () -> MelodyCollection.wikifonia(root)).getMessage();
    assertTrue(bad.contains("such as: ") && bad.contains("bad.xml"), bad);
  }

  @Test
  void aPianoRollHasANoteWhereItSounds() {
    Meter meter = new Meter(4, 4);
    Melody melody =
        new Melody(
            List.of(
                new Note(Fraction.ONE, Fraction.ONE, 61),
                new Note(new Fraction(5, 2), Fraction.ONE, 60)),
            List.of(new Bar(Fraction.ZERO, new Fraction(4), meter, 0)),
            List.of());
    Picture picture = new PianoRoll(60, 62, 4).draw(melody);
    assertEquals(64, picture.width());
    assertEquals(9, picture.height());
    // Red, green and blue of a note on a quarter, and red of one between.
    assertEquals(0x0b, picture.at(0, 4, 24));
    assertEquals(0x94, picture.at(2, 4, 24));
    assertEquals(0xd5, picture.at(0, 7, 45));
    // Above and before them there is none, and a note ends before the next line.
    assertEquals(0xff, picture.at(0, 1, 24));
    assertEquals(0xff, picture.at(0, 4, 8));
    assertEquals(0xe4, picture.at(0, 4, 32));
    assertEquals(0x90, picture.at(0, 0, 0));
    assertEquals(
        "piano roll from pitch 60 to 59 of 4 quarter notes: expected at least one pitch and one"
            + " quarter",
        assertThrows(IllegalArgumentException.class, () -> new PianoRoll(60, 59, 4)).getMessage());
  }
}
