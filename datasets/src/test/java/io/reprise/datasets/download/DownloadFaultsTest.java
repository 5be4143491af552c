package io.reprise.datasets.download;

import static io.reprise.datasets.download.FaultyServer.file;
import static io.reprise.datasets.download.FaultyServer.head;
import static io.reprise.datasets.download.FaultyServer.ignoringRanges;
import static io.reprise.datasets.download.FaultyServer.partly;
import static io.reprise.datasets.download.FaultyServer.redirect;
import static io.reprise.datasets.download.FaultyServer.stalling;
import static io.reprise.datasets.download.FaultyServer.status;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.datasets.catalogue.Checksum;
import io.reprise.datasets.catalogue.Checksum.Algorithm;
import io.reprise.datasets.catalogue.DataFile;
import io.reprise.datasets.catalogue.DataSetEntry;
import io.reprise.datasets.catalogue.Expectation.OneFile;
import io.reprise.datasets.catalogue.Layout;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a download when the server or the network does each wrong thing. */
class DownloadFaultsTest {
  private static final String TAG = "\"one\"";
  private static final byte[] CONTENT = bytes(100_000, 7);
  private static final byte[] OTHER = bytes(100_000, 11);

  @TempDir Path root;
  private FaultyServer server;
  private final FakeTime time = new FakeTime();
  private final List<String> notes = Collections.synchronizedList(new ArrayList<>());

  private static byte[] bytes(int n, int factor) {
    byte[] bytes = new byte[n];
    for (int i = 0; i < n; i++) {
      bytes[i] = (byte) (i * factor + i / 251);
    }
    return bytes;
  }

  private static Checksum sha256(byte[] content) {
    MessageDigest digest = Algorithm.SHA256.digest();
    digest.update(content);
    return Algorithm.SHA256.of(digest);
  }

