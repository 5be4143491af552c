package io.reprise.reports;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.reprise.experiment.ResultStore;
import io.reprise.experiment.ResultTable;
import io.reprise.experiment.Run;
import io.reprise.experiment.TrialResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableGroupTest {
  @TempDir Path base;

  private String site(String name) throws IOException {
    return Files.readString(base.resolve("reports/target/reprise/0000.00000").resolve(name));
  }

  /** All seeds of the base variant have the same cells, those of the other differ. */
  private Run<?> run() {
    Run<?> run = FakeResults.finished(base);
    ResultStore store = new ResultStore(run.settings().results(), line -> {});
    for (Run.Planned p : run.plan()) {
      TrialResult r = run.stored(p).orElseThrow();
      if (!r.failed()) {
        String dim = r.key().variant().equals("base") ? "3" : "" + r.key().seed();
        ResultTable table =
            new ResultTable(
                "cases <all>",
                "A row a case.",
                List.of("V", "dim"),
                List.of(List.of("Sym & co", dim), List.of("other", "")));
        store.save(
            new TrialResult(
                r.schema(),
                r.key(),
                r.status(),
                r.measurements(),
                r.curves(),
                List.of(table),
                List.of(),
                null,
                r.seconds(),
                r.environment()));
      }
    }
    return run;
  }

  @Test
  void tablesStandUnderTheirNameWithHowTheSeedsCompare() throws IOException {
    Report.write(run(), base, Instant.EPOCH, line -> {});
    String page = site("index.html");
    assertTrue(page.contains("<a href=\"#cases\">Cases</a>"), "contents");
    assertTrue(page.contains("<h3>cases &lt;all&gt;</h3>"), page);
    assertEquals(2, page.split("<p>A row a case.</p>", -1).length, "the caption once");
    assertTrue(page.contains("<strong>base</strong>, the same in all 3 seeds"), page);
    assertTrue(
        page.contains("<strong>a&lt;b&gt;|c</strong>, seed 1; other seeds of 2 have other cells"),
        page);
    assertTrue(page.contains("<td class=\"nowrap\">Sym &amp; co</td><td class=\"n\">3</td>"), page);
    JsonNode tables = new ObjectMapper().readTree(site("results.json")).at("/tables");
    assertEquals(2, tables.size());
    assertTrue(tables.at("/0/same_in_all_seeds").asBoolean());
    assertFalse(tables.at("/1/same_in_all_seeds").asBoolean());
    assertEquals("3", tables.at("/0/rows/0/1").asText());
  }

  @Test
  void noTableMeansNoSection() throws IOException {
    Report.write(FakeResults.finished(base), base, Instant.EPOCH, line -> {});
    assertFalse(site("index.html").contains("#cases"));
    assertEquals(0, new ObjectMapper().readTree(site("results.json")).at("/tables").size());
  }
}
