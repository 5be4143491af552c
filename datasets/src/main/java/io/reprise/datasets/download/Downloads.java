package io.reprise.datasets.download;

import io.reprise.datasets.catalogue.Checksum;
import io.reprise.datasets.catalogue.DataFile;
import io.reprise.datasets.catalogue.DataSetEntry;
import io.reprise.datasets.download.DataSetStatus.Damaged;
import io.reprise.datasets.download.DataSetStatus.Present;
import io.reprise.nn.AtomicFile;
import io.reprise.tensor.Seed;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Downloads data sets of the catalogue, checks them, unpacks them and moves each to its place in
 * the data root when it is whole.
 *
 * <p>What it keeps in the data root, besides the data sets: {@code downloads/<id>/} with files on
 * their way, {@code .checksums.json} with the checksums that nobody publishes, {@code
 * .manifests/<id>.sha256} with that of every unpacked file, and empty files in {@code .locks/}.
 */
public final class Downloads {
  private final Path dataRoot;
  private final DownloadOptions options;
  private final Progress progress;
  private final Pause pause;
  private final DiskSpace space;

  Downloads(
      Path dataRoot, DownloadOptions options, Progress progress, Pause pause, DiskSpace space) {
    this.dataRoot = dataRoot;
    this.options = options;
    this.progress = progress;
    this.pause = pause;
    this.space = space;
  }

  /**
   * Makes a data set be there. Does nothing if it is; goes on with what an earlier run left; never
   * changes a folder that exists. Several processes may ask for the same at once: one works, the
   * others wait for it.
   *
   * @return the data set's folder
   * @throws DownloadException if it cannot be had: offline, behind a registration, no mirror gives
   *     the right file, no room, or a damaged folder is in its place
   * @throws ExtractionException if an archive is broken, refused, or not what the layout says
   * @throws IOException if the data root cannot be read or written
   */
  public static Path fetch(
      DataSetEntry entry, Path dataRoot, DownloadOptions options, Progress progress)
      throws IOException, InterruptedException {
    return new Downloads(dataRoot, options, progress, Pause.REAL, DiskSpace.REAL).fetch(entry);
  }

  /** Where a data set's files lie on their way, and where files got by hand are put. */
  public static Path folder(DataSetEntry entry, Path dataRoot) {
    return dataRoot.resolve("downloads").resolve(entry.id());
  }

  Path fetch(DataSetEntry entry) throws IOException, InterruptedException {
    if (isThere(entry)) {
      return entry.in(dataRoot);
    }
    requireObtainable(entry);
    Files.createDirectories(folder(entry, dataRoot));
    try (FetchLock lock =
        FetchLock.take(
            dataRoot.resolve(".locks"), entry.id(), options.lockPatience(), pause, progress)) {
      if (!isThere(entry)) {
        Map<String, Checksum> sums = download(entry);
        unpack(entry, sums);
        clearAway(entry);
      }
    }
    return entry.in(dataRoot);
  }

  private boolean isThere(DataSetEntry entry) throws IOException {
    DataSetStatus status = DataSetStatus.of(entry, dataRoot);
    if (status instanceof Damaged damaged) {
      throw new DownloadException(
          entry.id()
              + ": "
              + damaged.folder()
              + " is there, but not as it should be:\n  "
              + String.join("\n  ", damaged.problems())
              + "\nIt is left as it is: expected it whole or out of the way");
    }
    return status instanceof Present;
  }

  private void requireObtainable(DataSetEntry entry) throws DownloadException {
    Path folder = folder(entry, dataRoot);
    List<DataFile> byHand =
        entry.files().stream()
            .filter(f -> f.urls().isEmpty() && !Files.isRegularFile(folder.resolve(f.name())))
            .toList();
    if (entry.needsRegistration() && (entry.files().isEmpty() || !byHand.isEmpty())) {
      String files =
          byHand.isEmpty()
              ? ""
              : "\nPut "
                  + String.join(", ", byHand.stream().map(DataFile::name).toList())
                  + " into "
                  + folder
                  + " and ask again, or";
      throw new DownloadException(
          entry.id()
              + " cannot be downloaded without a person: "
              + entry.registration()
              + files
              + "\nput the data set, as its authors lay it out, at "
              + entry.in(dataRoot)
              + ". See "
              + entry.homePage());
    }
  }

  /** All files into the downloads folder; gives their checksums, by name. */
  private Map<String, Checksum> download(DataSetEntry entry)
      throws IOException, InterruptedException {
    Map<String, Checksum> sums = new LinkedHashMap<>();
    RecordedChecksums recorded = new RecordedChecksums(dataRoot);
    for (DataFile file : entry.files()) {
      Optional<Checksum> known = file.published();
      if (known.isEmpty()) {
        known = recorded.of(entry.id(), file.name());
      }
      try {
        sums.put(file.name(), obtain(entry, file, known));
      } catch (DownloadException e) {
        if (file.published().isEmpty() && known.isPresent()) {
          throw new DownloadException(
              e.getMessage()
                  + "\nThat checksum was recorded when the file first came. If its "
                  + "publisher has changed it on purpose, remove '"
                  + entry.id()
                  + "/"
                  + file.name()
                  + "' from "
                  + recorded.file(),
              e);
        }
        throw e;
      }
    }
    return sums;
  }

