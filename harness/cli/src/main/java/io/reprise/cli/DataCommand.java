package io.reprise.cli;

import io.reprise.datasets.DataRoot;
import io.reprise.datasets.catalogue.Catalogue;
import io.reprise.datasets.catalogue.DataFile;
import io.reprise.datasets.catalogue.DataSetEntry;
import io.reprise.datasets.download.DataSetStatus;
import io.reprise.datasets.download.DownloadOptions;
import io.reprise.datasets.download.Downloads;
import io.reprise.datasets.download.Progress;
import io.reprise.reports.TextTable;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** Published data sets: what there is, and getting them. */
@Command(
    name = "data",
    description = "Lists, downloads and checks the published data sets.",
    synopsisSubcommandLabel = "COMMAND",
    mixinStandardHelpOptions = true)
final class DataCommand {
  private static final double MEBIBYTE = 1 << 20;

  @Option(
      names = "--data",
      paramLabel = "FOLDER",
      scope = ScopeType.INHERIT,
      description = "folder of data sets; by default $REPRISE_DATA, else ~/.cache/reprise")
  private String data;

  @Spec private CommandSpec spec;

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }

  /** The entries of some ids, or all. */
  private static Collection<DataSetEntry> entries(List<String> ids) {
    Catalogue catalogue = Catalogue.read();
    return ids.isEmpty() ? catalogue.all() : ids.stream().distinct().map(catalogue::of).toList();
  }

  @Command(
      name = "list",
      description = "Lists data sets and how they stand in the folder.",
      mixinStandardHelpOptions = true)
  int list(
      @Option(
              names = "--paper",
              paramLabel = "PAPER",
              description = "only those that this paper names")
          String paper)
      throws IOException {
    Path root = DataRoot.resolve(data);
    Collection<DataSetEntry> entries =
        paper == null ? entries(List.of()) : Catalogue.read().ofPaper(paper);
    TextTable table =
        new TextTable(
            List.of("data set", "name", "papers", "size", "how to get it", "here"),
            List.of(24, 50, 6, 10, 14, 40),
            2,
            3);
    for (DataSetEntry e : entries) {
      table.add(
          e.id(),
          e.name(),
          Integer.toString(e.papers().size()),
          e.publishedBytes() == 0 ? "" : size(e.publishedBytes()),
          e.needsRegistration() ? "registration" : "download",
          words(DataSetStatus.of(e, root)));
    }
    out().println("data sets in " + root);
    out().println();
    table.lines().forEach(out()::println);
    out().flush();
    return 0;
  }

  @Command(
      name = "show",
      description = "Says what the catalogue knows of data sets.",
      mixinStandardHelpOptions = true)
  int show(@Parameters(arity = "1..*", paramLabel = "ID") List<String> ids) throws IOException {
    Path root = DataRoot.resolve(data);
    for (DataSetEntry e : entries(ids)) {
      describe(e, root).forEach(out()::println);
      out().println();
    }
    out().flush();
    return 0;
  }

  private static List<String> describe(DataSetEntry e, Path root) throws IOException {
    List<String> lines = new ArrayList<>();
    lines.add(e.name() + " (" + e.id() + ")");
    lines.add("  home      " + e.homePage());
    lines.add("  terms     " + e.terms());
    if (e.needsRegistration()) {
      lines.add("  to get it " + e.registration());
    }
    if (!e.note().isEmpty()) {
      lines.add("  note      " + e.note());
    }
    if (!e.splits().isEmpty()) {
      lines.add(
          "  splits    "
              + e.splits().stream()
                  .map(s -> s.name() + " " + s.examples())
                  .collect(Collectors.joining(", ")));
    }
    for (DataFile f : e.files()) {
      lines.add(
          "  file      "
              + f.name()
              + (f.size() == 0 ? "" : ", " + size(f.size()))
              + f.published().map(c -> ", " + c).orElse(""));
      f.urls().forEach(url -> lines.add("            " + url));
    }
    lines.add("  papers    " + String.join(" ", e.papers()));
    lines.add("  folder    " + e.in(root));
    DataSetStatus status = DataSetStatus.of(e, root);
    lines.add("  here      " + words(status));
    problems(status).forEach(p -> lines.add("            " + p));
    return lines;
  }

  @Command(
      name = "download",
      description = "Makes data sets be there; what is there already is left alone.",
      mixinStandardHelpOptions = true)
  int download(
      @Parameters(arity = "1..*", paramLabel = "ID") List<String> ids,
      @Option(names = "--offline", description = "use what is there, never the network")
          boolean offline,
      @Option(names = "--keep-archives", description = "keep archives after they are unpacked")
          boolean keep) {
    Path root = DataRoot.resolve(data);
    DownloadOptions options = DownloadOptions.DEFAULT.offline(offline).keepArchives(keep);
    Screen screen = new Screen(out(), Integer.getInteger("columns", 100));
    boolean well = true;
    for (DataSetEntry e : entries(ids)) {
      well &= fetch(e, root, options, screen);
    }
    return well ? 0 : Reprise.FAILED;
  }

  private boolean fetch(DataSetEntry e, Path root, DownloadOptions options, Screen screen) {
    try {
      Path folder = Downloads.fetch(e, root, options, new Shown(screen, Ansi.AUTO.enabled()));
      screen.close();
      screen.line(e.id() + ": " + folder);
      return true;
    } catch (IOException io) {
      screen.close();
      spec.commandLine().getErr().println("reprise: " + io.getMessage());
      return false;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while " + e.id() + " came", interrupted);
    }
  }

  @Command(
      name = "verify",
      description = "Reads data sets that are there, and holds them against layout and checksums.",
      mixinStandardHelpOptions = true)
  int verify(
      @Parameters(paramLabel = "ID", description = "all that are there if none is given")
          List<String> ids) {
    Path root = DataRoot.resolve(data);
    List<String> wanted = ids == null ? List.of() : ids;
    boolean well = true;
    for (DataSetEntry e : entries(wanted)) {
      DataSetStatus status = verified(e, root);
      boolean absent = status instanceof DataSetStatus.Absent;
      if (!absent || !wanted.isEmpty()) {
        out().println(e.id() + ": " + words(status));
        problems(status).forEach(p -> out().println("  " + p));
        out().flush();
        well &= status instanceof DataSetStatus.Present;
      }
    }
    return well ? 0 : Reprise.FAILED;
  }

  private static DataSetStatus verified(DataSetEntry e, Path root) {
    try {
      return DataSetStatus.verify(e, root, Progress.SILENT);
    } catch (IOException io) {
      throw new UncheckedIOException(e.id() + " cannot be read: " + io.getMessage(), io);
    }
  }

  private static String words(DataSetStatus status) {
    if (status instanceof DataSetStatus.Partial p) {
      return size(p.bytes())
          + (p.total() > 0 ? " of " + size(p.total()) : "")
          + " came, a download goes on";
    }
    if (status instanceof DataSetStatus.Present p) {
      return p.verifiedFiles() > 0 ? "whole, " + p.verifiedFiles() + " files verified" : "there";
    }
    if (status instanceof DataSetStatus.Damaged d) {
      return "damaged, " + d.problems().size() + " problems";
    }
    return "";
  }

  private static List<String> problems(DataSetStatus status) {
    return status instanceof DataSetStatus.Damaged d ? d.problems() : List.of();
  }

  private static String size(long bytes) {
    return bytes < 1024 * MEBIBYTE
        ? String.format(Locale.ROOT, "%.1f MiB", bytes / MEBIBYTE)
        : String.format(Locale.ROOT, "%.1f GiB", bytes / MEBIBYTE / 1024);
  }

  /** A download on the screen: one line that changes on a terminal, else a line each 10 percent. */
  private static final class Shown implements Progress {
    private static final int STEP = 10;

    private final Screen screen;
    private final boolean changing;
    private String file = "";
    private long tenths;

    Shown(Screen screen, boolean changing) {
      this.screen = screen;
      this.changing = changing;
    }

    @Override
    public void received(String name, long bytes, long total, double bytesPerSecond) {
      String text =
          String.format(
              Locale.ROOT,
              "%s: %s%s, %s/s",
              name,
              size(bytes),
              total > 0 ? " of " + size(total) + " (" + 100 * bytes / total + "%)" : "",
              size((long) bytesPerSecond));
      if (changing) {
        screen.accept(text);
      } else if (isNews(name, bytes, total)) {
        screen.line(text);
      }
    }

    private boolean isNews(String name, long bytes, long total) {
      long now = total > 0 ? STEP * bytes / total : 0;
      boolean news = !name.equals(file) || now > tenths;
      file = name;
      tenths = now;
      return news;
    }

    @Override
    public void unpacked(String name, long entries, long bytes) {
      if (changing) {
        screen.accept(name + ": " + entries + " entries unpacked, " + size(bytes));
      }
    }

    @Override
    public void note(String line) {
      screen.line(line);
    }
  }
}