  @BeforeEach
  void start() throws IOException {
    server = new FaultyServer(() -> partialBytes(root.resolve("downloads/set")));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private DataSetEntry entry(long size, Checksum checksum, String... paths) {
    return entry(size, checksum, Stream.of(paths).map(server::url).toList());
  }

  private static DataSetEntry entry(long size, Checksum checksum, List<URI> urls) {
    return new DataSetEntry(
        "set",
        "Set",
        URI.create("https://example.org/"),
        "MIT",
        "",
        "",
        List.of(),
        0,
        List.of(),
        "set",
        List.of(new DataFile("data.bin", urls, size, checksum, "set", true)),
        new Layout(List.of(new OneFile("data.bin", 0, 0))),
        null);
  }

  private DataSetEntry entry() {
    return entry(CONTENT.length, sha256(CONTENT), "/data");
  }

  private static DownloadOptions options() {
    return options(Duration.ofSeconds(30));
  }

  private static DownloadOptions options(Duration stallTimeout) {
    return new DownloadOptions(
        false,
        false,
        3,
        3,
        Duration.ofSeconds(30),
        stallTimeout,
        Duration.ofSeconds(1),
        Duration.ofSeconds(60),
        Duration.ofSeconds(60),
        "test");
  }

  private Path fetch(DataSetEntry entry) throws IOException, InterruptedException {
    return fetch(entry, options(), folder -> Long.MAX_VALUE);
  }

  private Path fetchImpatiently() throws IOException, InterruptedException {
    return fetch(entry(), options(Duration.ofMillis(1500)), folder -> Long.MAX_VALUE);
  }

  private Path fetch(DataSetEntry entry, DownloadOptions options, DiskSpace space)
      throws IOException, InterruptedException {
    Progress progress =
        new Progress() {
          @Override
          public void note(String line) {
            notes.add(line);
          }
        };
    return new Downloads(root, options, progress, time, space).fetch(entry);
  }

  private String failure(DataSetEntry entry) throws IOException {
    DownloadException refused = assertThrows(DownloadException.class, () -> fetch(entry));
    assertFalse(Files.exists(root.resolve("set")), "something that looks whole");
    return refused.getMessage();
  }

  private void assertWhole(Path folder, byte[] content) throws IOException {
    assertEquals(root.resolve("set"), folder);
    assertArrayEquals(content, Files.readAllBytes(folder.resolve("data.bin")));
    assertFalse(Files.exists(root.resolve("downloads").resolve("set")), "leftovers");
    try (Stream<Path> children = Files.list(root)) {
      assertTrue(children.noneMatch(c -> c.getFileName().toString().startsWith(".unpacking")));
    }
  }

  private List<String> ranges() {
    return server.requests().stream().map(r -> r.header("range")).toList();
  }

  private static String says(String message, String part) {
    assertTrue(message.contains(part), message);
    return message;
  }

  @Test
  void aGoodServerIsAskedOnce() throws Exception {
    server.on("/data", file(CONTENT, TAG));
    assertWhole(fetch(entry()), CONTENT);
    assertWhole(fetch(entry()), CONTENT);
    assertEquals(1, server.requests().size());
    assertEquals("test", server.requests().get(0).header("user-agent"));
    assertEquals(List.of(), time.slept());
  }

  @Test
  void aDroppedConnectionGoesOnWhereItBroke() throws Exception {
    server.on(
        "/data", partly(CONTENT, TAG, 30_000), partly(CONTENT, TAG, 70_000), file(CONTENT, TAG));
    assertWhole(fetch(entry()), CONTENT);
    assertEquals(List.of("", "bytes=30000-", "bytes=70000-"), ranges());
    assertEquals(TAG, server.requests().get(2).header("if-range"));
    assertEquals(2, time.slept().size());
  }

  @Test
  void aLaterRunGoesOnWhereAnEarlierOneGaveUp() throws Exception {
    server.on("/data", partly(CONTENT, TAG, 30_000));
    says(failure(entry()), "(3 attempts, 30000 bytes kept to go on with)");
    assertEquals(new DataSetStatus.Partial(30_000, 100_000), DataSetStatus.of(entry(), root));
    server.on("/data", file(CONTENT, TAG));
    assertWhole(fetch(entry()), CONTENT);
    assertEquals("bytes=30000-", ranges().get(3));
  }

  @Test
  void aServerThatStallsIsLeftAndAskedAgain() throws Exception {
    server.on("/data", stalling(CONTENT, TAG, 40_000), file(CONTENT, TAG));
    assertWhole(fetchImpatiently(), CONTENT);
    assertEquals(List.of("", "bytes=40000-"), ranges());
    says(notes.get(0), "the server sent nothing for 1500 ms");
  }

  @Test
  void aServerThatDoesNotAnswerIsLeftToo() throws Exception {
    server.on("/data", (request, out) -> Thread.sleep(Long.MAX_VALUE), file(CONTENT, TAG));
    assertWhole(fetchImpatiently(), CONTENT);
    assertEquals(1, time.slept().size());
  }

  @Test
  void aTruncatedFileWithoutALengthIsNotTakenForWhole() throws Exception {
    server.on(
        "/data",
        (request, out) -> {
          head(out, 200, "ETag: " + TAG);
          out.write(CONTENT, 0, 60_000);
        },
        file(CONTENT, TAG));
    assertWhole(fetch(entry()), CONTENT);
    says(notes.get(0), "ended after 60000 bytes: expected 100000");
  }

  @Test
  void aCorruptFileIsThrownAwayAndFetchedAnew() throws Exception {
    byte[] corrupt = CONTENT.clone();
    corrupt[50_000] ^= 1;
    server.on("/data", file(corrupt, TAG), file(CONTENT, TAG));
    assertWhole(fetch(entry()), CONTENT);
    assertEquals(List.of("", ""), ranges());
  }

  @Test
  void aFileThatStaysCorruptIsRefusedWithBothChecksums() throws Exception {
    server.on("/data", file(OTHER, TAG));
    String message = failure(entry());
    says(message, "has checksum " + sha256(OTHER) + ": expected " + sha256(CONTENT));
    says(message, "(3 attempts)");
    assertEquals(new DataSetStatus.Absent(), DataSetStatus.of(entry(), root));
  }

  @Test
  void aFileThatChangedOnTheServerIsNeverGluedToTheOldStart() throws Exception {
    DataSetEntry unknown = entry(0, null, "/data");
    server.on("/data", partly(OTHER, "\"old\"", 30_000), file(CONTENT, "\"new\""));
    assertWhole(fetch(unknown), CONTENT);
    assertEquals("bytes=30000-", ranges().get(1));
  }

  @Test
  void aServerThatIgnoresIfRangeIsFoundOutByItsTag() throws Exception {
    server.on(
        "/data",
        partly(OTHER, "\"old\"", 30_000),
        (request, out) -> {
          int from = request.from();
          head(
              out,
              206,
              "ETag: \"new\"",
              "Content-Length: " + (CONTENT.length - from),
              "Content-Range: bytes " + from + "-99999/100000");
          out.write(CONTENT, from, CONTENT.length - from);
        },
        file(CONTENT, "\"new\""));
    assertWhole(fetch(entry(0, null, "/data")), CONTENT);
    assertEquals(List.of("", "bytes=30000-", ""), ranges());
  }

  @Test
  void aServerThatIgnoresRangesStartsAnew() throws Exception {
    server.on(
        "/data",
        ignoringRanges(CONTENT, TAG, 30_000),
        ignoringRanges(CONTENT, TAG, CONTENT.length));
    assertWhole(fetch(entry()), CONTENT);
    says(String.join("\n", notes), "starts anew, the server does not go on at byte 30000");
  }

  @Test
  void aServerThatVouchesForNothingStartsAnew() throws Exception {
    FaultyServer.Answer[] answers =
        Stream.of(30_000, CONTENT.length)
            .map(
                upTo ->
                    (FaultyServer.Answer)
                        (request, out) -> {
                          head(out, 200, "ETag: W/\"weak\"", "Content-Length: " + CONTENT.length);
                          out.write(CONTENT, 0, upTo);
                        })
            .toArray(FaultyServer.Answer[]::new);
    server.on("/data", answers);
    assertWhole(fetch(entry()), CONTENT);
    assertEquals(List.of("", ""), ranges());
  }

  @Test
  void aRangeThatIsNotSatisfiableStartsAnew() throws Exception {
    server.on("/data", partly(CONTENT, TAG, 30_000), status(416), file(CONTENT, TAG));
    assertWhole(fetch(entry()), CONTENT);
    assertEquals(List.of("", "bytes=30000-", ""), ranges());
  }

  @Test
  void aRangeFromElsewhereIsNotWritten() throws Exception {
    server.on(
        "/data",
        partly(CONTENT, TAG, 30_000),
        (request, out) -> {
          head(
              out,
              206,
              "ETag: " + TAG,
              "Content-Length: 90000",
              "Content-Range: bytes 10000-99999/100000");
          out.write(CONTENT, 10_000, 90_000);
        },
        file(CONTENT, TAG));
    assertWhole(fetch(entry(0, null, "/data")), CONTENT);
    assertEquals(List.of("", "bytes=30000-", ""), ranges());
  }

  @Test
  void redirectsAreFollowed() throws Exception {
    server.on("/data", redirect("/b"));
    server.on("/b", redirect(server.url("/c").toString()));
    server.on("/c", file(CONTENT, TAG));
    assertWhole(fetch(entry()), CONTENT);
  }

  @Test
  void aLoopOfRedirectsEnds() throws Exception {
    server.on("/data", redirect("/b"));
    server.on("/b", redirect("/data"));
    says(failure(entry()), "redirects in a loop by way of " + server.url("/data"));
    assertEquals(2, server.requests().size());
  }

  @Test
  void tooManyRedirectsEnd() throws Exception {
    server.on("/data", redirect("/1"));
    for (int i = 1; i < 10; i++) {
      server.on("/" + i, redirect("/" + (i + 1)));
    }
    says(failure(entry()), "redirects more than 3 times");
    assertEquals(4, server.requests().size());
  }

  @Test
  void aRedirectToAnotherProtocolIsRefused() throws Exception {
    server.on("/data", redirect("file:///etc/passwd"));
    says(failure(entry()), "redirects to 'file:///etc/passwd': expected a web URL");
  }

  @Test
  void aRedirectFromHttpsToHttpIsRefused() throws Exception {
    URI secure = URI.create("https://a/x");
    assertEquals(URI.create("https://b/y"), Redirects.target(secure, "//b/y"));
    assertEquals(secure, Redirects.target(URI.create("http://a/z"), "https://a/x"));
    DownloadException refused =
        assertThrows(DownloadException.class, () -> Redirects.target(secure, "http://a/x"));
    assertEquals(
        "https://a/x redirects to http://a/x: expected https, as it was", refused.getMessage());
    assertThrows(DownloadException.class, () -> Redirects.target(secure, ""));
    assertThrows(DownloadException.class, () -> Redirects.target(secure, "ht tp:"));
  }

  @Test
  void aRunThatIsKilledLeavesAStartThatTheNextGoesOnWith() throws Exception {
    server.on("/data", stalling(CONTENT, TAG, 40_000));
    Process killed =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                FetchedAndKilled.class.getName(),
                root.toString(),
                server.url("/data").toString())
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      Path downloads = root.resolve("downloads/set");
      while (killed.isAlive() && partialBytes(downloads) < 40_000) {
        Thread.onSpinWait();
      }
      Path lock = root.toRealPath().resolve(".locks/set.lock");
      assertEquals(Optional.empty(), FetchLock.tryTake(lock), "held by the other");
    } finally {
      killed.destroyForcibly().waitFor();
    }
    server.on("/data", file(CONTENT, TAG));
    assertWhole(fetch(entry()), CONTENT);
    assertEquals(List.of("", "bytes=40000-"), ranges());
  }

  /** How much has come and is not whole. */
  private static long partialBytes(Path downloads) {
    String[] names = downloads.toFile().list();
    return names == null
        ? 0
        : Stream.of(names)
            .filter(PartialFile::isPart)
            .mapToLong(name -> downloads.resolve(name).toFile().length())
            .sum();
  }

  /** The other process: asks for the data set until somebody kills it. */
  static final class FetchedAndKilled {
    private FetchedAndKilled() {}

    public static void main(String[] arguments) throws Exception {
      Downloads.fetch(
          entry(CONTENT.length, sha256(CONTENT), List.of(URI.create(arguments[1]))),
          Path.of(arguments[0]),
          DownloadOptions.DEFAULT,
          Progress.SILENT);
    }
  }

  @Test
  void aMissingFileIsNotAskedForAgainButTheNextMirrorIs() throws Exception {
    server.on("/mirror", file(CONTENT, TAG));
    assertWhole(fetch(entry(100_000, sha256(CONTENT), "/gone", "/mirror")), CONTENT);
    assertEquals(
        List.of("/gone", "/mirror"), server.requests().stream().map(r -> r.path()).toList());
    says(notes.get(0), "/gone answers with status 404: the file is no longer there");
  }

  @Test
  void allMirrorsThatFailedAreListed() throws Exception {
    server.on("/b", status(403));
    String message = failure(entry(100_000, sha256(CONTENT), "/a", "/b"));
    says(message, "data.bin cannot be downloaded:\n  " + server.url("/a"));
    says(message, "/b answers with status 403: it wants a login or refuses this place");
  }

  @Test
  void mirrorsDoNotShareAStart() throws Exception {
    server.on("/a", partly(OTHER, TAG, 30_000));
    server.on("/b", file(CONTENT, TAG));
    assertWhole(fetch(entry(100_000, sha256(CONTENT), "/a", "/b")), CONTENT);
    assertEquals("", server.requests().get(3).header("range"));
  }

  @Test
  void aBusyServerIsGivenTheTimeItAsksFor() throws Exception {
    server.on(
        "/data",
        status(429, "Retry-After: 17"),
        status(503, "Retry-After: Thu, 01 Jan 2026 00:00:47 GMT"),
        file(CONTENT, TAG));
    assertWhole(fetch(entry()), CONTENT);
    assertEquals(List.of(Duration.ofSeconds(17), Duration.ofSeconds(30)), time.slept());
  }

  @Test
  void aServerThatStaysBusyIsGivenUp() throws Exception {
    server.on("/data", status(503, "Retry-After: 86400"));
    says(failure(entry()), "answers with status 503 (3 attempts)");
    assertEquals(List.of(Duration.ofSeconds(60), Duration.ofSeconds(60)), time.slept());
  }

  @Test
  void aServerThatCannotBeReachedIsGivenUp() throws Exception {
    DataSetEntry entry = entry();
    server.close();
    says(failure(entry), "(3 attempts)");
  }

  @Test
  void aFileOfAnotherSizeIsRefusedBeforeItIsReceived() throws Exception {
    server.on("/data", file(bytes(5_000, 3), TAG));
    says(failure(entry()), "/data has 5000 bytes: expected 100000 as published");
    assertEquals(1, server.requests().size());
  }

  @Test
  void aFileThatDoesNotEndIsCutOff() throws Exception {
    server.on(
        "/data",
        (request, out) -> {
          head(out, 200);
          for (int i = 0; i < 10_000; i++) {
            out.write(CONTENT);
          }
        });
    says(failure(entry()), "data.bin has more than 100000 bytes: expected 100000");
  }

  @Test
  void aPageToLogInIsNotTakenForTheFile() throws Exception {
    server.on(
        "/data",
        (request, out) -> {
          head(out, 200, "Content-Type: text/html; charset=utf-8", "Content-Length: 6");
          out.write("<html>".getBytes(UTF_8));
        });
    says(failure(entry(0, null, "/data")), "is a web page, perhaps one to log in");
  }

  @Test
  void aFileThatIsPackedOnTheWayIsRefused() throws Exception {
    server.on("/data", status(200, "Content-Encoding: gzip"));
    says(failure(entry()), "Content-Encoding 'gzip'");
    assertEquals("identity", server.requests().get(0).header("accept-encoding"));
  }

  @Test
  void aFullDiskIsSeenBeforeItIsFull() throws Exception {
    server.on("/data", file(CONTENT, TAG));
    DownloadException refused =
        assertThrows(DownloadException.class, () -> fetch(entry(), options(), folder -> 99_999L));
    says(refused.getMessage(), "data.bin needs 100000 bytes");
    says(refused.getMessage(), "has 99999: expected room for it");
    assertEquals(List.of(), time.slept());
  }

  @Test
  void offlineIsRefusedInOneLine() throws Exception {
    DownloadException refused =
        assertThrows(
            DownloadException.class,
            () -> fetch(entry(), options().offline(true), folder -> Long.MAX_VALUE));
    assertEquals(
        "offline: set needs data.bin from "
            + server.url("/data")
            + ": expected the network, or the file at "
            + root.resolve("downloads/set/data.bin"),
        refused.getMessage());
    assertEquals(0, server.requests().size());
  }

  @Test
  void aFileBroughtByHandNeedsNoNetwork() throws Exception {
    Files.createDirectories(root.resolve("downloads/set"));
    Files.write(root.resolve("downloads/set/data.bin"), CONTENT);
    assertWhole(fetch(entry(), options().offline(true), folder -> Long.MAX_VALUE), CONTENT);
  }

  @Test
  void aDamagedFileBroughtByHandIsPutAsideAndFetched() throws Exception {
    Files.createDirectories(root.resolve("downloads/set"));
    Files.write(root.resolve("downloads/set/data.bin"), OTHER);
    server.on("/data", file(CONTENT, TAG));
    Path folder = fetch(entry());
    assertArrayEquals(CONTENT, Files.readAllBytes(folder.resolve("data.bin")));
    assertArrayEquals(OTHER, Files.readAllBytes(root.resolve("downloads/set/data.bin.unreadable")));
  }

  @Test
  void aChecksumThatNobodyPublishesIsRecordedAndThenEnforced() throws Exception {
    DataSetEntry unknown = entry(0, null, "/data");
    server.on("/data", file(CONTENT, TAG));
    Path folder = fetch(unknown);
    says(
        Files.readString(root.resolve(".checksums.json")),
        "\"set/data.bin\" : \"" + sha256(CONTENT) + "\"");
    Files.delete(folder.resolve("data.bin"));
    Files.delete(folder);
    server.on("/data", file(OTHER, TAG));
    String message = failure(unknown);
    says(message, "expected " + sha256(CONTENT));
    says(message, "remove 'set/data.bin' from " + root.resolve(".checksums.json"));
  }

  @Test
  void aLockFileThatCannotBeReadIsNotIgnored() throws Exception {
    Files.writeString(root.resolve(".checksums.json"), "{\"set/data.bin\": 7");
    says(failure(entry(0, null, "/data")), ".checksums.json");
  }

  @Test
  void twoWhoAskAtOnceFetchOnce() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch mayAnswer = new CountDownLatch(1);
    server.on(
        "/data",
        (request, out) -> {
          asked.countDown();
          mayAnswer.await();
          file(CONTENT, TAG).to(request, out);
        });
    DownloadOptions patient = DownloadOptions.DEFAULT;
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      Future<Path> first = threads.submit(() -> Downloads.fetch(entry(), root, patient, note()));
      asked.await();
      Future<Path> second = threads.submit(() -> Downloads.fetch(entry(), root, patient, note()));
      while (notes.stream().noneMatch(n -> n.startsWith("waiting"))) {
        Thread.onSpinWait();
      }
      mayAnswer.countDown();
      assertWhole(first.get(), CONTENT);
      assertWhole(second.get(), CONTENT);
    } finally {
      threads.shutdownNow();
    }
    assertEquals(1, server.requests().size());
  }

  private Progress note() {
    return new Progress() {
      @Override
      public void note(String line) {
        notes.add(line);
      }
    };
  }

  @Test
  void whoWaitsTooLongIsTold() throws Exception {
    Path locks = Files.createDirectories(root.resolve(".locks")).toRealPath();
    try (FetchLock held = FetchLock.tryTake(locks.resolve("set.lock")).orElseThrow()) {
      says(failure(entry()), "set: another process still fetches it after 60 s");
    }
    server.on("/data", file(CONTENT, TAG));
    assertWhole(fetch(entry()), CONTENT);
  }

  @Test
  void aFolderOfTheUserIsLeftAsItIs() throws Exception {
    Path mine = Files.createDirectory(root.resolve("set"));
    Files.writeString(mine.resolve("mine.txt"), "mine");
    DownloadException refused = assertThrows(DownloadException.class, () -> fetch(entry()));
    says(refused.getMessage(), "set/data.bin: missing: expected a file");
    says(refused.getMessage(), "It is left as it is");
    assertEquals("mine", Files.readString(mine.resolve("mine.txt")));
  }

  @Test
  void aChangedFileIsFoundByVerifying() throws Exception {
    server.on("/data", file(CONTENT, TAG));
    Path folder = fetch(entry());
    assertEquals(
        new DataSetStatus.Present(folder, 1), DataSetStatus.verify(entry(), root, Progress.SILENT));
    byte[] changed = CONTENT.clone();
    changed[3] ^= 1;
    Files.write(folder.resolve("data.bin"), changed);
    assertEquals(new DataSetStatus.Present(folder, 0), DataSetStatus.of(entry(), root));
    assertEquals(
        new DataSetStatus.Damaged(
            folder,
            List.of("set/data.bin: checksum " + sha256(changed) + ": expected " + sha256(CONTENT))),
        DataSetStatus.verify(entry(), root, Progress.SILENT));
  }

  @Test
  void progressTellsBytesAndTotal() throws Exception {
    server.on("/data", partly(CONTENT, TAG, 30_000), file(CONTENT, TAG));
    List<Long> received = new ArrayList<>();
    Progress progress =
        new Progress() {
          @Override
          public void received(String file, long bytes, long total, double bytesPerSecond) {
            assertEquals("data.bin", file);
            assertEquals(100_000, total);
            received.add(bytes);
          }
        };
    new Downloads(root, options(), progress, time, f -> Long.MAX_VALUE).fetch(entry());
    assertEquals(100_000, received.get(received.size() - 1));
    long[] inOrder = received.stream().mapToLong(Long::longValue).toArray();
    long[] sorted = inOrder.clone();
    Arrays.sort(sorted);
    assertArrayEquals(sorted, inOrder);
  }

  @Test
  void aStartWhoseNoteIsBrokenIsNotTrusted() throws Exception {
    server.on("/data", partly(OTHER, TAG, 30_000));
    failure(entry());
    try (Stream<Path> files = Files.list(root.resolve("downloads/set"))) {
      Path note = files.filter(f -> f.toString().endsWith(".json")).findFirst().orElseThrow();
      try (OutputStream out = Files.newOutputStream(note)) {
        out.write('{');
      }
    }
    server.on("/data", file(CONTENT, TAG));
    assertWhole(fetch(entry()), CONTENT);
    assertEquals("", ranges().get(3));
  }
}
