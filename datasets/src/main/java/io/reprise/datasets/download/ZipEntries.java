package io.reprise.datasets.download;

import io.reprise.datasets.download.Extraction.Sink;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;

/** Reads a zip by its directory, which alone tells links from files. */
final class ZipEntries {
  private static final int TYPE = 0170000;
  private static final int REGULAR = 0100000;
  private static final int FOLDER = 0040000;
  private static final int LINK = 0120000;

  private ZipEntries() {}

  static void read(Path archive, String name, Sink sink) throws IOException {
    long archiveSize = Files.size(archive);
    long packed = 0;
    try (ZipFile zip =
        ZipFile.builder().setPath(archive).setCharset(StandardCharsets.UTF_8).get()) {
      for (ZipArchiveEntry e : Collections.list(zip.getEntriesInPhysicalOrder())) {
        String entryName = name(e);
        requireFileOrFolder(e, entryName, sink);
        if (e.isDirectory()) {
          sink.folder(entryName);
          continue;
        }
        if (!zip.canReadEntryData(e)) {
          throw sink.refused(entryName, "encrypted or packed by method " + e.getMethod());
        }
        packed += e.getCompressedSize();
        if (packed > archiveSize) {
          throw new ExtractionException(
              name
                  + ": entry '"
                  + EntryNames.printable(entryName)
                  + "' overlaps another: expected entries apart");
        }
        extract(zip, e, entryName, packed, name, sink);
      }
    }
  }

  private static void extract(
      ZipFile zip, ZipArchiveEntry e, String entryName, long packed, String name, Sink sink)
      throws IOException {
    CRC32 crc = new CRC32();
    long size;
    try (InputStream in = new CheckedInputStream(zip.getInputStream(e), crc)) {
      size = sink.file(entryName, in, () -> packed);
    }
    if (size != e.getSize() || crc.getValue() != e.getCrc()) {
      throw new ExtractionException(
          "%s: entry '%s' has %d bytes with CRC %08x: expected %d bytes with CRC %08x"
              .formatted(
                  name,
                  EntryNames.printable(entryName),
                  size,
                  crc.getValue(),
                  e.getSize(),
                  e.getCrc()));
    }
  }

  private static void requireFileOrFolder(ZipArchiveEntry e, String entryName, Sink sink)
      throws ExtractionException {
    int type = e.getUnixMode() & TYPE;
    if (type == LINK || e.isUnixSymlink()) {
      throw sink.refused(entryName, "a symbolic link");
    }
    if (type != 0 && type != REGULAR && type != FOLDER) {
      throw sink.refused(entryName, "a device");
    }
  }

  /** Names are in UTF-8, or by the old rule of zip in code page 437 if they cannot be. */
  private static String name(ZipArchiveEntry e) {
    byte[] raw = e.getRawName();
    if (raw == null || e.getGeneralPurposeBit().usesUTF8ForNames()) {
      return e.getName();
    }
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(raw));
      return e.getName();
    } catch (CharacterCodingException notUtf8) {
      return new String(raw, Charset.forName("IBM437"));
    }
  }
}
