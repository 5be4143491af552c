package io.reprise.datasets.download;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.datasets.catalogue.DataFile;
import io.reprise.datasets.catalogue.DataSetEntry;
import io.reprise.datasets.catalogue.Expectation.OneFile;
import io.reprise.datasets.catalogue.Layout;
import io.reprise.datasets.catalogue.Limits;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of archives, the honest and the others. */
class ExtractionTest {
  private static final Limits LIMITS = new Limits(20, 8 << 20, 50);

  @TempDir Path root;
  private final List<String> notes = new ArrayList<>();

  /** Something that writes entries into a tar. */
  @FunctionalInterface
  private interface Entries {
    void to(TarArchiveOutputStream tar) throws IOException;
  }

  private static byte[] tar(Entries entries) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes, "UTF-8")) {
      tar.setAddPaxHeadersForNonAsciiNames(true);
      entries.to(tar);
    }
    return bytes.toByteArray();
  }

  private static void put(TarArchiveOutputStream tar, String name, byte[] content)
      throws IOException {
    TarArchiveEntry entry = new TarArchiveEntry(name, true);
    entry.setSize(content.length);
    tar.putArchiveEntry(entry);
    tar.write(content);
    tar.closeArchiveEntry();
  }

  private static void put(TarArchiveOutputStream tar, String name) throws IOException {
    put(tar, name, name.getBytes(UTF_8));
  }

  private static Entries special(String name, byte type, String target) {
    return tar -> {
      TarArchiveEntry entry = new TarArchiveEntry(name, type, true);
      entry.setLinkName(target);
      tar.putArchiveEntry(entry);
      tar.closeArchiveEntry();
    };
  }

  private static byte[] gzip(byte[] content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(bytes)) {
      out.write(content);
    }
    return bytes.toByteArray();
  }

  private static byte[] zip(int method, String encoding, String... names) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipArchiveOutputStream zip = new ZipArchiveOutputStream(bytes)) {
      zip.setEncoding(encoding);
      zip.setUseLanguageEncodingFlag(encoding.equals("UTF-8"));
      for (String name : names) {
        byte[] content = name.getBytes(UTF_8);
        ZipArchiveEntry entry = new ZipArchiveEntry(name);
        entry.setMethod(method);
        entry.setSize(content.length);
        java.util.zip.CRC32 crc = new java.util.zip.CRC32();
        crc.update(content);
        entry.setCrc(crc.getValue());
        zip.putArchiveEntry(entry);
        zip.write(content);
        zip.closeArchiveEntry();
      }
    }
    return bytes.toByteArray();
  }

  private DataSetEntry entry(String into, String... files) {
    return new DataSetEntry(
        "set",
        "Set",
        URI.create("https://example.org/"),
        "MIT",
        "Ask.",
        "",
        List.of(),
        0,
        List.of(),
        "set",
        List.of(files).stream()
            .map(name -> new DataFile(name, List.of(), 0, null, into, true))
            .toList(),
        new Layout(List.of(new OneFile("a.txt", 0, 0))),
        LIMITS);
  }

  private void bring(String name, byte[] content) throws IOException {
    Path folder = Files.createDirectories(root.resolve("downloads/set"));
    Files.write(folder.resolve(name), content);
  }

  private Path unpack(DataSetEntry entry) throws IOException, InterruptedException {
    Progress progress =
        new Progress() {
          @Override
          public void note(String line) {
            notes.add(line);
          }
        };
    return Downloads.fetch(entry, root, DownloadOptions.DEFAULT.offline(true), progress);
  }

  private void unpacks(String name, byte[] content, String... files) throws Exception {
    bring(name, content);
    Path folder = unpack(entry("", name));
    for (String file : files) {
      assertEquals("set/" + file, Files.readString(folder.resolve(file)));
    }
    assertTrue(Files.exists(root.resolve("downloads/set").resolve(name)), "deleted a user's file");
    assertNothingHalf();
  }

  private void refuses(String name, byte[] content, String message) throws Exception {
    bring(name, content);
    ExtractionException refused =
        assertThrows(ExtractionException.class, () -> unpack(entry("", name)));
    assertTrue(refused.getMessage().startsWith(name + ": "), refused.getMessage());
    assertTrue(refused.getMessage().contains(message), refused.getMessage());
    assertFalse(Files.exists(root.resolve("set")), "something that looks whole");
    assertFalse(Files.exists(root.resolveSibling("evil.txt")), "something outside");
    assertNothingHalf();
  }

  private void assertNothingHalf() throws IOException {
    try (var children = Files.list(root)) {
      assertEquals(
          List.of(),
          children.filter(c -> c.getFileName().toString().startsWith(".unpacking")).toList());
    }
  }

  private static byte[] good() throws IOException {
    return tar(
        tar -> {
          tar.putArchiveEntry(new TarArchiveEntry("set/"));
          tar.closeArchiveEntry();
          put(tar, "./set/a.txt", "set/a.txt".getBytes(UTF_8));
          put(tar, "set/b/c.txt");
        });
  }

  @Test
  void unpacksTar() throws Exception {
    unpacks("x.tar", good(), "a.txt", "b/c.txt");
  }

  @Test
  void unpacksTarGz() throws Exception {
    unpacks("x.tar.gz", gzip(good()), "a.txt", "b/c.txt");
  }

  @Test
  void unpacksTgz() throws Exception {
    unpacks("x.tgz", gzip(good()), "a.txt", "b/c.txt");
  }

  @Test
  void unpacksTarBz2() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = new BZip2CompressorOutputStream(bytes)) {
      out.write(good());
    }
    unpacks("x.tar.bz2", bytes.toByteArray(), "a.txt", "b/c.txt");
  }

  @Test
  void unpacksZip() throws Exception {
    byte[] zip = zip(ZipEntry.DEFLATED, "UTF-8", "set/a.txt", "set/b/c.txt");
    unpacks("x.zip", zip, "a.txt", "b/c.txt");
  }

  @Test
  void unpacksASingleFile() throws Exception {
    bring("a.txt.gz", gzip("alone".getBytes(UTF_8)));
    assertEquals("alone", Files.readString(unpack(entry("set", "a.txt.gz")).resolve("a.txt")));
  }

  @Test
  void putsAFileThatIsNotPackedInItsPlace() throws Exception {
    bring("a.txt", "as it is".getBytes(UTF_8));
    assertEquals("as it is", Files.readString(unpack(entry("set", "a.txt")).resolve("a.txt")));
  }

  @Test
  void anArchiveThatBringsItsFolderDoesNotGetItTwice() throws Exception {
    bring("x.tar", good());
    assertTrue(Files.exists(unpack(entry("set", "x.tar")).resolve("b/c.txt")));
  }

  @Test
  void anArchiveWithoutItsFolderIsPutIntoIt() throws Exception {
    bring("x.tar", tar(tar -> put(tar, "a.txt")));
    assertEquals("a.txt", Files.readString(unpack(entry("set", "x.tar")).resolve("a.txt")));
  }

  @Test
  void whatLiesBesideTheFolderIsLeftOut() throws Exception {
    byte[] zip = zip(ZipEntry.STORED, "UTF-8", "set/a.txt", "README", "__MACOSX/set/._a.txt");
    unpacks("x.zip", zip, "a.txt");
    assertFalse(Files.exists(root.resolve("README")));
    assertEquals(2, notes.stream().filter(n -> n.contains("leaves out")).count());
  }

  @Test
  void namesThatAreNotAsciiAreKept() throws Exception {
    byte[] archive =
        tar(
            tar -> {
              put(tar, "set/a.txt");
              put(tar, "set/Café 歌.txt");
            });
    keepsOrSaysWhy("x.tar", archive, "Café 歌.txt");
  }

  @Test
  void namesInTheOldCodePageOfZipAreRead() throws Exception {
    byte[] zip = zip(ZipEntry.DEFLATED, "IBM437", "set/a.txt", "set/Café.txt");
    keepsOrSaysWhy("x.zip", zip, "Café.txt");
  }

  @Test
  void namesInUtf8InAZipAreRead() throws Exception {
    byte[] zip = zip(ZipEntry.DEFLATED, "UTF-8", "set/a.txt", "set/歌.txt");
    keepsOrSaysWhy("x.zip", zip, "歌.txt");
  }

  /** A Java in the locale C cannot write such names; then it has to say so. */
  private void keepsOrSaysWhy(String archive, byte[] content, String name) throws Exception {
    Charset encoding = Charset.forName(System.getProperty("sun.jnu.encoding"));
    if (encoding.newEncoder().canEncode(name)) {
      unpacks(archive, content, name);
    } else {
      refuses(archive, content, "set/" + name + "': this Java writes file names in " + encoding);
    }
  }

  @Test
  void pathsThatLeadOutAreRefused() throws Exception {
    refuses("x.tar", tar(tar -> put(tar, "/evil.txt")), "'/evil.txt': expected a relative path");
    refuses("x.tar", tar(tar -> put(tar, "C:/evil.txt")), "expected a relative path");
    refuses("x.tar", tar(tar -> put(tar, "../evil.txt")), "expected a path without '..'");
    refuses("x.tar", tar(tar -> put(tar, "set/../../evil.txt")), "expected a path without '..'");
    refuses("x.tar", tar(tar -> put(tar, "..\\evil.txt")), "expected no backslash");
    refuses(
        "x.zip", zip(ZipEntry.STORED, "UTF-8", "set/../../evil.txt"), "expected a path without");
  }

  @Test
  void controlCharactersDoNotReachTheTerminal() throws Exception {
    refuses("x.tar", tar(tar -> put(tar, "set/\u001b[2J")), "'set/?[2J': expected no backslash");
  }

  @Test
  void aNameThatIsTooLongIsRefused() throws Exception {
    refuses("x.zip", zip(ZipEntry.STORED, "UTF-8", "set/" + "x".repeat(300)), "no part longer");
  }

  @Test
  void linksAndDevicesAreRefused() throws Exception {
    byte[] link = tar(special("set/a", TarConstants.LF_SYMLINK, "/etc"));
    refuses("x.tar", link, "entry 'set/a' is a symbolic link: expected files and folders only");
    refuses("x.tar", tar(special("set/a", TarConstants.LF_LINK, "/etc/passwd")), "a hard link");
    refuses("x.tar", tar(special("set/a", TarConstants.LF_CHR, "")), "a device");
    refuses("x.tar", tar(special("set/a", TarConstants.LF_BLK, "")), "a device");
    refuses("x.tar", tar(special("set/a", TarConstants.LF_FIFO, "")), "a pipe");
    refuses("x.tar", tar(special("set/a", (byte) 'Q', "")), "of type 'Q'");
  }

  @Test
  void aLinkInAZipIsRefused() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipArchiveOutputStream zip = new ZipArchiveOutputStream(bytes)) {
      ZipArchiveEntry entry = new ZipArchiveEntry("set/a");
      entry.setUnixMode(0120777);
      zip.putArchiveEntry(entry);
      zip.write("/etc".getBytes(UTF_8));
      zip.closeArchiveEntry();
    }
    refuses("x.zip", bytes.toByteArray(), "entry 'set/a' is a symbolic link");
  }

  @Test
  void namesThatCollideAreRefused() throws Exception {
    collide("set/a.txt", "set/a.txt", "'set/a.txt': expected each name once");
    collide("set/a.txt", "set/A.TXT", "no second name for 'set/a.txt'");
    collide("set/B/a.txt", "set/b/c.txt", "no second name for 'set/B'");
    collide("set/a", "set/a/b", "expected each name once");
    collide("set/e\u0301", "set/\u00e9", "no second name for");
  }

  private void collide(String first, String second, String message) throws Exception {
    byte[] archive = zip(ZipEntry.STORED, "UTF-8", first, second);
    boolean ascii = first.chars().allMatch(c -> c < 128);
    Charset encoding = Charset.forName(System.getProperty("sun.jnu.encoding"));
    boolean writable = ascii || encoding.newEncoder().canEncode(first);
    refuses("x.zip", archive, writable ? message : "this Java writes file names in");
  }

  @Test
  void archivesMayShareAFileButNotDisagree() throws Exception {
    bring("x.tar", good());
    bring("y.zip", zip(ZipEntry.STORED, "UTF-8", "set/a.txt", "set/d.txt"));
    bring("z.tar", tar(tar -> put(tar, "set/a.txt", "another".getBytes(UTF_8))));
    ExtractionException refused =
        assertThrows(ExtractionException.class, () -> unpack(entry("", "x.tar", "z.tar")));
    assertEquals(
        "z.tar: entry 'set/a.txt' differs from that of another archive of set: expected the same",
        refused.getMessage());
    assertTrue(Files.exists(unpack(entry("", "x.tar", "y.zip")).resolve("d.txt")));
  }

  @Test
  void tooManyEntriesAreRefused() throws Exception {
    byte[] many =
        tar(
            tar -> {
              for (int i = 0; i < 21; i++) {
                put(tar, "set/" + i);
              }
            });
    refuses("x.tar", many, "entry 21: expected at most 20 entries");
  }

  @Test
  void tooManyBytesAreRefused() throws Exception {
    byte[] large = tar(tar -> put(tar, "set/a.txt", new byte[9 << 20]));
    refuses("x.tar", large, "expected at most " + (8 << 20));
  }

  @Test
  void whatUnpacksToFarMoreThanItIsPackedIsRefused() throws Exception {
    byte[] bomb = tar(tar -> put(tar, "set/a.txt", new byte[7 << 20]));
    refuses("x.tar.gz", gzip(bomb), "expected at most 50.0 times as many");
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipArchiveOutputStream zip = new ZipArchiveOutputStream(bytes)) {
      zip.putArchiveEntry(new ZipArchiveEntry("set/a.txt"));
      zip.write(new byte[7 << 20]);
      zip.closeArchiveEntry();
    }
    refuses("x.zip", bytes.toByteArray(), "expected at most 50.0 times as many");
  }

  @Test
  void aTruncatedArchiveIsRefused() throws Exception {
    byte[] whole = gzip(tar(tar -> put(tar, "set/a.txt", noise(50_000))));
    byte[] half = java.util.Arrays.copyOf(whole, whole.length / 2);
    refuses("x.tar.gz", half, "broken after entry 'set/a.txt'");
    byte[] zip = zip(ZipEntry.STORED, "UTF-8", "set/a.txt");
    refuses("x.zip", java.util.Arrays.copyOf(zip, zip.length - 30), "broken after entry ''");
  }

  private static byte[] noise(int n) {
    byte[] bytes = new byte[n];
    long state = 1;
    for (int i = 0; i < n; i++) {
      state = state * 6364136223846793005L + 1442695040888963407L;
      bytes[i] = (byte) (state >>> 56);
    }
    return bytes;
  }

  @Test
  void whatIsNoArchiveIsRefused() throws Exception {
    refuses("x.tar.gz", "<html>log in</html>".getBytes(UTF_8), "broken after entry ''");
    refuses("x.zip", "<html>log in</html>".getBytes(UTF_8), "broken after entry ''");
  }

  @Test
  void aFlippedBitInAZipIsRefused() throws Exception {
    byte[] zip = zip(ZipEntry.STORED, "UTF-8", "set/a.txt");
    int content = new String(zip, ISO_8859_1).lastIndexOf("set/a.txt", zip.length / 2);
    zip[content] ^= 1;
    refuses("x.zip", zip, "entry 'set/a.txt' has 9 bytes with CRC");
  }

  @Test
  void anEncryptedZipIsRefused() throws Exception {
    byte[] zip = zip(ZipEntry.STORED, "UTF-8", "set/a.txt");
    String text = new String(zip, ISO_8859_1);
    zip[text.indexOf("PK\u0003\u0004") + 6] |= 1;
    zip[text.indexOf("PK\u0001\u0002") + 8] |= 1;
    refuses("x.zip", zip, "is encrypted or packed by method 0");
  }

  @Test
  void anArchiveOfSomethingElseIsRefusedWithWhatIsMissing() throws Exception {
    bring("x.tar", tar(tar -> put(tar, "set/other.txt")));
    ExtractionException refused =
        assertThrows(ExtractionException.class, () -> unpack(entry("", "x.tar")));
    assertTrue(
        refused.getMessage().contains("\n  set/a.txt: missing: expected a file\n"),
        refused.getMessage());
    assertFalse(Files.exists(root.resolve("set")));
    assertFalse(Files.exists(root.resolve(".checksums.json")), "records what is not the data set");
    assertNothingHalf();
  }

  @Test
  void aDataSetBehindARegistrationSaysWhatToDo() {
    DownloadException refused =
        assertThrows(DownloadException.class, () -> unpack(entry("", "x.tar", "y.tar")));
    assertEquals(
        "set cannot be downloaded without a person: Ask.\nPut x.tar, y.tar into "
            + root.resolve("downloads/set")
            + " and ask again, or\nput the data set, as its authors lay it out, at "
            + root.resolve("set")
            + ". See https://example.org/",
        refused.getMessage());
    assertFalse(Files.exists(root.resolve("downloads")));
  }

  @Test
  void aFolderThatAppearsMeanwhileIsLeftAsItIs() throws Exception {
    Path from;
    Path mine = Files.createDirectories(root.resolve("set"));
    Files.writeString(mine.resolve("mine.txt"), "mine");
    try (Staging staging = Staging.open(root, "set")) {
      from = Files.createDirectory(staging.folder().resolve("set"));
      DownloadException refused =
          assertThrows(DownloadException.class, () -> staging.publish(from, mine));
      assertEquals(
          mine + " appeared meanwhile and is left as it is: expected nothing",
          refused.getMessage());
    }
    assertEquals("mine", Files.readString(mine.resolve("mine.txt")));
    assertFalse(Files.exists(from));
  }

  @Test
  void whatAKilledRunLeftIsClearedAwayWithoutFollowingLinks() throws Exception {
    Path mine = Files.createDirectories(root.resolve("mine"));
    Files.writeString(mine.resolve("mine.txt"), "mine");
    Path left = Files.createDirectories(root.resolve(".unpacking-set@1"));
    Files.createSymbolicLink(left.resolve("link"), mine);
    Path other = Files.createDirectories(root.resolve(".unpacking-set-2@1"));
    unpackSomethingGood();
    assertFalse(Files.exists(left, LinkOption.NOFOLLOW_LINKS));
    assertTrue(Files.exists(other), "belongs to another data set");
    assertEquals("mine", Files.readString(mine.resolve("mine.txt")));
  }

  private void unpackSomethingGood() throws Exception {
    bring("x.tar", good());
    unpack(entry("", "x.tar"));
  }

  @Test
  void theManifestIsReadBySha256sum() throws Exception {
    bring("x.tar", good());
    unpack(entry("", "x.tar"));
    List<String> lines = Files.readAllLines(root.resolve(".manifests/set.sha256"));
    assertEquals(2, lines.size());
    assertTrue(lines.get(0).matches("[0-9a-f]{64}  set/a\\.txt"), lines.get(0));
    Files.writeString(root.resolve(".manifests/set.sha256"), "nonsense\n");
    DownloadException refused =
        assertThrows(
            DownloadException.class,
            () -> DataSetStatus.verify(entry("", "x.tar"), root, Progress.SILENT));
    assertTrue(refused.getMessage().contains("set.sha256 line 1: expected"), refused.getMessage());
  }
}
