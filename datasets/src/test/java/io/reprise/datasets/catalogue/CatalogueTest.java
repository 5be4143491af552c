package io.reprise.datasets.catalogue;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CatalogueTest {
  private static final Set<String> PAPERS =
      Set.of(
          "1605.00055",
          "1605.07716",
          "1703.08651",
          "1706.08249",
          "1707.07103",
          "1709.02972",
          "1709.07634",
          "1711.07520",
          "1712.05274",
          "1801.05134",
          "1803.04108",
          "1804.00097",
          "1806.02479",
          "1807.00966",
          "1808.06866",
          "1903.06355",
          "1903.06586",
          "1904.00420",
          "1904.03385",
          "1904.05562",
          "1904.09149",
          "1905.09646",
          "1905.13382",
          "1906.01166",
          "1908.06314",
          "1908.07748",
          "1909.00121",
          "1909.12579",
          "1910.03853",
          "1910.04104",
          "1910.10853",
          "1910.10859",
          "1911.10862",
          "1911.11634",
          "2001.06838",
          "2001.08565",
          "2002.10857",
          "2003.10168",
          "2003.11339",
          "2004.13431",
          "2005.08931",
          "2006.02049",
          "2010.01251",
          "2101.06407",
          "2103.02394",
          "2104.09457");

  /** A proof about algebras: it computes, but reads no data. */
  private static final Set<String> NEED_NO_DATA = Set.of("1709.02972");

  private final Catalogue catalogue = Catalogue.read();

  @Test
  void everyPaperHasItsDataSets() {
    Set<String> covered =
        catalogue.all().stream().flatMap(e -> e.papers().stream()).collect(Collectors.toSet());
    Set<String> expected = new TreeSet<>(PAPERS);
    expected.removeAll(NEED_NO_DATA);
    assertEquals(46, PAPERS.size());
    assertEquals(expected, new TreeSet<>(covered));
  }

  @Test
  void everyDataSetThatAPaperReportsNumbersOnListsThatPaper() throws IOException {
    List<String> lines;
    try (InputStream in = CatalogueTest.class.getResourceAsStream("reported-data-sets.csv")) {
      lines = new String(in.readAllBytes(), UTF_8).lines().skip(1).toList();
    }
    assertTrue(lines.size() > 100, "only " + lines.size() + " lines");
    for (String line : lines) {
      String[] cells = line.split(",", -1);
      for (String id : cells[2].split(" ", -1)) {
        assertTrue(catalogue.of(id).papers().contains(cells[0]), line + ": not in " + id);
      }
    }
  }

  @Test
  void theIndexListsExactlyTheFilesThereAre() throws IOException {
    Path folder = Path.of("src/main/resources/io/reprise/datasets/catalogue");
    List<String> files;
    try (Stream<Path> children = Files.list(folder)) {
      files =
          children
              .map(c -> c.getFileName().toString())
              .filter(n -> n.endsWith(".json"))
              .map(n -> n.replace(".json", ""))
              .sorted()
              .toList();
    }
    assertEquals(files, catalogue.all().stream().map(DataSetEntry::id).toList());
  }

  @Test
  void noTwoDataSetsShareAFolder() {
    List<String> folders = catalogue.all().stream().map(DataSetEntry::folder).toList();
    for (String folder : folders) {
      long inside = folders.stream().filter(f -> (f + "/").startsWith(folder + "/")).count();
      assertEquals(1, inside, folder);
    }
  }

  @Test
  void anUnknownIdIsAnsweredWithTheKnownOnes() {
    String message =
        assertThrows(IllegalArgumentException.class, () -> catalogue.of("cifar10")).getMessage();
    assertTrue(message.startsWith("data set 'cifar10' is unknown: expected one of "), message);
    assertTrue(message.contains("cifar-10, cifar-100"), message);
  }

  @Test
  void dataSetsBehindARegistrationSaySo() {
    for (String id : List.of("imagenet", "megaface", "hico-det", "300-w")) {
      assertTrue(catalogue.of(id).needsRegistration(), id);
    }
    assertEquals(false, catalogue.of("cifar-10").needsRegistration());
  }

  @Test
  void aPaperIsAskedForItsDataSets() {
    assertEquals(
        List.of("msr-vtt", "msvd"),
        catalogue.ofPaper("1909.00121").stream()
            .map(DataSetEntry::id)
            .filter(id -> id.startsWith("ms"))
            .toList());
    assertEquals(List.of(), catalogue.ofPaper("1709.02972"));
  }

  @Test
  void anEntryThatIsWrongIsRefusedByName() {
    refuses("\"colour\": 1", "Unrecognized field \"colour\"");
    refuses("\"folder\": \"../x\"", "path '../x'");
    refuses("\"folder\": \"\"", "expected folder");
    refuses("\"layout\": []", "expected layout");
    refuses("\"files\": [{\"name\": \"a.zip\"}]", "expected urls");
    refuses("\"files\": [{\"name\": \"a.zip\", \"urls\": [\"ftp://h/a\"]}]", "ftp://h/a");
    refuses("\"files\": [{\"name\": \"a/b.zip\"}]", "a/b.zip");
    refuses(
        "\"files\": [{\"name\": \"a\", \"urls\": [\"https://h/a\"], \"into\": \"y\"}]",
        "goes into 'y'");
    refuses(
        "\"files\": [{\"name\": \"a\", \"urls\": [\"https://h/a\"], \"checksum\": \"md5:12\"}]",
        "checksum '12': expected 32 hex digits");
  }

  private static void refuses(String wrong, String says) {
    String key = wrong.substring(0, wrong.indexOf(':'));
    String right =
        Stream.of(
                "\"id\": \"x\"",
                "\"name\": \"X\"",
                "\"homePage\": \"https://h/\"",
                "\"terms\": \"MIT\"",
                "\"folder\": \"x\"",
                "\"files\": [{\"name\": \"a\", \"urls\": [\"https://h/a\"]}]",
                "\"layout\": [{\"expect\": \"file\", \"path\": \"a\"}]")
            .filter(field -> !field.startsWith(key + ":"))
            .collect(Collectors.joining(", ", "{", ""));
    assertEquals("X", Catalogue.parse("x.json", entryWithout(key, right)).name());
    IllegalArgumentException refused =
        assertThrows(
            IllegalArgumentException.class,
            () -> Catalogue.parse("x.json", (right + ", " + wrong + "}").getBytes(UTF_8)));
    assertTrue(refused.getMessage().contains("x.json"), refused.getMessage());
    assertTrue(refused.getMessage().contains(says), refused.getMessage());
  }

  /** The entry that is right, whichever field the test is about to replace. */
  private static byte[] entryWithout(String key, String fields) {
    String filled =
        switch (key) {
          case "\"folder\"" -> fields + ", \"folder\": \"x\"";
          case "\"files\"" ->
              fields + ", \"files\": [{\"name\": \"a\", \"urls\": [\"https://h/a\"]}]";
          case "\"layout\"" -> fields + ", \"layout\": [{\"expect\": \"file\", \"path\": \"a\"}]";
          default -> fields;
        };
    return (filled + "}").getBytes(UTF_8);
  }
}
