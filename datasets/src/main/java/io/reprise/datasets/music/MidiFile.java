package io.reprise.datasets.music;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.sound.midi.InvalidMidiDataException;
import javax.sound.midi.MetaMessage;
import javax.sound.midi.MidiEvent;
import javax.sound.midi.MidiMessage;
import javax.sound.midi.MidiSystem;
import javax.sound.midi.Sequence;
import javax.sound.midi.ShortMessage;
import javax.sound.midi.Track;
import org.apache.commons.math3.exception.MathArithmeticException;
import org.apache.commons.math3.fraction.Fraction;

/**
 * Standard MIDI files. Notes of all tracks but the drums' channel become one melody; tempo and
 * loudness are passed over. Bars follow the time signatures, 4/4 until there is one; markers are
 * taken for chord symbols.
 */
public final class MidiFile {
  private static final int MARKER = 0x06;
  private static final int TIME_SIGNATURE = 0x58;
  private static final int KEY_SIGNATURE = 0x59;
  private static final int DRUMS = 9;
  private static final int MOST_TICKS_A_QUARTER = 32_767;
  private static final int LOUDNESS = 80;

  private final Path file;
  private final int ticksAQuarter;
  private final List<Note> notes = new ArrayList<>();
  private final List<ChordSymbol> chords = new ArrayList<>();
  private final TreeMap<Fraction, Meter> meters = new TreeMap<>();
  private final TreeMap<Fraction, Integer> keys = new TreeMap<>();

  private MidiFile(Path file, int ticksAQuarter) {
    this.file = file;
    this.ticksAQuarter = ticksAQuarter;
  }

