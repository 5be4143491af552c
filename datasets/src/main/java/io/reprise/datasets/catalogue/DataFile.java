package io.reprise.datasets.catalogue;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * A file as its publisher offers it.
 *
 * @param name the file's name here; an archive is known by its ending
 * @param urls where it is, in the order to try; none if a person has to get it
 * @param size in bytes; 0 if nobody publishes it
 * @param checksum null if nobody publishes one; see {@link #published()}
 * @param into the folder below the data root in which it, or what is in it, lands; empty for the
 *     data root itself
 * @param unpack false for an archive that is used as it is; absent means true
 */
public record DataFile(
    String name, List<URI> urls, long size, Checksum checksum, String into, Boolean unpack) {
  public DataFile {
    if (!name.matches("[A-Za-z0-9][A-Za-z0-9._-]*")) {
      throw new IllegalArgumentException(
          "file name '" + name + "': expected letters, digits, '.', '_' and '-'");
    }
    urls = urls == null ? List.of() : List.copyOf(urls);
    for (URI url : urls) {
      if (!"https".equals(url.getScheme()) && !"http".equals(url.getScheme())) {
        throw new IllegalArgumentException(
            name + ": URL '" + url + "': expected one that begins with https:// or http://");
      }
    }
    if (size < 0) {
      throw new IllegalArgumentException(name + ": size " + size + ": expected at least 0");
    }
    into = RelativePath.check(into == null ? "" : into);
    unpack = unpack == null || unpack;
  }

  /** The checksum that the file's publisher, or a source that is as good, gives. */
  public Optional<Checksum> published() {
    return Optional.ofNullable(checksum);
  }
}
