package io.reprise.datasets.download;

import io.reprise.datasets.catalogue.DataFile;
import io.reprise.datasets.download.Extraction.Sink;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;

/** The forms in which data sets are packed, each read by Apache Commons Compress. */
enum ArchiveFormat {
  TAR(".*\\.tar"),
  TAR_GZ(".*\\.(tar\\.gz|tgz)"),
  TAR_BZ2(".*\\.(tar\\.bz2|tbz2)"),
  ZIP(".*\\.zip"),
  GZ(".*\\.gz"),
  BZ2(".*\\.bz2"),
  /** Not packed. */
  PLAIN(".*");

  private final String names;

  ArchiveFormat(String names) {
    this.names = names;
  }

  /** The first that fits the file's name. */
  static ArchiveFormat of(DataFile file) {
    String name = file.name().toLowerCase(Locale.ROOT);
    return Stream.of(values())
        .filter(format -> name.matches(format.names))
        .filter(format -> file.unpack())
        .findFirst()
        .orElse(PLAIN);
  }

  /** Gives each entry to the sink. */
  void read(Path archive, String name, Sink sink) throws IOException {
    if (this == ZIP) {
      ZipEntries.read(archive, name, sink);
      return;
    }
    try (CountedInput packed = new CountedInput(Files.newInputStream(archive));
        InputStream in = new BufferedInputStream(packed, 1 << 16)) {
      switch (this) {
        case TAR -> readTar(in, packed::count, sink);
        case TAR_GZ -> readTar(gunzip(in), packed::count, sink);
        case TAR_BZ2 -> readTar(new BZip2CompressorInputStream(in, true), packed::count, sink);
        case GZ -> sink.file(stem(name), gunzip(in), packed::count);
        case BZ2 -> sink.file(stem(name), new BZip2CompressorInputStream(in, true), packed::count);
        default -> sink.file(name, in, packed::count);
      }
    }
  }

  private static InputStream gunzip(InputStream in) throws IOException {
    return GzipCompressorInputStream.builder()
        .setInputStream(in)
        .setDecompressConcatenated(true)
        .get();
  }

  private static String stem(String name) {
    return name.substring(0, name.lastIndexOf('.'));
  }

  private static void readTar(InputStream in, LongSupplier packed, Sink sink) throws IOException {
    try (TarArchiveInputStream tar = new TarArchiveInputStream(in, "UTF-8")) {
      for (TarArchiveEntry e = tar.getNextEntry(); e != null; e = tar.getNextEntry()) {
        switch (e.getLinkFlag()) {
          case TarConstants.LF_DIR -> sink.folder(e.getName());
          case TarConstants.LF_OLDNORM, TarConstants.LF_NORMAL, TarConstants.LF_CONTIG -> {
            if (e.isDirectory()) {
              sink.folder(e.getName());
            } else {
              sink.file(e.getName(), tar, packed);
            }
          }
          case TarConstants.LF_LINK -> throw sink.refused(e.getName(), "a hard link");
          case TarConstants.LF_SYMLINK -> throw sink.refused(e.getName(), "a symbolic link");
          case TarConstants.LF_CHR, TarConstants.LF_BLK ->
              throw sink.refused(e.getName(), "a device");
          case TarConstants.LF_FIFO -> throw sink.refused(e.getName(), "a pipe");
          default -> throw sink.refused(e.getName(), "of type '" + (char) e.getLinkFlag() + "'");
        }
      }
    }
  }
}
