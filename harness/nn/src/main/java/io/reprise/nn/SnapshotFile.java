package io.reprise.nn;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.reprise.tensor.DType;
import io.reprise.tensor.Shape;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Snapshots as files in the safetensors format, with hashes: harness/README.md describes it. A file
 * belongs to the work that its key names, and is refused to any other.
 */
public final class SnapshotFile {
  /** What the names of such files end with. */
  public static final String ENDING = ".safetensors";

  private static final String FORMAT = "reprise snapshot 1";
  private static final String METADATA = "__metadata__";
  private static final String TEXT = "text.";

  /** Every header starts so, then come the 64 digits of its hash. */
  private static final byte[] HEADER_START = ascii("{\"" + METADATA + "\":{\"sha256.header\":\"");

  private static final int HASH_DIGITS = 64;
  private static final int LARGEST_HEADER = 100_000_000;

  /** The words of the format for the types of elements. */
  private static final Map<DType, String> WORDS =
      Map.of(DType.FLOAT32, "F32", DType.FLOAT64, "F64", DType.INT64, "I64", DType.BOOL, "BOOL");

  private static final ObjectMapper JSON =
      new ObjectMapper()
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private SnapshotFile() {}

  /** A file that is no whole snapshot of the work it was asked for. */
  public static final class RefusedException extends IOException {
    private static final long serialVersionUID = 1;

    RefusedException(Path file, String reason) {
      super(file + " is refused: " + reason);
    }
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /**
   * Writes a file, whole or not at all.
   *
   * @param key names the work that the snapshot belongs to
   * @throws IOException if it cannot be written; nothing has changed then
   */
  public static void write(Path file, String key, Snapshot snapshot) throws IOException {
    byte[] header = header(key, snapshot);
    AtomicFile.write(
        file,
        out -> {
          out.write(littleEndian(header.length));
          out.write(header);
          for (TensorData tensor : snapshot.tensors().values()) {
            out.write(tensor.bytes());
          }
        });
  }

  private static byte[] littleEndian(long value) {
    return ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN).putLong(value).array();
  }

  private static byte[] header(String key, Snapshot snapshot) throws IOException {
    MessageDigest hash = sha256();
    snapshot.tensors().values().forEach(t -> hash.update(t.bytes()));
    ObjectNode root = JSON.createObjectNode();
    ObjectNode metadata = root.putObject(METADATA);
    metadata.put("sha256.header", "0".repeat(HASH_DIGITS));
    metadata.put("sha256.data", HexFormat.of().formatHex(hash.digest()));
    metadata.put("format", FORMAT);
    metadata.put("key", key);
    snapshot.texts().forEach((name, text) -> metadata.put(TEXT + name, text));
    long end = 0;
    for (Map.Entry<String, TensorData> e : snapshot.tensors().entrySet()) {
      TensorData tensor = e.getValue();
      ObjectNode entry = root.putObject(e.getKey());
      entry.put("dtype", WORDS.get(tensor.dtype()));
      ArrayNode shape = entry.putArray("shape");
      Arrays.stream(tensor.shape().toArray()).forEach(shape::add);
      ArrayNode offsets = entry.putArray("data_offsets");
      offsets.add(end);
      end += tensor.bytes().length;
      offsets.add(end);
    }
    byte[] json = JSON.writeValueAsBytes(root);
    byte[] header = Arrays.copyOf(json, (json.length + 7) / 8 * 8);
    Arrays.fill(header, json.length, header.length, (byte) ' ');
    byte[] digits = ascii(HexFormat.of().formatHex(sha256().digest(header)));
    System.arraycopy(digits, 0, header, HEADER_START.length, HASH_DIGITS);
    return header;
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /**
   * Reads a file.
   *
   * @param key the work that a snapshot is wanted of
   * @throws RefusedException if the file is damaged, of another format or of other work
   * @throws IOException if it cannot be read at all
   */
  public static Snapshot read(Path file, String key) throws IOException {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
      return new Reading(file, Files.size(file), in).snapshot(key);
    } catch (EOFException e) {
      throw new RefusedException(file, "it became shorter while it was read");
    }
  }

  /** One file on its way into memory. */
  private static final class Reading {
    private final Path file;
    private final InputStream in;

    /** Bytes that are still to come. */
    private long left;

    Reading(Path file, long size, InputStream in) {
      this.file = file;
      this.left = size;
      this.in = in;
    }

    Snapshot snapshot(String key) throws IOException {
      JsonNode root = header();
      JsonNode metadata = root.path(METADATA);
      expect("format", FORMAT, metadata);
      expect("key", key, metadata);
      Map<String, String> texts = new LinkedHashMap<>();
      for (Map.Entry<String, JsonNode> e : metadata.properties()) {
        if (e.getKey().startsWith(TEXT)) {
          texts.put(e.getKey().substring(TEXT.length()), e.getValue().asText());
        }
      }
      return new Snapshot(tensors(root, metadata.path("sha256.data").asText()), texts);
    }