  private Checksum obtain(DataSetEntry entry, DataFile file, Optional<Checksum> known)
      throws IOException, InterruptedException {
    Path target = folder(entry, dataRoot).resolve(file.name());
    Checksum.Algorithm algorithm = known.map(Checksum::algorithm).orElse(Checksum.Algorithm.SHA256);
    if (Files.isRegularFile(target)) {
      Checksum sum = Receipt.of(target, algorithm);
      boolean sized = file.size() == 0 || file.size() == Files.size(target);
      if (sized && (known.isEmpty() || known.get().equals(sum))) {
        return sum;
      }
      String problem =
          target
              + " has "
              + Files.size(target)
              + " bytes with checksum "
              + sum
              + ": expected "
              + (file.size() == 0 ? "" : file.size() + " bytes with ")
              + known.map(Checksum::toString).orElse("any checksum");
      if (file.urls().isEmpty()) {
        throw new DownloadException(problem);
      }
      progress.note(problem + "; put aside as " + AtomicFile.setAside(target));
    }
    if (options.offline()) {
      throw new DownloadException(
          "offline: "
              + entry.id()
              + " needs "
              + file.name()
              + " from "
              + file.urls().get(0)
              + ": expected the network, or the file at "
              + target);
    }
    return fileDownload(entry).fetch(file, target, algorithm, known);
  }

  private FileDownload fileDownload(DataSetEntry entry) {
    HttpClient client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(options.connectTimeout())
            .followRedirects(HttpClient.Redirect.NEVER)
            .proxy(EnvironmentProxies.of(System.getenv(), System.getProperties()))
            .build();
    Transfer transfer =
        new Transfer(new Redirects(client, options), options, pause, space, progress);
    // The seed differs between processes, which is what the jitter is for.
    Seed seed = new Seed(ProcessHandle.current().pid()).named(entry.id());
    return new FileDownload(transfer, new Backoff(options, seed), options, pause, progress);
  }

  private void unpack(DataSetEntry entry, Map<String, Checksum> sums)
      throws IOException, InterruptedException {
    try (Staging staging = Staging.open(dataRoot, entry.id())) {
      Extraction extraction = new Extraction(entry, staging.folder(), progress);
      for (DataFile file : entry.files()) {
        Path archive = folder(entry, dataRoot).resolve(file.name());
        requireRoom(archive, file);
        extraction.unpack(file, archive);
      }
      Path folder = entry.in(staging.folder());
      List<String> problems =
          Files.isDirectory(folder)
              ? entry.layout().problems(folder)
              : List.of(entry.folder() + ": missing: expected a folder");
      if (!problems.isEmpty()) {
        throw new ExtractionException(
            entry.id()
                + ": its files unpack to something else than published:\n  "
                + String.join("\n  ", problems)
                + "\nThe files are kept in "
                + folder(entry, dataRoot));
      }
      record(entry, sums);
      new Manifest(dataRoot, entry.id()).write(extraction.written());
      staging.publish(folder, entry.in(dataRoot));
    }
  }

  private void requireRoom(Path archive, DataFile file) throws IOException {
    try {
      space.require(dataRoot, Files.size(archive), "unpacking " + file.name());
    } catch (LocalFailure e) {
      throw new DownloadException(e.getMessage(), e);
    }
  }

  /** Only what has unpacked to the right layout is worth enforcing from now on. */
  private void record(DataSetEntry entry, Map<String, Checksum> sums)
      throws IOException, InterruptedException {
    Map<String, Checksum> unpublished = new HashMap<>();
    for (DataFile file : entry.files()) {
      if (file.published().isEmpty()) {
        unpublished.put(file.name(), sums.get(file.name()));
      }
    }
    if (!unpublished.isEmpty()) {
      new RecordedChecksums(dataRoot).add(entry.id(), unpublished);
    }
  }

  /** Files that a person brought are never deleted. */
  private void clearAway(DataSetEntry entry) throws IOException {
    if (options.keepArchives()) {
      return;
    }
    Path folder = folder(entry, dataRoot);
    for (DataFile file : entry.files()) {
      if (!file.urls().isEmpty()) {
        Files.deleteIfExists(folder.resolve(file.name()));
      }
    }
    try (var left = Files.list(folder)) {
      if (left.findAny().isPresent()) {
        return;
      }
    }
    Files.delete(folder);
  }
}
