package io.reprise.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultTableTest {
  private static final TrialResult.Key KEY =
      new TrialResult.Key(
          "0000.00000", 1, "smoke", "v", Map.of(), 1, "torch", "cpu", 1, "d", "REAL", "0");

  @TempDir Path folder;

  private static ResultTable table(String cell) {
    return new ResultTable(
        "cases", "A case a row.", List.of("case", "dim"), List.of(List.of("a", cell)));
  }

  private static TrialResult result(ResultTable table) {
    return TrialResult.done(KEY, new Measurements().table(table), List.of(), 1, Map.of());
  }

  private static String message(Runnable wrong) {
    return assertThrows(IllegalArgumentException.class, wrong::run).getMessage();
  }

  @Test
  void isStoredWithTheResultAndReadByClaims() {
    new ResultStore(folder, line -> {}).save(result(table("3")));
    TrialResult found = new ResultStore(folder, line -> {}).find(KEY).orElseThrow();
    assertEquals(List.of(table("3")), found.tables());
    Evidence evidence =
        new Evidence(
            Scale.SMOKE,
            "torch",
            "cpu",
            "d",
            io.reprise.datasets.Dataset.Origin.REAL,
            List.of(found),
            List.of(),
            List.of());
    assertEquals(List.of(table("3")), evidence.tables("cases"));
    assertEquals(List.of(), evidence.tables("others"));
    assertEquals("3", table("3").cell(table("3").rows().get(0), "dim"));
  }

  @Test
  void isComparedWhenATrialIsRunAgain() {
    assertTrue(new Replay(result(table("3")), result(table("3"))).same());
    Replay other = new Replay(result(table("3")), result(table("4")));
    assertFalse(other.same());
    assertEquals(List.of("cases"), other.differentTables());
  }

  @Test
  void refusesWhatIsNoTable() {
    assertTrue(
        message(
                () ->
                    new ResultTable(
                        "cases", "c", List.of("case", "dim"), List.of(List.of("only a"))))
            .contains("row [only a]: expected 2 cells"));
    assertTrue(
        message(() -> new ResultTable("cases", "c", List.of("a", "a"), List.of()))
            .contains("each once"));
    assertTrue(
        message(() -> new ResultTable("cases", " ", List.of("a"), List.of())).contains("' '"));
    assertTrue(
        message(() -> new Measurements().table(table("3")).table(table("4")))
            .contains("table 'cases' was given twice"));
    assertTrue(
        message(() -> table("3").cell(table("3").rows().get(0), "dims"))
            .contains("column 'dims' of table 'cases': expected one of [case, dim]"));
  }
}
