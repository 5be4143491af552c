package io.reprise.datasets.music;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.math3.fraction.Fraction;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MelodyFilesTest {
  private static final Meter WALTZ = new Meter(3, 4);
  private static final Melody MELODY =
      new Melody(
          List.of(
              new Note(Fraction.ZERO, new Fraction(1, 3), 60),
              new Note(new Fraction(1, 3), new Fraction(5, 3), 60),
              new Note(new Fraction(1, 2), new Fraction(7, 2), 64),
              new Note(new Fraction(6), new Fraction(1), 127)),
          List.of(
              new Bar(Fraction.ZERO, new Fraction(1), WALTZ, -3),
              new Bar(Fraction.ONE, new Fraction(3), WALTZ, -3),
              new Bar(new Fraction(4), new Fraction(3), WALTZ, 2)),
          List.of(new ChordSymbol(Fraction.ONE, "F\u266fm")));

  private static final String SCORE =
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <!DOCTYPE score-partwise PUBLIC "-//Recordare//DTD MusicXML 3.0 Partwise//EN" "http://localhost:9/partwise.dtd">
      <score-partwise version="3.0">
        <part-list><score-part id="P1"><part-name>\u00dc</part-name></score-part></part-list>
        <part id="P1">
          <measure number="0" implicit="yes">
            <attributes><divisions>2</divisions><key><fifths>1</fifths></key>
              <time><beats>2</beats><beat-type>4</beat-type></time></attributes>
            <note><rest/><duration>2</duration></note>
          </measure>
          <measure number="1">
            <barline location="left"><repeat direction="forward"/></barline>
            <harmony><root><root-step>F</root-step><root-alter>1</root-alter></root>
              <kind>minor-seventh</kind><bass><bass-step>B</bass-step><bass-alter>-1</bass-alter></bass></harmony>
            <note><grace/><pitch><step>C</step><octave>4</octave></pitch></note>
            <note><pitch><step>F</step><alter>1</alter><octave>4</octave></pitch><duration>1</duration></note>
            <note><pitch><step>G</step><octave>4</octave></pitch><duration>3</duration><tie type="start"/></note>
            <note><chord/><pitch><step>B</step><octave>4</octave></pitch><duration>3</duration></note>
          </measure>
          <measure number="2">
            <barline location="left"><ending number="1" type="start"/></barline>
            <note><pitch><step>G</step><octave>4</octave></pitch><duration>2</duration><tie type="stop"/></note>
            <forward><duration>2</duration></forward>
            <barline location="right"><ending number="1" type="stop"/><repeat direction="backward"/></barline>
          </measure>
          <measure number="3">
            <barline location="left"><ending number="2" type="start"/></barline>
            <note><pitch><step>A</step><octave>3</octave></pitch><duration>4</duration></note>
            <backup><duration>4</duration></backup>
            <note><pitch><step>E</step><octave>3</octave></pitch><duration>2</duration></note>
            <barline location="right"><ending number="2" type="stop"/></barline>
          </measure>
        </part>
      </score-partwise>
      """;

  @TempDir private Path root;
  private Path file;

  @BeforeEach
  void useANameThatIsNotAscii() {
    file = root.resolve("lied-\u00e4.xml");
  }

  private static Note note(int onsetHalves, int halves, int pitch) {
    return new Note(new Fraction(onsetHalves, 2), new Fraction(halves, 2), pitch);
  }

  @Test
  void readsTheMidiThatItWrites() throws IOException {
    MidiFile.write(file, MELODY);
    Melody read = MidiFile.read(file);
    assertEquals(MELODY.notes(), read.notes());
    assertEquals(MELODY.chords(), read.chords());
    assertEquals(
        List.of(
            new Bar(Fraction.ZERO, new Fraction(1), new Meter(1, 4), -3),
            new Bar(Fraction.ONE, new Fraction(3), WALTZ, -3),
            new Bar(new Fraction(4), new Fraction(3), WALTZ, 2)),
        read.bars());
  }

  @Test
  void readsMidiOfOtherPrograms() throws IOException {
    // Format 0, 96 ticks a quarter: running status, a note on of loudness 0, drums left out.
    byte[] track = {
      0,
      (byte) 0x90,
      60,
      64,
      96,
      60,
      0,
      0,
      (byte) 0x99,
      35,
      64,
      0,
      (byte) 0x91,
      67,
      1,
      48,
      (byte) 0x81,
      67,
      0,
      0,
      (byte) 0xff,
      0x2f,
      0
    };
    byte[] content = new byte[22 + track.length];
    System.arraycopy("MThd".getBytes(StandardCharsets.US_ASCII), 0, content, 0, 4);
    content[7] = 6;
    content[11] = 1;
    content[13] = 96;
    System.arraycopy("MTrk".getBytes(StandardCharsets.US_ASCII), 0, content, 14, 4);
    content[21] = (byte) track.length;
    System.arraycopy(track, 0, content, 22, track.length);
    Files.write(file, content);
    Melody melody = MidiFile.read(file);
    assertEquals(List.of(note(0, 2, 60), note(2, 1, 67)), melody.notes());
    assertEquals(
        List.of(new Bar(Fraction.ZERO, new Fraction(4), new Meter(4, 4), 0)), melody.bars());

    content[22 + 15] = 8;
    content[22 + 16] = (byte) 0x80;
    Files.write(file, content);
    assertEquals(
        file + " track 0 tick 96: a note that does not end: expected a note off",
        assertThrows(IOException.class, () -> MidiFile.read(file)).getMessage());
    Files.write(file, Arrays.copyOf(content, 10));
    String message = assertThrows(IOException.class, () -> MidiFile.read(file)).getMessage();
    assertTrue(message.startsWith(file + " is no MIDI file, or cut short: "), message);
    Files.delete(file);
    assertEquals(
        file + " is missing: expected a file",
        assertThrows(IOException.class, () -> MidiFile.read(file)).getMessage());
  }

  @Test
  void refusesToWriteTimesThatTicksCannotTell() {
    Bar bar = new Bar(Fraction.ZERO, new Fraction(4), new Meter(4, 4), 0);
    Melody fine =
        new Melody(
            List.of(new Note(new Fraction(1, 40_009), Fraction.ONE, 60)), List.of(bar), List.of());
    assertEquals(
        "time 1 / 40009: expected at most 32767 ticks a quarter note",
        assertThrows(IllegalArgumentException.class, () -> MidiFile.write(file, fine))
            .getMessage());
  }

  private void assertIsTheScore(Melody melody) {
    assertEquals(
        List.of(
            note(2, 1, 66),
            note(3, 5, 67),
            note(3, 3, 71),
            note(10, 1, 66),
            note(11, 3, 67),
            note(11, 3, 71),
            note(14, 2, 52),
            note(14, 4, 57)),
        melody.notes());
    assertEquals(
        List.of(
            new ChordSymbol(Fraction.ONE, "F#m7/Bb"), new ChordSymbol(new Fraction(5), "F#m7/Bb")),
        melody.chords());
    assertEquals(5, melody.bars().size());
    assertEquals(new Bar(Fraction.ZERO, Fraction.ONE, new Meter(2, 4), 1), melody.bars().get(0));
  }

  @Test
  void readsMusicXmlWithoutItsDocumentType() throws IOException {
    Files.writeString(file, SCORE);
    assertIsTheScore(MusicXmlFile.read(file));
  }

  @Test
  void readsPackedMusicXml() throws IOException {
    Path packed = root.resolve("lied.mxl");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(packed))) {
      zip.putNextEntry(new ZipEntry("META-INF/container.xml"));
      zip.write(
          "<container><rootfiles><rootfile full-path='a/b.xml'/></rootfiles></container>"
              .getBytes(StandardCharsets.UTF_8));
      zip.putNextEntry(new ZipEntry("a/b.xml"));
      zip.write(SCORE.getBytes(StandardCharsets.UTF_8));
    }
    assertIsTheScore(MusicXmlFile.read(packed));
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(packed))) {
      zip.putNextEntry(new ZipEntry("score.xml"));
    }
    assertEquals(
        packed + " has no entry META-INF/container.xml: expected packed MusicXML",
        assertThrows(IOException.class, () -> MusicXmlFile.read(packed)).getMessage());
  }

  private String refusal(String text) throws IOException {
    Files.writeString(file, text);
    return assertThrows(IOException.class, () -> MusicXmlFile.read(file)).getMessage();
  }

  @Test
  void refusesEntitiesAndOtherFiles() throws IOException {
    Path secret = root.resolve("secret.txt");
    Files.writeString(secret, "7");
    String head =
        "<!DOCTYPE score-partwise [<!ENTITY x SYSTEM \"" + secret.toUri() + "\">]><score-partwise>";
    String message = refusal(head + "<part>&x;</part></score-partwise>");
    assertTrue(message.startsWith(file + " line 1: "), message);
    String bomb =
        "<!DOCTYPE a [<!ENTITY a \"aaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;\">]><score-partwise><part>&b;</part>";
    message = refusal(bomb + "</score-partwise>");
    assertTrue(message.startsWith(file + " line 1: "), message);
    message = refusal(bomb.replace("<part>&b;", "<part id='&b;'>") + "</score-partwise>");
    assertTrue(message.startsWith(file + " line 1: "), message);
    assertTrue(message.endsWith(": expected XML"), message);
  }

  @Test
  void refusesBadMusicXmlNamingTheLine() throws IOException {
    assertEquals(
        file + " line 17 <step>: 'H': expected from A to G",
        refusal(SCORE.replaceFirst("<step>G", "<step>H")));
    assertEquals(
        file + " line 7 <divisions>: 0: expected a whole number from 1 to 1048576",
        refusal(SCORE.replace("<divisions>2", "<divisions>0")));
    assertEquals(
        file + " line 16 <alter>: 0.5: expected a whole number from -2 to 2",
        refusal(SCORE.replace("<alter>1</alter>", "<alter>0.5</alter>")));
    assertEquals(
        file + " line 29 <backup>: a time before the bar: expected one in it",
        refusal(SCORE.replace("<backup><duration>4", "<backup><duration>5")));
    assertEquals(
        file + " line 1 <score-timewise>: an element of this name: expected <score-partwise>",
        refusal("<score-timewise/>"));
    String message = refusal(SCORE.substring(0, 700));
    assertTrue(message.matches("(?s)\\Q" + file + "\\E line 1\\d: .*: expected XML"), message);
  }
}
