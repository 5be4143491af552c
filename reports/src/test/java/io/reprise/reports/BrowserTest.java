package io.reprise.reports;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.reprise.experiment.Run;
import io.reprise.experiment.Scale;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;

/** The pages in a real browser: headless Chromium, where it and its driver are installed. */
class BrowserTest {
  private static final Path SCREENSHOTS = Path.of("target/screenshots");

  @TempDir static Path base;
  @TempDir static Path profile;
  private static ChromeDriver browser;
  private static String axe;

  @BeforeAll
  static void start() throws IOException {
    assumeTrue(Chromium.isInstalled(), "the pages are not tried in a browser: " + Chromium.MISSING);
    try (InputStream script = BrowserTest.class.getResourceAsStream("/axe.min.js")) {
      axe = new String(script.readAllBytes(), StandardCharsets.UTF_8);
    }
    Report.write(FakeResults.finished(base), base, Instant.EPOCH, line -> {});
    Run<?> figured = GeneratedExperiment.withResults(base, 1, 5, 4, Scale.QUICK);
    FakeFigures.addTo(figured);
    Report.write(figured, base, Instant.EPOCH, line -> {});
    new Trends(FakeHistory.of(base.resolve("nights"), 5), base)
        .write("", Instant.EPOCH, line -> {});
    write(2, Scale.PAPER);
    write(3, Scale.SMOKE);
    browser = Chromium.start(profile);
    browser.manage().timeouts().scriptTimeout(Duration.ofSeconds(60));
    Files.createDirectories(SCREENSHOTS);
  }

  private static void write(int number, Scale scale) {
    Report.write(
        GeneratedExperiment.withResults(base, number, 5, 4, scale),
        base,
        Instant.EPOCH,
        line -> {});
  }

  @AfterAll
  static void stop() {
    if (browser != null) {
      browser.quit();
    }
  }

  @BeforeEach
  void desktop() {
    size(1280, 900, false);
    scheme("light");
    if (browser.getCurrentUrl().startsWith("file:")) {
      browser.executeScript("localStorage.clear()");
    }
  }

  private static void size(int width, int height, boolean phone) {
    browser.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", phone));
  }

  private static void scheme(String scheme) {
    media("prefers-color-scheme", scheme);
  }

  private static void media(String feature, String value) {
    browser.executeCdpCommand(
        "Emulation.setEmulatedMedia",
        Map.of("features", List.of(Map.of("name", feature, "value", value))));
  }

  private static void open(String page) {
    browser.get(base.resolve("reports/target/reprise").resolve(page).toUri().toString());
  }

  /** Opens a paper's page and waits until its charts are drawn. */
  private static void openPaper(String paper) {
    open(paper + "/index.html");
    Chromium.awaitCharts(browser);
  }

