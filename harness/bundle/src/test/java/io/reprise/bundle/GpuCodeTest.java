package io.reprise.bundle;

import static io.reprise.bundle.MadeUpLibrary.MACHINE_CODE;
import static io.reprise.bundle.MadeUpLibrary.PTX;
import static io.reprise.bundle.MadeUpLibrary.entry;
import static io.reprise.bundle.MadeUpLibrary.fatBinary;
import static io.reprise.bundle.MadeUpLibrary.join;
import static io.reprise.bundle.MadeUpLibrary.library;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GpuCodeTest {
  private static final ComputeCapability HOPPER = new ComputeCapability(9, 0);
  private static final byte[] SM_75 = entry(MACHINE_CODE, 75, 24, 'a');
  private static final byte[] SM_80 = entry(MACHINE_CODE, 80, 40, 'b');
  private static final byte[] SM_90 = entry(MACHINE_CODE, 90, 32, 'c');
  private static final byte[] SM_90A = entry(MACHINE_CODE, 90, 16, 'd');
  private static final byte[] SM_100 = entry(MACHINE_CODE, 100, 8, 'e');
  private static final byte[] PTX_70 = entry(PTX, 70, 48, 'f');
  private static final byte[] PTX_120 = entry(PTX, 120, 8, 'g');

  @TempDir Path folder;

  private static byte[] cut(byte[] section, ComputeCapability gpu) {
    byte[] copy = section.clone();
    new FatBinaries(ByteBuffer.wrap(copy)).keep(gpu);
    return copy;
  }

  /** What is kept, in front, and zeros for the rest. */
  private static byte[] expected(byte[] before, byte[]... kept) {
    byte[] left = fatBinary(kept);
    return join(left, new byte[before.length - left.length]);
  }

  @Test
  void keepsTheCodeOfOneGpuInFrontAndMakesTheRestZero() {
    byte[] first = fatBinary(SM_75, SM_80, SM_90, SM_100, SM_90A);
    byte[] second = fatBinary(SM_100, SM_90);
    assertArrayEquals(
        join(expected(first, SM_90, SM_90A), expected(second, SM_90)),
        cut(join(first, second), HOPPER));
  }

  @Test
  void keepsIntermediateCodeThatTheDriverCanCompile() {
    byte[] all = fatBinary(SM_75, PTX_70, PTX_120);
    assertArrayEquals(expected(all, PTX_70), cut(all, HOPPER));
  }

  @ParameterizedTest(name = "{0} runs code for {1}: {2}")
  @CsvSource({
    "8.6, 80, true",
    "8.6, 86, true",
    "8.6, 89, false",
    "8.0, 75, false",
    "9.0, 90, true",
    "9.0, 80, false",
    "10.3, 100, true",
    "10.0, 103, false",
    "12.0, 100, false"
  })
  void machineCodeRunsOnLaterGpusOfTheSameMajorNumber(String gpu, int code, boolean runs) {
    byte[] other = entry(MACHINE_CODE, 50, 8, 'x');
    byte[] own = entry(MACHINE_CODE, code, 8, 'y');
    byte[] all = fatBinary(other, own);
    ComputeCapability capability = ComputeCapability.parse(gpu);
    if (runs) {
      assertArrayEquals(expected(all, own), cut(all, capability));
    } else {
      assertThrows(IllegalArgumentException.class, () -> cut(all, capability));
    }
  }

  @Test
  void leavesAFatBinaryWithoutAnythingForTheGpuWhole() {
    byte[] other = fatBinary(SM_75, SM_100);
    byte[] own = fatBinary(SM_75, SM_90);
    assertArrayEquals(join(other, expected(own, SM_90)), cut(join(other, own), HOPPER));
  }

  @Test
  void passesEmptyPlacesBetweenFatBinaries() {
    byte[] own = fatBinary(SM_75, SM_90);
    byte[] gap = new byte[24];
    assertArrayEquals(
        join(expected(own, SM_90), gap, expected(own, SM_90), gap),
        cut(join(own, gap, own, gap), HOPPER));
  }

  @Test
  void cuttingAgainChangesNothing() {
    byte[] once = cut(join(fatBinary(SM_75, SM_90), fatBinary(SM_90, SM_80)), HOPPER);
    assertArrayEquals(once, cut(once, HOPPER));
  }

  @Test
  void saysWhichGpusThereIsCodeFor() {
    byte[] all = fatBinary(SM_75, SM_100, SM_90, SM_90A);
    String message =
        assertThrows(IllegalArgumentException.class, () -> cut(all, new ComputeCapability(8, 6)))
            .getMessage();
    assertEquals(
        "compute capability '8.6': there is no code for it, expected one that can run code for"
            + " one of [7.5, 9.0, 10.0]",
        message);
  }

  @Test
  void refusesUnknownLayoutsWithTheirPlaceAndChangesNothing() {
    byte[] good = fatBinary(SM_75, SM_90);
    byte[] strange = join(good, new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16});
    byte[] copy = strange.clone();
    String message =
        assertThrows(
                IllegalArgumentException.class, () -> new FatBinaries(ByteBuffer.wrap(strange)))
            .getMessage();
    assertTrue(message.startsWith("byte " + good.length + " of the GPU code: 0x04030201"), message);
    assertArrayEquals(copy, strange);

    byte[] kind = fatBinary(entry(5, 90, 8, 'x'));
    assertThrows(IllegalArgumentException.class, () -> cut(kind, HOPPER));
    byte[] tooLong = good.clone();
    ByteBuffer.wrap(tooLong).order(ByteOrder.LITTLE_ENDIAN).putLong(8, good.length);
    assertThrows(IllegalArgumentException.class, () -> cut(tooLong, HOPPER));
    byte[] torn = Arrays.copyOf(good, good.length - 8);
    assertThrows(IllegalArgumentException.class, () -> cut(torn, HOPPER));
  }

  @Test
  void changesNothingOfALibraryButItsGpuCode() throws IOException {
    byte[] code = fatBinary(SM_75, SM_90);
    Path library = folder.resolve("libgpu.so");
    Files.write(library, library(".nv_fatbin", code));
    GpuLibrary.Cut cut = new GpuLibrary(library).keep(HOPPER).orElseThrow();
    assertArrayEquals(library(".nv_fatbin", expected(code, SM_90)), Files.readAllBytes(library));
    assertEquals(SM_75.length + SM_90.length, cut.before());
    assertEquals(SM_90.length, cut.after());
  }

  @Test
  void leavesALibraryWithoutGpuCodeAsItIs() throws IOException {
    byte[] bytes = library(".nv_nothing", fatBinary(SM_75, SM_90));
    Path library = folder.resolve("libcpu.so");
    Files.write(library, bytes);
    assertEquals(Optional.empty(), new GpuLibrary(library).keep(HOPPER));
    assertArrayEquals(bytes, Files.readAllBytes(library));
  }

  @Test
  void refusesWhatIsNoLibraryByItsName() throws IOException {
    Path file = Files.writeString(folder.resolve("notes.so"), "no library, but some text in it");
    String message =
        assertThrows(IllegalArgumentException.class, () -> new GpuLibrary(file).keep(HOPPER))
            .getMessage();
    assertTrue(message.startsWith("notes.so: "), message);
  }

  private Path jar(String name, byte[] library) throws IOException {
    Path jar = folder.resolve(name);
    try (OutputStream file = Files.newOutputStream(jar);
        ZipOutputStream zip = new ZipOutputStream(file)) {
      for (String entry : List.of("org/natives/", "org/natives/libgpu.so.2", "org/so.txt")) {
        zip.putNextEntry(new ZipEntry(entry));
        if (!entry.endsWith("/")) {
          zip.write(entry.endsWith(".txt") ? new byte[] {42} : library);
        }
        zip.closeEntry();
      }
    }
    return jar;
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.sorted().toList();
    }
  }

  @Test
  void copiesAJarWithItsLibrariesCut() throws IOException {
    byte[] code = fatBinary(SM_75, SM_90);
    Path jar = jar("gpu.jar", library(".nv_fatbin", code));
    Path small = folder.resolve("small.jar");
    assertEquals(
        Optional.of(new GpuLibrary.Cut(SM_75.length + SM_90.length, SM_90.length)),
        new GpuJar(jar).keep(HOPPER, small));
    try (ZipFile before = new ZipFile(jar.toFile());
        ZipFile after = new ZipFile(small.toFile())) {
      assertEquals(before.size(), after.size());
      ZipEntry library = after.getEntry("org/natives/libgpu.so.2");
      assertArrayEquals(
          library(".nv_fatbin", expected(code, SM_90)),
          after.getInputStream(library).readAllBytes());
      assertNotEquals(before.getEntry(library.getName()).getTime(), library.getTime());
      ZipEntry text = after.getEntry("org/so.txt");
      assertArrayEquals(new byte[] {42}, after.getInputStream(text).readAllBytes());
      assertEquals(before.getEntry(text.getName()).getTime(), text.getTime());
    }
    assertEquals(List.of(jar, small), files());
  }

  @Test
  void writesNoJarWhereThereIsNothingToCutOrNothingLeft() throws IOException {
    Path plain = jar("plain.jar", library(".nv_nothing", new byte[16]));
    assertEquals(Optional.empty(), new GpuJar(plain).keep(HOPPER, folder.resolve("small.jar")));
    Path old = jar("old.jar", library(".nv_fatbin", fatBinary(SM_75)));
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () -> new GpuJar(old).keep(HOPPER, folder.resolve("small.jar")))
            .getMessage();
    assertTrue(
        message.startsWith("old.jar, org/natives/libgpu.so.2: compute capability '9.0'"), message);
    assertEquals(List.of(old, plain), files());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "9", "90", "9.", "9.0a", "sm_90", "0.5", "9.10"})
  void refusesWhatIsNoComputeCapability(String text) {
    String message =
        assertThrows(IllegalArgumentException.class, () -> ComputeCapability.parse(text))
            .getMessage();
    assertEquals(
        "compute capability '" + text + "': expected a number such as 8.6 or 9.0", message);
    assertFalse(message.isEmpty());
  }
}