  /**
   * Reads a file.
   *
   * @throws IOException naming the file, if it is missing, no MIDI file or cut short, counts in
   *     seconds, or has a note that does not end; then with track and tick
   */
  public static Melody read(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new IOException(file + " is missing: expected a file");
    }
    Sequence sequence;
    try {
      sequence = MidiSystem.getSequence(file.toFile());
    } catch (InvalidMidiDataException | IOException e) {
      throw new IOException(file + " is no MIDI file, or cut short: " + e.getMessage(), e);
    }
    if (sequence.getDivisionType() != Sequence.PPQ || sequence.getResolution() < 1) {
      throw new IOException(
          file
              + ": times of division type "
              + sequence.getDivisionType()
              + " and resolution "
              + sequence.getResolution()
              + ": expected ticks a quarter note");
    }
    MidiFile midi = new MidiFile(file, sequence.getResolution());
    try {
      for (int track = 0; track < sequence.getTracks().length; track++) {
        midi.readTrack(sequence.getTracks()[track], track);
      }
      return midi.melody();
    } catch (IllegalArgumentException | MathArithmeticException e) {
      throw new IOException(file + ": " + e.getMessage(), e);
    }
  }

  private void readTrack(Track track, int number) throws IOException {
    Map<Integer, Long> sounding = new HashMap<>();
    for (int i = 0; i < track.size(); i++) {
      MidiEvent event = track.get(i);
      MidiMessage message = event.getMessage();
      if (message instanceof ShortMessage note && note.getChannel() != DRUMS) {
        readNote(note, event.getTick(), number, sounding);
      } else if (message instanceof MetaMessage meta) {
        readMeta(meta, event.getTick(), number);
      }
    }
    if (!sounding.isEmpty()) {
      throw new IOException(
          file
              + " track "
              + number
              + " tick "
              + sounding.values().stream().min(Long::compare).orElseThrow()
              + ": a note that does not end: expected a note off");
    }
  }

  private void readNote(ShortMessage note, long tick, int track, Map<Integer, Long> sounding)
      throws IOException {
    boolean on = note.getCommand() == ShortMessage.NOTE_ON && note.getData2() > 0;
    if (!on
        && note.getCommand() != ShortMessage.NOTE_OFF
        && note.getCommand() != ShortMessage.NOTE_ON) {
      return;
    }
    int voice = note.getChannel() * 128 + note.getData1();
    Long start = sounding.remove(voice);
    if (start != null && tick > start) {
      Fraction onset = time(start, track);
      notes.add(new Note(onset, time(tick, track).subtract(onset), note.getData1()));
    }
    if (on) {
      sounding.put(voice, tick);
    }
  }

  private void readMeta(MetaMessage meta, long tick, int track) throws IOException {
    byte[] data = meta.getData();
    int expected = meta.getType() == TIME_SIGNATURE ? 4 : meta.getType() == KEY_SIGNATURE ? 2 : 0;
    if (data.length < expected) {
      throw new IOException(
          file
              + " track "
              + track
              + " tick "
              + tick
              + ": a signature of "
              + data.length
              + " bytes: expected "
              + expected);
    }
    if (meta.getType() == TIME_SIGNATURE) {
      int power = Math.min(Byte.toUnsignedInt(data[1]), 30);
      meters.put(time(tick, track), new Meter(Byte.toUnsignedInt(data[0]), 1 << power));
    } else if (meta.getType() == KEY_SIGNATURE) {
      keys.put(time(tick, track), (int) data[0]);
    } else if (meta.getType() == MARKER) {
      chords.add(new ChordSymbol(time(tick, track), new String(data, StandardCharsets.UTF_8)));
    }
  }

  private Fraction time(long tick, int track) throws IOException {
    if (tick > Integer.MAX_VALUE) {
      throw new IOException(file + " track " + track + " tick " + tick + ": expected below 2^31");
    }
    return new Fraction((int) tick, ticksAQuarter);
  }

  private Melody melody() {
    Fraction end = Fraction.ZERO;
    for (Note note : notes) {
      end = note.end().compareTo(end) > 0 ? note.end() : end;
    }
    meters.putIfAbsent(Fraction.ZERO, new Meter(4, 4));
    keys.putIfAbsent(Fraction.ZERO, 0);
    List<Bar> bars = new ArrayList<>();
    Fraction now = Fraction.ZERO;
    while (now.compareTo(end) < 0) {
      Meter meter = meters.floorEntry(now).getValue();
      Fraction length = meter.bar();
      Fraction change = meters.higherKey(now);
      if (change != null && change.compareTo(now.add(length)) < 0) {
        length = change.subtract(now);
      }
      bars.add(new Bar(now, length, meter, keys.floorEntry(now).getValue()));
      now = now.add(length);
    }
    return new Melody(notes, bars, chords);
  }

  /**
   * Writes a file. A bar that is not as long as its meter gets a time signature of its own length,
   * as MIDI has no upbeats: read again, notes and chord symbols are the same, and the bars'
   * lengths.
   *
   * @throws IllegalArgumentException if times need more than 32,767 ticks a quarter note, a bar's
   *     length cannot be written as a meter, or two notes of one pitch overlap
   */
  public static void write(Path file, Melody melody) throws IOException {
    Files.write(file, bytes(melody));
  }

  /**
   * What {@link #write} writes.
   *
   * @throws IllegalArgumentException as there
   */
  public static byte[] bytes(Melody melody) {
    int ticks = ticksAQuarter(melody);
    try {
      Sequence sequence = new Sequence(Sequence.PPQ, ticks);
      Track track = sequence.createTrack();
      Meter meter = null;
      int fifths = Integer.MIN_VALUE;
      for (Bar bar : melody.bars()) {
        Meter written = bar.isFull() ? bar.meter() : ownMeter(bar);
        long tick = tick(bar.onset(), ticks);
        if (!written.equals(meter)) {
          byte power = (byte) Integer.numberOfTrailingZeros(written.unit());
          byte[] data = {(byte) written.beats(), power, 24, 8};
          track.add(new MidiEvent(new MetaMessage(TIME_SIGNATURE, data, data.length), tick));
          meter = written;
        }
        if (bar.fifths() != fifths) {
          byte[] data = {(byte) bar.fifths(), 0};
          track.add(new MidiEvent(new MetaMessage(KEY_SIGNATURE, data, data.length), tick));
          fifths = bar.fifths();
        }
      }
      for (ChordSymbol chord : melody.chords()) {
        byte[] data = chord.name().getBytes(StandardCharsets.UTF_8);
        track.add(
            new MidiEvent(new MetaMessage(MARKER, data, data.length), tick(chord.onset(), ticks)));
      }
      // All ends first: at one tick a note must end before it begins again.
      for (Note note : melody.notes()) {
        track.add(
            new MidiEvent(
                new ShortMessage(ShortMessage.NOTE_OFF, 0, note.pitch(), 0),
                tick(note.end(), ticks)));
      }
      for (Note note : melody.notes()) {
        track.add(
            new MidiEvent(
                new ShortMessage(ShortMessage.NOTE_ON, 0, note.pitch(), LOUDNESS),
                tick(note.onset(), ticks)));
      }
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      MidiSystem.write(sequence, 0, bytes);
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InvalidMidiDataException e) {
      throw new IllegalArgumentException("melody cannot be written as MIDI: " + e.getMessage(), e);
    }
  }

  private static Meter ownMeter(Bar bar) {
    Fraction wholes = bar.length().divide(4);
    return new Meter(wholes.getNumerator(), wholes.getDenominator());
  }

  private static int ticksAQuarter(Melody melody) {
    long ticks = 1;
    Map<Integer, Fraction> ends = new HashMap<>();
    for (Note note : melody.notes()) {
      Fraction before = ends.put(note.pitch(), note.end());
      if (before != null && before.compareTo(note.onset()) > 0) {
        throw new IllegalArgumentException(
            note + " begins before one of its pitch ends: expected them one after the other");
      }
      ticks = multiple(multiple(ticks, note.onset()), note.end());
    }
    for (ChordSymbol chord : melody.chords()) {
      ticks = multiple(ticks, chord.onset());
    }
    for (Bar bar : melody.bars()) {
      ticks = multiple(ticks, bar.onset());
    }
    return (int) ticks;
  }

  private static long multiple(long ticks, Fraction time) {
    long under = time.getDenominator();
    long a = ticks;
    long b = under;
    while (b != 0) {
      long rest = a % b;
      a = b;
      b = rest;
    }
    long multiple = ticks / a * under;
    if (multiple > MOST_TICKS_A_QUARTER) {
      throw new IllegalArgumentException(
          "time " + time + ": expected at most " + MOST_TICKS_A_QUARTER + " ticks a quarter note");
    }
    return multiple;
  }

  private static long tick(Fraction time, int ticks) {
    return (long) time.getNumerator() * ticks / time.getDenominator();
  }
}
