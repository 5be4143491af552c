package io.reprise.datasets.music;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reads the folk tunes of the Nottingham data set where there are some. */
class NottinghamTest {
  @TempDir private Path root;

  private static List<Path> books() throws IOException {
    String variable = System.getenv("REPRISE_DATA");
    List<Path> folders = new ArrayList<>();
    if (variable != null && !variable.isBlank()) {
      folders.add(Path.of(variable).resolve("nottingham"));
    }
    folders.add(Path.of("../../shared/data/nottingham"));
    for (Path folder : folders) {
      if (Files.isDirectory(folder)) {
        try (Stream<Path> files = Files.list(folder)) {
          return files.filter(f -> f.toString().endsWith(".abc")).sorted().toList();
        }
      }
    }
    return List.of();
  }

  @Test
  void readsAllTunesButThoseWithSlipsOfThePen() throws IOException {
    List<Path> books = books();
    assumeTrue(!books.isEmpty(), "the Nottingham tunes are not there");
    int tunes = 0;
    List<String> problems = new ArrayList<>();
    List<String> irregular = new ArrayList<>();
    for (Path book : books) {
      AbcBook read = AbcBook.read(book);
      tunes += read.tunes().size() + read.problems().size();
      read.problems().forEach(p -> problems.add(p.getMessage().replaceFirst("^.*[/\\\\]", "")));
      for (AbcTune tune : read.tunes()) {
        tune.irregularBars()
            .forEach(bar -> irregular.add(book.getFileName() + " line " + bar.line()));
        if (tune.number() % 10 == 0) {
          checkRoundTrips(tune);
        }
      }
    }
    assertEquals(1_034, tunes);
    assertEquals(
        List.of(
            "jigs.abc line 2236: column 52: '3': expected a note of a chord, or ]",
            "reelsd-g.abc line 10: column 50: '+': expected a note of a chord, or ]"),
        problems);
    assertEquals(List.of("hpps.abc line 409", "jigs.abc line 1898"), irregular);
  }

  private void checkRoundTrips(AbcTune tune) throws IOException {
    Path file = root.resolve("tune");
    Files.writeString(file, AbcWriter.write(tune.number(), tune.title(), tune.melody()));
    assertEquals(tune.melody(), AbcBook.read(file).requireAll().get(0).melody(), tune.title());
    MidiFile.write(file, tune.melody());
    assertEquals(tune.melody().notes(), MidiFile.read(file).notes(), tune.title());
  }
}
