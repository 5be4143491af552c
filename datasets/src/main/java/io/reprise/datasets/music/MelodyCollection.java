package io.reprise.datasets.music;

import io.reprise.datasets.DataFolder;
import io.reprise.datasets.Dataset;
import io.reprise.datasets.procedural.Checksum;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.commons.math3.fraction.Fraction;

/** The published melodies of a folder, in the order of its files. */
public final class MelodyCollection implements Dataset {
  private static final String NOTTINGHAM = "Nottingham";
  private static final List<String> NOTTINGHAM_FOLDERS =
      List.of("nottingham-dataset-master/ABC_cleaned", "nottingham");
  private static final String WIKIFONIA = "Wikifonia";
  private static final String WIKIFONIA_FOLDER = "wikifonia";

  private final String name;
  private final List<Titled> melodies;
  private final List<IOException> problems;

  /**
   * A melody and what it is called.
   *
   * @param title may be empty
   */
  public record Titled(String title, Melody melody) {}

  private MelodyCollection(String name, List<Titled> melodies, List<IOException> problems) {
    this.name = name;
    this.melodies = List.copyOf(melodies);
    this.problems = List.copyOf(problems);
  }

  /** Whether the data root has a folder of {@link #nottingham}; its files may be bad. */
  public static boolean nottinghamIsIn(Path dataRoot) {
    return NOTTINGHAM_FOLDERS.stream().anyMatch(f -> Files.isDirectory(dataRoot.resolve(f)));
  }

  /**
   * British and American folk tunes in ABC notation (cleaned): the files {@code *.abc} of {@code
   * nottingham-dataset-master/ABC_cleaned}, as its archive unpacks, or of {@code nottingham}.
   *
   * @throws IOException if there is no such folder, or it has no tune that can be read
   */
  public static MelodyCollection nottingham(Path dataRoot) throws IOException {
    String name =
        NOTTINGHAM_FOLDERS.stream()
            .filter(f -> Files.isDirectory(dataRoot.resolve(f)))
            .findFirst()
            .orElse(NOTTINGHAM_FOLDERS.get(0));
    DataFolder folder = DataFolder.in(NOTTINGHAM, dataRoot, name);
    List<Titled> melodies = new ArrayList<>();
    List<IOException> problems = new ArrayList<>();
    for (Path file : files(folder, List.of(".abc"))) {
      AbcBook book = AbcBook.read(file);
      book.tunes().forEach(tune -> melodies.add(new Titled(tune.title(), tune.melody())));
      problems.addAll(book.problems());
    }
    return checked(NOTTINGHAM, folder, melodies, problems);
  }

  /** Whether the data root has the folder {@code wikifonia}; its files may be bad. */
  public static boolean wikifoniaIsIn(Path dataRoot) {
    return Files.isDirectory(dataRoot.resolve(WIKIFONIA_FOLDER));
  }

  /**
   * Lead sheets in MusicXML: the files {@code *.mxl}, {@code *.xml} and {@code *.musicxml} of
   * {@code wikifonia}. Titles are the names of files.
   *
   * @throws IOException if the folder is not there, or has no score that can be read
   */
  public static MelodyCollection wikifonia(Path dataRoot) throws IOException {
    DataFolder folder = DataFolder.in(WIKIFONIA, dataRoot, WIKIFONIA_FOLDER);
    List<Titled> melodies = new ArrayList<>();
    List<IOException> problems = new ArrayList<>();
    for (Path file : files(folder, List.of(".mxl", ".xml", ".musicxml"))) {
      try {
        String title = DataFolder.name(file).replaceFirst("\\.[^.]*$", "");
        melodies.add(new Titled(title, MusicXmlFile.read(file)));
      } catch (IOException e) {
        problems.add(e);
      }
    }
    return checked(WIKIFONIA, folder, melodies, problems);
  }

  private static List<Path> files(DataFolder folder, List<String> endings) throws IOException {
    try (Stream<Path> all = Files.list(folder.path())) {
      return all.filter(
              file -> {
                String name = DataFolder.name(file).toLowerCase(Locale.ROOT);
                return endings.stream().anyMatch(name::endsWith);
              })
          .sorted()
          .toList();
    }
  }

  private static MelodyCollection checked(
      String name, DataFolder folder, List<Titled> melodies, List<IOException> problems)
      throws IOException {
    if (melodies.isEmpty()) {
      String found = "has no melody that can be read";
      throw problems.isEmpty()
          ? folder.refusal(found, "at least one")
          : new IOException(
              folder
                  .refusal(found + ", such as: " + problems.get(0).getMessage(), "at least one")
                  .getMessage(),
              problems.get(0));
    }
    return new MelodyCollection(name, melodies, problems);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Origin origin() {
    return Origin.REAL;
  }

  /** SHA-256 in hex over titles, bars, notes and chords. */
  @Override
  public String checksum() {
    Checksum sum = new Checksum();
    for (Titled titled : melodies) {
      Melody melody = titled.melody();
      sum.add(titled.title()).add(melody.bars().size(), melody.notes().size());
      for (Bar bar : melody.bars()) {
        add(sum, bar.length());
        sum.add(bar.meter().beats(), bar.meter().unit(), bar.fifths());
      }
      for (Note note : melody.notes()) {
        add(sum, note.onset());
        add(sum, note.duration());
        sum.add(note.pitch());
      }
      for (ChordSymbol chord : melody.chords()) {
        add(sum, chord.onset());
        sum.add(chord.name());
      }
    }
    return sum.hex();
  }

  private static void add(Checksum sum, Fraction time) {
    sum.add(time.getNumerator(), time.getDenominator());
  }

  /** Those that could be read. */
  public List<Titled> melodies() {
    return melodies;
  }

  /** One of each that could not, naming file and line. */
  public List<IOException> problems() {
    return problems;
  }
}
