package io.reprise.datasets.download;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.reprise.nn.AtomicFile;
import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * The start of a file from one address, {@code <name>.<address>.part}, and beside it what tells
 * whether the server still has the same file. Never mistaken for the file: that has another name.
 */
final class PartialFile {
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * What a server said of a file.
   *
   * @param url its address before redirects
   * @param validator a strong ETag or else the date of the last modification; empty if neither
   * @param total the size, or 0 if it did not say
   */
  record Origin(String url, String validator, long total) {}

  private final Path part;
  private final Path origin;
  private final URI url;

  PartialFile(Path file, URI url) {
    CRC32 address = new CRC32();
    address.update(url.toString().getBytes(UTF_8));
    String name = "%s.%08x.part".formatted(file.getFileName(), address.getValue());
    this.part = file.resolveSibling(name);
    this.origin = file.resolveSibling(name + ".json");
    this.url = url;
  }

  /** Whether a name is that of a partial file of {@code file}, or what belongs to one. */
  static boolean isPartOf(String file, String name) {
    return name.startsWith(file + ".")
        && name.substring(file.length()).matches("\\.[0-9a-f]{8}\\.part(\\.json)?");
  }

  /** Whether a name is that of any partial file. */
  static boolean isPart(String name) {
    return name.endsWith(".part");
  }

  Path path() {
    return part;
  }

  /** How much there is; 0 if there is nothing. */
  long size() throws IOException {
    return Files.isRegularFile(part) ? Files.size(part) : 0;
  }

  /** What the server said when this start came from it; nothing if it cannot be continued. */
  Optional<Origin> origin() throws IOException {
    if (size() == 0 || !Files.isRegularFile(origin)) {
      return Optional.empty();
    }
    try {
      Origin read = JSON.readValue(Files.readAllBytes(origin), Origin.class);
      boolean usable = url.toString().equals(read.url()) && read.validator() != null;
      return usable ? Optional.of(read) : Optional.empty();
    } catch (JsonProcessingException e) {
      return Optional.empty(); // what cannot be read cannot vouch for anything: start anew
    }
  }

  /** Throws the start away and opens the file for a new one. */
  FileChannel restart(Origin said) throws IOException {
    // The old note goes first: an old start must never stand beside a note of the new file.
    Files.deleteIfExists(origin);
    FileChannel channel =
        FileChannel.open(
            part,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING);
    try {
      AtomicFile.write(origin, out -> out.write(JSON.writeValueAsBytes(said)));
    } catch (IOException e) {
      channel.close();
      throw e;
    }
    return channel;
  }

  /** Opens the file to go on at its end. */
  FileChannel resume() throws IOException {
    return FileChannel.open(part, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
  }

  void delete() throws IOException {
    Files.deleteIfExists(origin);
    Files.deleteIfExists(part);
  }

  /** Forces what there is to the disk and gives it its real name, all at once. */
  void moveTo(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
    Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    Files.deleteIfExists(origin);
  }
}
