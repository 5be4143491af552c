package io.reprise.datasets.download;

import io.reprise.datasets.catalogue.Checksum;
import io.reprise.datasets.catalogue.DataFile;
import io.reprise.datasets.catalogue.DataSetEntry;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongSupplier;

/**
 * Writes what is in a data set's archives into a staging folder, and refuses whatever an honest
 * archive of data does not have. What it wrote by then is for the caller to delete.
 */
final class Extraction {
  /** Below this, a ratio says nothing. */
  private static final long RATIO_FROM = 1 << 20;

  /** Where macOS puts copies of attributes into a zip; never data. */
  private static final String MAC = "__MACOSX";

  private final DataSetEntry entry;
  private final Path staging;
  private final Progress progress;
  private final EntryNames names = new EntryNames();
  private final Map<String, Checksum> written = new TreeMap<>();
  private final byte[] buffer = new byte[1 << 16];
  private long entries;
  private long bytes;
  private long archiveBytes;

  Extraction(DataSetEntry entry, Path staging, Progress progress) {
    this.entry = entry;
    this.staging = staging;
    this.progress = progress;
  }

  /** The SHA-256 of each file written so far, by its path below the staging folder. */
  Map<String, Checksum> written() {
    return written;
  }

  /**
   * Unpacks one file, or puts it in its place if it is no archive.
   *
   * @throws ExtractionException if it is broken or refused; the message names file and entry
   */
  void unpack(DataFile file, Path archive) throws IOException {
    archiveBytes = 0;
    Sink sink = new Sink(file);
    try {
      ArchiveFormat.of(file).read(archive, file.name(), sink);
    } catch (ExtractionException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      // Commons Compress throws either on a broken archive.
      throw new ExtractionException(
          file.name()
              + ": broken after entry '"
              + EntryNames.printable(sink.last)
              + "' ("
              + archiveBytes
              + " bytes unpacked): "
              + e.getMessage(),
          e);
    }
    progress.unpacked(file.name(), entries, bytes);
  }

  /** Takes the entries of one archive. */
  final class Sink {
    private final DataFile file;
    private String last = "";

    private Sink(DataFile file) {
      this.file = file;
    }

    /** Makes a folder. */
    void folder(String name) throws IOException {
      String path = accept(name, true);
      if (!path.isEmpty() && (isInside(path) || (entry.folder() + "/").startsWith(path + "/"))) {
        Files.createDirectories(resolve(path));
      }
    }

    /**
     * Writes a file.
     *
     * @param packed how many packed bytes were read of the archive so far
     * @return how many bytes it has
     */
    long file(String name, InputStream content, LongSupplier packed) throws IOException {
      String path = accept(name, false);
      if (written.containsKey(path)) {
        return same(path, content, packed);
      }
      if (!isInside(path)) {
        progress.note(
            file.name() + ": leaves out '" + path + "', which is not in " + entry.folder());
        return copy(content, OutputStream.nullOutputStream(), packed, path);
      }
      Path target = resolve(path);
      Files.createDirectories(target.getParent());
      MessageDigest digest = Checksum.Algorithm.SHA256.digest();
      long size;
      try (OutputStream out = Files.newOutputStream(target, StandardOpenOption.CREATE_NEW);
          OutputStream hashed = new DigestOutputStream(out, digest)) {
        size = copy(content, hashed, packed, path);
      }
      written.put(path, Checksum.Algorithm.SHA256.of(digest));
      return size;
    }

    /** Archives of one data set may share a read-me, but not disagree. */
    private long same(String path, InputStream content, LongSupplier packed) throws IOException {
      MessageDigest digest = Checksum.Algorithm.SHA256.digest();
      OutputStream hashed = new DigestOutputStream(OutputStream.nullOutputStream(), digest);
      long size = copy(content, hashed, packed, path);
      if (!Checksum.Algorithm.SHA256.of(digest).equals(written.get(path))) {
        throw new ExtractionException(
            file.name()
                + ": entry '"
                + path
                + "' differs from that of another archive of "
                + entry.id()
                + ": expected the same");
      }
      return size;
    }

    /** Refuses an entry that is neither a file nor a folder. */
    ExtractionException refused(String name, String what) {
      return new ExtractionException(
          file.name()
              + ": entry '"
              + EntryNames.printable(name)
              + "' is "
              + what
              + ": expected files and folders only");
    }

    private String accept(String name, boolean folder) throws ExtractionException {
      last = name;
      entries++;
      if (entries > entry.limits().entries()) {
        throw new ExtractionException(
            file.name()
                + ": entry "
                + entries
                + ": expected at most "
                + entry.limits().entries()
                + " entries");
      }
      String below = EntryNames.path(file.name(), name);
      String path = place(below);
      if (below.isEmpty()) {
        if (!folder) {
          throw refused(name, "a file without a name");
        }
        return "";
      }
      names.take(file.name(), path, folder);
      return path;
    }

    /** An archive that brings the last folder of its place with it does not get it twice. */
    private String place(String below) {
      String into = file.into();
      String own = into.substring(into.lastIndexOf('/') + 1);
      if (into.isEmpty() || below.equals(MAC) || below.startsWith(MAC + "/")) {
        return below;
      }
      boolean brought = below.equals(own) || below.startsWith(own + "/");
      return into.substring(0, into.length() - (brought ? own.length() : 0))
          + (brought ? "" : "/")
          + below;
    }

    private boolean isInside(String path) {
      return (path + "/").startsWith(entry.folder() + "/");
    }

    private Path resolve(String path) throws ExtractionException {
      try {
        Path target = staging.resolve(path).normalize();
        if (!target.startsWith(staging)) {
          throw refused(path, "outside the folder");
        }
        return target;
      } catch (InvalidPathException e) {
        throw new ExtractionException(
            file.name()
                + ": entry '"
                + path
                + "': this Java writes file names in "
                + System.getProperty("sun.jnu.encoding")
                + ", not that one: expected a locale in "
                + "UTF-8 (LC_ALL=C.UTF-8)",
            e);
      }
    }

    private long copy(InputStream in, OutputStream out, LongSupplier packed, String path)
        throws IOException {
      long size = 0;
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        size += n;
        bytes += n;
        archiveBytes += n;
        requireWithinLimits(packed, path);
        out.write(buffer, 0, n);
      }
      if (entries % 1000 == 0) {
        progress.unpacked(file.name(), entries, bytes);
      }
      return size;
    }

    private void requireWithinLimits(LongSupplier packed, String path) throws ExtractionException {
      if (bytes > entry.limits().bytes()) {
        throw new ExtractionException(
            file.name()
                + ": entry '"
                + path
                + "' makes "
                + bytes
                + " bytes: expected at most "
                + entry.limits().bytes());
      }
      double most = entry.limits().ratio() * packed.getAsLong();
      if (archiveBytes > RATIO_FROM && archiveBytes > most) {
        throw new ExtractionException(
            file.name()
                + ": entry '"
                + path
                + "': "
                + archiveBytes
                + " bytes unpacked from "
                + packed.getAsLong()
                + ": expected at most "
                + entry.limits().ratio()
                + " times as many");
      }
    }
  }
}
