package io.reprise.reports;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.reprise.experiment.ResultStore;
import io.reprise.experiment.Run;
import io.reprise.experiment.Scale;
import io.reprise.experiment.StoredFigure;
import io.reprise.experiment.StoredFile;
import io.reprise.experiment.TrialResult;
import io.reprise.experiment.figures.Figure;
import io.reprise.tensor.Seed;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FiguresTest {
  private static final String PAPER = "0000.00000";

  @TempDir Path base;

  private final List<String> lines = new ArrayList<>();

  private Path results(String name) {
    return base.resolve("r").resolve(PAPER).resolve(name);
  }

  private Path site(String name) {
    return base.resolve("reports/target/reprise").resolve(PAPER).resolve(name);
  }

  private Run<?> run() {
    Run<?> run = FakeResults.finished(base);
    FakeFigures.addTo(run);
    return run;
  }

  private String page(Run<?> run) throws IOException {
    Report.write(run, base, Instant.EPOCH, lines::add);
    return Files.readString(site("index.html"));
  }

  private JsonNode figures() throws IOException {
    return new ObjectMapper().readTree(Files.readString(site("results.json"))).at("/figures");
  }

  /** The section of the page. */
  private static String section(String page) {
    String from = page.substring(page.indexOf("<section id=\"figures\">"));
    return from.substring(0, from.indexOf("</section>"));
  }

  /** The figure of a trial of the base variant. */
  private static StoredFigure figure(Run<?> run, int seed, int index) {
    TrialResult result =
        run.stored(
                run.plan().stream()
                    .filter(p -> p.key().seed() == seed && p.key().variant().equals("base"))
                    .findFirst()
                    .orElseThrow())
            .orElseThrow();
    return result.figures().get(index);
  }

  @Test
  void standSideBySideUnderTheirNameWithTheLowestSeedOfEachVariant() throws IOException {
    String page = page(run());
    assertTrue(page.contains("<a href=\"#figures\">Figures</a>"), "contents");
    String section = section(page);
    int maps = section.indexOf("<h3>maps &lt;of&gt; &quot;attention&quot;</h3>");
    int clip = section.indexOf("<h3>a clip</h3>");
    assertTrue(0 < maps && maps < clip, section);
    assertEquals(
        2, section.substring(maps, clip).split("<figure class=\"picture\">", -1).length - 1);
    String origins = "scale quick, Fake, &amp; set (PROCEDURAL), torch on cpu</span>";
    assertTrue(section.contains("<strong>base</strong> <span>seed 1 of 3; " + origins), section);
    assertTrue(
        section.contains("<strong>a&lt;b&gt;|c</strong> <span>seed 1 of 2; " + origins), section);
    // The first seeds have no clip, and the last seed of one variant failed.
    String lowest = "seed 2, the lowest of 2 seeds with this figure; ";
    assertTrue(section.contains("<strong>base</strong> <span>" + lowest + origins), section);
    String only = "seed 2, the only seed with this figure; ";
    assertTrue(section.contains("<strong>a&lt;b&gt;|c</strong> <span>" + only + origins), section);
    assertTrue(section.contains("alt=\"Variant 1 looks at &quot;everything&quot;.\""), section);
  }

  @Test
  void shareACaptionOrHaveTheirOwn() throws IOException {
    String section = section(page(run()));
    String shared = "<p>Where it looks, from dark violet (0.00) to yellow (1.00).</p>";
    assertEquals(1, section.split(Pattern.quote(shared), -1).length - 1);
    assertTrue(section.contains("<p>It moves, says base.</p>"), section);
    assertTrue(section.contains("<p>It moves, says a&lt;b&gt;|c.</p>"), section);
  }

  @Test
  void setTheTitlesOfTilesAsText() throws IOException {
    String section = section(page(run()));
    assertTrue(
        section.contains("<div class=\"rows\"><span>a small &lt;object&gt;</span>"), section);
    assertTrue(section.contains("<span>first block</span><span>second block</span>"), section);
    assertTrue(section.contains("--across: 4; --down: 2; --width: 336px"), section);
  }

  @Test
  void lieInTheSiteWithAStillForEachClip() throws IOException {
    Run<?> run = run();
    String section = section(page(run));
    List<String> loaded =
        Pattern.compile("(?:src|srcset)=\"([^\"]+)\"")
            .matcher(section)
            .results()
            .map(m -> m.group(1))
            .toList();
    assertEquals(6, loaded.size(), loaded::toString);
    for (String file : loaded) {
      assertTrue(ImageIO.read(site(file).toFile()) != null, file);
    }
    StoredFigure clip = figure(run, 2, 1);
    assertArrayEquals(
        Files.readAllBytes(results(clip.file())), Files.readAllBytes(site(clip.file())));
    BufferedImage still = ImageIO.read(site(clip.file().replace(".gif", "-still.png")).toFile());
    assertEquals(clip.width(), still.getWidth());
  }

  @Test
  void haveMelodiesThatAreHeardAndTakenAway() throws IOException {
    Run<?> run = run();
    String section = section(page(run));
    String button =
        "data-tones=\"0.0000 0.5000 60 0.5000 0.5000 69\" aria-label=\"Play a &lt;step&gt; up\"";
    // Two variants show the clip that they belong to.
    assertEquals(2, section.split(Pattern.quote(button), -1).length - 1, section);
    StoredFigure clip = figure(run, 2, 1);
    for (StoredFile file : clip.sounds().get(0).files()) {
      String link =
          "<a href=\"" + file.file() + "\" download=\"a &lt;step&gt; up." + file.ending() + "\">";
      assertTrue(section.contains(link), section);
      assertArrayEquals(
          Files.readAllBytes(results(file.file())), Files.readAllBytes(site(file.file())));
    }
    JsonNode sounds = figures().get(2).at("/sounds");
    assertEquals("[[0.0,1.0,81]]", sounds.at("/1/tones").toString());
    assertEquals(clip.sounds().get(1).files().get(1).file(), sounds.at("/1/files/1").asText());
  }

  @Test
  void aMissingMelodyIsSaidOnThePageAndInTheWarnings() throws IOException {
    Run<?> run = run();
    String missing = figure(run, 2, 1).sounds().get(0).files().get(0).file();
    Files.delete(results(missing));
    String section = section(page(run));
    assertTrue(section.contains("<strong>Not shown.</strong> " + missing + " is missing"), section);
    assertFalse(section.contains("data-tones"), section);
    assertTrue(lines.stream().anyMatch(l -> l.contains(missing + " is missing")), lines::toString);
  }

  @Test
  void areNamedInTheResultsForOtherTools() throws IOException {
    Run<?> run = run();
    page(run);
    assertEquals(4, figures().size());
    JsonNode first = figures().get(0);
    StoredFigure figure = figure(run, 1, 0);
    assertEquals(figure.file(), first.at("/file").asText());
    assertEquals(figure.sha256(), first.at("/sha256").asText());
    assertEquals("[1,2,3]", first.at("/seeds").toString());
    assertEquals(FakeFigures.MAPS, first.at("/name").asText());
    assertEquals("base", first.at("/variant").asText());
    assertEquals(4, first.at("/columns").size());
  }

  @Test
  void aMissingOrDamagedPictureIsSaidOnThePageAndInTheWarnings() throws IOException {
    Run<?> run = run();
    String missing = figure(run, 1, 0).file();
    String damaged = figure(run, 2, 1).file();
    Files.delete(results(missing));
    Files.writeString(results(damaged), "GIF89a");
    String section = section(page(run));
    assertTrue(
        section.contains("<strong>Not shown.</strong> " + missing + " is missing</p>"), section);
    assertTrue(section.contains("<strong>Not shown.</strong> " + damaged + " is damaged"), section);
    assertFalse(section.contains("src=\"" + missing), section);
    assertFalse(section.contains("src=\"" + damaged), section);
    assertTrue(
        lines.contains(
            "figure 'maps <of> \"attention\"' of base, seed 1, is not on the page: in the results"
                + " of the paper, "
                + missing
                + " is missing"),
        lines::toString);
    // Both variants show the same clip, so neither can.
    assertEquals(2, lines.stream().filter(l -> l.contains(damaged + " is damaged")).count());
    assertTrue(figures().get(0).at("/file").isNull());
    assertFalse(figures().get(1).at("/file").isNull());
    assertFalse(Files.exists(site(missing)));
  }

  @Test
  void makeNoSectionWhereThereAreNone() throws IOException {
    String page = page(FakeResults.finished(base));
    assertFalse(page.contains("#figures") || page.contains("id=\"figures\""));
    assertEquals(0, figures().size());
    assertFalse(Files.exists(site("figures")));
  }

  @Test
  void tooManyForOnePageAreSaidButShown() throws IOException {
    Run<?> run = FakeResults.run(base, Scale.SMOKE);
    ResultStore store = new ResultStore(run.settings().results(), line -> {});
    for (Run.Planned p : run.plan()) {
      BufferedImage noise = new BufferedImage(340, 340, BufferedImage.TYPE_INT_RGB);
      Seed seed = new Seed(1).named(p.key().variant());
      org.apache.commons.rng.UniformRandomProvider random = seed.generator();
      for (int i = 0; i < 340 * 340; i++) {
        noise.setRGB(i % 340, i / 340, random.nextInt());
      }
      StoredFigure figure =
          store.save(PAPER, Figure.png("noise", "Noise.", "Noise.", Figure.Titles.NONE, noise));
      TrialResult r = FakeResults.done(p.key(), 1, 1);
      store.save(
          new TrialResult(
              r.schema(),
              r.key(),
              r.status(),
              r.measurements(),
              r.curves(),
              List.of(figure),
              null,
              1,
              r.environment()));
    }
    String section = section(page(run));
    assertTrue(
        lines.stream()
            .anyMatch(l -> l.matches("the figures of 0000.00000 weigh 69\\d,\\d+ bytes.*")),
        lines::toString);
    assertEquals(2, section.split("<img ", -1).length - 1);
  }
}
