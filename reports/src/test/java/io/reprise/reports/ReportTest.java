package io.reprise.reports;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.experiment.Run;
import io.reprise.experiment.Sample;
import io.reprise.experiment.Scale;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tech.tablesaw.api.ColumnType;
import tech.tablesaw.api.Table;
import tech.tablesaw.io.csv.CsvReadOptions;

class ReportTest {
  private static final Instant NOW = Instant.parse("2026-11-21T09:30:00Z");

  @TempDir Path base;

  private Run<?> run(Scale scale) {
    return FakeResults.run(base, scale);
  }

  private Run<?> finished() {
    return FakeResults.finished(base);
  }

  private List<String> write(Run<?> run) {
    List<String> lines = new ArrayList<>();
    Report.write(run, base, NOW, lines::add);
    return lines;
  }

  private String file(String name) {
    try {
      return Files.readString(base.resolve("reports/target/reprise/0000.00000").resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void writesTheComparisonRowByRow() {
    write(finished());
    assertEquals(
        """
        paper,table,method,model,dataset,setting,metric,unit,reported,reported_status,reproduced,std,seeds,scale,engine,device,data,verdict
        0000.00000,table1,baseline,Net-1,CIFAR-10,"rate | 40%, <x>",top1_accuracy,percent,1234567.5,read,1234567.5,,,quick,torch,cpu,computed,REPRODUCED
        0000.00000,table1,"ours, ""new""\",Net-1,CIFAR-10,"rate | 40%, <x>",top1_accuracy,percent,92.2,recalled,,,,quick,torch,cpu,,NOT_RUN
        0000.00000,theory,"ours, ""new""\",Net-1,CIFAR-10,"rate | 40%, <x>",top1_accuracy,percent,0.00001,derived,0.00002,0.5,3,quick,torch,cpu,"Fake, & set",TOO_GOOD
        0000.00000,quick,baseline,Net-1,"Fake, & set",plain,top1_accuracy,percent,,,92,1,3,quick,torch,cpu,"Fake, & set",
        0000.00000,quick,baseline,Net-1,"Fake, & set",plain,test_loss,nats,,,0.6111111111,0.3469443332,3,quick,torch,cpu,"Fake, & set",
        0000.00000,quick,"ours, ""new""\",Net-1,"Fake, & set",rate | 40%,top1_accuracy,percent,,,60.375,0.1767766953,2,quick,torch,cpu,"Fake, & set",
        0000.00000,quick,"ours, ""new""\",Net-1,"Fake, & set",rate | 40%,test_loss,nats,,,0.75,0.3535533906,2,quick,torch,cpu,"Fake, & set",
        """,
        file("comparison.csv"));
  }

  @Test
  void aCurveIsByEpochUnlessItsNameSaysByWhat() {
    Comparison comparison = Comparison.of(finished());
    List<Comparison.Curve> two =
        List.of(
            new Comparison.Curve(
                "ours", List.of(new Sample(List.of(3.0)), new Sample(List.of(4.5)))));
    Chart search = Charts.curves(comparison, "best fitness by evaluation", two);
    assertEquals(List.of("Evaluation", "ours"), search.headings());
    assertEquals("evaluation", search.data().get("x"));
    assertEquals("ours: from 3.00 to 4.50 in 2 evaluations", search.words());
    assertEquals("epoch", Charts.curves(comparison, "training_loss", two).data().get("x"));
  }

  @Test
  void writesCostsWithoutExponents() {
    write(finished());
    assertEquals(
        """
        paper,network,setting,params,macs,params_reduction,macs_reduction
        0000.00000,Net-1,whole,25557032,4089184256,0,0
        0000.00000,Net-1,"formula, only",,1000000000,,0.421875
        """,
        file("costs.csv"));
  }

  @Test
  void writesLatencyWithTheErrorOfItsMean() {
    write(finished());
    assertEquals(
        """
        paper,network,setting,batch,engine,device,scale,mean_ms,error_ms,p50_ms,p99_ms,samples,noise
        0000.00000,Net-1,whole,4,torch,cpu,quick,2.5,2.054260256,2.5,4,4,
        """,
        file("latency.csv"));
  }

  @Test
  void writesClaimsWithTheirVerdicts() {
    write(finished());
    assertEquals(
        """
        paper,claim,statement,margin,scale,engine,device,data,verdict,evidence,n,mean_difference,interval_low,interval_high,p,p_adjusted
        0000.00000,better,a < b | c & "d",above 0,quick,torch,cpu,"Fake, & set",NOT_REPRODUCED,"found, less | <nothing>",,,,,,
        0000.00000,later,Needs a GPU.,any,quick,torch,cpu,"Fake, & set",NOT_RUN,no GPU here,,,,,,
        0000.00000,base-is-best,The baseline | wins.,"mean difference at least 5 points, 95% interval above 0, corrected for all claims (Holm)",quick,torch,cpu,"Fake, & set",REPRODUCED,"shown: at least 5, beyond chance above 0. +31.13 points over 2 seeds, 95% interval [+26.36, +35.89], p 0.0038 (0.0038 by Holm): base against a<b>|c",2,31.125,26.36017322,35.88982678,0.003834873321,0.003834873321
        """,
        file("claims.csv"));
  }

  @Test
  void writesCsvThatReadsBackAsItWas() {
    write(finished());
    ColumnType[] types = new ColumnType[16];
    Arrays.fill(types, ColumnType.STRING);
    types[10] = ColumnType.LONG;
    Arrays.fill(types, 11, 16, ColumnType.DOUBLE);
    Table claims =
        Table.read()
            .usingOptions(CsvReadOptions.builderFromString(file("claims.csv")).columnTypes(types));
    assertEquals("a < b | c & \"d\"", claims.getString(0, "statement"));
    assertEquals("found, less | <nothing>", claims.getString(0, "evidence"));
    assertTrue(claims.longColumn("n").isMissing(0));
    assertEquals(2, claims.longColumn("n").getLong(2));
    assertEquals(31.125, claims.doubleColumn("mean_difference").get(2));
  }

  @Test
  void writesTheSameUnderAGermanLocale() {
    Run<?> run = finished();
    List<String> lines = write(run);
    List<String> names =
        List.of(
            "comparison.csv",
            "claims.csv",
            "costs.csv",
            "latency.csv",
            "comparison.md",
            "claims.md",
            "comparison.tex",
            "results.json",
            "summary.json",
            "index.html");
    List<String> before = names.stream().map(this::file).toList();
    Locale locale = Locale.getDefault();
    try {
      Locale.setDefault(Locale.GERMANY);
      assertEquals(lines, write(run));
    } finally {
      Locale.setDefault(locale);
    }
    assertEquals(before, names.stream().map(this::file).toList());
  }

  @Test
  void escapesMarkdownInsideItsCells() {
    write(finished());
    String md = file("comparison.md");
    assertTrue(
        md.contains("| better | a &lt; b \\| c &amp; \"d\" | above 0 | not reproduced |"), md);
    assertTrue(md.contains("| 92.20 ± 0.18† |  | not run | needs &lt;b>weeks"), md);
    assertTrue(md.contains("| 0.00001‡ | 0.000 ± 0.500 | too good | hm |"), md);
    assertTrue(md.contains("java.lang.ArithmeticException: loss &lt; 0 \\| &lt;img"), md);
    int columns = 0;
    for (String line : md.split("\n", -1)) {
      int cells = line.startsWith("|") ? line.split("(?<!\\\\)\\|", -1).length : 0;
      assertTrue(columns == 0 || cells == 0 || cells == columns, line);
      columns = cells;
    }
  }

  @Test
  void escapesHtmlAndLoadsOnlyWhatLiesBesideIt() {
    write(finished());
    String html = file("index.html");
    assertTrue(html.contains("Less &lt;is&gt; More &amp; &quot;Better&quot;"), html);
    assertTrue(html.contains("needs &lt;b&gt;weeks&lt;/b&gt; | months"));
    assertTrue(html.contains("href=\"https://example.org/a?b=1&amp;c\""));
    assertFalse(html.contains("<img"));
    assertFalse(html.contains("<b>"));
    String linkless = html.replaceAll("<a href=\"[^\"]*\">", "");
    for (String loads : List.of("http", "//", "url(", "@import", "<iframe", "<object")) {
      assertFalse(linkless.contains(loads), loads);
    }
    Path page = base.resolve("reports/target/reprise/0000.00000");
    List<String> loaded =
        Pattern.compile("(?:src|href)=\"([^\"]+)\"")
            .matcher(html)
            .results()
            .map(m -> m.group(1))
            .filter(link -> !link.matches("(https:|#|data:,).*"))
            .toList();
    assertTrue(loaded.contains("../assets/vega.min.js"), loaded::toString);
    loaded.forEach(link -> assertTrue(Files.isRegularFile(page.resolve(link)), link));
  }

  @Test
  void endsNoScriptInTheDataOfACharts() {
    write(finished());
    String html = file("index.html");
    assertTrue(html.contains("\"label\":\"a\\u003cb>|c\""), html);
    String data = html.substring(html.indexOf("<script type=\"application/json\">") + 32);
    assertFalse(data.substring(0, data.indexOf("</script>")).contains("<"));
  }

  @Test
  void showsWhatWasRunOnThePage() {
    write(finished());
    String html = file("index.html");
    assertTrue(html.contains("Not the paper&#39;s protocol."), html);
    assertTrue(
        html.contains("Fake, &amp; set (PROCEDURAL), examples made by the suite, not published."));
    assertTrue(html.contains("5 of 6 finished"));
    assertTrue(html.contains("<code>java.lang.ArithmeticException</code>: loss &lt; 0 | &lt;img"));
    assertTrue(html.contains("<span class=\"badge not-reproduced\">not reproduced</span>"));
    assertTrue(html.contains("92.20 ± 0.18†"));
    assertTrue(html.contains("0.00001‡"));
    assertTrue(
        html.contains("aria-label=\"Each seed: base 91.00, 92.00, 93.00; a&lt;b&gt;|c 60.25"));
    assertTrue(html.contains("taken together with all claims tested here, 0.0038. That is beyond"));
    assertTrue(html.contains("<td class=\"n\">[89.52, 94.48]</td>"), html);
    assertTrue(html.contains("a&lt;b&gt;|c: from 2.00 to 1.75 in 2 epochs\""));
    assertTrue(html.contains("<div>abc1</div><div>abc2</div><div>abc3</div>"));
    assertTrue(html.contains("4,089,184,256"));
    assertTrue(html.contains("2.50 ± 2.05"));
    assertTrue(html.contains("2026-11-21 09:30 UTC"));
    assertFalse(html.contains("NaN"));
  }

  @Test
  void printsTheComparisonAndThePathOfThePage() {
    List<String> lines = write(finished());
    assertEquals(
        "report: " + base.resolve("reports/target/reprise/0000.00000/index.html").toAbsolutePath(),
        lines.get(lines.size() - 1));
    assertTrue(
        lines.contains("3 reported numbers: 1 reproduced, 1 too good, 1 not run"), lines::toString);
    assertTrue(lines.stream().anyMatch(l -> l.startsWith("FAILED a<b>|c, seed 3: java.lang.Ari")));
    assertTrue(lines.stream().anyMatch(l -> l.matches("baseline .*Net-1 .*3 +92.00 ± 1.00 .*")));
    assertTrue(lines.contains("1 not run: needs <b>weeks</b> | months"));
    System.err.println(String.join("\n", lines));
    assertTrue(lines.stream().noneMatch(l -> l.contains("NaN")));
    assertTrue(
        lines.stream().allMatch(l -> l.length() <= Console.WIDTH || l.startsWith("report: ")));
  }

  @Test
  void showsTheStatisticsOfTestedClaims() {
    List<String> lines = write(finished());
    String cells = "base-is-best +2 +\\+31.13 +\\[\\+26.36, \\+35.89\\] +0.0038 +0.0038";
    assertTrue(lines.stream().anyMatch(l -> l.matches(cells)), lines::toString);
    assertTrue(
        file("comparison.md")
            .contains(
                "| base-is-best | reproduced | 2 | +31.13 | \\[+26.36, +35.89\\] | 0.0038 | 0.0038 |"),
        file("comparison.md"));
    assertTrue(
        file("index.html").contains("<td class=\"n\">[+26.36, +35.89]</td>"), file("index.html"));
  }

  @Test
  void showsNoStatisticsWhereNothingWasTested() {
    List<String> lines = write(run(Scale.SMOKE));
    assertTrue(lines.stream().noneMatch(l -> l.contains("p (Holm)")), lines::toString);
    assertFalse(file("comparison.md").contains("Statistics of claims"));
    assertFalse(file("index.html").contains("Statistics of claims"));
  }

  @Test
  void keepsColumnsWhereAConsoleHasNoSigns() {
    assertEquals("92.00+/-1.00*", Console.encodable("92.00 ± 1.00†", StandardCharsets.US_ASCII));
    assertEquals("92.00 ± 1.00†", Console.encodable("92.00 ± 1.00†", StandardCharsets.UTF_8));
  }

  @Test
  void reportsARunWithoutAnyResult() {
    List<String> lines = write(run(Scale.SMOKE));
    assertTrue(lines.stream().anyMatch(l -> l.contains("0 of 6 finished")), lines::toString);
    assertTrue(file("index.html").contains("No trial of this run has a finished result."));
    assertEquals(4, file("comparison.csv").lines().count());
    assertEquals(1, file("latency.csv").lines().count());
  }

  @Test
  void saysAtFullScaleThatTheDataIsNotThePapers() {
    List<String> lines = write(run(Scale.PAPER));
    assertTrue(lines.contains("Not the paper's data. Scale paper trains as published."));
    assertTrue(file("index.html").contains("Not the paper&#39;s data."));
  }

  @Test
  void leavesNoTemporaryFiles() throws IOException {
    write(finished());
    try (Stream<Path> files = Files.list(base.resolve("reports/target/reprise/0000.00000"))) {
      assertEquals(10, files.count());
    }
  }

  @Test
  void saysWhichFileCannotBeWritten() throws IOException {
    Files.writeString(base.resolve("reports"), "in the way");
    Run<?> run = run(Scale.SMOKE);
    UncheckedIOException e =
        assertThrows(UncheckedIOException.class, () -> Report.write(run, base, NOW, l -> {}));
    assertTrue(e.getMessage().contains("cannot write"), e.getMessage());
    assertTrue(e.getMessage().contains("reports/target/reprise/assets/"), e.getMessage());
  }
}
