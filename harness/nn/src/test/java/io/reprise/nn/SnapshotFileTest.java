package io.reprise.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.tensor.Shape;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SnapshotFileTest {
  private static final String KEY = "{\"paper\":\"0000.00000\"} \u00e4 \"quoted\"";
  private static final Snapshot EVERYTHING =
      Snapshot.EMPTY
          .with(
              "floats",
              TensorData.of(new float[] {1, -0f, Float.NaN, Float.MIN_VALUE}, Shape.of(2, 2)))
          .with("scalar", TensorData.of(new float[] {3}, Shape.SCALAR))
          .with("doubles", TensorData.of(new double[] {0.1}, Shape.of(1, 1, 1)))
          .with("empty", TensorData.of(new double[0], Shape.of(3, 0)))
          .with("longs", TensorData.of(new long[] {1L << 40, -1}, Shape.of(2)))
          .with("odd", TensorData.of(new boolean[] {true, false, true}, Shape.of(3)))
          .with("word", "a \"text\" \u00e9\n")
          .with("steps", 12);

  @TempDir Path folder;

  private Path write(byte[] bytes) throws IOException {
    return Files.write(folder.resolve("changed.safetensors"), bytes);
  }

  private byte[] written(Snapshot snapshot) throws IOException {
    Path file = folder.resolve("whole.safetensors");
    SnapshotFile.write(file, KEY, snapshot);
    return Files.readAllBytes(file);
  }

  private String refusal(byte[] bytes) throws IOException {
    Path file = write(bytes);
    String message =
        assertThrows(SnapshotFile.RefusedException.class, () -> SnapshotFile.read(file, KEY))
            .getMessage();
    assertTrue(message.startsWith(file + " is refused: "), message);
    assertEquals(1, message.lines().count());
    return message;
  }

  @Test
  void whatWasWrittenIsReadToTheBit() throws Exception {
    Path file = folder.resolve("new folder/a.safetensors");
    SnapshotFile.write(file, KEY, EVERYTHING);
    Snapshot read = SnapshotFile.read(file, KEY);
    assertEquals(EVERYTHING, read);
    assertEquals(List.copyOf(EVERYTHING.tensors().keySet()), List.copyOf(read.tensors().keySet()));
    SnapshotFile.write(file, KEY, Snapshot.EMPTY);
    assertEquals(Snapshot.EMPTY, SnapshotFile.read(file, KEY));
    try (Stream<Path> files = Files.list(file.getParent())) {
      assertEquals(List.of(file), files.toList());
    }
  }

  @Test
  void theFormatIsThatOfTheGoldenFile() throws Exception {
    byte[] golden;
    try (InputStream in = getClass().getResourceAsStream("golden.safetensors")) {
      golden = in.readAllBytes();
    }
    assertEquals(EVERYTHING, SnapshotFile.read(write(golden), KEY));
    assertArrayEquals(golden, written(EVERYTHING));
  }

  @Test
  void aFileCutShortAtAnyByteIsRefused() throws Exception {
    byte[] whole = written(EVERYTHING);
    for (int length = 0; length < whole.length; length++) {
      refusal(Arrays.copyOf(whole, length));
    }
  }

  @Test
  void aFlippedBitAnywhereIsRefused() throws Exception {
    byte[] whole = written(EVERYTHING);
    for (int i = 0; i < whole.length; i++) {
      byte[] flipped = whole.clone();
      flipped[i] ^= (byte) (1 << i % 8);
      refusal(flipped);
    }
  }

  @Test
  void bytesAfterTheEndAreRefused() throws Exception {
    byte[] whole = written(EVERYTHING);
    String message = refusal(Arrays.copyOf(whole, whole.length + 1));
    assertTrue(message.contains("has 48 bytes of data, expected 47"), message);
  }

  @Test
  void zerosWhereAFileShouldBeAreRefused() throws Exception {
    refusal(new byte[0]);
    refusal(new byte[4096]);
  }

  @Test
  void anotherTrialsFileIsRefusedWithBothKeys() throws Exception {
    Path file = folder.resolve("a.safetensors");
    SnapshotFile.write(file, "theirs", EVERYTHING);
    String message =
        assertThrows(SnapshotFile.RefusedException.class, () -> SnapshotFile.read(file, KEY))
            .getMessage();
    assertTrue(message.endsWith("its key is 'theirs', expected '" + KEY + "'"), message);
  }

  @Test
  void aFileThatIsNotThereIsNotDamaged() {
    assertThrows(
        NoSuchFileException.class, () -> SnapshotFile.read(folder.resolve("nothing"), KEY));
  }

  /** A file whose hashes are right, whatever its header says. */
  private static byte[] forged(String rest, byte[] data) throws Exception {
    MessageDigest sha = MessageDigest.getInstance("SHA-256");
    String start = "{\"__metadata__\":{\"sha256.header\":\"";
    String dataHash = HexFormat.of().formatHex(sha.digest(data));
    String zeros = start + "0".repeat(64) + rest.replace('\'', '"').replace("HASH", dataHash);
    String hash = HexFormat.of().formatHex(sha.digest(zeros.getBytes(StandardCharsets.UTF_8)));
    byte[] header =
        (start + hash + zeros.substring(start.length() + 64)).getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(8 + header.length + data.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(header.length)
        .put(header)
        .put(data)
        .array();
  }

  private static byte[] forged(String tensors) throws Exception {
    String key = KEY.replace("\"", "\\\"");
    return forged(
        "','sha256.data':'HASH','format':'reprise snapshot 1','key':'KEY'}TENSORS}"
            .replace("TENSORS", tensors)
            .replace('\'', '"')
            .replace("KEY", key),
        new byte[8]);
  }

  @Test
  void aFileMadeByHandIsReadIfItIsRight() throws Exception {
    String tensors = ",'t':{'dtype':'F32','shape':[2],'data_offsets':[0,8]}";
    assertEquals(
        Snapshot.EMPTY.with("t", TensorData.of(new float[2], Shape.of(2))),
        SnapshotFile.read(write(forged(tensors)), KEY));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'dtype':'F16','shape':[4],'data_offsets':[0,8]} | type 'F16'",
        "{'dtype':'F32','shape':[2],'data_offsets':[0,4]} | from 0 to 8",
        "{'dtype':'F32','shape':[1],'data_offsets':[4,8]} | from 0 to 4",
        "{'dtype':'F32','shape':[2],'data_offsets':[0]} | from 0 to 8",
        "{'dtype':'F32','shape':[-2],'data_offsets':[0,8]} | negative",
        "{'dtype':'F32','shape':[0.5],'data_offsets':[0,8]} | 0.5",
        "{'dtype':'F32','shape':['2'],'data_offsets':[0,8]} | whole number",
        "{'dtype':'F32','shape':2,'data_offsets':[0,4]} | expected a shape",
        "{'dtype':'F32','shape':[2147483648],'data_offsets':[0,8]} | overflow",
        "{'dtype':'I64','shape':[2147483647,2147483647,4],'data_offsets':[0,8]} | overflow",
        "{'dtype':'F32','shape':[1],'data_offsets':[0,4]} | 8 bytes of data, expected 4",
        "{'dtype':'F32','shape':[3],'data_offsets':[0,12]} | 8 bytes of data, expected 12",
        "7 | type ''",
      })
  void aHeaderThatMakesNoSenseIsRefused(String tensor, String reason) throws Exception {
    String message = refusal(forged(",'t':" + tensor));
    assertTrue(message.contains(reason), message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'}",
        "'}} trailing",
        "'},'t':{},'t':{}}",
        "','format':'reprise snapshot 2'}}",
        "'}}",
      })
  void foreignJsonIsRefused(String rest) throws Exception {
    refusal(forged(rest, new byte[0]));
  }

  @Test
  void aFileOfAnotherToolIsRefused() throws Exception {
    byte[] header =
        "{\"t\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}"
            .repeat(4)
            .getBytes(StandardCharsets.UTF_8);
    byte[] file =
        ByteBuffer.allocate(8 + header.length + 4)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putLong(header.length)
            .put(header)
            .array();
    assertTrue(refusal(file).contains("does not start with"), refusal(file));
  }
}