  private static BufferedImage screenshot(String name) {
    byte[] png = browser.getScreenshotAs(OutputType.BYTES);
    try {
      Files.write(SCREENSHOTS.resolve(name + ".png"), png);
      return ImageIO.read(new ByteArrayInputStream(png));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static BufferedImage picture(WebElement element) {
    try {
      return ImageIO.read(new ByteArrayInputStream(element.getScreenshotAs(OutputType.BYTES)));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static Set<Integer> colours(BufferedImage picture) {
    Set<Integer> colours = new HashSet<>();
    for (int y = 0; y < picture.getHeight(); y++) {
      for (int x = 0; x < picture.getWidth(); x++) {
        colours.add(picture.getRGB(x, y));
      }
    }
    return colours;
  }

  private static void select(String list, String option) {
    browser
        .findElement(By.xpath("//select[@name='" + list + "']/option[.='" + option + "']"))
        .click();
  }

  private static List<String> shownPapers() {
    return browser
        .findElements(By.cssSelector("#papers tbody tr:not([hidden]) td:first-child"))
        .stream()
        .map(WebElement::getText)
        .toList();
  }

  @Test
  void loadsFromFilesOnlyAndLogsNothing() {
    browser.manage().logs().get(LogType.PERFORMANCE);
    browser.manage().logs().get(LogType.BROWSER);
    open("index.html");
    openPaper("0000.00000");
    openPaper("0000.00001");
    List<String> requests =
        browser.manage().logs().get(LogType.PERFORMANCE).getAll().stream()
            .map(LogEntry::getMessage)
            .filter(m -> m.contains("\"Network.requestWillBeSent\""))
            .map(m -> m.replaceAll("(?s).*\"request\":\\{.*?\"url\":\"([^\"]*)\".*", "$1"))
            .toList();
    assertTrue(requests.stream().anyMatch(r -> r.endsWith("vega.min.js")), requests::toString);
    assertEquals(List.of(), requests.stream().filter(r -> !r.matches("(file|data):.*")).toList());
    assertEquals("[]", browser.manage().logs().get(LogType.BROWSER).getAll().toString());
  }

  @Test
  void drawsEveryChart() {
    openPaper("0000.00001");
    List<WebElement> figures = browser.findElements(By.cssSelector("figure.chart"));
    Map<String, Integer> kinds = new TreeMap<>();
    for (WebElement figure : figures) {
      String data = figure.findElement(By.tagName("script")).getDomProperty("textContent");
      kinds.merge(data.replaceAll(".*\"kind\":\"(\\w+)\".*", "$1"), 1, Integer::sum);
      WebElement plot = figure.findElement(By.className("plot"));
      String marks = ".mark-symbol path, .mark-rect path, .mark-line path, .mark-area path";
      assertTrue(plot.findElements(By.cssSelector(marks)).size() > 4, data);
      int drawn = colours(picture(plot)).size();
      browser.executeScript("arguments[0].style.visibility = 'hidden'", plot);
      assertTrue(drawn > 10 && colours(picture(plot)).size() == 1, drawn + " colours: " + data);
      browser.executeScript("arguments[0].style.visibility = ''", plot);
      assertFalse(plot.getAttribute("aria-label").isBlank());
      assertEquals("img", plot.getAttribute("role"));
    }
    assertEquals(
        "{agreement=2, bars=1, cost=2, curves=1, latency=1, scatter=2, strip=2}", kinds.toString());
    screenshot("paper");
  }

  @Test
  void drawsWhatChangesFromRunToRunAndMarksWhatTheGateFlagged() {
    open("0000.00001/trend.html");
    Chromium.awaitCharts(browser);
    screenshot("trend");
    List<WebElement> plots = browser.findElements(By.className("plot"));
    assertEquals(2, plots.size());
    assertEquals(2 * 5, points(plots.get(0)).size(), "two variants, five runs");
    List<WebElement> medians = points(plots.get(1));
    assertEquals(5, medians.size());
    Set<String> colours = new HashSet<>();
    medians.forEach(point -> colours.add(point.getCssValue("stroke") + point.getCssValue("fill")));
    assertEquals(2, colours.size(), "as before, and slower: " + colours);
    assertEquals("0", medians.get(0).getCssValue("fill-opacity"), "noisy");
    assertEquals("1", medians.get(1).getCssValue("fill-opacity"));
  }

  private static List<WebElement> points(WebElement plot) {
    return plot.findElements(By.cssSelector(".mark-symbol.role-mark path"));
  }

  @Test
  void aChartThatIsDrawnKeepsItsWords() throws IOException {
    Path page = base.resolve("reports/target/reprise/0000.00001/index.html");
    String labels =
        "return [...document.querySelectorAll('.plot')].map(p => p.getAttribute('aria-label'))";
    openPaper("0000.00001");
    Object written =
        browser.executeScript(
            "const document = new DOMParser().parseFromString(arguments[0], 'text/html');" + labels,
            Files.readString(page));
    assertEquals(written, browser.executeScript(labels));
    assertEquals(
        browser.findElements(By.cssSelector("figure.chart")).size(), ((List<?>) written).size());
  }

  @Test
  void drawsWhereTheTimeOfANetworkGoesTheLongestFirst() {
    openPaper("0000.00001");
    assertTrue(browser.findElement(By.cssSelector("nav a[href='#profile']")).isDisplayed());
    WebElement section = browser.findElement(By.id("profile"));
    List<Integer> lengths =
        section.findElements(By.cssSelector(".plot .mark-rect path")).stream()
            .map(bar -> bar.getRect().getWidth())
            .toList();
    assertEquals(30, lengths.size(), "the others are in the table");
    assertEquals(lengths.stream().sorted(Comparator.reverseOrder()).toList(), lengths);
    assertTrue(lengths.get(0) > 3 * lengths.get(29), lengths::toString);
    List<String> labels =
        section.findElements(By.cssSelector(".plot .role-axis-label text")).stream()
            .map(WebElement::getText)
            .filter(label -> label.startsWith("layer"))
            .toList();
    assertEquals(30, labels.size());
    assertEquals("layer17, conv2d", labels.get(0));
    assertEquals(
        GeneratedExperiment.OPERATIONS, section.findElements(By.cssSelector("tbody tr")).size());
    String words = section.findElement(By.className("plot")).getAttribute("aria-label");
    assertTrue(words.startsWith("Longest: layer17, conv2d 40"), words);
  }

  @Test
  void drawsChartsAnewForAPhone() {
    size(390, 844, true);
    openPaper("0000.00001");
    screenshot("phone");
    assertEquals(
        390L, browser.executeScript("return document.documentElement.scrollWidth"), "no overflow");
    for (WebElement svg : browser.findElements(By.cssSelector(".plot svg"))) {
      assertTrue(svg.getRect().getWidth() <= 390, svg.getRect().getWidth() + " pixels");
    }
    open("index.html");
    screenshot("phone-overview");
  }

  private static long number(String expression, WebElement of) {
    return ((Number) browser.executeScript("return " + expression, of)).longValue();
  }

  @Test
  void showsEveryFigureAsLargeAsItFits() {
    openPaper("0000.00001");
    List<WebElement> pictures = browser.findElements(By.cssSelector("#figures img"));
    assertEquals(2 * 5, pictures.size());
    for (WebElement picture : pictures) {
      assertTrue(number("arguments[0].naturalWidth", picture) > 0, picture.getAttribute("src"));
      assertFalse(picture.getAttribute("alt").isBlank());
      double shape = number("arguments[0].naturalHeight", picture);
      shape /= number("arguments[0].naturalWidth", picture);
      assertEquals(shape, (double) picture.getRect().height / picture.getRect().width, 0.02);
    }
    WebElement grid = pictures.get(0);
    assertEquals(336, grid.getRect().width, "at its own size");
    browser.executeScript("arguments[0].scrollIntoView({block: 'center'})", grid);
    screenshot("figures");
    List<WebElement> titles =
        grid.findElements(By.xpath("ancestor::div[@class='tiles']/div[@class='columns']/span"));
    assertEquals(4, titles.size());
    for (int i = 0; i < 4; i++) {
      double middle = titles.get(i).getRect().x + titles.get(i).getRect().width / 2.0;
      assertEquals(grid.getRect().x + 84 * (i + 0.5), middle, 2, "above its column");
    }
    List<WebElement> rows =
        grid.findElements(By.xpath("ancestor::div[@class='tiles']/div[@class='rows']/span"));
    for (int i = 0; i < 2; i++) {
      double middle = rows.get(i).getRect().y + rows.get(i).getRect().height / 2.0;
      assertEquals(grid.getRect().y + 84 * (i + 0.5), middle, 2, "beside its row");
    }
  }

  @Test
  void fitsFiguresOnAPhone() {
    size(390, 844, true);
    openPaper("0000.00001");
    WebElement section = browser.findElement(By.id("figures"));
    browser.executeScript("arguments[0].scrollIntoView()", section);
    screenshot("phone-figures");
    assertEquals(390L, number("document.documentElement.scrollWidth", section), "no overflow");
    for (WebElement picture : section.findElements(By.tagName("img"))) {
      assertTrue(picture.getRect().x + picture.getRect().width <= 390, "whole");
    }
  }

  private static String shownFile(WebElement picture) {
    return ((String) browser.executeScript("return arguments[0].currentSrc", picture))
        .replaceAll(".*[0-9a-f]{16}", "");
  }

  @Test
  void stopsAClipByItsButtonAndForThoseWhoWantNothingToMove() {
    openPaper("0000.00001");
    WebElement picture = browser.findElement(By.cssSelector("#figures picture img"));
    WebElement button = browser.findElement(By.className("motion"));
    assertEquals(".gif", shownFile(picture));
    assertEquals("Pause", button.getText());
    browser.executeScript("arguments[0].scrollIntoView({block: 'center'})", picture);
    button.click();
    assertEquals("Play", button.getText());
    assertEquals("-still.png", awaitFile(picture, "-still.png"));
    button.click();
    assertEquals(".gif", awaitFile(picture, ".gif"));
    try {
      media("prefers-reduced-motion", "reduce");
      openPaper("0000.00001");
      picture = browser.findElement(By.cssSelector("#figures picture img"));
      assertEquals("-still.png", shownFile(picture));
      assertEquals("Play", browser.findElement(By.className("motion")).getText());
    } finally {
      media("prefers-reduced-motion", "no-preference");
    }
  }

  /** The tones that the page has asked for, as pitches. */
  private static final String LISTEN =
      """
      window.heard = [];
      window.silenced = 0;
      const start = OscillatorNode.prototype.start;
      OscillatorNode.prototype.start = function (at) {
        heard.push(Math.round(69 + 12 * Math.log2(this.frequency.value / 440)));
        start.call(this, at);
      };
      const close = AudioContext.prototype.close;
      AudioContext.prototype.close = function () { window.silenced++; return close.call(this); };
      """;

  @Test
  void playsAMelodyUntilItsButtonOrAnothersIsPressed() {
    openPaper("0000.00001");
    browser.executeScript(LISTEN);
    List<WebElement> buttons = browser.findElements(By.className("play"));
    assertEquals(2 * 5, buttons.size(), "two melodies of each of five variants");
    browser.executeScript("arguments[0].scrollIntoView({block: 'center'})", buttons.get(0));
    buttons.get(0).click();
    assertEquals("Stop", buttons.get(0).getText());
    assertEquals(List.of(60L, 69L), browser.executeScript("return heard"));
    buttons.get(1).click();
    assertEquals("Play", buttons.get(0).getText());
    assertEquals("Stop", buttons.get(1).getText());
    assertEquals(List.of(60L, 69L, 81L), browser.executeScript("return heard"));
    assertEquals(1L, browser.executeScript("return silenced"));
    buttons.get(1).click();
    assertEquals("Play", buttons.get(1).getText());
    assertEquals(2L, browser.executeScript("return silenced"));
    screenshot("melodies");
  }

  /** What the picture shows once the browser has loaded that, or after a while. */
  private static String awaitFile(WebElement picture, String ending) {
    browser.executeAsyncScript(
        """
        const [picture, ending, done] = arguments;
        let looks = 0;
        const look = () => picture.currentSrc.endsWith(ending) || ++looks > 300
            ? done() : requestAnimationFrame(look);
        look();
        """,
        picture,
        ending);
    return shownFile(picture);
  }

  @Test
  void filtersTheOverview() {
    open("index.html");
    screenshot("overview");
    List<String> all = List.of("0000.00000", "0000.00001", "0000.00002", "0000.00003");
    assertEquals(all, shownPapers());
    WebElement text = browser.findElement(By.name("text"));
    text.sendKeys("PRUNING .00002");
    assertEquals(List.of("0000.00002"), shownPapers());
    assertEquals("1 of 4 papers", browser.findElement(By.id("shown")).getText());
    text.sendKeys(Keys.chord(Keys.CONTROL, "a"), Keys.DELETE);
    assertEquals(all, shownPapers());
    select("scale", "quick");
    assertEquals(List.of("0000.00000", "0000.00001"), shownPapers());
    select("verdict", "too good");
    assertEquals(List.of(), shownPapers());
    browser.findElement(By.cssSelector("button[type=reset]")).click();
    // The page filters anew once the form has its first values again.
    browser.executeAsyncScript("setTimeout(arguments[arguments.length - 1])");
    assertEquals(all, shownPapers());
    select("verdict", "not reproduced");
    assertTrue(shownPapers().contains("0000.00000"));
    assertFalse(shownPapers().contains("0000.00003"), "claims are not judged at scale smoke");
    select("verdict", "anything");
    select("data", "real");
    assertEquals(List.of("0000.00002"), shownPapers());
  }

  @Test
  void sortsTheOverviewByKeyboard() {
    open("index.html");
    WebElement header = browser.findElement(By.xpath("//th/button[.='Trials']"));
    header.sendKeys(Keys.ENTER);
    assertEquals("0000.00000", shownPapers().get(0));
    assertEquals("ascending", header.findElement(By.xpath("..")).getAttribute("aria-sort"));
    header.sendKeys(Keys.SPACE);
    assertEquals("0000.00000", shownPapers().get(3));
    browser.findElement(By.xpath("//th/button[.='Paper']")).sendKeys(Keys.ENTER);
    assertEquals("0000.00003", shownPapers().get(3));
  }

  @Test
  void showsEveryPaperWithoutScripts() {
    try {
      browser.executeCdpCommand("Emulation.setScriptExecutionDisabled", Map.of("value", true));
      open("index.html");
      assertEquals(4, shownPapers().size());
      assertFalse(browser.findElement(By.id("filters")).isDisplayed());
    } finally {
      browser.executeCdpCommand("Emulation.setScriptExecutionDisabled", Map.of("value", false));
    }
  }

  @Test
  void turnsDarkWithTheSystemAndByItsButton() {
    openPaper("0000.00001");
    WebElement plot = browser.findElement(By.className("plot"));
    BufferedImage light = screenshot("light");
    Set<Integer> lightColours = colours(picture(plot));
    assertTrue(brightness(light) > 200, "light");
    scheme("dark");
    assertTrue(brightness(screenshot("dark")) < 60, "dark");
    assertNotEquals(lightColours, colours(picture(plot)));
    WebElement button = browser.findElement(By.id("theme"));
    browser.executeScript("scrollTo(0, 0)");
    button.click();
    assertEquals("Theme: light", button.getText());
    assertTrue(brightness(screenshot("light-by-button")) > 200, "light by its button");
    button.click();
    scheme("light");
    assertTrue(brightness(screenshot("dark-by-button")) < 60, "dark by its button");
    open("index.html");
    assertEquals("Theme: dark", browser.findElement(By.id("theme")).getText());
    assertTrue(brightness(screenshot("overview-dark")) < 60, "kept on the next page");
  }

  /** The mean of all pixels, from 0 to 255. */
  private static double brightness(BufferedImage picture) {
    double sum = 0;
    for (int y = 0; y < picture.getHeight(); y++) {
      for (int x = 0; x < picture.getWidth(); x++) {
        int rgb = picture.getRGB(x, y);
        sum += ((rgb >> 16 & 0xff) + (rgb >> 8 & 0xff) + (rgb & 0xff)) / 3.0;
      }
    }
    return sum / picture.getWidth() / picture.getHeight();
  }

  @Test
  void saysOnPaperThatItIsNotThePapersProtocol() {
    openPaper("0000.00001");
    WebElement everyPage = browser.findElement(By.className("on-every-page"));
    assertFalse(everyPage.isDisplayed());
    browser.executeCdpCommand("Emulation.setEmulatedMedia", Map.of("media", "print"));
    assertTrue(everyPage.isDisplayed());
    assertTrue(everyPage.getText().contains("scale quick. Not the paper's protocol."));
    assertTrue(brightness(screenshot("print")) > 200, "print is light");
    openPaper("0000.00002");
    assertEquals(List.of(), browser.findElements(By.className("on-every-page")));
    browser.executeCdpCommand("Emulation.setEmulatedMedia", Map.of("media", ""));
  }

  @Test
  void hasNoSeriousBarrier() {
    for (String scheme : List.of("light", "dark")) {
      scheme(scheme);
      open("index.html");
      assertAccessible(scheme + " overview");
      openPaper("0000.00000");
      assertAccessible(scheme + " paper");
      openPaper("0000.00001");
      assertAccessible(scheme + " larger paper, with figures");
      open("trends.html");
      assertAccessible(scheme + " trends");
      open("0000.00001/trend.html");
      Chromium.awaitCharts(browser);
      assertAccessible(scheme + " trend of a paper");
    }
  }

  private static void assertAccessible(String what) {
    browser.executeScript(axe);
    Object serious =
        browser.executeAsyncScript(
            """
            const done = arguments[arguments.length - 1];
            axe.run().then(found => done(found.violations
                .filter(v => v.impact === 'serious' || v.impact === 'critical')
                .flatMap(v => v.nodes.map(n => v.id + ': ' + n.html + ' ' + n.failureSummary))));
            """);
    assertEquals(List.of(), serious, what);
  }
}
