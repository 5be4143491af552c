package io.reprise.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExpectedFileTest {
  private static final String HEADER = "scale,engine,device,data,seeds,kind,name,verdict,value\n";

  @TempDir Path folder;

  private ExpectedFile file(String text) throws IOException {
    Path path = folder.resolve("expected.csv");
    Files.writeString(path, text);
    return new ExpectedFile(path);
  }

  private static Expected claim(String scale, String id, Verdict verdict) {
    return new Expected(
        new Expected.Configuration(scale, "torch", "cpu", "Nothing, none", "3"),
        Expected.Kind.CLAIM,
        id,
        Optional.of(verdict),
        OptionalDouble.empty());
  }

  @Test
  void aFileThatIsNotThereHasNoRows() {
    assertEquals(List.of(), new ExpectedFile(folder.resolve("expected.csv")).read());
  }

  @Test
  void writesSortedRowsThatReadBackAsTheyWere() throws IOException {
    ExpectedFile file = new ExpectedFile(folder.resolve("papers/p/expected.csv"));
    Expected cost = Expected.cost("Net \"1\" | plain, | macs", 4.089184256E9 / 3);
    Expected b = claim("quick", "b", Verdict.PARTLY);
    Expected a = claim("quick", "a", Verdict.NOT_RUN);
    file.record(List.of(b, cost, a));
    assertEquals(
        HEADER
            + "any,any,any,any,any,cost,\"Net \"\"1\"\" | plain, | macs\",,1363061418.6666667\n"
            + "quick,torch,cpu,\"Nothing, none\",3,claim,a,NOT_RUN,\n"
            + "quick,torch,cpu,\"Nothing, none\",3,claim,b,PARTLY,\n",
        Files.readString(file.path()));
    assertEquals(List.of(cost, a, b), file.read());
  }

  @Test
  void recordingReplacesItsConfigurationAndKeepsTheOthers() {
    ExpectedFile file = new ExpectedFile(folder.resolve("expected.csv"));
    file.record(
        List.of(
            claim("quick", "a", Verdict.PARTLY),
            claim("quick", "gone", Verdict.PARTLY),
            claim("smoke", "a", Verdict.NOT_RUN),
            Expected.cost("Net | plain | macs", 1)));
    file.record(List.of(claim("quick", "a", Verdict.REPRODUCED)));
    assertEquals(
        List.of(
            Expected.cost("Net | plain | macs", 1),
            claim("quick", "a", Verdict.REPRODUCED),
            claim("smoke", "a", Verdict.NOT_RUN)),
        file.read());
  }

  @Test
  void twoResultsOfOneNameAreNotRecorded() {
    ExpectedFile file = new ExpectedFile(folder.resolve("expected.csv"));
    List<Expected> twins = List.of(Expected.cost("twin", 1), Expected.cost("twin", 2));
    String message =
        assertThrows(IllegalStateException.class, () -> file.record(twins)).getMessage();
    assertTrue(message.contains("'cost twin'"), message);
    assertEquals(List.of(), file.read());
  }

  @Test
  void numbersAreWrittenAlikeUnderAGermanLocale() throws IOException {
    Locale locale = Locale.getDefault();
    ExpectedFile file = new ExpectedFile(folder.resolve("expected.csv"));
    try {
      Locale.setDefault(Locale.GERMANY);
      file.record(List.of(Expected.cost("x", 0.5)));
    } finally {
      Locale.setDefault(locale);
    }
    assertTrue(Files.readString(file.path()).endsWith("cost,x,,0.5\n"));
  }

  private void assertMalformed(String row, String expected) throws IOException {
    ExpectedFile file = file(HEADER + "any,any,any,any,any,cost,first,,1\n" + row + "\n");
    String before = Files.readString(file.path());
    String message = assertThrows(IllegalStateException.class, file::read).getMessage();
    assertTrue(message.contains("expected.csv row 3"), message);
    assertTrue(message.contains(expected), message);
    assertThrows(
        IllegalStateException.class, () -> file.record(List.of(Expected.cost("second", 2))));
    assertEquals(before, Files.readString(file.path()));
  }

  @Test
  void aMalformedRowIsNamedAndTheFileStaysAsItIs() throws IOException {
    assertMalformed("any,any,any,any,any,cost,x,,many", "expected a number for 'many'");
    assertMalformed("any,any,any,any,any,cost,x,MOSTLY,", "NOT_RUN] for 'MOSTLY'");
    assertMalformed("any,any,any,any,any,price,x,,1", "[COST, CLAIM, REPORTED] for 'PRICE'");
    assertMalformed("any,any,any", "expected 9 cells");
    assertMalformed("any,any,any,any,any,cost,first,,2", "expected each name once");
  }

  @Test
  void aFileWithOtherColumnsIsRefused() throws IOException {
    ExpectedFile file = file("scale,value\nquick,1\n");
    String message = assertThrows(IllegalStateException.class, file::read).getMessage();
    assertTrue(message.contains("expected the columns scale,engine"), message);
  }

  @Test
  void aQuoteThatNeverEndsIsRefusedWithTheFilesName() throws IOException {
    ExpectedFile file = file(HEADER + "any,\"any,any\n");
    String message = assertThrows(UncheckedIOException.class, file::read).getMessage();
    assertTrue(message.contains("expected.csv cannot be read"), message);
  }
}