    private RefusedException refused(String reason) {
      return new RefusedException(file, reason);
    }

    private void expect(String name, String expected, JsonNode metadata) throws IOException {
      String found = metadata.path(name).asText();
      if (!found.equals(expected)) {
        throw refused("its " + name + " is '" + found + "', expected '" + expected + "'");
      }
    }

    private byte[] bytes(int length) throws IOException {
      byte[] bytes = in.readNBytes(length);
      if (bytes.length < length) {
        throw new EOFException();
      }
      left -= length;
      return bytes;
    }

    /** The header, once its hash is right. */
    private JsonNode header() throws IOException {
      if (left < Long.BYTES) {
        throw refused("it has " + left + " bytes, expected the 8 of the header's length first");
      }
      long length = ByteBuffer.wrap(bytes(Long.BYTES)).order(ByteOrder.LITTLE_ENDIAN).getLong();
      if (length < HEADER_START.length + HASH_DIGITS || length > Math.min(left, LARGEST_HEADER)) {
        throw refused("its header should have " + length + " bytes, " + left + " are left");
      }
      byte[] header = bytes((int) length);
      if (!Arrays.equals(header, 0, HEADER_START.length, HEADER_START, 0, HEADER_START.length)) {
        throw refused(
            "its header does not start with "
                + new String(HEADER_START, StandardCharsets.US_ASCII)
                + ", as each written here does");
      }
      int hashEnd = HEADER_START.length + HASH_DIGITS;
      byte[] stored = Arrays.copyOfRange(header, HEADER_START.length, hashEnd);
      Arrays.fill(header, HEADER_START.length, hashEnd, (byte) '0');
      String computed = HexFormat.of().formatHex(sha256().digest(header));
      if (!Arrays.equals(stored, ascii(computed))) {
        throw refused("its header is damaged: the SHA-256 of the header differs");
      }
      try {
        return JSON.readTree(header);
      } catch (JsonProcessingException e) {
        throw refused("its header is no JSON object: " + e.getOriginalMessage());
      }
    }

    private Map<String, TensorData> tensors(JsonNode root, String storedHash) throws IOException {
      Map<String, Layout> layouts = new LinkedHashMap<>();
      long end = 0;
      for (Map.Entry<String, JsonNode> e : root.properties()) {
        if (!e.getKey().equals(METADATA)) {
          Layout layout = layout(e.getKey(), e.getValue(), end);
          layouts.put(e.getKey(), layout);
          end += layout.length;
        }
      }
      if (end != left) {
        throw refused("it has " + left + " bytes of data, expected " + end);
      }
      MessageDigest hash = sha256();
      Map<String, TensorData> tensors = new LinkedHashMap<>();
      for (Map.Entry<String, Layout> e : layouts.entrySet()) {
        byte[] bytes = bytes(e.getValue().length);
        hash.update(bytes);
        tensors.put(e.getKey(), TensorData.ofBytes(e.getValue().dtype, e.getValue().shape, bytes));
      }
      if (!HexFormat.of().formatHex(hash.digest()).equals(storedHash)) {
        throw refused("its data is damaged: the SHA-256 of the data differs");
      }
      return tensors;
    }

    private Layout layout(String name, JsonNode entry, long begin) throws IOException {
      String type = entry.path("dtype").asText();
      DType dtype =
          WORDS.entrySet().stream()
              .filter(w -> w.getValue().equals(type))
              .map(Map.Entry::getKey)
              .findFirst()
              .orElseThrow(
                  () ->
                      refused(
                          "tensor '"
                              + name
                              + "' has the type '"
                              + type
                              + "', expected one of "
                              + WORDS.values().stream().sorted().toList()));
      JsonNode offsets = entry.path("data_offsets");
      try {
        int[] extents = new int[entry.path("shape").size()];
        for (int i = 0; i < extents.length; i++) {
          extents[i] = Math.toIntExact(whole(entry.path("shape").get(i)));
        }
        Shape shape = Shape.of(extents);
        long bytes = Math.multiplyExact(shape.elements(), (long) dtype.bits() / Byte.SIZE);
        if (!entry.path("shape").isArray()
            || offsets.size() != 2
            || whole(offsets.get(0)) != begin
            || whole(offsets.get(1)) != Math.addExact(begin, bytes)) {
          throw new IllegalArgumentException(
              "expected a shape, and offsets from " + begin + " to " + (begin + bytes));
        }
        return new Layout(dtype, shape, Math.toIntExact(bytes));
      } catch (IllegalArgumentException | ArithmeticException e) {
        throw refused("tensor '" + name + "' is " + entry + ": " + e.getMessage());
      }
    }

    private static long whole(JsonNode number) {
      if (!number.canConvertToExactIntegral() || !number.canConvertToLong()) {
        throw new IllegalArgumentException(number + " is no whole number");
      }
      return number.longValue();
    }
  }

  /** What the header tells of a tensor. */
  private record Layout(DType dtype, Shape shape, int length) {}
}
