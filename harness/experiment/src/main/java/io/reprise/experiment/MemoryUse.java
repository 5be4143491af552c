package io.reprise.experiment;

import io.reprise.tensor.Device;
import io.reprise.tensor.cuda.NvidiaDriver;
import io.reprise.tensor.cuda.VisibleGpus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The most memory that this process has taken since a trial began. It depends on the garbage
 * collector and on other work of the machine, so no two runs take the same.
 */
public final class MemoryUse {
  /** The environment's entry for main memory, in MiB: heap and native memory together. */
  public static final String MAIN = "memory.peak.MiB";

  /**
   * The environment's entry for a GPU's memory, in MiB: what the process held at the trial's end.
   * That is the most it has held, since libtorch's allocator keeps what it was given.
   */
  public static final String GPU = "gpu.memory.peak.MiB";

  private static final Path THIS_PROCESS = Path.of("/proc/self");

  /** What sets the kernel's mark back to what is taken now (proc(5), {@code clear_refs}). */
  private static final String RESET = "5";

  private static final Pattern MARK = Pattern.compile("VmHWM:\\s+(\\d+) kB");

  private final Path process;
  private final boolean since;

  private MemoryUse(Path process) {
    this.process = process;
    this.since = reset();
  }

  /** Starts to watch. */
  static MemoryUse begin() {
    return begin(THIS_PROCESS);
  }

  /**
   * @param process the folder that tells of it, on Linux
   */
  static MemoryUse begin(Path process) {
    return new MemoryUse(process);
  }

  private boolean reset() {
    Path marks = process.resolve("clear_refs");
    try {
      if (Files.exists(marks)) {
        Files.writeString(marks, RESET);
        return true;
      }
    } catch (IOException e) {
      return false;
    }
    return false;
  }

  /**
   * The entries of the environment, those that are known: none for main memory on systems that do
   * not tell, or do not let the mark be set back.
   *
   * @param device where the trial ran
   */
  Map<String, String> peak(Device device) {
    Map<String, String> all = new TreeMap<>();
    if (since) {
      mark().ifPresent(kilobytes -> all.put(MAIN, Long.toString(kilobytes >> 10)));
    }
    if (device.kind() == Device.Kind.CUDA) {
      NvidiaDriver.memoryOf(ProcessHandle.current().pid(), VisibleGpus.here().id(device.index()))
          .ifPresent(mebibytes -> all.put(GPU, Long.toString(mebibytes)));
    }
    return all;
  }

  private OptionalLong mark() {
    try (Stream<String> lines = Files.lines(process.resolve("status"))) {
      return lines
          .map(MARK::matcher)
          .filter(Matcher::matches)
          .mapToLong(m -> Long.parseLong(m.group(1)))
          .findFirst();
    } catch (IOException | UncheckedIOException e) {
      return OptionalLong.empty();
    }
  }

  /** Whether an entry of an environment is one of these. */
  public static boolean isEntry(String name) {
    return name.equals(MAIN) || name.equals(GPU);
  }
}
